#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "agentcore/catalog.hpp"

namespace agentcore::catalog {
namespace {

using Texts = std::vector<std::string>;

Texts texts(const TypeChanges::Paths& paths) { return {paths.begin(), paths.end()}; }

TypeChanges changes(std::string_view type) {
  const std::optional<TypeChanges> found = find_type_changes(type);
  INFO(type);
  REQUIRE(found);
  CHECK(found->name == type);
  return *found;
}

bool holds(const TypeChanges::Paths& paths, std::string_view path) {
  return std::find(paths.begin(), paths.end(), path) != paths.end();
}

TEST_CASE("a change of a create-only property replaces") {
  CHECK(texts(changes("AWS::BedrockAgentCore::Runtime").create_only) == Texts{"AgentRuntimeName"});
  CHECK(texts(changes("AWS::IAM::Role").create_only) == Texts{"Path", "RoleName"});
  CHECK(holds(changes("AWS::EC2::Subnet").create_only, "CidrBlock"));
  CHECK(holds(changes("AWS::Lambda::Function").create_only, "PackageType"));
  CHECK_FALSE(holds(changes("AWS::Lambda::Function").create_only, "Handler"));
  CHECK(changes("AWS::CDK::Metadata").create_only.empty());
}

TEST_CASE("a path below another says nothing more") {
  CHECK(texts(changes("AWS::ECR::Repository").create_only) ==
        Texts{"EncryptionConfiguration", "RepositoryName"});
}

TEST_CASE("create-only paths lead into lists") {
  CHECK(holds(changes("AWS::EC2::VPCEndpoint").create_only, "DnsOptions.PrivateDnsPreference"));
  CHECK(holds(changes("AWS::S3::Bucket").unordered,
              "NotificationConfiguration.LambdaConfigurations.*.Filter.S3Key.Rules"));
}

TEST_CASE("some changes may replace") {
  CHECK(texts(changes("AWS::EC2::Subnet").conditional_create_only) == Texts{"Ipv6CidrBlock"});
  CHECK(texts(changes("AWS::DynamoDB::Table").conditional_create_only) == Texts{"KeySchema"});
  INFO("the documents say so, the schema does not");
  CHECK(holds(changes("AWS::EC2::EIP").conditional_create_only, "Domain"));
}

TEST_CASE("the order of some lists says nothing") {
  const TypeChanges runtime = changes("AWS::BedrockAgentCore::Runtime");
  CHECK(holds(runtime.unordered, "NetworkConfiguration.NetworkModeConfig.Subnets"));
  CHECK(holds(changes("AWS::EC2::SecurityGroup").unordered, "SecurityGroupEgress"));
  CHECK_FALSE(holds(changes("AWS::DynamoDB::Table").unordered, "KeySchema"));
}

TEST_CASE("fixed names collide within what they belong to") {
  CHECK(texts(changes("AWS::BedrockAgentCore::Runtime").fixed_names) == Texts{"AgentRuntimeName"});
  CHECK(texts(changes("AWS::BedrockAgentCore::RuntimeEndpoint").fixed_names) ==
        Texts{"AgentRuntimeId", "Name"});
  CHECK(texts(changes("AWS::IAM::Role").fixed_names) == Texts{"RoleName"});
  CHECK(texts(changes("AWS::IAM::ManagedPolicy").fixed_names) == Texts{"ManagedPolicyName"});
  CHECK(texts(changes("AWS::EC2::SecurityGroup").fixed_names) == Texts{"GroupName", "VpcId"});
  CHECK(texts(changes("AWS::ECS::Service").fixed_names) == Texts{"Cluster", "ServiceName"});
  CHECK(changes("AWS::EC2::Subnet").fixed_names.empty());
}

TEST_CASE("some types are deleted before they are made anew") {
  CHECK(changes("AWS::EC2::SubnetRouteTableAssociation").delete_first);
  CHECK_FALSE(changes("AWS::BedrockAgentCore::Runtime").delete_first);
}

TEST_CASE("types without facts are not found") {
  for (const char* type : {"", "AWS", "AWS::EC2::Subne", "AWS::EC2::Subnets", "Custom::Thing", "zzz"}) {
    INFO(type);
    CHECK_FALSE(find_type_changes(type));
  }
}

TEST_CASE("what we emit agrees with the facts about all types") {
  for (const ResourceType& type : resource_types()) {
    const TypeChanges all = changes(type.name);
    for (const std::string_view path : type.create_only) {
      INFO(type.name << " " << path);
      CHECK(std::any_of(all.create_only.begin(), all.create_only.end(), [=](std::string_view above) {
        return path == above || path.starts_with(std::string(above) + ".");
      }));
    }
  }
}

}  // namespace
}  // namespace agentcore::catalog
