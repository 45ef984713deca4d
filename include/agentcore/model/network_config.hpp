#pragma once

#include <cstdint>

#include "agentcore/limits.hpp"
#include "agentcore/model/identifiers.hpp"
#include "agentcore/model/reference.hpp"

namespace agentcore {

enum class NetworkMode : std::uint8_t { public_, vpc };

template <>
struct EnumNames<NetworkMode> {
  static constexpr EnumName<NetworkMode> rows[] = {{"PUBLIC", NetworkMode::public_},
                                                   {"VPC", NetworkMode::vpc}};
};

/// How a runtime connects to the network.
struct NetworkConfig {
  Range place;
  Located<NetworkMode> network_mode{NetworkMode::public_, {}, false};
  Values<SubnetId> subnet_ids;
  Values<SecurityGroupId> security_group_ids;

  /// In VPC mode with no ids of its own, the runtime stands in the network stack's subnets.
  [[nodiscard]] bool uses_network_stack() const {
    return *network_mode == NetworkMode::vpc && subnet_ids.empty() && security_group_ids.empty();
  }
};

template <class Visitor>
void describe(Visitor& visitor, NetworkConfig& config) {
  visitor.field({.key = "network_mode", .doc = "PUBLIC for tests, VPC for production", .fallback = "PUBLIC"},
                config.network_mode);
  visitor.field({.key = "subnet_ids",
                 .doc = "Existing PrivateAgent subnets in two or more zones, VPC mode only",
                 .fallback = "the network stack's subnets",
                 .max_items = limits::runtime_subnets_max},
                config.subnet_ids);
  visitor.field({.key = "security_group_ids",
                 .doc = "Existing security groups, VPC mode only; written together with subnet_ids",
                 .fallback = "the network stack's runtime security group",
                 .max_items = limits::runtime_security_groups_max},
                config.security_group_ids);
  visitor.assigned({.key = "vpc_id", .doc = "follows from the subnets"});
}

}  // namespace agentcore
