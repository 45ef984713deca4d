#pragma once

#include <string_view>

#include "agentcore/template.hpp"

namespace agentcore::reading {

/// What a plain scalar is to CloudFormation, which reads YAML 1.1: `yes` is true, `0777` is 511, `1:30` is
/// 90, `1_000` is 1000. Text stays: dates, since CloudFormation has no type for them; `.inf` and `.nan`,
/// which JSON lacks; integers beyond 64 bits, of which a number would lose digits.
Json plain_value(std::string_view text);

}  // namespace agentcore::reading
