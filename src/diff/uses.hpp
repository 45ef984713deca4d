#pragma once

// Who uses what in the new templates: an index from things that may change to the places that name them.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "diff/compare_templates.hpp"

namespace agentcore::diffing {

/// A place whose value depends on something else.
struct Use {
  enum class In : std::uint8_t {
    resource,
    output,
    parameter,
    condition,
    existence,  ///< of a resource, by its Condition
  };

  In in = In::resource;
  std::size_t stack = 0;  ///< index of the pair
  std::string name;       ///< of the resource, output, parameter or condition
  ValuePath path;         ///< within the properties, or the output; of existence the attribute
  std::string fact_path;
  std::string attribute;  ///< of Fn::GetAtt; empty: a Ref
  const Json* value = nullptr;
};

/// Keys of things that are used.
std::string local_key(std::size_t stack, std::string_view logical_id);
std::string import_key(std::string_view export_key);
std::string ssm_key(std::string_view parameter_name);
std::string condition_key(std::size_t stack, std::string_view name);
std::string mapping_key(std::size_t stack, std::string_view entry);

using Uses = std::unordered_map<std::string, std::vector<Use>>;

/// Every use in the new templates.
Uses find_uses(const std::vector<StackPair>& pairs);

}  // namespace agentcore::diffing
