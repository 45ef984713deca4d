#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/pipeline.hpp"
#include "agentcore/validate.hpp"

namespace agentcore {
namespace {

using Codes = std::set<std::string_view>;
using Change = std::function<void(std::vector<Stack>&)>;

std::vector<Stack> stacks_of(const Project& project) {
  std::vector<Stack> stacks;
  Diagnostics diagnostics;
  synth(
      project, [&](Stack stack) { stacks.push_back(std::move(stack)); }, diagnostics);
  return stacks;
}

/// The stacks of examples/production.yaml.
std::vector<Stack> production() {
  Diagnostics diagnostics;
  const Config config = load(PROJECT_FOLDER "/examples/production.yaml", {}, diagnostics);
  REQUIRE(config.project);
  return stacks_of(*config.project);
}

Codes found_in(const std::vector<Stack>& stacks) {
  Diagnostics diagnostics;
  validate_templates(stacks, {}, diagnostics);
  Codes codes;
  for (const Diagnostic* finding : diagnostics.sorted()) codes.insert(finding->rule->code);
  return codes;
}

/// What is found in the stacks of production after one change, and in their outlines.
Codes found_after(const Change& change) {
  std::vector<Stack> stacks = production();
  change(stacks);
  Codes codes = found_in(stacks);
  for (Stack& stack : stacks) stack = outline(std::move(stack));
  CHECK(found_in(stacks) == codes);
  return codes;
}

/// Calls `edit` with the properties of each resource of a type. A test that edits nothing fails.
void edit_all(std::vector<Stack>& stacks, std::string_view type, const std::function<void(Json&)>& edit) {
  bool found = false;
  for (Stack& stack : stacks) {
    for (Resource& resource : stack.body.resources) {
      if (resource.type != type) continue;
      found = true;
      edit(resource.properties);
    }
  }
  REQUIRE(found);
}

Json& properties(std::vector<Stack>& stacks, std::string_view logical_id) {
  Json* found = nullptr;
  for (Stack& stack : stacks) {
    for (Resource& resource : stack.body.resources) {
      if (resource.logical_id == logical_id) found = &resource.properties;
    }
  }
  INFO(logical_id);
  REQUIRE(found != nullptr);
  return *found;
}

void remove(std::vector<Stack>& stacks, std::string_view logical_id) {
  std::size_t removed = 0;
  for (Stack& stack : stacks) {
    removed += std::erase_if(stack.body.resources,
                             [=](const Resource& resource) { return resource.logical_id == logical_id; });
  }
  INFO(logical_id);
  REQUIRE(removed == 1);
}

Json& role(std::vector<Stack>& stacks) { return properties(stacks, "AgentExecutionRole"); }
Json& trust(std::vector<Stack>& stacks) { return role(stacks)["AssumeRolePolicyDocument"]["Statement"][0]; }
Json& permissions(std::vector<Stack>& stacks) {
  return role(stacks)["Policies"][0]["PolicyDocument"]["Statement"];
}

/// Takes an action out of every statement of the role.
void revoke(std::vector<Stack>& stacks, std::string_view action) {
  bool revoked = false;
  for (Json& statement : permissions(stacks)) {
    Json& actions = statement["Action"];
    if (actions == action) {
      revoked = true;
      actions = "sts:GetCallerIdentity";
    } else if (actions.is_array()) {
      const auto at = std::find(actions.begin(), actions.end(), Json(action));
      if (at == actions.end()) continue;
      revoked = true;
      actions.erase(at);
    }
  }
  REQUIRE(revoked);
}

TEST_CASE("the stacks of production hold every template rule") {
  CHECK(found_after([](auto&) {}).empty());
}

// --- execution roles --------------------------------------------------------------------------------------

TEST_CASE("the role of a runtime trusts AgentCore") {
  const Codes broken = {"AC5101"};
  CHECK(found_after([](auto& stacks) { trust(stacks)["Principal"]["Service"] = "bedrock.amazonaws.com"; }) ==
        broken);
  CHECK(found_after([](auto& stacks) { trust(stacks)["Principal"] = {{"AWS", "*"}}; }) == broken);
  CHECK(found_after([](auto& stacks) { trust(stacks)["Effect"] = "Deny"; }) == broken);
  CHECK(found_after([](auto& stacks) { role(stacks).erase("AssumeRolePolicyDocument"); }) == broken);
  CHECK(found_after([](auto& stacks) {
          trust(stacks)["Principal"]["Service"] = {"bedrock-agentcore.amazonaws.com", "lambda.amazonaws.com"};
        }).empty());
}

TEST_CASE("the trust of a runtime's role is bound to account and ARN") {
  const Codes broken = {"AC5102"};
  CHECK(found_after([](auto& stacks) { trust(stacks)["Condition"].erase("StringEquals"); }) == broken);
  CHECK(found_after([](auto& stacks) { trust(stacks)["Condition"].erase("ArnLike"); }) == broken);
  CHECK(found_after([](auto& stacks) { trust(stacks).erase("Condition"); }) == broken);
  CHECK(found_after([](auto& stacks) {  // beside the good statement, one without conditions
          Json open = trust(stacks);
          open.erase("Condition");
          role(stacks)["AssumeRolePolicyDocument"]["Statement"].push_back(std::move(open));
        }) == broken);
}

TEST_CASE("the role of a runtime can pull images and write logs") {
  const std::string_view action =
      GENERATE("ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer",
               "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents");
  INFO(action);
  CHECK(found_after([=](auto& stacks) { revoke(stacks, action); }) == Codes{"AC5103"});
}

TEST_CASE("what is granted elsewhere is not judged") {
  CHECK(found_after([](auto& stacks) { revoke(stacks, "xray:PutTraceSegments"); }).empty());
  CHECK(found_after([](auto& stacks) { role(stacks).erase("Policies"); }) == Codes{"AC5103"});
  CHECK(found_after([](auto& stacks) {
          role(stacks).erase("Policies");
          role(stacks)["ManagedPolicyArns"] = {"arn:aws:iam::123456789012:policy/agent"};
        }).empty());
  CHECK(found_after([](auto& stacks) {
          properties(stacks, "AgentRuntime")["RoleArn"] = "arn:aws:iam::123456789012:role/agent";
          role(stacks).erase("Policies");
        }).empty());
}

TEST_CASE("the inline policies of a role fit") {
  const auto with_resources = [](int count) {
    return [=](auto& stacks) {
      for (int i = 0; i < count; ++i) permissions(stacks).push_back({{"Resource", std::string(500, 'x')}});
    };
  };
  CHECK(found_after(with_resources(2)).empty());
  CHECK(found_after(with_resources(20)) == Codes{"AC5104"});
}

// --- networks ---------------------------------------------------------------------------------------------

TEST_CASE("the VPC of an endpoint with private DNS resolves names") {
  const std::string flag = GENERATE("EnableDnsSupport", "EnableDnsHostnames");
  INFO(flag);
  CHECK(found_after([&](auto& stacks) { properties(stacks, "Vpc")[flag] = false; }) == Codes{"AC5201"});
  CHECK(found_after([&](auto& stacks) {
          properties(stacks, "Vpc")[flag] = false;
          edit_all(stacks, "AWS::EC2::VPCEndpoint",
                   [](Json& endpoint) { endpoint["PrivateDnsEnabled"] = false; });
        }).empty());
}

TEST_CASE("a runtime's subnets give no public addresses") {
  CHECK(found_after([](auto& stacks) {
          properties(stacks, "PrivateAgentSubnetUse1Az2")["MapPublicIpOnLaunch"] = true;
        }) == Codes{"AC5202"});
  CHECK(found_after([](auto& stacks) {
          edit_all(stacks, "AWS::EC2::Subnet", [](Json& subnet) { subnet.erase("MapPublicIpOnLaunch"); });
        }).empty());
}

TEST_CASE("an endpoint lets HTTPS in from the runtimes") {
  constexpr std::string_view rule = "EndpointIngressFromRuntime";
  const auto after = [=](const std::function<void(Json&)>& edit) {
    return found_after([=](auto& stacks) { edit(properties(stacks, rule)); });
  };
  const Codes broken = {"AC5203"};
  CHECK(found_after([=](auto& stacks) { remove(stacks, rule); }) == broken);
  CHECK(after([](Json& ingress) { ingress["FromPort"] = ingress["ToPort"] = 80; }) == broken);
  CHECK(after([](Json& ingress) { ingress["FromPort"] = 444, ingress["ToPort"] = 65535; }) == broken);
  CHECK(after([](Json& ingress) { ingress["IpProtocol"] = "udp"; }) == broken);
  CHECK(after([](Json& ingress) { ingress["SourceSecurityGroupId"] = ref("EndpointSecurityGroup"); }) ==
        broken);
  CHECK(after([](Json& ingress) { ingress["SourceSecurityGroupId"] = "sg-0123456789abcdef0"; }) == broken);
  CHECK(after([](Json& ingress) { ingress["GroupId"] = ref("RuntimeSecurityGroup"); }) == broken);
  CHECK(after([](Json& ingress) { ingress["FromPort"] = 0, ingress["ToPort"] = 65535; }).empty());
  CHECK(after([](Json& ingress) { ingress["IpProtocol"] = "-1"; }).empty());
}

TEST_CASE("a rule within the group counts as one of its own") {
  CHECK(found_after([](auto& stacks) {
          Json rule = properties(stacks, "EndpointIngressFromRuntime");
          rule.erase("GroupId");
          remove(stacks, "EndpointIngressFromRuntime");
          properties(stacks, "EndpointSecurityGroup")["SecurityGroupIngress"] =
              Json::array({std::move(rule)});
        }).empty());
}

TEST_CASE("a runtime's group lets HTTPS out to the endpoints") {
  constexpr std::string_view rule = "RuntimeEgressToEndpoint";
  // The way to S3 is a rule on all addresses, and the endpoints are among them.
  CHECK(found_after([=](auto& stacks) { remove(stacks, rule); }).empty());
  const auto after = [=](const std::function<void(Json&)>& edit) {
    return found_after([=](auto& stacks) {
      properties(stacks, "RuntimeSecurityGroup").erase("SecurityGroupEgress");
      edit(properties(stacks, rule));
    });
  };
  const Codes broken = {"AC5204"};
  CHECK(after([](Json&) {}).empty());
  CHECK(after([](Json& egress) { egress["FromPort"] = egress["ToPort"] = 8443; }) == broken);
  CHECK(after([](Json& egress) { egress["DestinationSecurityGroupId"] = ref("RuntimeSecurityGroup"); }) ==
        broken);
  CHECK(after([](Json& egress) { egress["GroupId"] = ref("EndpointSecurityGroup"); }) == broken);
  CHECK(found_after([=](auto& stacks) {
          properties(stacks, "RuntimeSecurityGroup").erase("SecurityGroupEgress");
          remove(stacks, rule);
        }) == broken);
}

TEST_CASE("groups that are not in the stacks are not judged") {
  CHECK(found_after([](auto& stacks) {
          Json& runtime = properties(stacks, "AgentRuntime");
          runtime["NetworkConfiguration"]["NetworkModeConfig"] = {
              {"Subnets", {"subnet-0123456789abcdef0"}}, {"SecurityGroups", {"sg-0123456789abcdef0"}}};
          remove(stacks, "EndpointIngressFromRuntime");
        }).empty());
}

TEST_CASE("a finding on a role points at its place in the config") {
  Diagnostics diagnostics;
  const Config config = load(PROJECT_FOLDER "/examples/production.yaml", {}, diagnostics);
  REQUIRE(config.project);
  std::vector<Stack> stacks = stacks_of(*config.project);
  trust(stacks)["Principal"] = "*";
  validate_templates(stacks, {}, diagnostics, resource_places(*config.project));
  bool found = false;
  for (const Diagnostic* finding : diagnostics.sorted()) {
    if (finding->rule->code != "AC5101") continue;
    found = true;
    CHECK(finding->range.begin == config.project->execution_roles.at(0).role_name.range.begin);
    CHECK(finding->range);
  }
  CHECK(found);
}

}  // namespace
}  // namespace agentcore
