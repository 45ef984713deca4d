#include "agentcore/template.hpp"

#include <catch2/catch.hpp>

namespace agentcore {
namespace {

TEST_CASE("Intrinsic functions have CloudFormation's shapes") {
  CHECK(ref("Vpc").dump() == R"({"Ref":"Vpc"})");
  CHECK(get_att("Role", "Arn").dump() == R"({"Fn::GetAtt":["Role","Arn"]})");
  CHECK(sub("${AWS::Region}-x").dump() == R"({"Fn::Sub":"${AWS::Region}-x"})");
  CHECK(import_value("demo-network-test-VpcId").dump() == R"({"Fn::ImportValue":"demo-network-test-VpcId"})");
}

TEST_CASE("A literal arrives as it was written") {
  for (const char* text :
       {"", "plain", "$", "{", "}", "$$", "{}", "$ {X}", "{$}", "$HOME", "{{x}}", "#{X}", "100%"}) {
    CAPTURE(text);
    CHECK(literal(text) == Json(text));
  }
}

/// What CloudFormation makes of a Fn::Sub without variables: `${!X}` becomes `${X}`.
std::string replaced(std::string text) {
  for (std::size_t at = text.find("${!"); at != std::string::npos; at = text.find("${!", at + 2))
    text.erase(at + 2, 1);
  return text;
}

TEST_CASE("A literal that holds ${ is escaped within Fn::Sub") {
  CHECK(literal("${X}") == sub("${!X}"));
  CHECK(literal("a ${X} b ${Y.Z} c") == sub("a ${!X} b ${!Y.Z} c"));
  CHECK(literal("${!X}") == sub("${!!X}"));
  CHECK(literal("$${X}") == sub("$${!X}"));
  CHECK(literal("${${X}}") == sub("${!${!X}}"));
  CHECK(literal("${") == Json{{"Fn::Join", Json::array({"", Json::array({"$", "{"})})}});
  CHECK(literal("$ {X} ${Y}") == sub("$ {X} ${!Y}"));
  for (const char* text : {"${X}", "$${X}", "${!X}", "${${X}}", "x${", "${}", "{$${{"}) {
    CAPTURE(text);
    if (literal(text).contains("Fn::Sub")) CHECK(replaced(literal(text)["Fn::Sub"]) == text);
  }
}

TEST_CASE("A template keeps the order in which it was made, and leaves out what is empty") {
  Template body;
  body.resources.push_back({"B", "AWS::EC2::VPC", Json::object(), nullptr, {}, false});
  body.resources.push_back({"A", "AWS::EC2::Subnet", {{"VpcId", ref("B")}}, {{"Key", 1}}, {"B"}, true});
  CHECK(to_json(body).dump() ==
        R"({"AWSTemplateFormatVersion":"2010-09-09","Resources":{"B":{"Type":"AWS::EC2::VPC"},)"
        R"("A":{"Type":"AWS::EC2::Subnet","DependsOn":["B"],"Metadata":{"Key":1},"DeletionPolicy":"Retain",)"
        R"("UpdateReplacePolicy":"Retain","Properties":{"VpcId":{"Ref":"B"}}}}})");
  body.description = "d";
  body.outputs.push_back({"Id", "", ref("B"), ""});
  body.outputs.push_back({"Name", "n", "x", "e"});
  CHECK(to_json(body)["Outputs"].dump() ==
        R"({"Id":{"Value":{"Ref":"B"}},"Name":{"Description":"n","Value":"x","Export":{"Name":"e"}}})");
}

TEST_CASE("The size of a piece is that of its text") {
  Template body;
  body.parameters.push_back({"P", "String", "d\"\n\x01", "x", {"x", "y"}, true});
  body.resources.push_back({"Empty", "AWS::EC2::VPC", Json::object(), nullptr, {}, false});
  const Json deep = {{"a\\b", Json::array({1, -2.5, true, nullptr, "\t", Json::array(), Json::object()})}};
  body.resources.push_back(
      {"Full", "AWS::EC2::Subnet", {{"X", deep}, {"Y", deep}}, {{"K", 1}}, {"A", "B"}, true});
  body.outputs.push_back({"Plain", "", ref("Empty"), ""});
  body.outputs.push_back({"Whole", "d", sub("${AWS::Region}"), "e-1"});
  std::size_t pieces = text_size(body.parameters[0]);
  for (const Resource& resource : body.resources) pieces += text_size(resource);
  for (const Output& output : body.outputs) pieces += text_size(output);
  // Three sections that end, the last members of which have no comma.
  const std::string_view frame =
      "{\n  \"AWSTemplateFormatVersion\": \"2010-09-09\",\n  \"Parameters\": {\n  },\n  \"Resources\": {\n  "
      "},\n"
      "  \"Outputs\": {\n  }\n}";
  CHECK(to_json(body).dump(2).size() == frame.size() + pieces - 3);
  CHECK(text_size(body) == frame.size() + pieces - 3 + 1);  // with the line break at its end
  CHECK(text_size(Template{}) == to_json(Template{}).dump(2).size() + 1);
}

}  // namespace
}  // namespace agentcore
