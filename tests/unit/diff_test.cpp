#include "unit/diff_testing.hpp"

namespace agentcore {
namespace {

using Texts = std::vector<std::string>;

/// What a change of one property, from one JSON text to another, is found to be.
Difference of_property(const std::string& type, const std::string& before, const std::string& after) {
  const auto with = [&](const std::string& value) {
    return resources((R"({"X": {"Type": ")" + type + R"(", "Properties": {"P": )" + value + "}}}").c_str());
  };
  return diff(with(before), with(after));
}

void check_same(const std::string& before, const std::string& after) {
  INFO(before << " and " << after);
  CHECK(of_property("Custom::Thing", before, after).empty());
  CHECK(of_property("Custom::Thing", after, before).empty());
}

void check_differ(const std::string& before, const std::string& after) {
  INFO(before << " and " << after);
  CHECK_FALSE(of_property("Custom::Thing", before, after).empty());
}

TEST_CASE("a value is what CloudFormation reads, whatever its spelling") {
  check_same("10", R"("10")");
  check_same("true", R"("true")");
  check_same(R"({"a": 1, "b": 2})", R"({"b": 2, "a": 1})");
  check_same(R"({"Fn::GetAtt": "A.B.C"})", R"({"Fn::GetAtt": ["A", "B.C"]})");
  check_same(R"({"Fn::Sub": "plain"})", R"("plain")");
  check_same(R"({"Fn::Sub": "${!X}"})", R"("${X}")");
  check_same(R"({"Fn::Sub": "${X}"})", R"({"Ref": "X"})");
  check_same(R"({"Fn::Sub": "${X.Arn}"})", R"({"Fn::GetAtt": ["X", "Arn"]})");
  check_same(R"({"Fn::Sub": ["${V}!", {"V": {"Ref": "X"}}]})", R"({"Fn::Sub": "${X}!"})");
  check_same(R"({"Fn::Sub": "arn:${AWS::Partition}:s3:::b"})",
             R"({"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":s3:::b"]]})");
  check_same(R"({"Fn::Sub": "a:${X}:b"})", R"({"Fn::Join": [":", ["a", {"Ref": "X"}, "b"]]})");
}

TEST_CASE("a value of another meaning differs") {
  check_differ("1", "2");
  check_differ("[1, 2]", "[2, 1]");
  check_differ(R"("X")", R"({"Ref": "X"})");
  check_differ(R"("${X}")", R"({"Fn::Sub": "${X}"})");
  check_differ(R"({"Ref": "X"})", R"({"Ref": "Y"})");
  check_differ(R"({"Fn::GetAtt": "A.B"})", R"({"Fn::GetAtt": "A.C"})");
  check_differ("{}", "[]");
  check_differ("null", R"("null")");
}

TEST_CASE("in policies, order and lists of one say nothing") {
  check_same(
      R"({"Statement": [{"Effect": "Allow", "Action": "a:b"}, {"Effect": "Deny", "Action": ["c", "d"]}]})",
      R"({"Statement": [{"Effect": "Deny", "Action": ["d", "c"]}, {"Effect": "Allow", "Action": ["a:b"]}]})");
  check_same(R"({"Statement": {"Effect": "Allow", "Principal": {"AWS": "1"}}})",
             R"({"Statement": [{"Effect": "Allow", "Principal": {"AWS": ["1"]}}]})");
  check_same(R"({"Statement": [{"Effect": "Allow", "Condition": {"StringEquals": {"k": ["x", "y"]}}}]})",
             R"({"Statement": [{"Effect": "Allow", "Condition": {"StringEquals": {"k": ["y", "x"]}}}]})");
  check_differ(R"({"Statement": [{"Effect": "Allow", "Action": "a:b"}]})",
               R"({"Statement": [{"Effect": "Allow", "NotAction": "a:b"}]})");
}

TEST_CASE("lists without an order are compared as sets") {
  const auto subnets = [](const char* list) {
    return resources((std::string(R"({"X": {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"SubnetIds": )") +
                      list + "}}}")
                         .c_str());
  };
  CHECK(diff(subnets(R"(["a", "b"])"), subnets(R"(["b", "a"])")).empty());
  const Difference difference = diff(subnets(R"(["a", "b"])"), subnets(R"(["c", "a"])"));
  CHECK(paths_of(change_of(difference, "X").properties) == Texts{"SubnetIds[1]", "SubnetIds[0]"});
}

