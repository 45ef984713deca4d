#include "fix/settle.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include "fix/layout.hpp"
#include "fix/spots.hpp"

namespace agentcore {
namespace {

using fixing::Cut;
using fixing::Spot;
using fixing::Spots;

/// Makes text of the mend of one finding after the other.
class Settler {
 public:
  explicit Settler(const Document& document)
      : source_(document.source()), text_(source_.text()), spots_(document) {}

  /// Nothing: it cannot be made.
  std::optional<std::vector<Edit>> settle(const std::vector<Edit>& fix) {
    removed_.clear();
    edits_.clear();
    for (const Edit& edit : fix) {
      const bool done = edit.kind == Edit::Kind::removal ? remove(edit.range) : replace(edit);
      if (!done) return std::nullopt;
    }
    if (!cut_all()) return std::nullopt;
    return std::move(edits_);
  }

 private:
  bool replace(const Edit& edit) {
    const Node* leaf = spots_.leaf_at(edit.range);
    if (leaf == nullptr || leaf->kind != Node::Kind::scalar) return false;
    if (spots_.is_shared(*spots_.at(edit.range), leaf)) return false;
    const std::string_view written = text_.substr(edit.range.begin, edit.range.end - edit.range.begin);
    if (leaf->plain && written != leaf->text) return false;  // it goes on in the next line
    std::optional<std::string> text =
        edit.kind == Edit::Kind::value ? fixing::scalar_like(written, edit.text) : std::optional(edit.text);
    if (!text) return false;
    edits_.push_back({edit.range, *std::move(text)});
    return true;
  }

  bool remove(const Range& range) {
    const Spot* spot = spots_.at(range);
    return spot != nullptr && remove(*spot);
  }

  bool remove(const Spot& spot) {
    if (spots_.is_shared(spot) || spots_.is_needed(spot)) return false;
    std::vector<std::size_t>& removed = removed_[spot.parent];
    if (std::find(removed.begin(), removed.end(), spot.index) == removed.end()) removed.push_back(spot.index);
    return true;
  }

  static std::size_t size_of(const Node& parent) {
    return parent.kind == Node::Kind::sequence ? parent.items.size() : parent.entries.size();
  }

  [[nodiscard]] bool is_flow(const Node& parent) const {
    const char first = text_[parent.range.begin];
    return first == '[' || first == '{';
  }

  /// Of a block collection that loses all it has, what holds it goes, too.
  bool remove_emptied() {
    for (bool changed = true; changed;) {
      changed = false;
      for (auto at = removed_.begin(); at != removed_.end(); ++at) {
        if (is_flow(*at->first) || at->second.size() < size_of(*at->first)) continue;
        const Spot* holder = spots_.of(*at->first);
        if (holder == nullptr || !remove(*holder)) return false;
        removed_.erase(at);
        changed = true;
        break;
      }
    }
    return true;
  }

  bool cut_all() {
    if (!remove_emptied()) return false;
    for (auto& [parent, indexes] : removed_) {
      std::sort(indexes.begin(), indexes.end());
      if (!(is_flow(*parent) ? cut_flow(*parent, indexes) : cut_block(*parent, indexes))) return false;
    }
    return true;
  }

  bool cut_flow(const Node& parent, const std::vector<std::size_t>& indexes) {
    const auto [known, fresh] = flows_.try_emplace(&parent);
    if (fresh) known->second = fixing::flow_at(text_, parent.range.begin);
    const std::optional<fixing::Flow>& flow = known->second;
    if (!flow || flow->parts.size() != size_of(parent)) return false;  // one is merged, or twice
    const auto cuts = fixing::cut_parts(text_, *flow, indexes);
    if (!cuts) return false;
    for (const Cut& cut : *cuts) add(cut);
    return true;
  }

  bool cut_block(const Node& parent, const std::vector<std::size_t>& indexes) {
    const bool is_list = parent.kind == Node::Kind::sequence;
    for (const std::size_t index : indexes) {
      const Range place = is_list ? item_header(*parent.items[index]) : parent.entries[index].key->range;
      const Spot* spot = spots_.at(place);
      if (spot == nullptr || spot->parent != &parent) return false;
      std::optional<Cut> cut = fixing::cut_lines(text_, place.begin, spot->limit, is_list);
      const bool is_first = !is_list && index == 0 && parent.entries.size() > 1;
      if (!cut && is_first)
        cut = fixing::cut_behind_dash(text_, place.begin, parent.entries[1].key->range.begin);
      if (!cut) return false;
      add(*cut);
    }
    return true;
  }

  void add(const Cut& cut) { edits_.push_back({{&source_, cut.begin, cut.end}, {}}); }

  const Source& source_;
  std::string_view text_;
  Spots spots_;
  std::unordered_map<const Node*, std::optional<fixing::Flow>> flows_;  // each read once
  std::map<const Node*, std::vector<std::size_t>> removed_;  // parents, and the indexes of what goes
  std::vector<Edit> edits_;
};

/// Lines end where this code looks for their end.
bool has_usual_lines(std::string_view text) {
  for (std::size_t at = text.find('\r'); at != text.npos; at = text.find('\r', at + 1)) {
    if (!text.substr(at + 1).starts_with('\n')) return false;
  }
  return true;
}

bool overlap(const std::vector<Edit>& edits) {
  for (std::size_t i = 1; i < edits.size(); ++i) {
    if (edits[i - 1].range.end > edits[i].range.begin) return true;
  }
  return false;
}

}  // namespace

void settle_fixes(const Document& document, Diagnostics& diagnostics) {
  std::optional<Settler> settler;  // made when there is use for it
  const bool usual = has_usual_lines(document.source().text());
  diagnostics.revise_fixes([&](Diagnostic& finding) {
    if (!settler) settler.emplace(document);
    auto settled = usual ? settler->settle(finding.fix) : std::nullopt;
    finding.fix = settled ? *std::move(settled) : std::vector<Edit>{};
    std::sort(finding.fix.begin(), finding.fix.end(),
              [](const Edit& a, const Edit& b) { return a.range.begin < b.range.begin; });
    if (overlap(finding.fix)) finding.fix.clear();
  });
}

}  // namespace agentcore
