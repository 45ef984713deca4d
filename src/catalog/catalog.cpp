#include "agentcore/catalog.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string>

#include "catalog/credential_parts.hpp"
#include "catalog/tables.hpp"

namespace agentcore::catalog {
namespace {

/// The entry of a table sorted by `key`, or nullptr.
template <class T, class Key>
const T* find(std::span<const T> table, std::string_view name, Key key) {
  const auto found = std::ranges::lower_bound(table, name, {}, key);
  return found != table.end() && std::invoke(key, *found) == name ? &*found : nullptr;
}

}  // namespace

const Region* find_region(std::string_view name) { return find(tables::regions, name, &Region::name); }

std::span<const Region> regions() { return tables::regions; }

std::span<const Partition> partitions() { return tables::partitions; }

const Partition* partition_of_region(std::string_view region) {
  // The longest prefix decides: "us-gov-west-1" begins with "us-" and with "us-gov-".
  const Partition* best = nullptr;
  std::size_t longest = 0;
  for (const Partition& partition : tables::partitions) {
    for (const std::string_view prefix : partition.region_prefixes) {
      if (prefix.size() <= longest || !region.starts_with(prefix)) continue;
      best = &partition;
      longest = prefix.size();
    }
  }
  return best;
}

std::span<const FargateSize> fargate_sizes() { return tables::fargate_sizes; }

const FargateDefault& fargate_default(std::string_view environment) {
  const FargateDefault* own = find(tables::fargate_defaults, environment, &FargateDefault::environment);
  return own != nullptr ? *own : tables::fargate_defaults.front();
}

const EndpointService* find_endpoint_service(std::string_view name) {
  return find(tables::endpoint_services, name, &EndpointService::name);
}

std::span<const EndpointService> endpoint_services() { return tables::endpoint_services; }

const IpRanges& ip_ranges() { return tables::ip_ranges.front(); }

std::span<const std::int64_t> log_retention_days() { return tables::log_retention_days; }

Names inference_profile_prefixes() { return tables::inference_profile_prefixes; }

std::span<const ProfileGeography> profile_geographies() { return tables::profile_geographies; }

Names condition_operators() { return tables::condition_operators; }

Names intrinsic_functions() { return tables::intrinsic_functions; }

const IamFacts& iam_facts() { return tables::iam_facts.front(); }

const ServiceActions* find_service_actions(std::string_view prefix) {
  return find(tables::service_actions, prefix, &ServiceActions::prefix);
}

std::span<const ServiceActions> service_actions() { return tables::service_actions; }

const Architectures& architectures() { return tables::architectures.front(); }

const SecretSigns& secret_signs() { return tables::secret_signs.front(); }

std::span<const Names> credential_parts() { return tables::credential_parts; }

const PropertySchema* PropertySchema::member(std::string_view name) const {
  const Member* found = find(members, name, &Member::name);
  return found != nullptr ? found->schema : nullptr;
}

const ResourceType* find_resource_type(std::string_view name) {
  return find(tables::resource_types, name, &ResourceType::name);
}

std::span<const ResourceType> resource_types() { return tables::resource_types; }

const FixedValue* FixedValue::member(std::string_view key) const {
  const auto found = std::ranges::find(children, key, &FixedValue::name);
  return kind == Kind::object && found != children.end() ? &*found : nullptr;
}

const FixedValue& policy(std::string_view name) {
  const FixedValue* found = find(tables::policies, name, &FixedValue::name);
  if (found == nullptr) throw std::out_of_range(std::string(name));
  return *found;
}

std::string_view fixed_text(std::string_view path) {
  const tables::FixedText* found = find(tables::fixed_texts, path, &tables::FixedText::path);
  return found != nullptr ? found->text : std::string_view{};
}

std::string_view rule_case(std::string_view path) {
  const tables::FixedText* found = find(tables::rule_cases, path, &tables::FixedText::path);
  return found != nullptr ? found->text : std::string_view{};
}

}  // namespace agentcore::catalog
