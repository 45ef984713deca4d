#include "validate/policy_statement.hpp"

#include <catch2/catch.hpp>

#include "agentcore/diagnostic.hpp"
#include "agentcore/document.hpp"
#include "validate/wildcard.hpp"

namespace agentcore {
namespace {

TEST_CASE("a pattern of IAM matches a text as a whole") {
  CHECK(matches_wildcard("*", "", /*fold=*/true));
  CHECK(matches_wildcard("s3:*", "s3:GetObject", /*fold=*/true));
  CHECK(matches_wildcard("S3:get*ct", "s3:GetObject", /*fold=*/true));
  CHECK(matches_wildcard("s3:Get?bject", "s3:GetObject", /*fold=*/true));
  CHECK(matches_wildcard("*a*b", "xaxbxb", /*fold=*/true));
  CHECK_FALSE(matches_wildcard("s3:Get", "s3:GetObject", /*fold=*/true));
  CHECK_FALSE(matches_wildcard("Object", "s3:GetObject", /*fold=*/true));
  CHECK_FALSE(matches_wildcard("s3:?", "s3:", /*fold=*/true));
  CHECK_FALSE(matches_wildcard("", "s3:GetObject", /*fold=*/true));
}

/// Asks about the one statement of a policy.
template <class Question>
bool ask(const std::string& statement, Question question) {
  const Source source("policy.yaml", "Statement: [" + statement + "]");
  Diagnostics diagnostics;
  const std::optional<Document> document = parse_document(source, diagnostics);
  REQUIRE(document);
  const std::vector<const Node*> statements = statements_of(document->root());
  REQUIRE(statements.size() == 1);
  return question(PolicyStatement(*statements[0]));
}

bool is_open(const std::string& statement) {
  return ask(statement, [](const PolicyStatement& each) { return each.is_for_everybody(); });
}

TEST_CASE("everybody is a principal of its own") {
  CHECK(is_open(R"({Principal: "*"})"));
  CHECK(is_open(R"({Principal: {AWS: ["*"]}})"));
  CHECK_FALSE(is_open(R"({Principal: {AWS: "arn:aws:iam::123456789012:root"}})"));
  CHECK_FALSE(is_open(R"({Principal: {Service: "*"}})"));
  CHECK_FALSE(is_open("{}"));
}

bool covers(const std::string& statement) {
  return ask(statement,
             [](const PolicyStatement& each) { return each.covers_action("bedrock:InvokeModel*"); });
}
bool touches(const std::string& statement) {
  return ask(statement,
             [](const PolicyStatement& each) { return each.touches_action("bedrock:InvokeModel*"); });
}

TEST_CASE("a part of an action is touched and not covered") {
  CHECK(covers(R"({Action: "bedrock:*"})"));
  CHECK(covers(R"({Action: ["s3:*", "bedrock:Invoke*"]})"));
  CHECK(covers(R"({NotAction: "s3:*"})"));
  CHECK_FALSE(covers("{Action: bedrock:InvokeModel}"));
  CHECK(touches("{Action: bedrock:InvokeModel}"));
  CHECK_FALSE(covers("{NotAction: bedrock:InvokeModel}"));
  CHECK_FALSE(touches(R"({NotAction: "bedrock:*"})"));
  CHECK_FALSE(touches("{Action: bedrock:ApplyGuardrail}"));
}

TEST_CASE("resources are judged by what is asked for") {
  const auto covers_arn = [](const char* statement, const char* arn) {
    return ask(statement, [=](const PolicyStatement& each) { return each.covers_resource(arn); });
  };
  CHECK(covers_arn(R"({Resource: "*"})", ""));
  CHECK(covers_arn(R"({Resource: "arn:aws:s3:::*"})", "arn:aws:s3:::layers/*"));
  CHECK_FALSE(covers_arn(R"({Resource: "arn:aws:s3:::*"})", ""));
  CHECK_FALSE(covers_arn(R"({Resource: "arn:aws:s3:::layers/a"})", "arn:aws:s3:::layers/*"));
  CHECK(ask(R"({Resource: "arn:aws:s3:::${aws:PrincipalTag/bucket}/*"})", [](const PolicyStatement& each) {
    return each.touches_resource("arn:aws:s3:::layers/*");  // the variable may stand for it
  }));
}

}  // namespace
}  // namespace agentcore
