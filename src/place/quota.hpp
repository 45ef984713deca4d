#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "agentcore/limits.hpp"
#include "agentcore/place.hpp"

namespace agentcore::placing {

/// A number of a template that CloudFormation bounds.
struct Quota {
  std::string_view what;  ///< behind a number
  std::size_t Weight::*count;
  std::size_t most;
};

inline constexpr std::array<Quota, 5> all_quotas = {{
    {"resources", &Weight::resources, limits::template_resources},
    {"outputs", &Weight::outputs, limits::template_outputs},
    {"parameters", &Weight::parameters, limits::template_parameters},
    {"dynamic references", &Weight::dynamic_references, limits::template_dynamic_references},
    {"bytes", &Weight::bytes, limits::template_body_s3_bytes},
}};

/// What CloudFormation takes.
Weight hard_limit();
/// To what new things may fill a part.
Weight fill_limit(std::size_t max_resources);
bool fits(const Weight& weight, const Weight& limit);

}  // namespace agentcore::placing
