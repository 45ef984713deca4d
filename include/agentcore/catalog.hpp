#pragma once

// What AWS accepts, as data: lookups over the tables that config/*.json become at build time.
// Nothing is parsed when the program starts; the tables are constant data in the binary.

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "agentcore/limits.hpp"  // generated from config/limits.json: agentcore::limits::<name>

namespace agentcore::catalog {

using Names = std::span<const std::string_view>;

/// A region in which AgentCore Runtime runs. Source: config/regions.json.
struct Region {
  std::string_view name;        ///< "us-east-1"
  std::string_view partition;   ///< "aws"
  std::string_view dns_suffix;  ///< "amazonaws.com"
  Names zone_ids;               ///< the zones AgentCore serves: "use1-az1"; sorted
  bool disputed;                ///< AWS's page lists it, CloudFormation's published schemas do not
};

/// nullptr: AgentCore does not run there, as far as the facts know.
const Region* find_region(std::string_view name);
std::span<const Region> regions();

/// A partition of AWS, by the form of its regions' names. nullptr: no partition has such a region.
struct Partition {
  std::string_view name;        ///< "aws-cn"
  std::string_view dns_suffix;  ///< "amazonaws.com.cn"
  Names region_prefixes;        ///< "cn-"
  Names regions;                ///< of AWS, whether AgentCore runs there or not; "cn-north-1"
};
const Partition* partition_of_region(std::string_view region);
std::span<const Partition> partitions();

/// One Fargate size. Source: config/fargate.json.
struct FargateSize {
  std::int64_t cpu;                        ///< CPU units
  std::span<const std::int64_t> memories;  ///< MiB that go with it, ascending
};
std::span<const FargateSize> fargate_sizes();
/// The data model's default for an environment: 512/1024, or 1024/2048 in prod.
struct FargateDefault {
  std::string_view environment;  ///< empty: every other environment
  std::int64_t cpu;
  std::int64_t memory;
};
const FargateDefault& fargate_default(std::string_view environment);

/// A service that a VPC endpoint can reach. Source: config/vpc_endpoint_services.json.
struct EndpointService {
  enum class Use : std::uint8_t {
    start,    ///< a container cannot start without it where there is no NAT
    runtime,  ///< the execution role's own permissions use it
    models,   ///< roles that name Bedrock models
    secrets,  ///< roles that name secrets
    code,     ///< only if the agent's code calls it
  };

  std::string_view name;  ///< suffix of com.amazonaws.<region>.<name>
  bool gateway;           ///< a gateway endpoint (s3, dynamodb), else an interface endpoint
  Use used_for;
  std::string_view why;            ///< what the runtime needs it for
  std::string_view action_prefix;  ///< of the IAM actions that it carries out: "dynamodb"
  Names needs;                ///< actions without which it is of no use to a runtime; `*` for any of them
  std::string_view needs_of;  ///< the ARN these work on, with {partition} and {region}; empty: any
};
const EndpointService* find_endpoint_service(std::string_view name);
std::span<const EndpointService> endpoint_services();

/// Ranges of addresses that a VPC should or should not have. Source: config/ip_ranges.json.
struct IpRanges {
  Names not_routed;     ///< those that nobody has in the internet: "10.0.0.0/8"
  Names used_by_hosts;  ///< those that hosts of AWS services use themselves: "172.17.0.0/16"
};
const IpRanges& ip_ranges();

/// The retentions, in days, that a log group can have; ascending. Source: config/log_retention.json.
std::span<const std::int64_t> log_retention_days();

/// Prefixes of cross-region inference profile ids: "us.", "eu.", "global.", ...; sorted.
/// Source: config/bedrock.json.
Names inference_profile_prefixes();

/// From which regions the profiles of a geography can be called. Source: config/bedrock.json.
struct ProfileGeography {
  std::string_view prefix;  ///< "eu."
  Names region_prefixes;    ///< "eu-"
};
std::span<const ProfileGeography> profile_geographies();

/// Condition operators of IAM policies, without ForAllValues:, ForAnyValue: and IfExists. Source:
/// config/iam.json.
Names condition_operators();

/// CloudFormation's functions: "Fn::Sub"; sorted. Source: config/intrinsic_functions.json.
Names intrinsic_functions();

/// What of IAM a statement or a role should be warned of, beside its operators. Source: config/iam.json.
struct IamFacts {
  Names global_condition_keys;   ///< "aws:SourceArn", as AWS writes them; IAM ignores the case
  Names tag_condition_keys;      ///< "aws:PrincipalTag/", which the key of a tag follows
  Names escalating_actions;      ///< by which a role can give itself any permission
  Names broad_managed_policies;  ///< resource parts of ARNs: "policy/AdministratorAccess"
  Names regionless_services;     ///< whose ARNs name no region: "iam"
};
const IamFacts& iam_facts();

/// A service as IAM names it. Source: config/iam_actions.json.
struct ServiceActions {
  std::string_view prefix;   ///< "dynamodb"
  std::string_view actions;  ///< "BatchGetItem BatchWriteItem ...": one text, so that none needs a pointer
};
/// `prefix` in lower case. nullptr: no service has it.
const ServiceActions* find_service_actions(std::string_view prefix);
std::span<const ServiceActions> service_actions();

/// Words by which a name says what processor something is built for, in lower case. Source:
/// config/architectures.json.
struct Architectures {
  Names own;    ///< AgentCore's: "arm64"
  Names other;  ///< "amd64"
};
const Architectures& architectures();

/// How a literal is recognised as a secret. Source: config/secrets.json.
struct SecretSigns {
  Names key_words;       ///< words of a name that say secret: "password"
  Names harmless_words;  ///< words beside them that say otherwise: "arn", "ttl"
  Names value_patterns;  ///< RE2: shapes of known credentials
  Names random_words;    ///< words of a name whose value may look random and be no secret: "commit"
};
const SecretSigns& secret_signs();

/// Form of one property's value, distilled from CloudFormation's published schema.
struct PropertySchema {
  enum class Kind : std::uint8_t { any, string, integer, number, boolean, array, object, map };
  struct Member;

