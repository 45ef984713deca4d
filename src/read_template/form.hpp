#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/template.hpp"

namespace agentcore::reading {

/// Something in a template that has not the form that parse_template promises.
struct Misformed {
  const RuleInfo* rule = nullptr;
  std::vector<std::string_view> path;  ///< keys from the root; texts of the template
  bool at_key = false;                 ///< the finding is about the last key, not its value
  std::string headline;
};

/// At most the first hundred.
std::vector<Misformed> find_misformed(const Json& body);

}  // namespace agentcore::reading
