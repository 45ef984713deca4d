#include "validate/known_action.hpp"

#include <string>

#include "validate/characters.hpp"
#include "validate/wildcard.hpp"

namespace agentcore {

bool is_action_pattern(std::string_view name) { return name.find_first_of("*?") != std::string_view::npos; }

bool has_action(const catalog::ServiceActions& service, std::string_view wanted) {
  const bool pattern = is_action_pattern(wanted);
  return any_action(service, [=](std::string_view name) {
    return (pattern || name.size() == wanted.size()) && matches_wildcard(wanted, name, true);
  });
}

bool is_known_action(std::string_view written) {
  const std::size_t colon = written.find(':');
  if (colon == std::string_view::npos) return false;
  const catalog::ServiceActions* service =
      catalog::find_service_actions(lower_case(written.substr(0, colon)));
  return service != nullptr && has_action(*service, written.substr(colon + 1));
}

}  // namespace agentcore