TEST_CASE("tags are found by their keys") {
  const auto tags = [](const char* list) {
    return resources(
        (std::string(R"({"X": {"Type": "AWS::EC2::VPC", "Properties": {"Tags": )") + list + "}}}").c_str());
  };
  const Difference difference = diff(tags(R"([{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])"),
                                     tags(R"([{"Key": "b", "Value": "3"}, {"Key": "a", "Value": "1"}])"));
  CHECK(paths_of(change_of(difference, "X").properties) == Texts{"Tags[1].Value"});
}

TEST_CASE("what waits for what is no change of the resource") {
  const TemplateSet before = resources(R"({"X": {"Type": "T", "DependsOn": ["A", "B"]}})");
  CHECK(diff(before, resources(R"({"X": {"Type": "T", "DependsOn": ["B", "A"]}})")).empty());
  CHECK(diff(resources(R"({"X": {"Type": "T", "DependsOn": "A"}})"),
             resources(R"({"X": {"Type": "T", "DependsOn": ["A"]}})"))
            .empty());
  const Difference difference = diff(before, resources(R"({"X": {"Type": "T", "DependsOn": "A"}})"));
  CHECK(difference.stacks.front().resources.empty());
  CHECK(difference.stacks.front().depends_on.size() == 1);
}

TEST_CASE("the action follows from what a property's schema says") {
  const auto action = [](const char* before, const char* after) {
    const Difference difference = diff(resources(before), resources(after));
    return change_of(difference, "X").action;
  };
  CHECK(action("{}", R"({"X": {"Type": "AWS::EC2::VPC"}})") == Action::create);
  CHECK(action(R"({"X": {"Type": "AWS::EC2::VPC"}})", "{}") == Action::remove);
  CHECK(action(R"({"X": {"Type": "AWS::EC2::VPC", "DeletionPolicy": "Retain"}})", "{}") == Action::retain);
  const std::string vpc = R"({"X": {"Type": "AWS::EC2::VPC", "Properties": )";
  const auto property = [&](const char* before, const char* after) {
    return action((vpc + before + "}}").c_str(), (vpc + after + "}}").c_str());
  };
  CHECK(property(R"({"EnableDnsSupport": true})", R"({"EnableDnsSupport": false})") == Action::update);
  CHECK(property(R"({"CidrBlock": "10.0.0.0/16"})", R"({"CidrBlock": "10.1.0.0/16"})") == Action::replace);
  CHECK(property(R"({"InstanceTenancy": "default"})", R"({"InstanceTenancy": "dedicated"})") ==
        Action::may_replace);
  CHECK(action(R"({"X": {"Type": "AWS::EC2::VPC"}})", R"({"X": {"Type": "AWS::EC2::Subnet"}})") ==
        Action::replace);
  CHECK(action(R"({"X": {"Type": "AWS::EC2::VPC"}})",
               R"({"X": {"Type": "AWS::EC2::VPC", "Metadata": {"a": 1}}})") == Action::update);
}

TEST_CASE("of a whole object, what is in it decides") {
  const auto options = [](const char* object) {
    return resources(
        (std::string(R"({"X": {"Type": "AWS::EC2::VPCEndpoint", "Properties": )") + object + "}}").c_str());
  };
  CHECK(
      change_of(diff(options("{}"), options(R"({"DnsOptions": {"DnsRecordIpType": "ipv4"}})")), "X").action ==
      Action::update);
  CHECK(change_of(diff(options("{}"), options(R"({"DnsOptions": {"PrivateDnsPreference": "x"}})")), "X")
            .action == Action::replace);
}

TEST_CASE("a type without facts is updated, and says so") {
  const Difference difference = of_property("Custom::Thing", "1", "2");
  CHECK(change_of(difference, "X").action == Action::update);
  CHECK(change_of(difference, "X").because ==
        Texts{"which properties of Custom::Thing can change in place is not known"});
}

