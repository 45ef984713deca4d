#include <fmt/format.h>

#include <algorithm>

#include "decode/codes.hpp"
#include "decode/mapping_reader.hpp"
#include "decode/shape_help.hpp"

// The end of reading a mapping: keys that no field took, and fields that no key was for.

namespace agentcore {

void MappingReader::report_missing(const Field& field) {
  const auto same = [&](const Entry& entry) { return entry.key->text == field.key; };
  const auto null = std::find_if(mapping_.entries.begin(), mapping_.entries.end(), same);
  if (null != mapping_.entries.end()) {
    diagnostics_.report(
        decoding::no_value, null->key->range,
        fmt::format("`{}` {}", field.key,
                    null->value->removed ? "is taken away here, and is required" : "has no value"),
        fmt::format("write a value: {}", field.doc));
    return;
  }
  diagnostics_
      .report(decoding::missing_key, header_, fmt::format("`{}` is missing here", field.key),
              fmt::format("add `{}: ...`: {}", field.key, field.doc))
      .missing = field.key;
}

/// For `authorizer: {customJWTAuthorizer: {...}}`: a level that AWS has and a config has not. What is within
/// it is not missing.
std::string MappingReader::help_for_wrapper(const Entry& entry) {
  const Node& inner = structure_of(*entry.value);
  std::string_view shown;
  for (const Entry& within : inner.entries) {
    const auto known = std::find_if(known_.begin(), known_.end(), [&](std::string_view key) {
      return is_same_name(key, within.key->text);
    });
    if (known == known_.end()) continue;
    if (shown.empty()) shown = *known;
    std::erase_if(missing_, [=](const Field& field) { return field.key == *known; });
  }
  if (shown.empty()) return {};
  return fmt::format("leave this level out: write `{}: ...`, and what else stands in it, one level up",
                     shown);
}

/// For `network_mode` beside `network_configuration`: a key that is one level too high.
std::string MappingReader::help_for_level(const Entry& entry) const {
  for (const Nested& nested : nested_) {
    for (const std::string_view key : nested.keys().all) {
      if (!is_same_name(key, entry.key->text)) continue;
      const Node& value = *entry.value;
      const bool is_plain = value.kind == Node::Kind::scalar && value.text.size() <= 40;
      const std::string pair = fmt::format("{}: {}", key, is_plain ? decoding::as_item(value.text) : "...");
      return nested.many ? fmt::format("it belongs in an entry of `{}`: `- {}`", nested.key, pair)
                         : fmt::format("it belongs one level down: write `{}: {{{}}}`", nested.key, pair);
    }
  }
  return {};
}

/// Empty: nothing better than what is near, or known.
std::string MappingReader::help_for_unknown(const Entry& entry, const std::vector<std::string_view>& free) {
  if (!only_nearest(entry.key->text, known_).empty()) return {};
  if (std::string help = help_for_wrapper(entry); !help.empty()) return help;
  const std::string_view ours = decoding::key_of_aws_name(entry.key->text);
  if (std::find(free.begin(), free.end(), ours) != free.end()) {
    std::erase_if(missing_, [=](const Field& field) { return field.key == ours; });
    return fmt::format("AWS calls it so; here it is `{}`", ours);
  }
  const std::string as_last_word = fmt::format("_{}", entry.key->text);  // `name` of a `runtime_name`
  const bool is_own = std::any_of(free.begin(), free.end(),
                                  [&](std::string_view key) { return key.ends_with(as_last_word); });
  return is_own ? std::string() : help_for_level(entry);
}

void MappingReader::report_unknown(const Entry& entry, std::vector<std::string_view>& free) {
  const Node& key = *entry.key;
  std::string help = help_for_unknown(entry, free);
  if (help.empty()) {
    std::string_view near = nearest(key.text, free);
    if (near.empty()) near = nearest(key.text, known_);
    std::erase_if(missing_, [=](const Field& field) { return field.key == near; });
    help = near.empty() ? fmt::format("known keys are {}", all_of(known_))
                        : fmt::format("did you mean `{}`?", near);
  }
  Diagnostic& finding =
      diagnostics_.report(decoding::unknown_key, key.range,
                          fmt::format("the key {} is not known here", quoted(key.text)), std::move(help));
  if (diagnostics_.is_full()) return;
  // Judged among all keys, since the nearest may be written already.
  const std::string_view only = only_nearest(key.text, known_);
  const auto place = std::find(free.begin(), free.end(), only);
  if (place == free.end()) return;
  finding.mend(key.range, std::string(only));
  free.erase(place);
}

void MappingReader::finish() {
  std::vector<std::string_view> free = known_;
  for (std::size_t i = 0; i < mapping_.entries.size(); ++i) {
    if (taken_[i]) std::erase(free, mapping_.entries[i].key->text);
  }
  for (std::size_t i = 0; i < mapping_.entries.size(); ++i) {
    if (!taken_[i]) report_unknown(mapping_.entries[i], free);
  }
  for (const Field& field : missing_) report_missing(field);
}

}  // namespace agentcore
