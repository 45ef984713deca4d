#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace agentcore::document {

/// What yaml-cpp tells of a text, kept to be told again.
struct Event {
  enum class Kind : std::uint8_t { null, plain, quoted, sequence, sequence_end, mapping, mapping_end };

  Kind kind;
  bool is_block = false;  ///< of a sequence or mapping
  int position = 0;       ///< in the whole text
  std::string_view value = {};
};

/// Keeps the events of a part of a text. What may mean something beyond the part is refused.
class EventRecorder : public YAML::EventHandler {
 public:
  /// Thrown for an anchor, an alias, a tag or a second document.
  struct Unfit {};

  using Mark = YAML::Mark;
  using Anchor = YAML::anchor_t;
  using Style = YAML::EmitterStyle::value;

  /// `begin` is where the part begins in `text`.
  EventRecorder(std::string_view text, std::size_t begin) : text_(text), begin_(static_cast<int>(begin)) {}

  void OnDocumentStart(const Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const Mark& mark, Anchor anchor) override;
  void OnAlias(const Mark& mark, Anchor anchor) override;
  void OnScalar(const Mark& mark, const std::string& tag, Anchor anchor, const std::string& value) override;
  void OnSequenceStart(const Mark& mark, const std::string& tag, Anchor anchor, Style style) override;
  void OnSequenceEnd() override;
  void OnMapStart(const Mark& mark, const std::string& tag, Anchor anchor, Style style) override;
  void OnMapEnd() override;

  /// Without those of the document's begin and end.
  [[nodiscard]] std::span<const Event> events() const { return events_; }

 private:
  Event& add(Event::Kind kind, const Mark& mark, std::string_view tag, Anchor anchor);
  std::string_view keep(const std::string& value, std::size_t at);

  std::string_view text_;
  int begin_;
  bool has_begun_ = false;
  std::vector<Event> events_;
  std::deque<std::string> copies_;  // of values that do not stand in the text as they are
};

/// Tells a handler the events again; none of them has a place behind `last_position`.
void replay(std::span<const Event> events, int last_position, YAML::EventHandler& handler);

}  // namespace agentcore::document
