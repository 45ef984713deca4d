#include "decode/mapping_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "decode/codes.hpp"
#include "decode/suggestion.hpp"

namespace agentcore {
namespace {

std::string_view kind_name(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      return "nothing";
    case Node::Kind::scalar:
      return "text";
    case Node::Kind::sequence:
      return "a list";
    case Node::Kind::mapping:
      return "a mapping";
  }
  return "";
}

/// Shown in a headline: long values are cut.
std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 80;
  if (text.size() <= longest) return fmt::format("`{}`", text);
  std::size_t cut = longest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return fmt::format("`{}...`", text.substr(0, cut));
}

/// A container is pointed at by its first character only.
Range shown_range(const Node& node) {
  if (node.kind != Node::Kind::sequence && node.kind != Node::Kind::mapping) return node.range;
  return {node.range.source, node.range.begin, node.range.begin + 1};
}

}  // namespace

bool ValueReader::is(const Node& node, Node::Kind kind, std::string_view expected) {
  if (node.kind == kind) return true;
  const bool lone = kind == Node::Kind::sequence && node.kind == Node::Kind::scalar;
  diagnostics_.report(decoding::wrong_kind, shown_range(node),
                      fmt::format("expected {}, found {}", expected, kind_name(node)),
                      lone && expected == "a list" ? fmt::format("write a list: [{}]", node.text) : "");
  return false;
}

void ValueReader::read_scalar(const Node& node, std::string& value) {
  if (is(node, Node::Kind::scalar, "text")) value = node.text;
}

void ValueReader::read_scalar(const Node& node, std::int64_t& value) {
  if (!is(node, Node::Kind::scalar, "a whole number")) return;
  const char* end = node.text.data() + node.text.size();
  const auto [stopped, error] = std::from_chars(node.text.data(), end, value);
  if (node.plain && error == std::errc{} && stopped == end) return;
  const bool too_large = error == std::errc::result_out_of_range;
  diagnostics_.report(
      decoding::wrong_kind, node.range,
      fmt::format("expected a whole number, found {}{}", node.plain ? "" : "the text ", quoted(node.text)),
      too_large ? "write a smaller number" : "write digits without quotes");
}

void ValueReader::read_scalar(const Node& node, bool& value) {
  if (!is(node, Node::Kind::scalar, "true or false")) return;
  const bool yes = node.text == "true" || node.text == "True" || node.text == "TRUE";
  const bool no = node.text == "false" || node.text == "False" || node.text == "FALSE";
  value = yes;
  if (node.plain && (yes || no)) return;
  diagnostics_.report(
      decoding::wrong_kind, node.range,
      fmt::format("expected true or false, found {}{}", node.plain ? "" : "the text ", quoted(node.text)),
      "write true or false without quotes");
}

void ValueReader::read_scalar(const Node& node, EndpointPolicy& policy) {
  if (node.kind == Node::Kind::mapping) {
    policy = {EndpointPolicy::Kind::written_out, &node};
  } else if (node.kind == Node::Kind::scalar && node.text == "invoke_only") {
    policy.kind = EndpointPolicy::Kind::invoke_only;
  } else if (node.kind != Node::Kind::scalar) {
    is(node, Node::Kind::mapping, EndpointPolicy::form);
  } else if (node.text != "vpc_only") {
    report_unknown_value(node, {"vpc_only", "invoke_only"});
  }
}

void ValueReader::read(const Node& node, Pairs& pairs) {
  if (!is(node, Node::Kind::mapping, "a mapping")) return;
  pairs.reserve(node.entries.size());
  for (const Entry& entry : node.entries) {
    if (!has_value(*entry.value, entry.key->text)) continue;
    Pair& pair = pairs.emplace_back();
    pair.key = {std::string(entry.key->text), entry.key->range, true};
    pair.value.range = entry.value->range;
    pair.value.written = true;
    read_scalar(*entry.value, pair.value.value);
  }
}

bool ValueReader::has_value(const Node& node, std::string_view what) {
  if (node.kind != Node::Kind::null) return true;
  diagnostics_.report(decoding::no_value, node.range, fmt::format("{} has no value", what));
  return false;
}

void ValueReader::report_unknown_value(const Node& node, const std::vector<std::string_view>& names) {
  const std::string_view near = nearest(node.text, names);
  diagnostics_.report(
      decoding::unknown_value, node.range, fmt::format("{} is not {}", quoted(node.text), one_of(names)),
      near.empty() ? fmt::format("write {}", one_of(names)) : fmt::format("did you mean `{}`?", near));
}

void ValueReader::report_malformed(const Node& node, std::string_view form) {
  diagnostics_.report(decoding::malformed_value, node.range,
                      fmt::format("{} has the wrong form", quoted(node.text)), fmt::format("write {}", form));
}

const Entry* MappingReader::take(std::string_view key) {
  for (std::size_t i = 0; i < mapping_.entries.size(); ++i) {
    if (mapping_.entries[i].key->text != key) continue;
    taken_[i] = true;
    return mapping_.entries[i].value->kind == Node::Kind::null ? nullptr : &mapping_.entries[i];
  }
  return nullptr;
}

void MappingReader::report_missing(const Field& field) {
  const auto same = [&](const Entry& entry) { return entry.key->text == field.key; };
  const auto null = std::find_if(mapping_.entries.begin(), mapping_.entries.end(), same);
  if (null != mapping_.entries.end()) {
    diagnostics_.report(decoding::no_value, null->key->range, fmt::format("`{}` has no value", field.key),
                        fmt::format("write a value: {}", field.doc));
    return;
  }
  diagnostics_
      .report(decoding::missing_key, header_, fmt::format("`{}` is missing here", field.key),
              fmt::format("add `{}: ...`: {}", field.key, field.doc))
      .missing = field.key;
}

void MappingReader::assigned(const Assigned& attribute) {
  for (std::size_t i = 0; i < mapping_.entries.size(); ++i) {
    const Node& key = *mapping_.entries[i].key;
    if (key.text != attribute.key) continue;
    taken_[i] = true;
    diagnostics_.report(decoding::assigned_attribute, key.range,
                        fmt::format("`{}` is not written in a config", attribute.key),
                        fmt::format("remove it: {}", attribute.doc));
  }
}

void MappingReader::finish() {
  std::vector<std::string_view> free = known_;
  for (std::size_t i = 0; i < mapping_.entries.size(); ++i) {
    if (taken_[i]) std::erase(free, mapping_.entries[i].key->text);
  }
  for (std::size_t i = 0; i < mapping_.entries.size(); ++i) {
    if (taken_[i]) continue;
    const Node& key = *mapping_.entries[i].key;
    const std::string_view near = nearest(key.text, free);
    std::erase_if(missing_, [=](const Field& field) { return field.key == near; });
    diagnostics_.report(decoding::unknown_key, key.range,
                        fmt::format("the key {} is not known here", quoted(key.text)),
                        near.empty() ? fmt::format("known keys are {}", all_of(known_))
                                     : fmt::format("did you mean `{}`?", near));
  }
  for (const Field& field : missing_) report_missing(field);
}

}  // namespace agentcore
