#include "agentcore/catalog.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <string>
#include <vector>

#include "agentcore/model/cidr.hpp"

namespace agentcore::catalog {
namespace {

std::vector<std::string> texts(Names names) { return {names.begin(), names.end()}; }

template <class Range, class Key>
std::vector<std::string> names_where(const Range& range, Key key) {
  std::vector<std::string> found;
  for (const auto& item : range) {
    if (std::invoke(key, item)) found.emplace_back(item.name);
  }
  return found;
}

const PropertySchema& property(std::string_view type, const std::vector<std::string_view>& path) {
  const ResourceType* found = find_resource_type(type);
  REQUIRE(found != nullptr);
  const PropertySchema* schema = found->properties;
  for (const std::string_view name : path) {
    schema = schema->member(name);
    INFO(type << " " << name);
    REQUIRE(schema != nullptr);
  }
  return *schema;
}

bool accepts(const PropertySchema& schema, const std::string& text) {
  return RE2::FullMatch(text, RE2(std::string(schema.pattern)));
}

/// Calls `visit` for a schema and all below it.
void for_each_schema(const PropertySchema& schema, const std::function<void(const PropertySchema&)>& visit) {
  visit(schema);
  if (schema.items != nullptr) for_each_schema(*schema.items, visit);
  for (const PropertySchema::Member& member : schema.members) for_each_schema(*member.schema, visit);
}

TEST_CASE("a region knows its partition and its zones") {
  const Region* region = find_region("us-east-1");
  REQUIRE(region != nullptr);
  CHECK(region->partition == "aws");
  CHECK(region->dns_suffix == "amazonaws.com");
  CHECK(texts(region->zone_ids) == std::vector<std::string>{"use1-az1", "use1-az2", "use1-az4"});
  CHECK(texts(find_region("us-west-1")->zone_ids) == std::vector<std::string>{"usw1-az1", "usw1-az3"});
  CHECK(find_region("us-gov-west-1")->partition == "aws-us-gov");
}

TEST_CASE("regions without AgentCore are not found") {
  for (const char* name : {"", "cn-north-1", "us-gov-east-1", "us-east-9", "us-east-1 ", "zz", "a"}) {
    CHECK(find_region(name) == nullptr);
  }
}

TEST_CASE("every region is found by its name and agrees with the partitions") {
  CHECK(regions().size() == 22);
  for (const Region& region : regions()) {
    INFO(region.name);
    CHECK(find_region(region.name) == &region);
    const Partition* partition = partition_of_region(region.name);
    REQUIRE(partition != nullptr);
    CHECK(partition->name == region.partition);
    CHECK(partition->dns_suffix == region.dns_suffix);
    CHECK(region.zone_ids.size() >= 2);
    CHECK(std::ranges::is_sorted(region.zone_ids));
  }
}

TEST_CASE("the longest prefix of a region's name gives its partition") {
  CHECK(partition_of_region("us-east-1")->name == "aws");
  CHECK(partition_of_region("us-gov-east-1")->name == "aws-us-gov");
  CHECK(partition_of_region("us-iso-east-1")->name == "aws-iso");
  CHECK(partition_of_region("us-isob-east-1")->name == "aws-iso-b");
  CHECK(partition_of_region("eu-isoe-west-1")->name == "aws-iso-e");
  CHECK(partition_of_region("cn-north-1")->dns_suffix == "amazonaws.com.cn");
  CHECK(partition_of_region("eusc-de-east-1")->dns_suffix == "amazonaws.eu");
  CHECK(partition_of_region("") == nullptr);
  CHECK(partition_of_region("moon-1") == nullptr);
  CHECK(partition_of_region("us") == nullptr);
}

TEST_CASE("Fargate sizes are the data model's five, with their memories") {
  std::vector<std::int64_t> cpus;
  for (const FargateSize& size : fargate_sizes()) {
    cpus.push_back(size.cpu);
    CHECK(std::ranges::is_sorted(size.memories));
  }
  CHECK(cpus == std::vector<std::int64_t>{256, 512, 1024, 2048, 4096});
  const auto pair_count = [](std::size_t i) { return fargate_sizes()[i].memories.size(); };
  CHECK(pair_count(0) == 3);
  CHECK(pair_count(1) == 4);
  CHECK(pair_count(2) == 7);
  CHECK(pair_count(3) == 13);
  CHECK(pair_count(4) == 23);
  CHECK(fargate_sizes().front().memories.front() == limits::container_memory_min);
  CHECK(fargate_sizes().back().memories.back() == limits::container_memory_max);
  CHECK(fargate_sizes().front().cpu == limits::container_cpu_min);
  CHECK(fargate_sizes().back().cpu == limits::container_cpu_max);
}

TEST_CASE("prod has a default size of its own") {
  CHECK(fargate_default("prod").cpu == 1024);
  CHECK(fargate_default("prod").memory == 2048);
  for (const char* environment : {"", "test", "production", "a", "zzz"}) {
    CHECK(fargate_default(environment).cpu == 512);
    CHECK(fargate_default(environment).memory == 1024);
  }
}

TEST_CASE("endpoint services say what a container needs to start") {
  using Service = EndpointService;
  const auto starts = [](const Service& service) { return service.used_for == Service::Use::start; };
  CHECK(names_where(endpoint_services(), starts) ==
        std::vector<std::string>{"ecr.api", "ecr.dkr", "logs", "s3"});
  CHECK(names_where(endpoint_services(), &Service::gateway) == std::vector<std::string>{"dynamodb", "s3"});
  for (const EndpointService& service : endpoint_services()) {
    CHECK(find_endpoint_service(service.name) == &service);
    CHECK_FALSE(service.why.empty());
    CHECK_FALSE(service.action_prefix.empty());
    for (const std::string_view action : service.needs)
      CHECK(action.starts_with(std::string(service.action_prefix) + ":"));
  }
  CHECK(find_endpoint_service("ecr") == nullptr);
}

TEST_CASE("ranges of addresses are ranges") {
  for (const std::string_view range : ip_ranges().not_routed) CHECK(Cidr::parse(range));
  for (const std::string_view range : ip_ranges().used_by_hosts) CHECK(Cidr::parse(range));
}

TEST_CASE("inference profile prefixes end with a dot and are no provider of models") {
  const std::vector<std::string> prefixes = texts(inference_profile_prefixes());
  for (const char* known : {"us.", "us-gov.", "eu.", "apac.", "jp.", "au.", "ca.", "global."}) {
    CHECK(std::ranges::find(prefixes, known) != prefixes.end());
  }
  for (const std::string& prefix : prefixes) CHECK(prefix.back() == '.');
  CHECK(std::ranges::find(prefixes, "amazon.") == prefixes.end());
}

TEST_CASE("every resource type is found by its name") {
  CHECK(resource_types().size() >= 22);
  for (const ResourceType& type : resource_types()) {
    INFO(type.name);
    CHECK(find_resource_type(type.name) == &type);
    CHECK(type.properties->kind == PropertySchema::Kind::object);
    CHECK_FALSE(type.properties->members.empty());
    // An alias is known by its name alone.
    if (type.name != "AWS::KMS::Alias") CHECK_FALSE(type.attributes.empty());
  }
  CHECK(find_resource_type("AWS::EC2::Vpc") == nullptr);
  CHECK(find_resource_type("") == nullptr);
}

TEST_CASE("lists of a resource type are sorted, and its paths exist") {
  for (const ResourceType& type : resource_types()) {
    INFO(type.name);
    for (const Names names :
         {type.create_only, type.conditional_create_only, type.read_only, type.attributes}) {
      CHECK(std::ranges::is_sorted(names));
    }
    for (const Names paths : {type.create_only, type.conditional_create_only}) {
      for (const std::string_view path : paths) {
        INFO(path);
        CHECK(type.properties->member(path.substr(0, path.find('.'))) != nullptr);
      }
    }
    for (const std::string_view path : type.read_only) CHECK(type.properties->member(path) == nullptr);
  }
}

TEST_CASE("objects require only members that they have") {
  for (const ResourceType& type : resource_types()) {
    for_each_schema(*type.properties, [&](const PropertySchema& schema) {
      CHECK(std::ranges::is_sorted(schema.members, {}, &PropertySchema::Member::name));
      CHECK(std::ranges::is_sorted(schema.enumeration));
      for (const std::string_view name : schema.required) {
        INFO(type.name << " " << name);
        CHECK(schema.member(name) != nullptr);
      }
    });
  }
}

TEST_CASE("every pattern compiles in RE2 and is anchored") {
  std::size_t patterns = 0;
  for (const ResourceType& type : resource_types()) {
    for_each_schema(*type.properties, [&](const PropertySchema& schema) {
      for (const std::string_view pattern : {schema.pattern, schema.key_pattern}) {
        if (pattern.empty()) continue;
        ++patterns;
        INFO(type.name << " " << pattern);
        CHECK(RE2(std::string(pattern), RE2::Quiet).ok());
        CHECK(pattern.starts_with("^(?:"));
        CHECK(pattern.ends_with(")$"));
      }
    });
  }
  CHECK(patterns > 30);
}

TEST_CASE("a pattern of the schema holds for the whole value") {
  const PropertySchema& name = property("AWS::BedrockAgentCore::Runtime", {"AgentRuntimeName"});
  CHECK(accepts(name, "hackathon_agent"));
  CHECK(accepts(name, std::string(48, 'a')));
  CHECK_FALSE(accepts(name, std::string(49, 'a')));
  CHECK_FALSE(accepts(name, "hackathon-agent"));
  CHECK_FALSE(accepts(name, "agent\n"));
  const PropertySchema& path = property("AWS::IAM::Role", {"Path"});
  CHECK(accepts(path, "/"));
  CHECK(accepts(path, "/service-role/"));
  CHECK_FALSE(accepts(path, "/service-role"));
  CHECK_FALSE(accepts(path, "x/"));
}

TEST_CASE("a container URI needs a tag or a digest") {
  const PropertySchema& uri = property("AWS::BedrockAgentCore::Runtime",
                                       {"AgentRuntimeArtifact", "ContainerConfiguration", "ContainerUri"});
  const std::string repository = "123456789012.dkr.ecr.us-east-1.amazonaws.com/agent-images";
  CHECK(accepts(uri, repository + ":v1.0.0"));
  CHECK(accepts(uri, repository + "@sha256:" + std::string(64, '0')));
  CHECK_FALSE(accepts(uri, repository));
  CHECK_FALSE(accepts(uri, "x" + repository + ":v1"));
}

TEST_CASE("a look-ahead for the length becomes a length") {
  const PropertySchema& name = property("AWS::ECR::Repository", {"RepositoryName"});
  CHECK(name.min == limits::repository_name_min);
  CHECK(name.max == limits::repository_name_max);
  CHECK(accepts(name, "team/agent-images"));
  CHECK_FALSE(accepts(name, "Team/agent-images"));
}

TEST_CASE("create-only and read-only are what the schema says") {
  using Paths = std::vector<std::string>;
  const ResourceType& vpc = *find_resource_type("AWS::EC2::VPC");
  CHECK(texts(vpc.create_only) == Paths{"CidrBlock", "Ipv4IpamPoolId", "Ipv4NetmaskLength"});
  CHECK(texts(vpc.conditional_create_only) == Paths{"InstanceTenancy"});
  CHECK(texts(find_resource_type("AWS::BedrockAgentCore::Runtime")->create_only) ==
        Paths{"AgentRuntimeName"});
  const Names nested = find_resource_type("AWS::EC2::VPCEndpoint")->create_only;
  CHECK(std::ranges::binary_search(nested, std::string_view("DnsOptions.PrivateDnsPreference")));
  const Names attributes = find_resource_type("AWS::BedrockAgentCore::Runtime")->attributes;
  CHECK(std::ranges::binary_search(attributes, std::string_view("AgentRuntimeArn")));
  // cfn-lint's list has the tags, although GetAtt gives no list of objects.
  CHECK_FALSE(std::ranges::binary_search(vpc.attributes, std::string_view("Tags")));
}

TEST_CASE("limits.json and the schemas agree") {
  const char* runtime = "AWS::BedrockAgentCore::Runtime";
  CHECK(property(runtime, {"Description"}).max == limits::runtime_description_max);
  const PropertySchema& variables = property(runtime, {"EnvironmentVariables"});
  CHECK(variables.max == limits::runtime_environment_variables_max);
  CHECK(variables.items->max == limits::runtime_environment_variable_value_max);
  CHECK_FALSE(variables.key_pattern.empty());
  const PropertySchema& subnets = property(runtime, {"NetworkConfiguration", "NetworkModeConfig", "Subnets"});
  CHECK(subnets.max == limits::runtime_subnets_max);
  const PropertySchema& idle = property(runtime, {"LifecycleConfiguration", "IdleRuntimeSessionTimeout"});
  CHECK(idle.min == limits::idle_timeout_min);
  CHECK(idle.max == limits::idle_timeout_max);
  CHECK(property("AWS::IAM::Role", {"MaxSessionDuration"}).max == limits::role_session_duration_max);
  CHECK(property("AWS::ECR::Repository", {"LifecyclePolicy", "LifecyclePolicyText"}).min ==
        limits::lifecycle_policy_text_min);
  CHECK(limits::runtime_name_kept + 1 + 8 == limits::runtime_name_max);
}

TEST_CASE("log retentions are those of the log group's schema") {
  CHECK(
      std::ranges::equal(log_retention_days(), property("AWS::Logs::LogGroup", {"RetentionInDays"}).numbers));
  CHECK(log_retention_days().size() == 22);
}

TEST_CASE("a fixed text that is not there is empty") { CHECK(fixed_text("no/such.file").empty()); }

/// Whether ` <action> ` is among a service's.
bool has_action(std::string_view action) {
  const std::size_t colon = action.find(':');
  const ServiceActions* service = find_service_actions(action.substr(0, colon));
  if (service == nullptr) return false;
  return (" " + std::string(service->actions) + " ")
             .find(" " + std::string(action.substr(colon + 1)) + " ") != std::string::npos;
}

TEST_CASE("the actions of IAM are there, in the case that AWS writes them") {
  CHECK(service_actions().size() > 400);
  for (const char* action : {"dynamodb:GetItem", "bedrock:InvokeModelWithResponseStream", "sts:AssumeRole",
                             "bedrock-agentcore:InvokeAgentRuntime", "s3:ListBucket", "execute-api:Invoke"}) {
    INFO(action);
    CHECK(has_action(action));
  }
  CHECK_FALSE(has_action("dynamodb:GetItems"));
  CHECK(find_service_actions("DynamoDB") == nullptr);
  CHECK(find_service_actions("") == nullptr);
}

TEST_CASE("what a rule warns of in IAM exists") {
  for (const std::string_view action : iam_facts().escalating_actions) {
    INFO(action);
    CHECK(has_action(action));
  }
  for (const std::string_view key : iam_facts().global_condition_keys) CHECK(key.starts_with("aws:"));
  for (const std::string_view key : iam_facts().tag_condition_keys) CHECK(key.ends_with('/'));
  for (const std::string_view policy : iam_facts().broad_managed_policies)
    CHECK(policy.starts_with("policy/"));
}

TEST_CASE("a geography of profiles has a prefix that is known, and regions") {
  for (const ProfileGeography& geography : profile_geographies()) {
    INFO(geography.prefix);
    const Names known = inference_profile_prefixes();
    CHECK(std::find(known.begin(), known.end(), geography.prefix) != known.end());
    CHECK_FALSE(geography.region_prefixes.empty());
  }
}

}  // namespace
}  // namespace agentcore::catalog