const char* const role_and_users = R"({
  "Role": {"Type": "AWS::IAM::Role", "Properties": {"Path": "/a/"}},
  "Profile": {"Type": "AWS::IAM::InstanceProfile", "Properties": {"Roles": [%]}},
  "Vpc": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": %}}})";

/// Which action `use`, a reference to a role that is replaced, gives a property that can change and one that
/// cannot.
std::pair<Action, Action> through(const std::string& use) {
  std::string before = role_and_users;
  for (std::size_t at = before.find('%'); at != std::string::npos; at = before.find('%'))
    before.replace(at, 1, use);
  std::string after = before;
  after.replace(after.find("/a/"), 3, "/b/");
  const Difference difference = diff(resources(before.c_str()), resources(after.c_str()));
  return {change_of(difference, "Profile").action, change_of(difference, "Vpc").action};
}

TEST_CASE("a replacement reaches those that refer to it, by whatever function") {
  const std::pair<Action, Action> wanted = {Action::update, Action::replace};
  for (const char* use : {
           R"({"Ref": "Role"})",
           R"({"Fn::GetAtt": ["Role", "Arn"]})",
           R"({"Fn::GetAtt": "Role.Arn"})",
           R"({"Fn::Sub": "x-${Role}"})",
           R"({"Fn::Sub": "x-${Role.Arn}"})",
           R"({"Fn::Sub": ["x-${V}", {"V": {"Ref": "Role"}}]})",
           R"({"Fn::Join": ["", ["x", {"Ref": "Role"}]]})",
           R"({"Fn::If": ["C", {"Ref": "Role"}, "x"]})",
           R"({"Fn::Select": [0, {"Fn::Split": [",", {"Ref": "Role"}]}]})",
       }) {
    INFO(use);
    CHECK(through(use) == wanted);
  }
}

TEST_CASE("a replacement goes on from one resource to the next") {
  const auto chain = [](const char* cidr) {
    return resources((std::string(R"({
      "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": ")") +
                      cidr + R"("}},
      "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}}},
      "Link": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties": {"SubnetId": {"Ref": "Subnet"}}}})")
                         .c_str());
  };
  const Difference difference = diff(chain("10.0.0.0/16"), chain("10.1.0.0/16"));
  CHECK(change_of(difference, "Subnet").action == Action::replace);
  CHECK(change_of(difference, "Link").action == Action::replace);
  CHECK(change_of(difference, "Link").because ==
        Texts{"Vpc is replaced, so VpcId of Subnet changes, so Subnet is replaced, so SubnetId changes"});
}

TEST_CASE("resources that refer to each other in a circle come to an end") {
  const auto circle = [](const char* cidr) {
    return resources((std::string(R"({
      "A": {"Type": "AWS::EC2::Subnet", "Properties": {"CidrBlock": ")") +
                      cidr + R"(", "VpcId": {"Ref": "B"}}},
      "B": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "A"}}}})")
                         .c_str());
  };
  const Difference difference = diff(circle("a"), circle("b"));
  CHECK(change_of(difference, "B").action == Action::replace);
}

TEST_CASE("what keeps its fixed name may keep its reference") {
  const auto named = [](const char* path) {
    return resources((std::string(R"({
      "Role": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "r", "Path": ")") +
                      path + R"("}},
      "Vpc": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Role"}}}})")
                         .c_str());
  };
  const Difference difference = diff(named("/a/"), named("/b/"));
  CHECK(change_of(difference, "Role").action == Action::replace);
  CHECK(change_of(difference, "Vpc").action == Action::may_replace);
  CHECK(kinds_of(difference) == Texts{"fixed-name Role"});
}

TEST_CASE("an update reaches those that use what it changes") {
  const auto runtime = [](const char* text) {
    return resources((std::string(R"({
      "Runtime": {"Type": "AWS::BedrockAgentCore::Runtime", "Properties": {"Description": ")") +
                      text + R"("}},
      "Follows": {"Type": "AWS::BedrockAgentCore::RuntimeEndpoint", "Properties": {
        "AgentRuntimeVersion": {"Fn::GetAtt": ["Runtime", "AgentRuntimeVersion"]}}},
      "Stays": {"Type": "AWS::BedrockAgentCore::RuntimeEndpoint", "Properties": {
        "AgentRuntimeId": {"Fn::GetAtt": ["Runtime", "AgentRuntimeId"]}}}})")
                         .c_str());
  };
  const Difference difference = diff(runtime("a"), runtime("b"));
  CHECK(difference.stacks.front().resources.size() == 2);
  CHECK(change_of(difference, "Follows").action == Action::update);
}

