#include "cli/diagnostic_options.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/Option.hpp>
#include <cstdlib>
#include <string_view>

#include "cli/choice.hpp"

namespace agentcore::cli {
namespace {

const Choices<DiagnosticOptions::Form> forms = {{"text", DiagnosticOptions::Form::text},
                                                {"json", DiagnosticOptions::Form::json}};
const Choices<DiagnosticOptions::Color> colors = {{"auto", DiagnosticOptions::Color::automatic},
                                                  {"always", DiagnosticOptions::Color::always},
                                                  {"never", DiagnosticOptions::Color::never}};

/// Set to something that is not empty; CLICOLOR_FORCE=0 counts as not set.
bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

void add_tally(std::string& text, std::size_t count, std::string_view what) {
  if (count == 0) return;
  text += fmt::format("{}{} {}{}", text.empty() ? "" : ", ", count, what, count == 1 ? "" : "s");
}

}  // namespace

void DiagnosticOptions::add_to(CLI::App& parser) {
  add_choice(parser, "--diagnostics", form, forms, "How findings are shown: text (default) or json")
      ->option_text("FORM");
  add_choice(parser, "--color", color, colors,
             "Colour: auto (default), always or never; NO_COLOR and CLICOLOR_FORCE count")
      ->option_text("WHEN");
  parser.add_flag("--strict", strict, "Turn warnings into errors");
}

bool DiagnosticOptions::use_color(std::FILE* stream) const {
  if (color != Color::automatic) return color == Color::always;
  if (is_set("NO_COLOR")) return false;
  if (is_set("CLICOLOR_FORCE") && std::string_view(std::getenv("CLICOLOR_FORCE")) != "0") return true;
  const char* terminal = std::getenv("TERM");
  return ::isatty(::fileno(stream)) == 1 && terminal != nullptr && std::string_view(terminal) != "dumb";
}

void DiagnosticOptions::show(Diagnostics& diagnostics, const std::vector<Config>& configs,
                             std::FILE* stream) const {
  if (strict) diagnostics.promote_warnings();
  print(stream, form == Form::json ? render_json(diagnostics, path_finder(configs))
                                   : render_text(diagnostics, use_color(stream)));
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

void print(std::FILE* stream, const std::string& text) { std::fwrite(text.data(), 1, text.size(), stream); }

}  // namespace agentcore::cli
