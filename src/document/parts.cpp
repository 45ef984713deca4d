#include "document/parts.hpp"

#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "document/recorded_events.hpp"
#include "document/top_list.hpp"

// Why the parts make the whole: a part ends before a line that begins with `-` at the column of the list. It
// is read with one more item behind it, and the last that yaml-cpp tells must be this item, at its place in
// the list. So whatever was open is closed there, and in the whole text the parser would go on as it begins
// with the next part. What follows the list is a mapping's key at the first column, with which the mapping of
// the top goes on.

namespace agentcore::document {
namespace {

using Kind = Event::Kind;

/// An item that also brings to light a key whose `:` is missing, which yaml-cpp otherwise may not miss.
constexpr std::string_view probe_item = "- x: y";
constexpr std::array probe_events = {Kind::mapping, Kind::plain, Kind::plain, Kind::mapping_end};

/// What is read by itself: the bytes [begin, end) of a text.
class Part {
 public:
  Part(std::string_view text, std::size_t begin, std::size_t end) : text_(text), begin_(begin), end_(end) {}

  /// An item of the list is read behind the part, in place of what stands in the text at `next`.
  void probe_with_item(std::size_t indent, std::size_t next) {
    probe_ = std::string(indent, ' ').append(probe_item);
    next_ = static_cast<int>(next);
  }

  /// Keeps nothing where the part cannot be read by itself.
  void read() {
    try {
      std::istringstream stream(std::string(text_.substr(begin_, end_ - begin_)) + probe_);
      YAML::Parser parser(stream);
      EventRecorder& recorder = recorded_.emplace(text_, begin_);
      while (parser.HandleNextDocument(recorder)) {
      }
      return;
    } catch (const std::exception&) {
    } catch (const EventRecorder::Unfit&) {
    }
    recorded_.reset();
  }

  /// The events between those given, which the parts have in common, the probe aside. Nothing: it has others.
  [[nodiscard]] std::optional<std::span<const Event>> between(std::span<const Kind> first,
                                                              std::span<const Kind> last) const {
    if (!recorded_) return std::nullopt;
    std::span<const Event> events = recorded_->events();
    if (events.size() <= first.size() + last.size()) return std::nullopt;
    if (!is_block(events.first(first.size()), first) || !is_block(events.last(last.size()), last))
      return std::nullopt;
    events = events.subspan(first.size(), events.size() - first.size() - last.size());
    if (probe_.empty()) return events;
    if (events.size() < probe_events.size() || !is_probe(events.last(probe_events.size())))
      return std::nullopt;
    return events.first(events.size() - probe_events.size());
  }

  [[nodiscard]] bool begins_with_value() const {
    return recorded_ && !recorded_->events().empty() &&
           recorded_->events().front().position == static_cast<int>(begin_);
  }

  /// Nothing that is missing in the part has a place behind what comes next.
  void replay_to(YAML::EventHandler& handler, std::span<const Event> events) const {
    replay(events, next_, handler);
  }

 private:
  static bool is_block(std::span<const Event> events, std::span<const Kind> kinds) {
    return std::ranges::equal(events, kinds, [](const Event& event, Kind kind) {
      const bool opens = kind == Kind::sequence || kind == Kind::mapping;
      return event.kind == kind && (event.is_block || !opens);
    });
  }

  [[nodiscard]] bool is_probe(std::span<const Event> events) const {
    return is_block(events, probe_events) &&
           events.front().position ==
               static_cast<int>(end_ + probe_.size() - std::string_view("x: y").size());
  }

  std::string_view text_;
  std::size_t begin_;
  std::size_t end_;
  std::string probe_;  // empty: the text ends with the part
  int next_ = std::numeric_limits<int>::max();
  std::optional<EventRecorder> recorded_;
};

/// Those of the list, and what follows it as the last one.
std::vector<Part> make_parts(std::string_view text, const TopList& list,
                             const std::vector<std::size_t>& begins) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const bool is_last = i + 1 == begins.size();
    const std::size_t end = is_last ? list.end : begins[i + 1];
    Part& part = parts.emplace_back(text, begins[i], end);
    if (end < text.size()) part.probe_with_item(list.indent, is_last ? end : end + list.indent);
  }
  if (list.end < text.size()) parts.emplace_back(text, list.end, text.size());
  return parts;
}

/// The first `of_list` parts in a thread each, this one among them.
void read_side_by_side(std::vector<Part>& parts, std::size_t of_list) {
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < of_list; ++i) {
    try {
      threads.emplace_back([&part = parts[i]] { part.read(); });
    } catch (const std::system_error&) {  // no more threads
      parts[i].read();
    }
  }
  parts.front().read();
  if (of_list < parts.size()) parts.back().read();
}

constexpr std::array head_end = {Kind::sequence_end, Kind::mapping_end};
constexpr std::array list_begin = {Kind::sequence};
constexpr std::array list_end = {Kind::sequence_end};
constexpr std::array rest_begin = {Kind::mapping};
constexpr std::array rest_end = {Kind::mapping_end};

/// The events of each part that are told of the whole. Nothing: the parts do not make a whole.
std::vector<std::span<const Event>> events_of(const std::vector<Part>& parts, std::size_t of_list) {
  std::vector<std::span<const Event>> all;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto events = i == 0        ? parts[i].between({}, head_end)
                  : i < of_list ? parts[i].between(list_begin, list_end)
                                : parts[i].between(rest_begin, rest_end);
    const bool at_first_column = i < of_list || parts[i].begins_with_value();
    if (!events || !at_first_column) return {};
    all.push_back(*events);
  }
  return all;
}

/// Whether an anchor, an alias or a tag seems to stand in the text, so that parts would be read in vain.
bool seems_to_name_nodes(std::string_view text) {
  for (const char mark : {'&', '*', '!'}) {
    for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + 1)) {
      const bool begins = at > 0 && text[at - 1] == ' ';
      const bool is_alone = at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n';
      if (begins && !is_alone) return true;
    }
  }
  return false;
}

}  // namespace

bool read_in_parts(std::string_view text, const Parting& parting, YAML::EventHandler& handler) {
  const std::size_t count =
      std::min(parting.most_parts, text.size() / std::max<std::size_t>(parting.least_bytes, 1));
  if (count < 2 || seems_to_name_nodes(text)) return false;
  const TopList list = longest_top_list(text);
  if (list.size() < text.size() / 2) return false;
  const std::vector<std::size_t> begins = begins_of_parts(text, list, count);
  if (begins.size() < 2) return false;
  std::vector<Part> parts = make_parts(text, list, begins);
  read_side_by_side(parts, begins.size());
  const std::vector<std::span<const Event>> events = events_of(parts, begins.size());
  if (events.empty()) return false;
  handler.OnDocumentStart({});
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i == begins.size()) handler.OnSequenceEnd();
    parts[i].replay_to(handler, events[i]);
  }
  if (parts.size() == begins.size()) handler.OnSequenceEnd();
  handler.OnMapEnd();
  handler.OnDocumentEnd();
  return true;
}

}  // namespace agentcore::document
