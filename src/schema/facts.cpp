#include "schema/facts.hpp"

#include <set>

#include "agentcore/catalog.hpp"

namespace agentcore::schema {
namespace {

Json regions() {
  Json names = Json::array();
  for (const catalog::Region& region : catalog::regions()) names.push_back(region.name);
  return names;
}

Json zone_ids() {
  Json names = Json::array();
  for (const catalog::Region& region : catalog::regions()) {
    for (const std::string_view zone : region.zone_ids) names.push_back(zone);
  }
  return names;
}

Json endpoint_services() {
  Json names = Json::array();
  for (const catalog::EndpointService& service : catalog::endpoint_services()) names.push_back(service.name);
  return names;
}

Json fargate_cpus() {
  Json cpus = Json::array();
  for (const catalog::FargateSize& size : catalog::fargate_sizes()) cpus.push_back(size.cpu);
  return cpus;
}

Json fargate_memories() {
  std::set<std::int64_t> memories;
  for (const catalog::FargateSize& size : catalog::fargate_sizes())
    memories.insert(size.memories.begin(), size.memories.end());
  return memories;
}

}  // namespace

Json values_of(Facts facts) {
  switch (facts) {
    case Facts::regions:
      return regions();
    case Facts::zone_ids:
      return zone_ids();
    case Facts::endpoint_services:
      return endpoint_services();
    case Facts::log_retention_days: {
      const auto days = catalog::log_retention_days();
      return std::vector<std::int64_t>(days.begin(), days.end());
    }
    case Facts::fargate_cpus:
      return fargate_cpus();
    case Facts::fargate_memories:
      return fargate_memories();
    case Facts::none:
      break;
  }
  return Json::array();
}

}  // namespace agentcore::schema
