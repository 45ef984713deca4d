#include "agentcore/model/container_uri.hpp"

#include <algorithm>

#include "agentcore/limits.hpp"
#include "agentcore/model/identifiers.hpp"

namespace agentcore {
namespace {

bool is_lower_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_region_char(char c) { return is_lower_alnum(c) || c == '-'; }

/// Takes `<text>` up to the first `mark` off `rest`; nothing when `mark` is not there.
std::optional<std::string_view> take_before(std::string_view& rest, std::string_view mark) {
  const std::size_t at = rest.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view part = rest.substr(0, at);
  rest.remove_prefix(at + mark.size());
  return part;
}

bool is_tag_char(char c) {
  return is_lower_alnum(c) || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == '-';
}

bool is_tag(std::string_view text) {
  return !text.empty() && text.size() <= 128 && text[0] != '.' && text[0] != '-' &&
         std::all_of(text.begin(), text.end(), is_tag_char);
}

bool is_digest(std::string_view text) {
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return text.starts_with("sha256:") && text.size() == 71 &&
         std::all_of(text.begin() + 7, text.end(), is_hex);
}

}  // namespace

bool is_runtime_repository_name(std::string_view name) {
  bool after_separator = true;  // the name begins with a letter or digit
  for (const char c : name) {
    const bool separator = c == '.' || c == '_' || c == '-' || c == '/';
    if (!is_lower_alnum(c) && (!separator || after_separator)) return false;
    after_separator = separator;
  }
  return !after_separator;
}

std::optional<ContainerUri> ContainerUri::parse(std::string_view text) {
  std::string_view rest = text;
  const auto account = take_before(rest, ".dkr.ecr.");
  const auto region = take_before(rest, ".amazonaws.com/");
  if (!account || !region || !AccountId::parse(*account) || region->empty()) return std::nullopt;
  if (!std::all_of(region->begin(), region->end(), is_region_char)) return std::nullopt;
  ContainerUri uri{std::string(text), std::string(*account), std::string(*region), {}, {}, {}};
  if (const std::size_t at = rest.find('@'); at != std::string_view::npos) {
    uri.digest = rest.substr(at + 1);
    rest = rest.substr(0, at);
    if (!is_digest(uri.digest)) return std::nullopt;
  }
  if (const std::size_t colon = rest.find(':'); colon != std::string_view::npos) {
    uri.tag = rest.substr(colon + 1);
    rest = rest.substr(0, colon);
    if (!is_tag(uri.tag)) return std::nullopt;
  }
  uri.repository = rest;
  if (rest.size() > static_cast<std::size_t>(limits::repository_name_max)) return std::nullopt;
  return is_runtime_repository_name(rest) ? std::optional(uri) : std::nullopt;
}

}  // namespace agentcore
