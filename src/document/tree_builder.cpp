#include "document/tree_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "agentcore/limits.hpp"
#include "diagnostic/text.hpp"
#include "document/codes.hpp"
#include "document/extent.hpp"

namespace agentcore {
namespace {

constexpr std::string_view merge_key = "<<";

bool is_merge(const Node& key) { return key.plain && key.text == merge_key; }

std::uint32_t offset(const YAML::Mark& mark) { return static_cast<std::uint32_t>(std::max(mark.pos, 0)); }

/// Copies children into memory of the document.
template <class T>
std::span<const T> keep_all(std::pmr::memory_resource& memory, const T* first, std::size_t count) {
  if (count == 0) return {};
  auto* kept = static_cast<T*>(memory.allocate(count * sizeof(T), alignof(T)));
  std::memcpy(kept, first, count * sizeof(T));
  return {kept, count};
}

}  // namespace

TreeBuilder::TreeBuilder(Document& document, LocalTags tags, Diagnostics& diagnostics)
    : document_(document), tags_(tags), diagnostics_(diagnostics), text_(document.source().text()) {}

void TreeBuilder::stop(const RuleInfo& rule, Range range, std::string headline) {
  diagnostics_.report(rule, range, std::move(headline));
  throw Stop{};
}

Node* TreeBuilder::make(Node::Kind kind, std::uint32_t begin, std::uint32_t end) {
  void* place = document_.memory_->allocate(sizeof(Node), alignof(Node));
  auto* node = new (place) Node;  // freed with the document's memory; a Node owns nothing
  node->kind = kind;
  node->range = {&document_.source(), begin, end};
  return node;
}

std::string_view TreeBuilder::keep(std::string_view text) {
  if (text.empty()) return {};
  auto* kept = static_cast<char*>(document_.memory_->allocate(text.size(), 1));
  std::memcpy(kept, text.data(), text.size());
  return {kept, text.size()};
}

std::uint32_t TreeBuilder::content_begin(const YAML::Mark& mark) const {
  return document::skip_properties(text_, offset(mark));
}

/// The key that a local tag becomes. nullptr: there is none, or it is refused.
const Node* TreeBuilder::read_tag(const YAML::Mark& mark, const std::string& tag) {
  if (tag.empty() || tag == "?" || tag == "!" || tag == "tag:yaml.org,2002:str") return nullptr;
  const std::uint32_t begin = offset(mark);
  const bool verbatim = text_.substr(begin).starts_with("!<");
  const std::size_t found = verbatim ? text_.find('>', begin) + 1 : text_.find_first_of(" \t\r\n,]}", begin);
  const auto end = static_cast<std::uint32_t>(std::min(found, text_.size()));
  if (tags_ == LocalTags::as_keys && tag.front() == '!') {
    Node* key = make(Node::Kind::scalar, begin, end);
    key->text = keep(tag);
    return key;
  }
  diagnostics_.report(document::unknown_tag, {&document_.source(), begin, end},
                      fmt::format("the tag `{}` has no meaning here", tag),
                      tags_ == LocalTags::as_keys ? "remove the tag" : "");
  return nullptr;
}

/// The mapping of a tag to what it stands before; without a tag that itself.
const Node* TreeBuilder::under_tag(const Node* tag, const Node* node) {
  if (tag == nullptr) return node;
  Node* mapping = make(Node::Kind::mapping, tag->range.begin, std::max(tag->range.end, node->range.end));
  const Entry entry{tag, node};
  mapping->entries = keep_all(*document_.memory_, &entry, 1);
  take_measure(*mapping, *node);
  return mapping;
}

void TreeBuilder::OnDocumentStart(const YAML::Mark& mark) {
  if (document_.root_ == nullptr) return;
  const std::uint32_t begin = offset(mark);
  if (!text_.substr(begin).starts_with("---")) {
    stop(document::yaml_syntax, {&document_.source(), begin, begin + 1},
         "this does not go on with what stands above");
  }
  stop(document::second_document, {&document_.source(), begin, begin + 1},
       "a second YAML document begins here");
}

void TreeBuilder::OnDocumentEnd() {}

void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const std::uint32_t begin = std::min(offset(mark), static_cast<std::uint32_t>(text_.size()));
  const std::string_view rest = text_.substr(begin);
  const std::uint32_t length = document::null_length(rest);
  Node* node = make(Node::Kind::null, begin, begin + length);
  if (length > 0 && rest[0] != '~' && at_key()) {  // `Null:` is a condition operator of IAM
    node->kind = Node::Kind::scalar;
    node->text = rest.substr(0, length);
  }
  // Nothing is written: the mark is that of whatever comes next, so what comes before stands for the place.
  if (length == 0) node->range = place_of_nothing(node->range);
  add(node, anchor);
}

