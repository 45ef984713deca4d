#include "decode/mapping_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "decode/codes.hpp"
#include "decode/shape_help.hpp"
#include "decode/suggestion.hpp"
#include "overlay/named_lists.hpp"

namespace agentcore {
namespace {

std::string_view kind_name(const Node& written) {
  const Node& node = written.structured != nullptr ? *written.structured : written;
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

/// A container is pointed at by its first character only.
Range shown_range(const Node& node) {
  if (node.kind != Node::Kind::sequence && node.kind != Node::Kind::mapping) return node.range;
  return {node.range.source, node.range.begin, node.range.begin + 1};
}

/// The entry of a mapping whose key is a kind of reference. nullptr: it is none.
const Entry* reference_entry(const Node& node, ReferenceKind& kind) {
  for (const Entry& entry : node.entries) {
    for (const auto& row : EnumNames<ReferenceKind>::rows) {
      if (entry.key->text != row.name) continue;
      kind = row.value;
      return &entry;
    }
  }
  return nullptr;
}

/// The entry whose key is another kind of reference. nullptr: there is none.
const Entry* other_kind(const Node& node, ReferenceKind kind) {
  for (const Entry& entry : node.entries) {
    for (const auto& row : EnumNames<ReferenceKind>::rows) {
      if (row.value != kind && entry.key->text == row.name) return &entry;
    }
  }
  return nullptr;
}

std::vector<std::string_view> kinds_taken(Takes place) {
  std::vector<std::string_view> names;
  for (const auto& row : EnumNames<ReferenceKind>::rows) {
    if (takes(place, row.value)) names.push_back(row.name);
  }
  return names;
}

}  // namespace

std::string ValueReader::quoted(std::string_view text) {
  constexpr std::size_t longest = 80;
  if (text.size() <= longest) return fmt::format("`{}`", text);
  std::size_t cut = longest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return fmt::format("`{}...`", text.substr(0, cut));
}

const Node& ValueReader::seen_as_reference(const Node& node) {
  ReferenceKind ignored{};
  const Node& structure = structure_of(node);
  return reference_entry(structure, ignored) != nullptr ? structure : node;
}

bool ValueReader::is(const Node& node, Node::Kind kind, std::string_view expected, const std::string& help) {
  if (node.kind == kind) return true;
  ReferenceKind ignored{};
  if (const Entry* entry = reference_entry(node, ignored); entry != nullptr && kind != Node::Kind::mapping) {
    diagnostics_.report(decoding::no_reference, entry->key->range,
                        fmt::format("a reference cannot stand here: expected {}", expected));
    return false;
  }
  diagnostics_.report(decoding::wrong_kind, shown_range(node),
                      fmt::format("expected {}, found {}", expected, kind_name(node)), help);
  return false;
}

void ValueReader::report_no_list(const Node& node) {
  if (node.kind != Node::Kind::scalar) {
    is(node, Node::Kind::sequence, "a list");
    return;
  }
  const std::string list = fmt::format("[{}]", decoding::as_item(node.text));
  Diagnostic& finding = diagnostics_.report(decoding::wrong_kind, node.range, "expected a list, found text",
                                            fmt::format("write a list: {}", list));
  const bool is_plain = node.text.find_first_of("\"\\\n,") == std::string_view::npos;
  if (is_plain && !node.text.empty()) finding.fix.push_back({node.range, list});
}

void ValueReader::report_no_entity(const Node& node, const EntityKeys& keys) {
  const std::optional<std::string> mapping = decoding::as_mapping(node, keys);
  if (!mapping) {
    is(node, Node::Kind::mapping, "a mapping", decoding::help_for_entity(node, keys));
    return;
  }
  Diagnostic& finding = diagnostics_.report(decoding::wrong_kind, node.range,
                                            "expected a mapping, found text", "write a mapping: " + *mapping);
  if (keys.lone_text_is_certain()) finding.fix.push_back({node.range, *mapping});
}

void ValueReader::report_no_entities(const Node& node, const EntityKeys& keys, std::string_view list) {
  const overlaying::NamedList* named = overlaying::find_named_list(list);
  const std::string_view name_key = named == nullptr ? std::string_view{} : named->name;
  is(node, Node::Kind::sequence, "a list", decoding::help_for_entities(node, keys, name_key));
}

void ValueReader::read_scalar(const Node& node, std::string& value) {
  if (is(node, Node::Kind::scalar, "text", decoding::help_for_text(node))) value = node.text;
}

void ValueReader::read_scalar(const Node& node, std::int64_t& value) {
  if (!is(node, Node::Kind::scalar, "a whole number")) return;
  const char* end = node.text.data() + node.text.size();
  const auto [stopped, error] = std::from_chars(node.text.data(), end, value);
  const bool is_number = error == std::errc{} && stopped == end;
  if (node.plain && is_number) return;
  const bool too_large = error == std::errc::result_out_of_range;
  Diagnostic& finding = diagnostics_.report(
      decoding::wrong_kind, node.range,
      fmt::format("expected a whole number, found {}{}", node.plain ? "" : "the text ", quoted(node.text)),
      too_large   ? "write a smaller number"
      : is_number ? "write the digits without quotes"
                  : "write digits only, such as 60");
  if (!node.plain && is_number) finding.fix.push_back({node.range, std::string(node.text)});
}

void ValueReader::read_scalar(const Node& node, bool& value) {
  if (!is(node, Node::Kind::scalar, "true or false")) return;
  const bool yes = node.text == "true" || node.text == "True" || node.text == "TRUE";
  const bool no = node.text == "false" || node.text == "False" || node.text == "FALSE";
  value = yes;
  if (node.plain && (yes || no)) return;
  Diagnostic& finding = diagnostics_.report(
      decoding::wrong_kind, node.range,
      fmt::format("expected true or false, found {}{}", node.plain ? "" : "the text ", quoted(node.text)),
      "write true or false without quotes");
  if (yes || no) finding.fix.push_back({node.range, std::string(node.text)});
}

void ValueReader::read_scalar(const Node& written, EndpointPolicy& policy) {
  const Node& node = seen_as(Node::Kind::mapping, written);
  if (node.kind == Node::Kind::mapping) {
    policy = {EndpointPolicy::Kind::written_out, &node};
  } else if (node.kind == Node::Kind::scalar && node.text == "invoke_only") {
    policy.kind = EndpointPolicy::Kind::invoke_only;
  } else if (node.kind != Node::Kind::scalar) {
    is(node, Node::Kind::mapping, EndpointPolicy::form);
  } else if (node.text != "vpc_only") {
    report_unknown_value(node, {std::begin(EndpointPolicy::words), std::end(EndpointPolicy::words)});
  }
}

void ValueReader::read_scalar(const Node& written, Condition& condition) {
  const Node& node = seen_as(Node::Kind::mapping, written);
  if (is(node, Node::Kind::mapping, "a mapping such as {StringEquals: {aws:PrincipalTag/team: billing}}")) {
    condition.document = &node;
  }
}

bool ValueReader::has_value(const Node& node, std::string_view what) {
  if (node.kind != Node::Kind::null) return true;
  diagnostics_.report(decoding::no_value, node.range, fmt::format("{} has no value", what));
  return false;
}

void ValueReader::report_unknown_value(const Node& node, const std::vector<std::string_view>& names) {
  const std::string_view near = nearest(node.text, names);
  Diagnostic& finding = diagnostics_.report(
      decoding::unknown_value, node.range, fmt::format("{} is not {}", quoted(node.text), one_of(names)),
      near.empty() ? fmt::format("write {}", one_of(names)) : fmt::format("did you mean `{}`?", near));
  if (const std::string_view only = only_nearest(node.text, names); !only.empty())
    finding.mend(node.range, std::string(only));
}

Diagnostic& ValueReader::report_malformed(Range range, std::string_view text, std::string_view form) {
  return diagnostics_.report(decoding::malformed_value, range,
                             fmt::format("{} has the wrong form", quoted(text)),
                             fmt::format("write {}", form));
}

void ValueReader::read_scalar(const Node& node, AccountId& account) {
  if (!is(node, Node::Kind::scalar, AccountId::form)) return;
  if (auto parsed = AccountId::parse(node.text)) {
    account = *std::move(parsed);
    return;
  }
  Diagnostic& finding = report_malformed(node.range, node.text, AccountId::form);
  std::string digits(node.text);
  std::erase_if(digits, [](char c) { return c == '-' || c == ' '; });
  if (AccountId::parse(digits)) finding.fix.push_back({node.range, fmt::format("\"{}\"", digits)});
}

void MappingReader::read(const Node& written, Range /*key*/, Pairs& target) {
  const Node& node = seen_as(Node::Kind::mapping, written);
  if (!is(node, Node::Kind::mapping, "a mapping", decoding::help_for_pairs(node))) return;
  target.reserve(node.entries.size());
  for (const Entry& entry : node.entries) {
    if (entry.value->removed || !has_value(*entry.value, entry.key->text)) continue;
    Pair& pair = target.emplace_back();
    pair.key = {std::string(entry.key->text), entry.key->range, true};
    read(*entry.value, entry.key->range, pair.value);
  }
}

void MappingReader::read(const Node& node, Range key, Reference& target) {
  target.place = target.name.range = key;
  const Entry* entry = reference_entry(node, target.kind);
  if (entry == nullptr) {
    const std::vector<std::string_view> kinds = kinds_taken(takes_);
    const std::string_view typed = node.entries.empty() ? "" : node.entries[0].key->text;
    const std::string_view near = nearest(typed, kinds);
    Diagnostic& finding = diagnostics_.report(
        decoding::wrong_kind, shown_range(node), "a mapping here is a reference, and this is none",
        near.empty() ? fmt::format("write a value, or a reference by one of the keys {}", one_of(kinds))
                     : fmt::format("did you mean `{}`?", near));
    if (const std::string_view only = only_nearest(typed, kinds); !only.empty())
      finding.mend(node.entries[0].key->range, std::string(only));
  } else if (!takes(takes_, target.kind)) {
    diagnostics_.report(
        decoding::no_reference, entry->key->range,
        fmt::format("a reference to a {} cannot stand here", name_of(target.kind)),
        fmt::format("write a value, or a reference by one of the keys {}", one_of(kinds_taken(takes_))));
  } else if (const Entry* other = other_kind(node, target.kind)) {
    diagnostics_.report(decoding::wrong_kind, other->key->range,
                        fmt::format("a reference has one kind: `{}` and `{}` are both written",
                                    name_of(target.kind), other->key->text),
                        "keep one of the two");
  } else {
    MappingReader reader(node, key, diagnostics_);
    describe(reader, target);
    reader.finish();
  }
}

const Entry* MappingReader::take(std::string_view key) {
  for (std::size_t i = 0; i < mapping_.entries.size(); ++i) {
    if (mapping_.entries[i].key->text != key) continue;
    taken_[i] = true;
    return mapping_.entries[i].value->kind == Node::Kind::null ? nullptr : &mapping_.entries[i];
  }
  return nullptr;
}

bool MappingReader::has_value_for(std::string_view key) const {
  return std::any_of(mapping_.entries.begin(), mapping_.entries.end(), [=](const Entry& entry) {
    return entry.key->text == key && entry.value->kind != Node::Kind::null;
  });
}

void MappingReader::assigned(const Assigned& attribute) {
  for (std::size_t i = 0; i < mapping_.entries.size(); ++i) {
    const Node& key = *mapping_.entries[i].key;
    if (key.text != attribute.key) continue;
    taken_[i] = true;
    diagnostics_
        .report(decoding::assigned_attribute, key.range,
                fmt::format("`{}` is not written in a config", attribute.key),
                fmt::format("remove it: {}", attribute.doc))
        .mend_by_removal(key.range);
  }
}

}  // namespace agentcore
