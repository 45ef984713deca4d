#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "agentcore/template.hpp"

namespace agentcore {

struct Node;
namespace catalog {
struct FixedValue;
}

/// A value of templates/iam/, its `${...}` left to CloudFormation (Fn::Sub).
Json fixed_value(const catalog::FixedValue& value);

/// The policy of templates/iam/<name>.json. Throws std::out_of_range.
Json fixed_policy(std::string_view name);

/// The same with one `${placeholder}` replaced by a value of the template, such as a Ref.
Json fixed_policy(std::string_view name, std::string_view placeholder, const Json& value);

/// A policy as a user wrote it: each text is literal.
Json written_policy(const Node& node);

/// A list of one is written as the one.
Json one_or_list(std::vector<Json> values);

/// `text` as Fn::Sub where it holds `${`, as Ref where it is nothing else, else as it is.
Json maybe_sub(std::string_view text);

}  // namespace agentcore
