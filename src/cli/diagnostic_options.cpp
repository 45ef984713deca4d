#include "cli/diagnostic_options.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/parser.hpp"

namespace agentcore::cli {
namespace {

using Form = DiagnosticOptions::Form;

constexpr Choice<Form> forms[] = {{"text", Form::text},
                                  {"json", Form::json},
                                  {"sarif", Form::sarif},
                                  {"github", Form::github},
                                  {"junit", Form::junit}};

void add_tally(std::string& text, std::size_t count, std::string_view what) {
  if (count == 0) return;
  text += fmt::format("{}{} {}{}", text.empty() ? "" : ", ", count, what, count == 1 ? "" : "s");
}

/// A file with several environments is several configs and one source.
Sources sources_of(const std::vector<Config>& configs) {
  Sources sources;
  for (const Config& config : configs) {
    const Source* source = config.file->source.get();
    if (sources.empty() || sources.back() != source) sources.push_back(source);
  }
  return sources;
}

}  // namespace

void DiagnosticOptions::add_to(Parser& parser) {
  parser.choice(
      "--diagnostics", "FORM", form, forms,
      "How findings are shown: text (default), json, sarif (2.1.0), github (workflow commands) or junit");
  terminal.add_to(parser);
  parser.flag("--strict", strict, "Turn warnings into errors");
}

void DiagnosticOptions::show(Diagnostics& diagnostics, const std::vector<Config>& configs,
                             std::FILE* stream) const {
  if (strict) diagnostics.promote_warnings();
  switch (form) {
    case Form::text:
      return print(stream, render_text(diagnostics, terminal.use_color(stream), columns_of(stream)));
    case Form::json:
      return print(stream, render_json(diagnostics, path_finder(configs)));
    case Form::sarif:
      return print(stream, render_sarif(diagnostics, sources_of(configs), path_finder(configs)));
    case Form::github:
      return print(stream, render_github(diagnostics));
    case Form::junit:
      return print(stream, render_junit(diagnostics, sources_of(configs)));
  }
}

std::string tally(const Diagnostics& diagnostics) {
  std::string text;
  add_tally(text, diagnostics.count(Severity::error), "error");
  add_tally(text, diagnostics.count(Severity::warning), "warning");
  add_tally(text, diagnostics.count(Severity::note), "note");
  if (text.empty()) text = "no problems";
  if (diagnostics.suppressed() > 0) text += fmt::format(", {} suppressed", diagnostics.suppressed());
  return text;
}

}  // namespace agentcore::cli
