#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "cli/parser.hpp"

namespace agentcore::cli {
namespace {

constexpr Choice<Terminal::Color> colors[] = {{"auto", Terminal::Color::automatic},
                                              {"always", Terminal::Color::always},
                                              {"never", Terminal::Color::never}};

/// Set to something that is not empty; CLICOLOR_FORCE=0 counts as not set.
bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

}  // namespace

void Terminal::add_to(Parser& parser) {
  parser.choice("--color", "WHEN", color, colors,
                "Colour: auto (default), always or never; NO_COLOR and CLICOLOR_FORCE count");
}

bool Terminal::use_color(std::FILE* stream) const {
  if (color != Color::automatic) return color == Color::always;
  if (is_set("NO_COLOR")) return false;
  if (is_set("CLICOLOR_FORCE") && std::string_view(std::getenv("CLICOLOR_FORCE")) != "0") return true;
  const char* terminal = std::getenv("TERM");
  return ::isatty(::fileno(stream)) == 1 && terminal != nullptr && std::string_view(terminal) != "dumb";
}

std::size_t columns_of(std::FILE* stream) {
  constexpr std::size_t usual = 80;  // of a terminal that does not say, such as a serial line
  if (::isatty(::fileno(stream)) != 1) return 0;
  winsize size{};
  if (::ioctl(::fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual;
  return size.ws_col;
}

void print(std::FILE* stream, std::string_view text) { std::fwrite(text.data(), 1, text.size(), stream); }

}  // namespace agentcore::cli
