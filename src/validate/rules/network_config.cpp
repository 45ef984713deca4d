#include <fmt/format.h>

#include <unordered_map>

#include "agentcore/limits.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

/// The place of the first id written; for a finding about the list.
Range ids_place(const NetworkConfig& config) {
  return config.subnet_ids.empty() ? config.security_group_ids.first() : config.subnet_ids.first();
}

bool has_ids(const NetworkConfig& config) {
  return !config.subnet_ids.empty() || !config.security_group_ids.empty();
}

void public_without_ids(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const NetworkConfig& config = runtime.network_configuration;
    if (*config.network_mode != NetworkMode::public_ || !has_ids(config)) continue;
    const std::string headline = "a PUBLIC runtime has subnet or security group ids";
    if (config.network_mode.written) {
      Diagnostic& finding = report.conflict({config.network_mode.range, "network_mode"},
                                            {ids_place(config), "the first id"}, headline);
      if (!config.subnet_ids.empty()) finding.mend_by_removal(config.subnet_ids.place);
      if (!config.security_group_ids.empty()) finding.mend_by_removal(config.security_group_ids.place);
    } else {
      report(ids_place(config), headline);
    }
  }
}

void vpc_with_both(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const NetworkConfig& config = runtime.network_configuration;
    if (*config.network_mode != NetworkMode::vpc) continue;
    if (config.subnet_ids.empty() == config.security_group_ids.empty()) continue;
    const bool subnets = !config.subnet_ids.empty();
    report(ids_place(config),
           fmt::format("{} is written and {} is not", subnets ? "subnet_ids" : "security_group_ids",
                       subnets ? "security_group_ids" : "subnet_ids"));
  }
}

template <class Id>
void report_repeated(const std::vector<Value<Id>>& ids, const Report& report) {
  std::unordered_map<std::string, Range> seen;
  for (const Value<Id>& id : ids) {
    const std::string what = id.literal() != nullptr
                                 ? id.literal()->text
                                 : fmt::format("{} {}", name_of(id.reference()->kind), *id.reference()->name);
    const auto [first, fresh] = seen.emplace(what, id.range);
    if (fresh) continue;
    Diagnostic& finding = report(id.range, fmt::format("`{}` is listed twice", what));
    finding.add_note("the first is here", first->second);
    if (id.literal() != nullptr) finding.mend_by_removal(id.range);
  }
}

void id_twice(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    report_repeated(runtime.network_configuration.subnet_ids.items, report);
    report_repeated(runtime.network_configuration.security_group_ids.items, report);
  }
  if (!project.network) return;
  report_repeated(project.network->security_group_ids.items, report);
  report_repeated(project.network->route_table_ids, report);
}

void id_count(const Project& project, const Report& report) {
  const auto check = [&](const auto& ids, std::string_view what, std::int64_t most) {
    if (ids.items.size() <= static_cast<std::size_t>(most)) return;
    report(ids.items.back().range,
           fmt::format("the runtime has {} {}, AWS takes {}", ids.items.size(), what, most));
  };
  for (const Runtime& runtime : project.runtimes) {
    const NetworkConfig& config = runtime.network_configuration;
    check(config.subnet_ids, "subnets", limits::runtime_subnets_max);
    check(config.security_group_ids, "security groups", limits::runtime_security_groups_max);
  }
  if (project.network)
    check(project.network->security_group_ids, "security groups", limits::runtime_security_groups_max);
}

void one_subnet(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const NetworkConfig& config = runtime.network_configuration;
    if (*config.network_mode != NetworkMode::vpc || config.subnet_ids.items.size() != 1) continue;
    report(config.subnet_ids.first(), "one subnet is one availability zone");
  }
}

constexpr std::string_view data_model = "the data model, Network Configuration";
constexpr std::string_view schema =
    "NetworkConfiguration of AWS::BedrockAgentCore::Runtime, CloudFormation provider schema (cfn-lint "
    "1.51.0)";

constexpr ProjectRule table[] = {
    {{"AC3401", "public-with-ids", Severity::error,
      "A PUBLIC runtime has no subnet_ids and no security_group_ids.",
      "remove the ids, or set network_mode: VPC", data_model,
      "The service refuses NetworkModeConfig in PUBLIC mode. Where PUBLIC is written, --fix takes the ids "
      "away; "
      "a runtime that should stand in those subnets would then face the internet, so look which was meant."},
     public_without_ids},
    {{"AC3402", "vpc-ids-incomplete", Severity::error,
      "In VPC mode subnet_ids and security_group_ids are written together, or neither.",
      "add the other list, or remove both to use the network stack's", data_model,
      "CloudFormation's schema requires Subnets and SecurityGroups inside NetworkModeConfig, so one list "
      "alone is refused when the runtime is made, after the other stacks are there."},
     vpc_with_both},
    {{"AC3403", "network-id-twice", Severity::error,
      "No subnet, security group or route table is listed twice.", "remove the second", schema,
      "A repeated id adds no zone and no rule, so the list says less than it seems to. Usually the second "
      "was meant to be another."},
     id_twice},
    {{"AC3404", "network-id-count", Severity::error,
      "A runtime has at most 16 subnets and 16 security groups.", "remove ids", schema,
      "The quota is on the runtime and cannot be raised; the create call fails with a validation error."},
     id_count},
    {{"AC3405", "runtime-single-subnet", Severity::error,
      "A runtime's subnets span two availability zones or more.", "add a subnet of another zone", data_model,
      "AWS advises subnets in two zones or more: when the only zone fails, no session starts. The data model "
      "makes it a must, since adding the second subnet later is as much work as now."},
     one_subnet},
};

}  // namespace

std::span<const ProjectRule> network_config() { return table; }

}  // namespace agentcore::rules