Json role_stack(const std::string& name) {
  return {{"Resources", {{"Role", {{"Type", "AWS::IAM::Role"}, {"Properties", {{"RoleName", name}}}}}}},
          {"Outputs",
           {{"Arn",
             {{"Value", {{"Fn::GetAtt", {"Role", "Arn"}}}},
              {"Export", {{"Name", {{"Fn::Sub", "${AWS::StackName}-Arn"}}}}}}}}}};
}

TEST_CASE("a replacement crosses stacks through an export, which CloudFormation refuses to change") {
  const Json user = {{"Resources",
                      {{"Runtime",
                        {{"Type", "AWS::BedrockAgentCore::Runtime"},
                         {"Properties", {{"RoleArn", {{"Fn::ImportValue", "test-security-Arn"}}}}}}}}}};
  const Difference difference = diff(templates({{"security", role_stack("a")}, {"agentcore", user}}),
                                     templates({{"security", role_stack("b")}, {"agentcore", user}}));
  CHECK(change_of(difference, "Runtime").action == Action::update);
  CHECK(change_of(difference, "Runtime").because ==
        Texts{"Role (security) is replaced, so export test-security-Arn changes, so RoleArn changes"});
  CHECK(kinds_of(difference) == Texts{"export-in-use test-security-Arn"});
}

TEST_CASE("a replacement crosses stacks through the parameter store") {
  Json owner = role_stack("a");
  owner["Resources"]["Stored"] = {
      {"Type", "AWS::SSM::Parameter"},
      {"Properties", {{"Name", "/p/arn"}, {"Value", {{"Fn::GetAtt", {"Role", "Arn"}}}}}}};
  Json changed = owner;
  changed["Resources"]["Role"]["Properties"]["RoleName"] = "b";
  const Json user = Json::parse(R"({
    "Parameters": {"Arn": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/p/arn"}},
    "Resources": {
      "Typed": {"Type": "AWS::BedrockAgentCore::Runtime", "Properties": {"RoleArn": {"Ref": "Arn"}}},
      "Dynamic": {"Type": "AWS::BedrockAgentCore::Runtime", "Properties": {"RoleArn": "{{resolve:ssm:/p/arn}}"}},
      "Pinned": {"Type": "AWS::BedrockAgentCore::Runtime", "Properties": {"RoleArn": "{{resolve:ssm:/p/arn:1}}"}}}})");
  const Difference difference = diff(templates({{"security", owner}, {"agentcore", user}}),
                                     templates({{"security", changed}, {"agentcore", user}}));
  CHECK(change_of(difference, "Typed").action == Action::update);
  CHECK(change_of(difference, "Dynamic").action == Action::update);
  CHECK(difference.stacks[1].resources.size() == 2);
}

TEST_CASE("a logical id that alone changed is a rename") {
  const Difference difference =
      diff(resources(R"({"Old": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "a"}}})"),
           resources(R"({"New": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "a"}},
                         "Other": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "b"}}})"));
  CHECK(change_of(difference, "New").renamed == "Old");
  CHECK(change_of(difference, "Old").renamed == "New");
  CHECK(change_of(difference, "Other").renamed.empty());
}

TEST_CASE("two single templates are one stack, whatever their files are called") {
  const Json body = {{"Resources", Json::object()}};
  CHECK(diff(templates({{"old", body}}), templates({{"new", body}})).stacks.size() == 1);
  CHECK(diff(templates({{"a", body}, {"b", body}}), templates({{"c", body}, {"b", body}})).stacks.size() ==
        3);
}

TEST_CASE("a path quotes what is no plain word") {
  CHECK(to_string(ValuePath{{"a", {}}, {"", 2}, {"b.c", {}}, {"aws:x", {}}}) == "a[2][\"b.c\"].aws:x");
  CHECK(to_string(ValuePath{}).empty());
}

}  // namespace
}  // namespace agentcore
