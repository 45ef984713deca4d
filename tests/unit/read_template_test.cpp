#include "agentcore/read_template.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "unit/config_testing.hpp"

namespace agentcore {
namespace {

using testing::Marked;
using Texts = std::vector<std::string>;

/// The value at a path below the one resource's properties, of a template whose properties are `yaml`.
Json property(const std::string& yaml) {
  const Source source("test.yaml", "Resources:\n  A:\n    Type: T\n    Properties:\n      P: " + yaml + "\n");
  Diagnostics diagnostics;
  const std::optional<Json> body = parse_template(source, diagnostics);
  INFO(source.text());
  CHECK(testing::findings(diagnostics).empty());
  REQUIRE(body);
  return body->at("Resources").at("A").at("Properties").at("P");
}

void expect_findings(std::string_view marked, const std::string& name = "test.yaml") {
  const Marked expected(marked);
  CAPTURE(expected.text);
  const Source source(name, expected.text);
  Diagnostics diagnostics;
  CHECK_FALSE(parse_template(source, diagnostics));
  CHECK(testing::findings(diagnostics) == expected.expected);
}

Texts codes(const Source& source) {
  Diagnostics diagnostics;
  CHECK_FALSE(parse_template(source, diagnostics));
  Texts found;
  for (const Diagnostic* finding : diagnostics.sorted()) found.emplace_back(finding->rule->code);
  return found;
}

Json parsed(const std::string& name, const std::string& text) {
  const Source source(name, text);
  Diagnostics diagnostics;
  const std::optional<Json> body = parse_template(source, diagnostics);
  INFO(text);
  CHECK(testing::findings(diagnostics).empty());
  REQUIRE(body);
  return *body;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

// --- short tags -------------------------------------------------------------------------------------------

TEST_CASE("short tags stand for their long forms") {
  CHECK(property("!Ref Queue") == Json{{"Ref", "Queue"}});
  CHECK(property("!Sub \"${A}-b\"") == Json{{"Fn::Sub", "${A}-b"}});
  CHECK(property("!Condition IsProd") == Json{{"Condition", "IsProd"}});
  CHECK(property("!GetAZs ''") == Json{{"Fn::GetAZs", ""}});
  CHECK(property("!ImportValue shared-vpc") == Json{{"Fn::ImportValue", "shared-vpc"}});
  CHECK(property("!Base64 |\n        two\n        lines") == Json{{"Fn::Base64", "two\nlines\n"}});
  CHECK(property("!Future x") == Json{{"Fn::Future", "x"}});
}

TEST_CASE("!GetAtt is a list") {
  CHECK(property("!GetAtt Role.Arn") == Json::parse(R"({"Fn::GetAtt": ["Role", "Arn"]})"));
  CHECK(property("!GetAtt Nested.Outputs.Arn") ==
        Json::parse(R"({"Fn::GetAtt": ["Nested", "Outputs.Arn"]})"));
  CHECK(property("!GetAtt [Role, Arn]") == Json::parse(R"({"Fn::GetAtt": ["Role", "Arn"]})"));
  CHECK(property("{Fn::GetAtt: Role.Arn}") == Json::parse(R"({"Fn::GetAtt": "Role.Arn"})"));
}

TEST_CASE("short tags nest, in lists, in mappings and over lines") {
  CHECK(property("!If [C, !Ref A, !Ref \"AWS::NoValue\"]") ==
        Json::parse(R"({"Fn::If": ["C", {"Ref": "A"}, {"Ref": "AWS::NoValue"}]})"));
  CHECK(property("!Join\n        - '-'\n        - - !Ref A\n          - b") ==
        Json::parse(R"({"Fn::Join": ["-", [{"Ref": "A"}, "b"]]})"));
  CHECK(property("!Select [0, !Split [',', !Ref A]]") ==
        Json::parse(R"({"Fn::Select": [0, {"Fn::Split": [",", {"Ref": "A"}]}]})"));
  CHECK(
      property("!Transform {Name: AWS::Include, Parameters: {Location: s3://b/k}}") ==
      Json::parse(R"({"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3://b/k"}}})"));
  CHECK(property("!Sub\n        - '${a}'\n        - a: !GetAtt R.Arn") ==
        Json::parse(R"({"Fn::Sub": ["${a}", {"a": {"Fn::GetAtt": ["R", "Arn"]}}]})"));
}

TEST_CASE("a quoted key that begins with ! is no tag") {
  CHECK(property("{'!Ref': x}") == Json{{"!Ref", "x"}});
}

TEST_CASE("a tag belongs to what an alias repeats") {
  CHECK(property("[&a !Ref Queue, *a]") == Json::parse(R"([{"Ref": "Queue"}, {"Ref": "Queue"}])"));
}

// --- scalars ----------------------------------------------------------------------------------------------

TEST_CASE("plain scalars are read as YAML 1.1 does") {
  for (const char* text : {"yes", "True", "ON"}) CHECK(property(text) == Json(true));
  for (const char* text : {"no", "FALSE", "off"}) CHECK(property(text) == Json(false));
  CHECK(property("0777") == Json(511));
  CHECK(property("0x1F") == Json(31));
  CHECK(property("0b101") == Json(5));
  CHECK(property("-12") == Json(-12));
  CHECK(property("1_000") == Json(1000));
  CHECK(property("1:30") == Json(90));
  CHECK(property("1.50") == Json(1.5));
  CHECK(property("-.5") == Json(-0.5));
  CHECK(property("1.5e+2") == Json(150.0));
  CHECK(property("1.0e-310") == Json(1e-310));
  CHECK(property("-0.0") == Json(-0.0));
  CHECK(property("~") == Json(nullptr));
}

TEST_CASE("what only looks like a number or a date is text") {
  for (const char* text : {"2012-10-17", "1.2.3", "1e3", "1.0e+400", "1.0e-400", "012345678901", "0x", "1:99",
                           "10.0.0.0/16", ".inf", "y", "n", "truE", "_1", "+", ".", "99999999999999999999"}) {
    INFO(text);
    CHECK(property(text) == Json(text));
  }
  CHECK(property("\"yes\"") == Json("yes"));
  CHECK(property("'12'") == Json("12"));
  CHECK(property("!!str 12") == Json("12"));
}

TEST_CASE("JSON keeps its kinds, and the digits of long integers") {
  const Json body = parsed("a.json", R"({"Resources": {}, "Metadata": {"a": 1, "b": "1", "c": true, "d": 1.5,
    "e": 123456789012345678901234567890, "f": null, "g": "\u00fc"}})");
  CHECK(body["Metadata"].dump() ==
        R"({"a":1,"b":"1","c":true,"d":1.5,"e":"123456789012345678901234567890","f":null,"g":"ü"})");
}

TEST_CASE("the same template is the same value as JSON and as YAML") {
  CHECK(parsed("a.json", R"({"Resources": {"A": {"Type": "T", "Properties": {"P": {"Ref": "B"}}}}})") ==
        parsed("a.yaml", "Resources: {A: {Type: T, Properties: {P: !Ref B}}}"));
  INFO("a flow mapping begins like JSON");
  CHECK(parsed("a.yaml", "{Resources: {A: {Type: T}}}") ==
        parsed("a", R"({"Resources":{"A":{"Type":"T"}}})"));
}

TEST_CASE("keys keep their order") {
  CHECK(parsed("a.json", R"({"b": 1, "Resources": {}, "a": 2})").dump() == R"({"b":1,"Resources":{},"a":2})");
}

// --- what is no template
// ------------------------------------------------------------------------------------

TEST_CASE("what is no template is refused") {
  expect_findings("$AC6002[[p]]roject: demo\n");
  expect_findings("$AC6002[[-]] a\n");
  expect_findings("$AC6002[[t]]ext");
  expect_findings("$AC1015[[]]# nothing\n");
  expect_findings("$AC6002[[{]]\"Outputs\": {}}", "a.json");
  expect_findings("$AC6002[[A]]WSTemplateFormatVersion: 2010-09-09\n");
}

TEST_CASE("half a template is refused where it breaks off") {
  expect_findings("{\"Resources\": {\"A\": {\"Type\": \"T\"$AC6001[[}]]", "a.json");
  expect_findings("{\"Resources\": {$AC6001[[,]]}}", "a.json");
  expect_findings("{\"Resources\": {\"A\": 1 \"B$AC6001[[\"]]: 2}}", "a.json");
  expect_findings("Resources:\n  A:\n    Type: $AC1005[[\"]]T\n");
}

TEST_CASE("a mistake of form is found at its place") {
  expect_findings("$AC6003[[Resources]]: [a]\n");
  expect_findings("Resources: $AC6003[[text]]\n");
  expect_findings("Resources:\n  $AC6003[[A]]: {Properties: {}}\n  B: {$AC6003[[Type]]: []}\n");
}

TEST_CASE("a mistake of form in JSON is found at its place") {
  expect_findings(R"({"Resources": {$AC6003[["A"]]: {"Properties": {}}}})", "a.json");
  expect_findings(R"({"Resources": {"A": {"Type": "T", $AC6003[["Properties"]]: []}}})", "a.json");
  expect_findings(R"({"Resources": {}, "Outputs": {"O": $AC6003[["x"]]}})", "a.json");
}

TEST_CASE("a key that is there twice is refused") {
  expect_findings("Resources: {}\n$AC1007[[Resources]]: {}\n");
  expect_findings("{\"Resources\": {}, $AC1007[[\"Resources\"]]: {}}", "a.json");
  INFO("an object of many keys");
  std::string text = "{\"Resources\": {}";
  for (int i = 0; i < 40; ++i) text += ", \"k" + std::to_string(i) + "\": 1";
  expect_findings(text + ", $AC1007[[\"k3\"]]: 1}", "a.json");
}

TEST_CASE("a file of more than 16 MiB is refused") {
  CHECK(codes(Source("a.json", "{" + std::string(std::size_t{16} << 20U, ' ') + "}")) == Texts{"AC1002"});
}

TEST_CASE("other tags are refused") { expect_findings("Resources: {}\nMetadata: $AC1012[[!!binary]] x\n"); }

// --- hostile texts
// ------------------------------------------------------------------------------------------

TEST_CASE("deep nesting is refused at once") {
  const auto begin = std::chrono::steady_clock::now();
  const std::string deep = repeated("[", 500'000) + repeated("]", 500'000);
  CHECK(codes(Source("a.json", "{\"Resources\": " + deep)) == Texts{"AC1009"});
  CHECK(codes(Source("a.yaml", "Resources: " + deep)) == Texts{"AC1009"});
  CHECK(codes(Source("a.json", repeated("{\"a\":", 200'000))) == Texts{"AC1009"});
  CHECK(codes(Source("a.yaml", "Resources: " + repeated("[", 1'000'000))).size() == 1);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

TEST_CASE("deep nesting in JSON is refused where it is too deep") {
  expect_findings("{\"a[\": \"[\\\"[\", \"R\": " + repeated("[", 63) + "$AC1009[[[]]]", "a.json");
}

TEST_CASE("aliases do not multiply without end") {
  std::string text = "Resources: {}\nMetadata:\n  a: &a '" + std::string(100'000, 'x') + "'\n  b: [*a";
  for (int i = 0; i < 2000; ++i) text += ", *a";
  CHECK(codes(Source("a.yaml", text + "]\n")) == Texts{"AC6004"});
}

TEST_CASE("many keys are read in linear time") {
  std::string text = "{\"Resources\": {}, \"Metadata\": {\"k\": 1";
  for (int i = 0; i < 100'000; ++i) text += ", \"k" + std::to_string(i) + "\": 1";
  CHECK(parsed("a.json", text + "}}")["Metadata"].size() == 100'001);
}

// --- what is not followed
// -----------------------------------------------------------------------------------

std::size_t sentences(const std::string& text) {
  const std::vector<std::string> found = not_followed(parsed("a.yaml", text), "a.yaml");
  for (const std::string& sentence : found) CHECK(sentence.starts_with("a.yaml: "));
  return found.size();
}

TEST_CASE("macros, loops, includes and nested stacks are said") {
  CHECK(sentences("Resources: {A: {Type: AWS::SQS::Queue, Properties: {N: !Sub x}}}") == 0);
  CHECK(sentences("Transform: AWS::Serverless-2016-10-31\nResources: {}") == 1);
  CHECK(sentences("Transform: [A, B]\nResources: {}") == 2);
  CHECK(sentences("Resources: {'Fn::ForEach::Topics': [T, [a, b], {}]}") == 1);
  CHECK(sentences("Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://b/k}}") == 1);
  CHECK(sentences("Resources: {A: {Type: AWS::CloudFormation::Stack}}") == 1);
  CHECK(sentences("Resources: {A: {Type: My::Own::Thing::MODULE}}") == 1);
  CHECK(sentences("Resources: {}\nMetadata: {a: !Sbu x, b: !Sbu y}") == 1);
}

}  // namespace
}  // namespace agentcore
