#pragma once

// Text -> Document: YAML as a tree in which every node keeps its place. Knows nothing of AgentCore.
//
// Scalars stay text: what a value means is for decode to say, since `tag: 1.10` is "1.10" where text belongs.

#include <memory>
#include <memory_resource>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/diagnostic.hpp"

namespace agentcore {

struct Node;

struct Entry {
  const Node* key;  ///< a scalar
  const Node* value;
};

/// A node as written. Aliases and merges (`<<`) are followed already: a merged entry keeps the place of its
/// origin, and a node that several aliases name is one Node.
struct Node {
  enum class Kind : std::uint8_t { null, scalar, sequence, mapping };

  Kind kind = Kind::null;
  bool plain = true;         ///< of a scalar: not quoted, no block
  bool removed = false;      ///< of null: an overlay or `--set` takes away what was here
  std::uint32_t weight = 1;  ///< nodes below and with this one, aliases followed
  std::uint32_t depth = 1;   ///< levels below and with this one, aliases followed
  Range range;
  std::string_view text;               ///< of a scalar
  std::span<const Node* const> items;  ///< of a sequence
  std::span<const Entry> entries;      ///< of a mapping; no key twice
  const Node* structured = nullptr;    ///< of a `--set` argument's text: the same read as a list or a mapping
};

/// What a value is where it is taken as it stands: of a `--set` argument the list or mapping that it reads
/// as.
inline const Node& structure_of(const Node& node) {
  return node.structured != nullptr ? *node.structured : node;
}

/// The tree and the memory it lives in. Refers to the Source it was parsed from.
class Document {
 public:
  explicit Document(const Source& source) : source_(&source), memory_(std::make_unique<Memory>()) {}

  [[nodiscard]] const Node& root() const { return *root_; }
  [[nodiscard]] const Source& source() const { return *source_; }
  /// False for a file of comments, or of nothing.
  [[nodiscard]] bool has_content() const { return root_ != nullptr && root_->kind != Node::Kind::null; }

  /// The path to the innermost key or item at a place: "runtimes[0].artifact.container_cpu".
  /// `missing` is the key that is not there, for a finding about a mapping that lacks one.
  [[nodiscard]] std::string path_at(const Range& range, std::string_view missing = {}) const;

 private:
  friend class TreeBuilder;
  using Memory = std::pmr::monotonic_buffer_resource;

  const Source* source_;
  std::unique_ptr<Memory> memory_;
  const Node* root_ = nullptr;
};

/// What becomes of local tags such as `!Sub`: errors, or keys. `!Sub text` is then the mapping of the plain
/// key `!Sub` to the text; no other plain key begins with `!`.
enum class LocalTags : std::uint8_t { refused, as_keys };

/// Parses one YAML 1.2 document (plus `<<` merges). Nothing is returned where there is no tree to go on with;
/// a duplicate key or an unknown tag leaves one, so that decode can find its errors in the same run. Errors
/// are AC1xxx; hostile text (deep nesting, alias bombs, control characters) is an error like any other.
std::optional<Document> parse_document(const Source& source, Diagnostics& diagnostics,
                                       LocalTags tags = LocalTags::refused);

/// The place that opens a mapping: the `-` before it in a list, else its own first character.
Range item_header(const Node& item);

std::vector<const RuleInfo*> document_rules();

}  // namespace agentcore
