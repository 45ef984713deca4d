#include "diff/causes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agentcore::diffing {
namespace {

constexpr std::size_t longest_chain = 6;

}  // namespace

std::size_t Causes::add(Cause cause) {
  causes_.push_back(std::move(cause));
  return causes_.size() - 1;
}

std::string Causes::chain(std::size_t cause, std::size_t stack) const {
  std::vector<std::string> links;
  while (cause != no_parent && links.size() < longest_chain) {
    const Cause& link = causes_[cause];
    const bool is_foreign = link.stack != no_stack && link.stack != stack;
    const std::string of = is_foreign ? fmt::format(" ({})", differences_[link.stack].stack) : "";
    links.push_back(fmt::format("{}{}{}{}", link.front, link.name, of, link.back));
    cause = link.parent;
  }
  if (cause != no_parent) links.emplace_back("...");
  std::ranges::reverse(links);
  return fmt::format("{}", fmt::join(links, ", so "));
}

}  // namespace agentcore::diffing