  Kind kind = Kind::any;
  Names enumeration;                      ///< allowed strings, sorted; empty: any
  std::span<const std::int64_t> numbers;  ///< allowed integers, ascending; empty: any
  std::string_view pattern;               ///< anchored, RE2 syntax; empty: any
  std::string_view key_pattern;           ///< of a map's keys; as `pattern`
  std::int64_t min = -1;                  ///< length of string, array or map, value of number; -1: none
  std::int64_t max = -1;
  const PropertySchema* items = nullptr;  ///< of an array, or of a map's values; nullptr: any
  std::span<const Member> members;        ///< of an object, sorted by name
  Names required;                         ///< of an object

  /// nullptr: no such member.
  [[nodiscard]] const PropertySchema* member(std::string_view name) const;
};
struct PropertySchema::Member {
  std::string_view name;
  const PropertySchema* schema;
};

/// A CloudFormation resource type. Source: config/resource_types.json. Paths are dotted, lists are sorted.
struct ResourceType {
  std::string_view name;             ///< "AWS::EC2::VPC"
  const PropertySchema* properties;  ///< an object of all that a template may set
  Names create_only;                 ///< paths whose change replaces the resource
  Names conditional_create_only;     ///< paths whose change may replace it
  Names read_only;                   ///< paths that only GetAtt gives; not in `properties`
  Names attributes;                  ///< what Fn::GetAtt takes
};
const ResourceType* find_resource_type(std::string_view name);
std::span<const ResourceType> resource_types();

/// What changing a property does, for any CloudFormation type. Source: config/type_changes.json. Paths are
/// dotted, an item of a list or map is `*` ("GlobalSecondaryIndexes.*.IndexName"); lists are sorted.
struct TypeChanges {
  using Paths = std::vector<std::string_view>;

  std::string_view name;          ///< "AWS::EC2::Subnet"
  Paths create_only;              ///< their change, or that of anything below, replaces the resource
  Paths conditional_create_only;  ///< their change may replace it
  Paths unordered;                ///< lists whose order says nothing
  Paths fixed_names;              ///< a second resource that is given the same for all of these collides
  bool delete_first = false;      ///< a replacement deletes the old resource before it makes the new one
};
/// Nothing: no facts about this type. The lists are made by each call, so keep the result.
std::optional<TypeChanges> find_type_changes(std::string_view name);

/// A value of JSON, laid out when the program is built: a policy, or what is below one.
struct FixedValue {
  enum class Kind : std::uint8_t { string, array, object };

  Kind kind;
  std::string_view name;  ///< its key in the object that holds it, the policy's name; empty in a list
  std::string_view text;  ///< of a string, which may hold ${...}
  std::span<const FixedValue> children;  ///< of a list or an object, in the order of the file

  /// nullptr: no object, or no such member.
  [[nodiscard]] const FixedValue* member(std::string_view key) const;
};
/// The policy of templates/iam/<name>.json. Throws std::out_of_range: no such file when the program was
/// built.
const FixedValue& policy(std::string_view name);

/// Text of templates/<path>, compiled in; of policies, see `policy`. Empty: no such file when the program
/// was built.
std::string_view fixed_text(std::string_view path);

/// Text of tests/rules/<path>, compiled in: what `explain` shows is what the tests run. Empty: no such file.
std::string_view rule_case(std::string_view path);

}  // namespace agentcore::catalog
