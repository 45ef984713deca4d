#include <fmt/format.h>

#include <algorithm>

#include "agentcore/render.hpp"
#include "diagnostic/text.hpp"

namespace agentcore {
namespace {

struct Palette {
  std::string_view error, warning, note, frame, bold, reset;

  [[nodiscard]] std::string_view of(Severity severity) const {
    return severity == Severity::error ? error : severity == Severity::warning ? warning : note;
  }
};

constexpr Palette plain{};
constexpr Palette colored{"\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[1;34m", "\x1b[1m", "\x1b[0m"};

/// The piece of a source line that is shown, cut to a window around the caret when the line is long.
struct Excerpt {
  std::string text;        // printable
  std::size_t caret = 0;   // columns before the caret
  std::size_t length = 1;  // columns under which carets stand
};

constexpr std::size_t window_before = 60;
constexpr std::size_t window_after = 100;

/// Largest prefix length of `text` not over `bytes` that does not cut a character.
std::size_t at_character(std::string_view text, std::size_t bytes) {
  bytes = std::min(bytes, text.size());
  while (bytes > 0 && bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U)
    --bytes;
  return bytes;
}

/// The line with every concealed byte shown as `*`.
std::string concealed_line(const Source& source, std::uint32_t line, const std::vector<Range>& concealed) {
  std::string shown(source.line(line));
  const std::uint32_t begin = source.line_begin(line);
  const auto end = static_cast<std::uint32_t>(begin + shown.size());
  for (const Range& secret : concealed) {
    if (secret.source != &source || secret.begin >= end || secret.end <= begin) continue;
    const std::size_t from = secret.begin > begin ? secret.begin - begin : 0;
    const std::size_t to = std::min<std::size_t>(secret.end, end) - begin;
    std::fill(shown.begin() + static_cast<std::ptrdiff_t>(from),
              shown.begin() + static_cast<std::ptrdiff_t>(to), '*');
  }
  return shown;
}

Excerpt excerpt(std::string_view line, std::size_t begin, std::size_t end) {
  begin = at_character(line, begin);
  end = std::clamp(end, begin, line.size());
  std::size_t from = begin > window_before ? at_character(line, begin - window_before) : 0;
  const std::size_t to = at_character(line, from + window_before + window_after);
  if (line.size() <= window_before + window_after) from = 0;
  const std::string lead = text::printable(line.substr(from, begin - from));
  const std::string marked = text::printable(line.substr(begin, std::min(end, to) - begin));
  const std::string_view ellipsis = from > 0 ? "..." : "";
  Excerpt shown;
  shown.text = fmt::format("{}{}{}{}", ellipsis, lead, marked,
                           text::printable(line.substr(std::min(std::max(end, begin), to),
                                                       to - std::min(std::max(end, begin), to))));
  if (to < line.size()) shown.text += "...";
  shown.caret = ellipsis.size() + text::width(lead);
  shown.length = std::max<std::size_t>(1, text::width(marked));
  return shown;
}

class TextRenderer {
 public:
  TextRenderer(const Diagnostics& diagnostics, const Palette& palette)
      : concealed_(diagnostics.concealed()), palette_(palette) {}

  void add(const Diagnostic& diagnostic) {
    headline(diagnostic.severity,
             fmt::format("{}[{}]", to_string(diagnostic.severity), diagnostic.rule->code),
             diagnostic.headline);
    place(diagnostic.range, palette_.of(diagnostic.severity), '^');
    for (const Note& note : diagnostic.notes) {
      headline(Severity::note, "note", note.text);
      place(note.range, palette_.frame, '-');
    }
    if (!diagnostic.help.empty()) {
      out_ += fmt::format("{}help{}: {}\n", palette_.note, palette_.reset, text::printable(diagnostic.help));
    }
    out_ += '\n';
  }

  std::string take() { return std::move(out_); }

 private:
  void headline(Severity severity, std::string_view label, std::string_view words) {
    out_ += fmt::format("{}{}{}{}: {}{}\n", palette_.of(severity), label, palette_.reset, palette_.bold,
                        text::printable(words), palette_.reset);
  }

  void place(const Range& range, std::string_view caret_color, char caret) {
    if (!range) return;
    const Source& source = *range.source;
    const Source::Position at = source.position(range.begin);
    const std::string number = std::to_string(at.line);
    const std::string_view bar = palette_.frame;
    const std::string_view reset = palette_.reset;
    out_ += fmt::format("{:{}}{}-->{} {}\n", "", number.size() + 1, bar, reset,
                        source.is_argument()
                            ? "the command line"
                            : fmt::format("{}:{}:{}", text::printable(source.name()), at.line, at.column));
    if (source.text().empty()) return;
    const std::uint32_t begin = source.line_begin(at.line);
    const std::string line = concealed_line(source, at.line, concealed_);
    const Excerpt shown = excerpt(line, range.begin - begin, range.end - begin);
    out_ += fmt::format("{:{}}{}|{}\n", "", number.size() + 2, bar, reset);
    out_ += fmt::format(" {}{} |{} {}\n", bar, number, reset, shown.text);
    out_ += fmt::format("{:{}}{}|{} {:{}}{}{}{}\n", "", number.size() + 2, bar, reset, "", shown.caret,
                        caret_color, std::string(shown.length, caret), reset);
  }

  const std::vector<Range>& concealed_;
  const Palette& palette_;
  std::string out_;
};

}  // namespace

std::string render_text(const Diagnostics& diagnostics, bool color) {
  TextRenderer renderer(diagnostics, color ? colored : plain);
  for (const Diagnostic* diagnostic : diagnostics.sorted()) renderer.add(*diagnostic);
  std::string text = renderer.take();
  if (diagnostics.dropped() > 0) text += fmt::format("and {} findings more\n\n", diagnostics.dropped());
  return text;
}

}  // namespace agentcore
