#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <optional>
#include <string>
#include <vector>

#include "agentcore/document.hpp"
#include "document/seen_keys.hpp"

namespace agentcore {

/// Builds the tree from yaml-cpp's events, which, unlike its Node, keep duplicate keys, quoting and marks.
class TreeBuilder : public YAML::EventHandler {
 public:
  /// Thrown when there is no use in reading on; the finding is reported already.
  struct Stop {};

  TreeBuilder(Document& document, LocalTags tags, Diagnostics& diagnostics);

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override;
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override;
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override;

  /// Where the innermost `[` or `{` that is not closed yet stands. Nothing: there is none.
  [[nodiscard]] std::optional<std::uint32_t> open_bracket() const;
  /// The place of the scalar that was read last.
  [[nodiscard]] const Range& last_scalar() const { return last_scalar_; }

 private:
  struct Open {
    Node* node;
    YAML::anchor_t anchor;
    const Node* tag;          // the key that stands for it, or nullptr
    std::size_t first_child;  // in children_
  };

  Node* make(Node::Kind kind, std::uint32_t begin, std::uint32_t end);
  std::string_view keep(std::string_view text);
  std::uint32_t content_begin(const YAML::Mark& mark) const;
  const Node* read_tag(const YAML::Mark& mark, const std::string& tag);
  const Node* under_tag(const Node* tag, const Node* node);
  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor);
  Open close();
  void add(const Node* node, YAML::anchor_t anchor);
  [[nodiscard]] bool at_key() const;
  Range place_of_nothing(const Range& next);
  void take_measure(Node& node, const Node& child);
  void fill_sequence(Node& node, std::size_t first_child);
  void fill_mapping(Node& node, std::size_t first_child);
  void report_duplicate(const Node& key, const Node& earlier);
  void merge(const Node& value);
  [[noreturn]] void stop(const RuleInfo& rule, Range range, std::string headline);

  Document& document_;
  LocalTags tags_;
  Diagnostics& diagnostics_;
  std::string_view text_;
  std::vector<Open> open_;
  std::vector<const Node*> children_;  // of all open containers, innermost last
  std::vector<const Node*> anchors_;   // by yaml-cpp's anchor number; nullptr: still open
  std::vector<Entry> entries_;         // of the mapping being closed; kept for its capacity
  SeenKeys seen_;                      // its keys
  Range last_scalar_;
  std::uint64_t aliased_nodes_ = 0;
};

}  // namespace agentcore