std::optional<std::uint32_t> TreeBuilder::open_bracket() const {
  for (auto open = open_.rbegin(); open != open_.rend(); ++open) {
    const std::uint32_t begin = open->node->range.begin;
    if (text_[begin] == '[' || text_[begin] == '{') return begin;
  }
  return std::nullopt;
}

Range TreeBuilder::place_of_nothing(const Range& next) {
  if (open_.empty() || at_key()) return next;
  if (open_.back().node->kind == Node::Kind::mapping) {
    const Range key = children_.back()->range;
    const bool may_stand_alone = open_bracket().has_value();  // a key within `[` or `{`
    if (!may_stand_alone && !document::has_colon(text_, key.end)) {
      diagnostics_.report(document::yaml_syntax, key, "a key without `:`", "write `:` and a value behind it");
    }
    return key;
  }
  const std::size_t dash = document::dash_before(text_, next.begin);
  if (dash == std::string_view::npos) return next;
  return {next.source, static_cast<std::uint32_t>(dash), static_cast<std::uint32_t>(dash + 1)};
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const std::uint32_t begin = offset(mark);
  const auto end =
      static_cast<std::uint32_t>(std::min(text_.find_first_of(" \t\r\n,]}:", begin), text_.size()));
  const Range place{&document_.source(), begin, end};
  const Node* target = anchor < anchors_.size() ? anchors_[anchor] : nullptr;
  if (target == nullptr) stop(document::alias_cycle, place, "this alias stands inside its own anchor");
  aliased_nodes_ += target->weight;
  if (aliased_nodes_ > static_cast<std::uint64_t>(limits::config_alias_nodes_max)) {
    stop(document::alias_expansion, place,
         fmt::format("aliases add more than {} values", limits::config_alias_nodes_max));
  }
  add(target, 0);
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
  const Node* tag_key = read_tag(mark, tag);
  const std::uint32_t begin = content_begin(mark);
  const std::uint32_t end = document::scalar_end(text_, begin, value);
  if ((text_[begin] == '"' || text_[begin] == '\'') && !document::is_closed_quote(text_, begin)) {
    stop(document::yaml_syntax, {&document_.source(), begin, begin + 1}, "this quote is not closed");
  }
  Node* node = make(Node::Kind::scalar, begin, end);
  last_scalar_ = node->range;
  node->plain = tag == "?";
  const std::string_view written = text_.substr(begin, end - begin);
  node->text = written == value ? written : keep(value);
  if (text::has_noncharacter(value)) {
    diagnostics_.report(document::control_character, node->range, "a Unicode noncharacter stands here",
                        "remove it: no text holds one");
  }
  add(under_tag(tag_key, node), anchor);
}

void TreeBuilder::open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor) {
  const Node* tag_key = read_tag(mark, tag);
  const std::uint32_t begin = content_begin(mark);
  Node* node = make(kind, begin, begin + 1);
  if (at_key()) {  // as yaml-cpp takes an open bracket, too
    const bool is_bracket = text_[begin] == '[' || text_[begin] == '{';
    if (is_bracket && !document::is_closed_bracket(text_, begin))
      stop(document::yaml_syntax, node->range, fmt::format("this `{}` is not closed", text_[begin]));
    stop(document::key_not_text, node->range, "a key is a list or a mapping");
  }
  if (open_.size() >= static_cast<std::size_t>(limits::config_depth_max)) {
    stop(document::too_deep, node->range,
         fmt::format("nested deeper than {} levels", limits::config_depth_max));
  }
  if (anchor != 0 && anchor >= anchors_.size()) anchors_.resize(anchor + 1, nullptr);
  open_.push_back({node, anchor, tag_key, children_.size()});
}

