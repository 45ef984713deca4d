#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace agentcore {

/// The candidate nearest to what was typed, when it is near enough to be meant. Empty: none.
std::string_view nearest(std::string_view typed, const std::vector<std::string_view>& candidates);

/// The same where it is certain: a few letters off, no word and no number, and no other candidate is as near.
/// Empty: it is not.
std::string_view only_nearest(std::string_view typed, const std::vector<std::string_view>& candidates);

/// Whether two names have the same words: `containerCpu`, `container-cpu` and `container_cpu`.
bool is_same_name(std::string_view a, std::string_view b);

/// "a, b or c"
std::string one_of(const std::vector<std::string_view>& names);

/// "a, b and c"
std::string all_of(const std::vector<std::string_view>& names);

}  // namespace agentcore
