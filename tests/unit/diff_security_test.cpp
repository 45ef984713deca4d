#include <algorithm>

#include "unit/diff_testing.hpp"

namespace agentcore {
namespace {

using Texts = std::vector<std::string>;

Difference of_statements(const std::string& before, const std::string& after) {
  const auto role = [](const std::string& statements) {
    return resources((R"({"Role": {"Type": "AWS::IAM::Role", "Properties": {"Policies": [{"PolicyName": "p",
      "PolicyDocument": {"Statement": )" +
                      statements + "}}]}}}")
                         .c_str());
  };
  return diff(role(before), role(after));
}

/// "+s3:Get broadens"
Texts summary(const Difference& difference) {
  Texts texts;
  for (const StatementChange& statement : difference.statements) {
    std::string text = statement.added ? "+" : "-";
    for (const std::string& action : statement.actions.values) text += action;
    texts.push_back(text + (statement.broadens ? " broadens" : ""));
  }
  return texts;
}

TEST_CASE("a statement that allows more broadens") {
  const auto allow = [](const std::string& action, const std::string& rest = R"("Resource": "r")") {
    return R"({"Effect": "Allow", "Action": ")" + action + R"(", )" + rest + "}";
  };
  CHECK(summary(of_statements(allow("s3:Get"), allow("s3:*"))) == Texts{"+s3:* broadens", "-s3:Get"});
  CHECK(summary(of_statements(allow("s3:*"), allow("s3:Get"))) == Texts{"+s3:Get", "-s3:*"});
  CHECK(summary(of_statements(allow("s3:get"), allow("s3:Get"))) == Texts{"+s3:Get", "-s3:get"});
  const std::string conditional = R"("Resource": "r", "Condition": {"Bool": {"k": "true"}})";
  CHECK(summary(of_statements(allow("a", conditional), allow("a"))) == Texts{"+a broadens", "-a"});
  CHECK(summary(of_statements(allow("a"), allow("a", conditional))) == Texts{"+a", "-a"});
  CHECK(summary(of_statements("[]", R"([{"Effect": "Deny", "Action": "a", "Resource": "*"}])")) ==
        Texts{"+a"});
  CHECK(summary(of_statements(R"([{"Effect": "Deny", "Action": "a", "Resource": "*"}])", "[]")) ==
        Texts{"-a broadens"});
  CHECK(summary(of_statements(allow("a"), R"({"Effect": "Allow", "NotAction": "a", "Resource": "r"})")) ==
        Texts{"+a broadens", "-a"});
}

TEST_CASE("a statement's name alone is no change of permissions") {
  const Difference difference = of_statements(R"([{"Sid": "A", "Effect": "Allow", "Action": "a"}])",
                                              R"([{"Sid": "B", "Effect": "Allow", "Action": "a"}])");
  CHECK(difference.statements.empty());
  CHECK_FALSE(difference.empty());
}

TEST_CASE("statements are found wherever a policy may stand") {
  const auto kinds = [](const char* resource) {
    std::vector<StatementChange::Kind> found;
    const Difference difference = diff(resources("{}"), resources(resource));
    for (const StatementChange& statement : difference.statements) found.push_back(statement.kind);
    return found;
  };
  using Kind = StatementChange::Kind;
  const std::string policy = R"({"Statement": [{"Effect": "Allow", "Action": "a", "Principal": "*"}]})";
  const auto with = [&](const char* type, const char* property) {
    return kinds((std::string(R"({"X": {"Type": ")") + type + R"(", "Properties": {")" + property + R"(": )" +
                  policy + "}}}")
                     .c_str());
  };
  CHECK(with("AWS::IAM::Role", "AssumeRolePolicyDocument") == std::vector{Kind::trust});
  CHECK(with("AWS::IAM::ManagedPolicy", "PolicyDocument") == std::vector{Kind::identity});
  CHECK(with("AWS::KMS::Key", "KeyPolicy") == std::vector{Kind::resource});
  CHECK(with("AWS::ECR::Repository", "RepositoryPolicyText") == std::vector{Kind::resource});
  CHECK(with("AWS::EC2::VPCEndpoint", "PolicyDocument") == std::vector{Kind::endpoint});
  CHECK(kinds(R"({"X": {"Type": "AWS::Lambda::Permission", "Properties": {"Action": "lambda:InvokeFunction",
    "FunctionName": "f", "Principal": "s3.amazonaws.com"}}})") == std::vector{Kind::resource});
}

TEST_CASE("managed policies and boundaries come and go") {
  const auto role = [](const char* properties) {
    return resources(
        (std::string(R"({"R": {"Type": "AWS::IAM::Role", "Properties": )") + properties + "}}").c_str());
  };
  const Difference difference =
      diff(role(R"({"ManagedPolicyArns": ["a", "b"], "PermissionsBoundary": "x"})"),
           role(R"({"ManagedPolicyArns": ["b", {"Fn::Sub": "arn:${AWS::Partition}:c"}]})"));
  REQUIRE(difference.managed_policies.size() == 3);
  CHECK(difference.managed_policies[0].policy == "arn:${AWS::Partition}:c");
  CHECK(difference.managed_policies[0].added);
  CHECK(difference.managed_policies[1].policy == "a");
  CHECK(difference.managed_policies[2].boundary);
}

Difference of_rules(const char* before, const char* after) {
  const auto group = [](const char* rules) {
    return resources((std::string(R"({"G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {
      "SecurityGroupIngress": )") +
                      rules + "}}}")
                         .c_str());
  };
  return diff(group(before), group(after));
}

TEST_CASE("rules of security groups come and go, and broaden") {
  const char* const narrow =
      R"([{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/16"}])";
  const char* const wide = R"([{"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}])";
  const Difference widened = of_rules(narrow, wide);
  REQUIRE(widened.security_group_rules.size() == 2);
  CHECK(widened.security_group_rules[0].broadens);
  CHECK(widened.security_group_rules[0].group == "${G.GroupId}");
  CHECK_FALSE(of_rules(wide, narrow).security_group_rules[0].broadens);
}

TEST_CASE("a rule that moves out of its group is no change of what passes") {
  const Difference difference =
      diff(resources(R"({"G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"SecurityGroupIngress": [
        {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2, "CidrIp": "10.0.0.0/8"}]}}})"),
           resources(R"({"G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {}},
        "R": {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": {"GroupId": {"Fn::GetAtt": ["G", "GroupId"]},
          "IpProtocol": "tcp", "FromPort": "1", "ToPort": "2", "CidrIp": "10.0.0.0/8"}}})"));
  CHECK(difference.security_group_rules.empty());
}

}  // namespace
}  // namespace agentcore
