#include "agentcore/model/runtime_status.hpp"

#include <array>

namespace agentcore {
namespace {

struct Transition {
  RuntimeStatus from, to;
};

constexpr std::array<Transition, 6> transitions = {{{RuntimeStatus::creating, RuntimeStatus::active},
                                                    {RuntimeStatus::creating, RuntimeStatus::failed},
                                                    {RuntimeStatus::active, RuntimeStatus::updating},
                                                    {RuntimeStatus::updating, RuntimeStatus::active},
                                                    {RuntimeStatus::updating, RuntimeStatus::failed},
                                                    {RuntimeStatus::active, RuntimeStatus::deleting}}};

struct ServiceStatus {
  std::string_view name;
  RuntimeStatus status;
};

constexpr std::array<ServiceStatus, 7> service_statuses = {{{"CREATING", RuntimeStatus::creating},
                                                            {"CREATE_FAILED", RuntimeStatus::failed},
                                                            {"UPDATING", RuntimeStatus::updating},
                                                            {"UPDATE_FAILED", RuntimeStatus::failed},
                                                            {"READY", RuntimeStatus::active},
                                                            {"DELETING", RuntimeStatus::deleting},
                                                            {"DELETE_FAILED", RuntimeStatus::failed}}};

}  // namespace

bool may_follow(RuntimeStatus from, RuntimeStatus to) {
  for (const Transition& transition : transitions) {
    if (transition.from == from && transition.to == to) return true;
  }
  return false;
}

std::optional<RuntimeStatus> status_from_service(std::string_view service_status) {
  for (const ServiceStatus& row : service_statuses) {
    if (row.name == service_status) return row.status;
  }
  return std::nullopt;
}

}  // namespace agentcore
