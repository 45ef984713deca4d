#include "document/recorded_events.hpp"

#include <algorithm>

namespace agentcore::document {
namespace {

using Kind = Event::Kind;

constexpr std::string_view plain_tag = "?";
constexpr std::string_view quoted_tag = "!";

YAML::EmitterStyle::value style_of(const Event& event) {
  return event.is_block ? YAML::EmitterStyle::Block : YAML::EmitterStyle::Flow;
}

}  // namespace

void EventRecorder::OnDocumentStart(const Mark& /*mark*/) {
  if (has_begun_) throw Unfit{};
  has_begun_ = true;
}

void EventRecorder::OnNull(const Mark& mark, Anchor anchor) { add(Kind::null, mark, plain_tag, anchor); }

void EventRecorder::OnAlias(const Mark& /*mark*/, Anchor /*anchor*/) { throw Unfit{}; }

void EventRecorder::OnScalar(const Mark& mark, const std::string& tag, Anchor anchor,
                             const std::string& value) {
  Event& event = add(tag == plain_tag ? Kind::plain : Kind::quoted, mark, tag, anchor);
  event.value = keep(value, static_cast<std::size_t>(event.position));
}

void EventRecorder::OnSequenceStart(const Mark& mark, const std::string& tag, Anchor anchor, Style style) {
  add(Kind::sequence, mark, tag, anchor).is_block = style == YAML::EmitterStyle::Block;
}

void EventRecorder::OnSequenceEnd() { events_.push_back({.kind = Kind::sequence_end}); }

void EventRecorder::OnMapStart(const Mark& mark, const std::string& tag, Anchor anchor, Style style) {
  add(Kind::mapping, mark, tag, anchor).is_block = style == YAML::EmitterStyle::Block;
}

void EventRecorder::OnMapEnd() { events_.push_back({.kind = Kind::mapping_end}); }

Event& EventRecorder::add(Kind kind, const Mark& mark, std::string_view tag, Anchor anchor) {
  if (anchor != 0 || tag != (kind == Kind::quoted ? quoted_tag : plain_tag)) throw Unfit{};
  return events_.emplace_back(Event{.kind = kind, .position = begin_ + std::max(mark.pos, 0)});
}

/// The value where it stands in the text, with a quote before it or not.
std::string_view EventRecorder::keep(const std::string& value, std::size_t at) {
  for (const std::size_t begin : {at, at + 1}) {
    if (begin <= text_.size() && text_.substr(begin, value.size()) == value)
      return text_.substr(begin, value.size());
  }
  return copies_.emplace_back(value);
}

void replay(std::span<const Event> events, int last_position, YAML::EventHandler& handler) {
  const std::string plain(plain_tag);
  const std::string quoted(quoted_tag);
  YAML::Mark mark;
  for (const Event& event : events) {
    mark.pos = std::min(event.position, last_position);
    switch (event.kind) {
      case Kind::null:
        handler.OnNull(mark, 0);
        break;
      case Kind::plain:
        handler.OnScalar(mark, plain, 0, std::string(event.value));
        break;
      case Kind::quoted:
        handler.OnScalar(mark, quoted, 0, std::string(event.value));
        break;
      case Kind::sequence:
        handler.OnSequenceStart(mark, plain, 0, style_of(event));
        break;
      case Kind::sequence_end:
        handler.OnSequenceEnd();
        break;
      case Kind::mapping:
        handler.OnMapStart(mark, plain, 0, style_of(event));
        break;
      case Kind::mapping_end:
        handler.OnMapEnd();
        break;
    }
  }
}

}  // namespace agentcore::document
