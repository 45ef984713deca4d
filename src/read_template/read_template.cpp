#include "agentcore/read_template.hpp"

#include <algorithm>

#include "agentcore/document.hpp"
#include "read_template/codes.hpp"
#include "read_template/form.hpp"
#include "read_template/from_document.hpp"
#include "read_template/read_json.hpp"

namespace agentcore {
namespace {

using namespace reading;

bool begins_like_json(const Source& source) {
  const std::size_t first = source.text().find_first_not_of(" \t\r\n");
  return first != std::string::npos && (source.text()[first] == '{' || source.text()[first] == '[');
}

/// `{` and `[` begin flow style in YAML, too. The name decides what a text with a mistake was meant to be.
bool is_meant_as_json(const Source& source) {
  if (!begins_like_json(source)) return false;
  const bool is_named_yaml = source.name().ends_with(".yaml") || source.name().ends_with(".yml");
  return !is_named_yaml || is_json(source);
}

/// Follows keys from the root. Where the document ends before the path does, the place reached.
Range place_of(const Document& document, const Misformed& misformed) {
  const Node* node = &document.root();
  Range place = item_header(*node);
  for (const std::string_view step : misformed.path) {
    const auto entry = std::find_if(node->entries.begin(), node->entries.end(),
                                    [=](const Entry& candidate) { return candidate.key->text == step; });
    if (entry == node->entries.end()) return place;
    const bool is_last = step.data() == misformed.path.back().data();
    node = entry->value;
    const bool is_open = node->kind == Node::Kind::mapping || node->kind == Node::Kind::sequence;
    place = is_last && (misformed.at_key || is_open) ? entry->key->range : node->range;
  }
  return place;
}

/// `document` without a value: the source is JSON, which is read again for the places.
void report(const std::vector<Misformed>& found, const Source& source, std::optional<Document> document,
            Diagnostics& diagnostics) {
  Diagnostics ignored;
  if (!document) document = parse_document(source, ignored, LocalTags::as_keys);
  for (const Misformed& misformed : found) {
    const Range place = document ? place_of(*document, misformed) : Range{&source, 0, 0};
    diagnostics.report(*misformed.rule, place, misformed.headline);
  }
}

std::optional<Json> checked(std::optional<Json> body, const Source& source, std::optional<Document> document,
                            Diagnostics& diagnostics) {
  if (!body) return std::nullopt;
  const std::vector<Misformed> found = find_misformed(*body);
  if (found.empty()) return body;
  report(found, source, std::move(document), diagnostics);
  return std::nullopt;
}

}  // namespace

std::optional<Json> parse_template(const Source& source, Diagnostics& diagnostics) {
  if (is_meant_as_json(source)) {
    return checked(read_json(source, diagnostics), source, std::nullopt, diagnostics);
  }
  Diagnostics own;  // errors that are found in a tree leave one
  std::optional<Document> document = parse_document(source, own, LocalTags::as_keys);
  diagnostics.take(own);
  if (!document || own.has_errors()) return std::nullopt;
  std::optional<Json> body = to_json(*document, diagnostics);
  return checked(std::move(body), source, std::move(document), diagnostics);
}

std::vector<const RuleInfo*> read_template_rules() {
  return {&json_syntax, &not_a_template, &template_form, &template_expansion};
}

}  // namespace agentcore
