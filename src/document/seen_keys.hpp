#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "agentcore/document.hpp"

namespace agentcore {

/// The keys of one mapping. Most mappings are small, and there a scan is faster than a hash table.
class SeenKeys {
 public:
  void clear() {
    few_.clear();
    many_.clear();
  }

  /// The key of the same text that came before; else nullptr, and `key` is remembered.
  const Node* insert(const Node* key) {
    if (many_.empty() && few_.size() < scan_limit) {
      for (const Node* earlier : few_) {
        if (earlier->text == key->text) return earlier;
      }
      few_.push_back(key);
      return nullptr;
    }
    if (many_.empty()) {
      for (const Node* earlier : few_) many_.emplace(earlier->text, earlier);
    }
    const auto [at, fresh] = many_.emplace(key->text, key);
    return fresh ? nullptr : at->second;
  }

 private:
  static constexpr std::size_t scan_limit = 16;

  std::vector<const Node*> few_;
  std::unordered_map<std::string_view, const Node*> many_;
};

}  // namespace agentcore
