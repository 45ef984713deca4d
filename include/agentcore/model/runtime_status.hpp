#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "agentcore/model/field.hpp"

namespace agentcore {

/// States of a runtime as the data model names them.
enum class RuntimeStatus : std::uint8_t { creating, active, updating, deleting, failed };

template <>
struct EnumNames<RuntimeStatus> {
  static constexpr EnumName<RuntimeStatus> rows[] = {{"CREATING", RuntimeStatus::creating},
                                                     {"ACTIVE", RuntimeStatus::active},
                                                     {"UPDATING", RuntimeStatus::updating},
                                                     {"DELETING", RuntimeStatus::deleting},
                                                     {"FAILED", RuntimeStatus::failed}};
};

/// Whether the data model's transition table has `from` -> `to`.
bool may_follow(RuntimeStatus from, RuntimeStatus to);

/// A runtime takes invocations only when ACTIVE.
constexpr bool accepts_invocations(RuntimeStatus status) { return status == RuntimeStatus::active; }

/// The service's own status (READY, CREATE_FAILED, ...) as the data model's. Source: botocore 1.43.11,
/// AgentRuntimeStatus; DELETE_FAILED from the API page. Empty: not a status of a runtime.
std::optional<RuntimeStatus> status_from_service(std::string_view service_status);

}  // namespace agentcore
