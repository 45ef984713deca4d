#include "agentcore/check.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "agentcore/limits.hpp"

namespace agentcore {
namespace {

Resource resource(std::string logical_id, std::string type, Json properties) {
  Resource made;
  made.logical_id = std::move(logical_id);
  made.type = std::move(type);
  made.properties = std::move(properties);
  return made;
}

Stack network() {
  Stack stack{"network", "demo-network-test", {}, {}};
  stack.body.resources = {
      resource("Vpc", "AWS::EC2::VPC", {{"CidrBlock", "10.0.0.0/16"}, {"EnableDnsSupport", true}}),
      resource(
          "Subnet", "AWS::EC2::Subnet",
          {{"VpcId", ref("Vpc")},
           {"CidrBlock", "10.0.2.0/26"},
           {"Tags", Json::array({{{"Key", "Name"}, {"Value", sub("${AWS::StackName}-${Vpc.VpcId}")}}})}}),
      resource("Logs", "AWS::Logs::LogGroup", {{"RetentionInDays", 90}}),
      resource("Group", "AWS::EC2::SecurityGroup", {{"GroupDescription", "d"}, {"VpcId", ref("Vpc")}}),
  };
  stack.body.outputs = {{"SubnetId", "", ref("Subnet"), "demo-network-test-SubnetId"},
                        {"GroupId", "", get_att("Group", "GroupId"), "demo-network-test-GroupId"}};
  return stack;
}

Stack agentcore() {
  Stack stack{"agentcore", "demo-agentcore-test", {}, {"network"}};
  const Json vpc = {{"Subnets", Json::array({import_value("demo-network-test-SubnetId")})},
                    {"SecurityGroups", Json::array({import_value("demo-network-test-GroupId")})}};
  stack.body.resources = {
      resource("Runtime", "AWS::BedrockAgentCore::Runtime",
               {{"AgentRuntimeName", "demo"},
                {"AgentRuntimeArtifact",
                 {{"ContainerConfiguration",
                   {{"ContainerUri", "123456789012.dkr.ecr.us-east-1.amazonaws.com/agents:v1"}}}}},
                {"RoleArn", sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:role/demo")},
                {"NetworkConfiguration", {{"NetworkMode", "VPC"}, {"NetworkModeConfig", vpc}}},
                {"EnvironmentVariables", {{"LEVEL", "info"}, {"TEMPLATE", literal("${X} and ${Y.Z}")}}},
                {"LifecycleConfiguration", {{"IdleRuntimeSessionTimeout", 900}}}}),
      resource("Endpoint", "AWS::BedrockAgentCore::RuntimeEndpoint",
               {{"AgentRuntimeId", get_att("Runtime", "AgentRuntimeId")}, {"Name", "live"}}),
  };
  stack.body.resources[1].depends_on = {"Runtime"};
  stack.body.outputs = {{"RuntimeArn", "", get_att("Runtime", "AgentRuntimeArn"), ""}};
  return stack;
}

/// What is found in the good stacks after one change.
std::vector<std::string> found_after(const std::function<void(Stack& network, Stack& agentcore)>& change) {
  std::vector<Stack> stacks = {network(), agentcore()};
  change(stacks[0], stacks[1]);
  Diagnostics diagnostics;
  check_stacks(stacks, {}, diagnostics);
  for (const Stack& stack : stacks) check_quotas(stack, {}, diagnostics);
  std::vector<std::string> found;
  for (const Diagnostic* diagnostic : diagnostics.sorted()) {
    found.push_back(std::string(diagnostic->rule->code) + " " + diagnostic->headline);
  }
  return found;
}

Json& runtime(Stack& agentcore, const char* property) {
  return agentcore.body.resources[0].properties[property];
}

Json& vpc(Stack& network) { return network.body.resources[0].properties; }

struct Case {
  const char* code;
  const char* place;  ///< within the headline
  std::function<void(Stack& network, Stack& agentcore)> change;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      {"AC5001", "stack network has 504 resources; CloudFormation takes 500",
       [](Stack& n, Stack&) {
         for (int i = 0; i < 500; ++i) {
           n.body.resources.push_back(
               resource("Igw" + std::to_string(i), "AWS::EC2::InternetGateway", Json::object()));
         }
       }},
      {"AC5002", "stack agentcore has 201 outputs; CloudFormation takes 200",
       [](Stack&, Stack& a) {
         for (int i = 0; i < 200; ++i) a.body.outputs.push_back({"O" + std::to_string(i), "", "v", ""});
       }},
      {"AC5004", "stack agentcore has 201 parameters; CloudFormation takes 200",
       [](Stack&, Stack& a) {
         for (int i = 0; i < 201; ++i)
           a.body.parameters.push_back({"P" + std::to_string(i), "String", "", {}, {}});
       }},
      {"AC5005", "stack agentcore has 61 dynamic references; CloudFormation takes 60",
       [](Stack&, Stack& a) { a.dynamic_references = 61; }},
      {"AC5006", "stack network has 401 resources, 80% of the 500 that CloudFormation takes",
       [](Stack& n, Stack&) {
         for (std::size_t i = n.body.resources.size(); i < 401; ++i) {
           n.body.resources.push_back(
               resource("Igw" + std::to_string(i), "AWS::EC2::InternetGateway", Json::object()));
         }
       }},
      {"AC5007", "stack agentcore has 161 outputs, 80% of the 200 that CloudFormation takes",
       [](Stack&, Stack& a) {
         for (int i = 0; i < 160; ++i) a.body.outputs.push_back({"O" + std::to_string(i), "", "v", ""});
       }},
      {"AC5009", "stack agentcore has 199 parameters, 99% of the 200 that CloudFormation takes",
       [](Stack&, Stack& a) {
         for (int i = 0; i < 199; ++i)
           a.body.parameters.push_back({"P" + std::to_string(i), "String", "", {}, {}});
       }},
      {"AC5010", "stack agentcore has 49 dynamic references, 81% of the 60 that CloudFormation takes",
       [](Stack&, Stack& a) { a.dynamic_references = 49; }},
      {"AC9012", "stack agentcore: Runtime: a logical id that is there twice",
       [](Stack&, Stack& a) {
         a.body.parameters.push_back({"Runtime", "String", "", {}, {}});
       }},
      {"AC9001",
       "stack network: Vpc: ", [](Stack& n, Stack&) { n.body.resources[0].type = "AWS::EC2::Vpc"; }},
      {"AC9002", "Vpc.CidrBlok", [](Stack& n, Stack&) { vpc(n)["CidrBlok"] = "10.0.0.0/16"; }},
      {"AC9002", "Vpc.VpcId", [](Stack& n, Stack&) { vpc(n)["VpcId"] = "vpc-1"; }},  // read-only
      {"AC9002", "Runtime.NetworkConfiguration.NetworkModeConfig.Vpc",
       [](Stack&, Stack& a) { runtime(a, "NetworkConfiguration")["NetworkModeConfig"]["Vpc"] = "x"; }},
      {"AC9003", "Runtime: RoleArn is required",
       [](Stack&, Stack& a) { a.body.resources[0].properties.erase("RoleArn"); }},
      {"AC9003", "Runtime.NetworkConfiguration: NetworkMode is required",
       [](Stack&, Stack& a) { runtime(a, "NetworkConfiguration").erase("NetworkMode"); }},
      {"AC9004", "Vpc.EnableDnsSupport: not a boolean",
       [](Stack& n, Stack&) { vpc(n)["EnableDnsSupport"] = "true"; }},
      {"AC9004", "Subnet.Tags: not a list",
       [](Stack& n, Stack&) {
         n.body.resources[1].properties["Tags"] = {{"Name", "x"}};
       }},
      {"AC9004", "Runtime.EnvironmentVariables.LEVEL: not a text",
       [](Stack&, Stack& a) { runtime(a, "EnvironmentVariables")["LEVEL"] = 3; }},
      {"AC9005", "Runtime.NetworkConfiguration.NetworkMode",
       [](Stack&, Stack& a) { runtime(a, "NetworkConfiguration")["NetworkMode"] = "vpc"; }},
      {"AC9005", "Logs.RetentionInDays",
       [](Stack& n, Stack&) { n.body.resources[2].properties["RetentionInDays"] = 91; }},
      {"AC9006", "Runtime.AgentRuntimeName",
       [](Stack&, Stack& a) { runtime(a, "AgentRuntimeName") = "demo-agent"; }},
      {"AC9006", "Runtime.EnvironmentVariables.1ST",
       [](Stack&, Stack& a) { runtime(a, "EnvironmentVariables")["1ST"] = "x"; }},
      {"AC9007", "Runtime.Description: a length of 1201",
       [](Stack&, Stack& a) { runtime(a, "Description") = std::string(1201, 'd'); }},
      {"AC9007", "Runtime.LifecycleConfiguration.IdleRuntimeSessionTimeout: a value of 59",
       [](Stack&, Stack& a) { runtime(a, "LifecycleConfiguration")["IdleRuntimeSessionTimeout"] = 59; }},
      {"AC9007", "NetworkModeConfig.Subnets: a number of items of 0",
       [](Stack&, Stack& a) {
         runtime(a, "NetworkConfiguration")["NetworkModeConfig"]["Subnets"] = Json::array();
       }},
      {"AC9007", "Runtime.EnvironmentVariables: a number of entries of 51",
       [](Stack&, Stack& a) {
         for (int i = 0; i < 49; ++i) runtime(a, "EnvironmentVariables")["V" + std::to_string(i)] = "x";
       }},
      {"AC9008", "Subnet.VpcId: there is no resource or parameter Vpcs",
       [](Stack& n, Stack&) { n.body.resources[1].properties["VpcId"] = ref("Vpcs"); }},
      {"AC9008", "there is no resource or parameter AWS::Regions",
       [](Stack& n, Stack&) { vpc(n)["CidrBlock"] = sub("${AWS::Regions}"); }},
      {"AC9008", "Subnet.Tags[0].Value: there is no resource or parameter Nobody",
       [](Stack& n, Stack&) { n.body.resources[1].properties["Tags"][0]["Value"] = sub("a ${Nobody.Arn}"); }},
      {"AC9008", "Runtime.DependsOn: there is no resource or parameter Role",
       [](Stack&, Stack& a) { a.body.resources[0].depends_on = {"Role"}; }},
      {"AC9008", "RuntimeArn: there is no resource or parameter Gone",
       [](Stack&, Stack& a) { a.body.outputs[0].value = get_att("Gone", "Arn"); }},
      {"AC9009", "AWS::BedrockAgentCore::Runtime has no Arn",
       [](Stack&, Stack& a) { a.body.outputs[0].value = get_att("Runtime", "Arn"); }},
      {"AC9009", "AWS::EC2::VPC has no Arn",
       [](Stack& n, Stack&) { n.body.resources[1].properties["Tags"][0]["Value"] = sub("${Vpc.Arn}"); }},
      {"AC9010", "Vpc: waits for itself through Vpc -> Subnet",
       [](Stack& n, Stack&) { n.body.resources[0].depends_on = {"Subnet"}; }},
      {"AC9010", "Group: waits for itself through Group",
       [](Stack& n, Stack&) { n.body.resources[3].properties["GroupName"] = sub("${Group}"); }},
      {"AC9011", "no stack exports demo-network-test-Gone",
       [](Stack&, Stack& a) {
         runtime(a, "NetworkConfiguration")["NetworkModeConfig"]["Subnets"][0] =
             import_value("demo-network-test-Gone");
       }},
      {"AC9011", "demo-network-test-GroupId is this stack's own export",
       [](Stack& n, Stack&) { vpc(n)["CidrBlock"] = import_value("demo-network-test-GroupId"); }},
      {"AC9012", "Vpc: a logical id that is there twice",
       [](Stack& n, Stack&) { n.body.resources.push_back(n.body.resources[0]); }},
      {"AC9012", "GroupId: an output that is there twice",
       [](Stack& n, Stack&) {
         n.body.outputs.push_back({"GroupId", "", "v", ""});
       }},
      {"AC9012", "stack agentcore: RuntimeArn: its export is there twice",
       [](Stack&, Stack& a) { a.body.outputs[0].export_name = "demo-network-test-GroupId"; }},
      {"AC9013", "My-Vpc",
       [](Stack& n, Stack&) {
         n.body.resources.push_back(resource("My-Vpc", "AWS::EC2::InternetGateway", Json::object()));
       }},
      {"AC9013", "RuntimeArn: its export has not the form of an export",
       [](Stack&, Stack& a) { a.body.outputs[0].export_name = "demo_runtime"; }},
      {"AC9014", "Vpc.CidrBlock: Fn::If is not a function",
       [](Stack& n, Stack&) {
         vpc(n)["CidrBlock"] = {{"Fn::If", Json::array({"C", "a", "b"})}};
       }},
      {"AC9014", "Vpc.CidrBlock: Fn::GetAtt takes",
       [](Stack& n, Stack&) {
         vpc(n)["CidrBlock"] = {{"Fn::GetAtt", "Vpc.CidrBlock"}};
       }},
      {"AC9014", "Vpc.CidrBlock: Fn::Sub has a ${ without its }",
       [](Stack& n, Stack&) { vpc(n)["CidrBlock"] = sub("${AWS::Region"); }},
      {"AC9014", "Vpc.CidrBlock: Ref takes a name",
       [](Stack& n, Stack&) {
         vpc(n)["CidrBlock"] = {{"Ref", 1}};
       }},
  };
  return all;
}

TEST_CASE("good stacks have no findings") {
  CHECK(found_after([](Stack&, Stack&) {}).empty());
}

TEST_CASE("each slip is found once, at its place") {
  for (const Case& slip : cases()) {
    const std::vector<std::string> found = found_after(slip.change);
    INFO(slip.code << " " << slip.place);
    for (const std::string& finding : found) UNSCOPED_INFO(finding);
    REQUIRE(found.size() == 1);
    CHECK(found[0].starts_with(slip.code));
    CHECK(found[0].find(slip.place) != std::string::npos);
  }
}

TEST_CASE("every rule of the phase has a case, a help and a source") {
  std::set<std::string_view> tested = {"AC5003", "AC5008", "AC5011"};  // tested below; AC5011 in tests/rules
  for (const Case& slip : cases()) tested.insert(slip.code);
  std::set<std::string_view> codes;
  for (const RuleInfo* rule : check_rules()) {
    INFO(rule->code);
    CHECK(codes.insert(rule->code).second);
    CHECK(tested.contains(rule->code));
    CHECK_FALSE(rule->help.empty());
    CHECK_FALSE(rule->source.empty());
  }
  CHECK(codes == tested);
}

TEST_CASE("a template's size counts from the first byte over the quota") {
  Diagnostics diagnostics;
  const Range where;
  check_body_size(network(), 838860, where, diagnostics);
  CHECK(diagnostics.sorted().empty());
  check_body_size(network(), 1300000, where, diagnostics);
  check_body_size(network(), static_cast<std::size_t>(limits::template_body_s3_bytes), where, diagnostics);
  REQUIRE(diagnostics.sorted().size() == 2);
  CHECK(diagnostics.sorted()[0]->rule->code == "AC5003");
  CHECK(diagnostics.sorted()[0]->headline ==
        "stack network has a template of 1300000 bytes; CloudFormation takes 1048576");
  CHECK(diagnostics.sorted()[1]->rule->code == "AC5008");
  CHECK(diagnostics.sorted()[1]->headline ==
        "stack network has a template of 1048576 bytes, 100% of the 1048576 that CloudFormation takes");
}

TEST_CASE("exactly the quota is taken, and warned of") {
  const std::vector<std::string> found = found_after([](Stack&, Stack& a) {
    for (int i = 0; i < 199; ++i) a.body.outputs.push_back({"O" + std::to_string(i), "", "v", ""});
  });
  REQUIRE(found.size() == 1);
  CHECK(found[0] == "AC5007 stack agentcore has 200 outputs, 100% of the 200 that CloudFormation takes");
}

TEST_CASE("below 80% of a quota nothing is found") {
  CHECK(found_after([](Stack&, Stack& a) {
          for (int i = 0; i < 158; ++i) a.body.outputs.push_back({"O" + std::to_string(i), "", "v", ""});
        }).empty());
}

TEST_CASE("a value that CloudFormation fills in is not judged") {
  CHECK(
      found_after([](Stack& n, Stack& a) {
        runtime(a, "AgentRuntimeName") = "{{resolve:ssm:/demo/runtime-name}}";
        vpc(n)["EnableDnsSupport"] = {{"Fn::Select", Json::array({0, {{"Fn::GetAZs", ref("AWS::Region")}}})}};
      }).empty());
}

TEST_CASE("references within functions are checked") {
  const std::vector<std::string> found = found_after([](Stack& n, Stack&) {
    const Json parts =
        Json::array({"a", ref("Nobody"), {{"Fn::Sub", Json::array({"${V}${Vpc}", {{"V", ref("No")}}})}}});
    n.body.resources[1].properties["CidrBlock"] = {{"Fn::Join", Json::array({"", parts})}};
  });
  REQUIRE(found.size() == 2);
  CHECK(found[0].find("there is no resource or parameter Nobody") != std::string::npos);
  CHECK(found[1].find("there is no resource or parameter No") != std::string::npos);
}

TEST_CASE("a finding tells no value") {
  const std::vector<std::string> found = found_after([](Stack&, Stack& a) {
    runtime(a, "EnvironmentVariables")["KEY"] = "hunter2" + std::string(2048, 'x');
    runtime(a, "AgentRuntimeName") = "hunter2-hunter2";
  });
  REQUIRE(found.size() == 2);
  for (const std::string& finding : found) CHECK(finding.find("hunter2") == std::string::npos);
}

TEST_CASE("lengths are counted in characters") {
  std::string description;
  for (int i = 0; i < 1200; ++i) description += "\u00e9";
  CHECK(found_after([&](Stack&, Stack& a) { runtime(a, "Description") = description; }).empty());
}

TEST_CASE("letters of every script match a class of letters, symbols do not") {
  const auto found_for_key = [](const char* key) {
    return found_after([&](Stack& n, Stack&) {
      const Json tags = Json::array({{{"Key", key}, {"Value", "x"}}});
      n.body.resources.push_back(
          resource("Role", "AWS::IAM::Role", {{"AssumeRolePolicyDocument", Json::object()}, {"Tags", tags}}));
    });
  };
  CHECK(found_for_key("Owner").empty());
  CHECK(found_for_key("Kostentr\u00e4ger").empty());
  CHECK(found_for_key("Own!er").size() == 1);
  CHECK(found_for_key("Own\u2603er").size() == 1);
}

TEST_CASE("a long chain of references is no cycle and costs no stack") {
  std::vector<Stack> stacks = {{"network", "demo-network-test", {}, {}}};
  std::vector<Resource>& resources = stacks[0].body.resources;
  for (int i = 0; i < 100000; ++i) {
    resources.push_back(resource("R" + std::to_string(i), "AWS::EC2::InternetGateway", Json::object()));
    if (i > 0) resources.back().depends_on = {"R" + std::to_string(i - 1)};
  }
  Diagnostics diagnostics;
  check_stacks(stacks, {}, diagnostics);
  CHECK(diagnostics.sorted().empty());
  resources[0].depends_on = {"R99999"};
  check_stacks(stacks, {}, diagnostics);
  CHECK(diagnostics.sorted().size() == 1);
}

}  // namespace
}  // namespace agentcore
