#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <istream>
#include <streambuf>
#include <thread>

#include "agentcore/document.hpp"
#include "agentcore/limits.hpp"
#include "diagnostic/text.hpp"
#include "document/codes.hpp"
#include "document/parts.hpp"
#include "document/tree_builder.hpp"

namespace agentcore {
namespace {

/// The source as a stream, without the copy that std::istringstream makes.
class SourceBuffer : public std::streambuf {
 public:
  explicit SourceBuffer(const std::string& text) {
    char* begin = const_cast<char*>(text.data());  // streambuf's interface; only read from
    setg(begin, begin, begin + text.size());
  }
};

Range at(const Source& source, std::size_t begin, std::size_t length = 1) {
  return {&source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + length)};
}

/// What yaml-cpp's words mean to somebody who edits the file.
struct SyntaxHint {
  std::string_view said;
  std::string_view headline;
  std::string_view help;
};

constexpr std::array<SyntaxHint, 10> hints = {{
    {"illegal map value", "a `:` is not expected here",
     "quote a value that holds `: `, and put one key on each line"},
    {"end of map not found", "the mapping does not go on at this line",
     "give all keys of a mapping the same indentation, and each key a `:`"},
    {"end of sequence not found", "the list does not go on at this line",
     "give all `-` of a list the same indentation"},
    {"end of map flow not found", "a `{` is not closed", "close it with `}`"},
    {"end of sequence flow not found", "a `[` is not closed", "close it with `]`"},
    {"illegal flow end", "a `]` or `}` closes nothing", "remove it, or open it before"},
    {"illegal block entry", "a `-` is not expected here", "start a list on a line of its own"},
    {"the referenced anchor is not defined", "the alias names no anchor",
     "define it before with &name, or quote a text that begins with *"},
    {"illegal EOF in scalar", "a quoted text is not closed", "close the quote"},
    {"unknown token", "this character cannot begin a value", "quote the value"},
}};

SyntaxHint hint_for(std::string_view said) {
  for (const SyntaxHint& hint : hints) {
    if (said == hint.said) return hint;
  }
  return {said, said, document::yaml_syntax.help};
}

bool has_tab_indentation(std::string_view line) {
  const std::size_t indent = line.find_first_not_of(" \t");
  return indent != std::string_view::npos && line[indent] != '#' &&
         line.substr(0, indent).find('\t') != line.npos;
}

/// Every line that is indented with a tab, when one of them is at the syntax error or before it.
bool report_tabs(const Source& source, std::uint32_t error_line, Diagnostics& diagnostics) {
  const bool before = error_line > 1 && has_tab_indentation(source.line(error_line - 1));
  if (!before && !has_tab_indentation(source.line(error_line))) return false;
  const std::uint32_t last = source.position(static_cast<std::uint32_t>(source.text().size())).line;
  for (std::uint32_t line = 1; line <= last; ++line) {
    const std::string_view text = source.line(line);
    if (!has_tab_indentation(text)) continue;
    diagnostics.report(document::tab_indentation, at(source, source.line_begin(line) + text.find('	')),
                       "this line is indented with a tab");
  }
  return true;
}

/// An open bracket is found out where the text cannot go on, which may be lines below it.
void report_open_bracket(const Source& source, std::uint32_t open, std::uint32_t error_at,
                         Diagnostics& diagnostics) {
  const char bracket = source.text()[open];
  const char closing = bracket == '[' ? ']' : '}';
  if (source.position(open).line == source.position(error_at).line && error_at < source.text().size()) {
    diagnostics
        .report(document::yaml_syntax, at(source, error_at),
                fmt::format("a `,` or a `{}` is missing before this", closing),
                fmt::format("put a `,` between two entries, and a `{}` behind the last", closing))
        .add_note("opened here", at(source, open));
    return;
  }
  Diagnostic& finding = diagnostics.report(document::yaml_syntax, at(source, open),
                                           fmt::format("this `{}` is not closed", bracket),
                                           fmt::format("close it with `{}`", closing));
  if (error_at < source.text().size()) finding.add_note("this cannot go on within it", at(source, error_at));
}

/// A quote that is not closed ends at the next one, and what follows that makes no sense.
bool report_open_quote(const Source& source, const Range& scalar, std::uint32_t error_at,
                       Diagnostics& diagnostics) {
  if (!scalar) return false;
  const char first = source.text()[scalar.begin];
  const std::uint32_t line = source.position(error_at).line;
  const bool is_quoted = first == '"' || first == '\'';
  if (!is_quoted || source.position(scalar.begin).line >= source.position(scalar.end).line) return false;
  if (source.position(scalar.end).line + 1 < line) return false;
  diagnostics
      .report(document::yaml_syntax, at(source, scalar.begin), "this quoted text goes on to another line",
              "close the quote on its own line, if it was meant to end there")
      .add_note("it ends here, and what follows does not go on from it", at(source, scalar.end - 1));
  return true;
}

void report_syntax(const Source& source, const YAML::Exception& error, const TreeBuilder& builder,
                   Diagnostics& diagnostics) {
  const std::size_t mark = static_cast<std::size_t>(std::max(error.mark.pos, 0));
  const auto begin = static_cast<std::uint32_t>(std::min(mark, source.text().size()));
  if (report_tabs(source, source.position(begin).line, diagnostics)) return;
  if (report_open_quote(source, builder.last_scalar(), begin, diagnostics)) return;
  const bool in_brackets =
      error.msg == YAML::ErrorMsg::END_OF_MAP_FLOW || error.msg == YAML::ErrorMsg::END_OF_SEQ_FLOW;
  const std::optional<std::uint32_t> open = builder.open_bracket();
  if (in_brackets && open) return report_open_bracket(source, *open, begin, diagnostics);
  const SyntaxHint hint = hint_for(error.msg);
  diagnostics.report(document::yaml_syntax, at(source, begin), std::string(hint.headline),
                     std::string(hint.help));
}

bool is_control(char byte) {
  return (static_cast<unsigned char>(byte) < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') ||
         byte == 0x7F;
}

/// What would make yaml-cpp stop early or read something else than is written.
bool is_clean_text(const Source& source, Diagnostics& diagnostics) {
  const std::string& text = source.text();
  if (text.size() > static_cast<std::size_t>(limits::config_bytes_max)) {
    diagnostics.report(document::file_too_large, at(source, 0), "the file is larger than 16 MiB");
    return false;
  }
  const auto control = std::find_if(text.begin(), text.end(), is_control);
  const std::size_t invalid = text::find_invalid_utf8(text);
  if (invalid == std::string::npos && control == text.end()) return true;
  const auto control_at = static_cast<std::size_t>(control - text.begin());
  if (invalid < control_at) {
    diagnostics.report(
        document::not_utf8, at(source, invalid),
        fmt::format("byte 0x{:02X} is not valid UTF-8", static_cast<unsigned char>(text[invalid])));
  } else {
    diagnostics.report(document::control_character, at(source, control_at),
                       fmt::format("the control character 0x{:02X} stands here", *control));
  }
  return false;
}

/// A part has some thirty runtimes, and takes some twenty times as long as a thread to begin.
document::Parting parting() {
  return {.least_bytes = std::size_t{1} << 14U, .most_parts = std::thread::hardware_concurrency()};
}

bool build_tree(Document& document, LocalTags tags, Diagnostics& diagnostics) {
  SourceBuffer buffer(document.source().text());
  std::istream stream(&buffer);
  TreeBuilder builder(document, tags, diagnostics);
  try {
    if (document::read_in_parts(document.source().text(), parting(), builder)) return true;
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
    return true;
  } catch (const YAML::Exception& error) {
    report_syntax(document.source(), error, builder, diagnostics);
  } catch (const TreeBuilder::Stop&) {
  }
  return false;
}

}  // namespace

std::optional<Document> parse_document(const Source& source, Diagnostics& diagnostics, LocalTags tags) {
  if (!is_clean_text(source, diagnostics)) return std::nullopt;
  Document document(source);
  if (!build_tree(document, tags, diagnostics)) return std::nullopt;
  if (!document.has_content()) {
    diagnostics.report(document::empty_config, at(source, 0, 0), "the file is empty");
    return std::nullopt;
  }
  return document;
}

std::vector<const RuleInfo*> document_rules() {
  using namespace document;
  return {&file_unreadable, &file_too_large, &not_utf8,        &control_character, &yaml_syntax,
          &tab_indentation, &duplicate_key,  &second_document, &too_deep,          &alias_expansion,
          &alias_cycle,     &unknown_tag,    &key_not_text,    &merge_not_mapping, &empty_config};
}

}  // namespace agentcore
