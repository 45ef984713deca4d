#include <fmt/format.h>

#include <algorithm>

#include "agentcore/limits.hpp"
#include "agentcore/resolve.hpp"

namespace agentcore {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// FNV-1a. The names on AWS hang on it: it never changes.
std::uint32_t stable_hash(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

}  // namespace

std::string legal_runtime_name(std::string_view name) {
  std::string legal = name.empty() || is_letter(name[0]) ? std::string(name) : fmt::format("a_{}", name);
  std::replace(legal.begin(), legal.end(), '-', '_');
  if (legal.size() <= static_cast<std::size_t>(limits::runtime_name_max)) return legal;
  return fmt::format("{}_{}", legal.substr(0, limits::runtime_name_kept), short_hash(name));
}

std::string short_hash(std::string_view text) { return fmt::format("{:08x}", stable_hash(text)); }

std::string logical_part(std::string_view text) {
  constexpr std::size_t longest = 64;
  const std::string part = pascal_case(text);
  return part.size() <= longest ? part : part.substr(0, longest) + short_hash(text);
}

std::string pascal_case(std::string_view name) {
  std::string pascal;
  bool word_begins = true;
  for (const char c : name) {
    if (!is_letter(c) && !is_digit(c)) {
      word_begins = true;
      continue;
    }
    pascal += word_begins && is_letter(c) && !is_upper(c) ? static_cast<char>(c - 'a' + 'A') : c;
    word_begins = false;
  }
  return pascal;
}

}  // namespace agentcore