TreeBuilder::Open TreeBuilder::close() {
  const Open closed = open_.back();
  open_.pop_back();
  return closed;
}

void TreeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value /*style*/) {
  open(Node::Kind::sequence, mark, tag, anchor);
}

void TreeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value /*style*/) {
  open(Node::Kind::mapping, mark, tag, anchor);
}

void TreeBuilder::OnSequenceEnd() {
  const Open closed = close();
  fill_sequence(*closed.node, closed.first_child);
  children_.resize(closed.first_child);
  add(under_tag(closed.tag, closed.node), closed.anchor);
}

void TreeBuilder::OnMapEnd() {
  const Open closed = close();
  fill_mapping(*closed.node, closed.first_child);
  children_.resize(closed.first_child);
  add(under_tag(closed.tag, closed.node), closed.anchor);
}

void TreeBuilder::fill_sequence(Node& node, std::size_t first_child) {
  const std::size_t count = children_.size() - first_child;
  node.items = keep_all(*document_.memory_, children_.data() + first_child, count);
  for (const Node* item : node.items) take_measure(node, *item);
  if (count > 0) node.range.end = std::max(node.range.end, children_.back()->range.end);
}

void TreeBuilder::fill_mapping(Node& node, std::size_t first_child) {
  entries_.clear();
  seen_.clear();
  const Node* merged = nullptr;
  for (std::size_t i = first_child; i + 1 < children_.size(); i += 2) {
    const Entry entry{children_[i], children_[i + 1]};
    node.range.end = std::max({node.range.end, entry.key->range.end, entry.value->range.end});
    if (const Node* earlier = seen_.insert(entry.key)) {
      report_duplicate(*entry.key, *earlier);
    } else if (is_merge(*entry.key)) {
      merged = entry.value;
    } else {
      entries_.push_back(entry);
    }
  }
  if (merged != nullptr) merge(*merged);
  node.entries = keep_all(*document_.memory_, entries_.data(), entries_.size());
  for (const Entry& entry : node.entries) take_measure(node, *entry.value);
}

/// Counts a child in. Aliases can nest deeper than the text does.
void TreeBuilder::take_measure(Node& node, const Node& child) {
  node.weight += 1 + child.weight;
  node.depth = std::max(node.depth, child.depth + 1);
  if (node.depth > static_cast<std::uint32_t>(limits::config_depth_max)) {
    stop(document::too_deep, node.range,
         fmt::format("with aliases followed, nested deeper than {} levels", limits::config_depth_max));
  }
}

void TreeBuilder::report_duplicate(const Node& key, const Node& earlier) {
  diagnostics_.report(document::duplicate_key, key.range, fmt::format("the key `{}` is here twice", key.text))
      .add_note("it was set first here", earlier.range);
}

/// Own keys win over merged ones, and an earlier merged mapping over a later.
void TreeBuilder::merge(const Node& value) {
  if (value.kind == Node::Kind::sequence) {
    for (const Node* item : value.items) merge(*item);
  } else if (value.kind != Node::Kind::mapping) {
    diagnostics_.report(document::merge_not_mapping, value.range,
                        "`<<` is given something that is no mapping");
  }
  for (const Entry& entry : value.entries) {
    if (seen_.insert(entry.key) == nullptr) entries_.push_back(entry);
  }
}

bool TreeBuilder::at_key() const {
  if (open_.empty() || open_.back().node->kind != Node::Kind::mapping) return false;
  return (children_.size() - open_.back().first_child) % 2 == 0;
}

void TreeBuilder::add(const Node* node, YAML::anchor_t anchor) {
  if (anchor != 0) {
    if (anchor >= anchors_.size()) anchors_.resize(anchor + 1, nullptr);
    anchors_[anchor] = node;
  }
  if (at_key() && node->kind != Node::Kind::scalar) {
    stop(document::key_not_text, node->range, "a key must be text");
  }
  if (open_.empty()) {
    document_.root_ = node;
  } else {
    children_.push_back(node);
  }
}

}  // namespace agentcore
