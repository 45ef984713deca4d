#include "cli/parser.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Error.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Option.hpp>
#include <algorithm>

#include "cli/commands.hpp"
#include "cli/log.hpp"

namespace agentcore::cli {
namespace {

/// `-vh`, `-oDIR`: what is in it is for CLI11 to say.
bool is_cluster(std::string_view word) {
  return word.size() > 2 && word.starts_with('-') && !word.starts_with("--");
}

bool is_named(std::string_view name, std::span<char* const> words) {
  return std::ranges::any_of(words, [&](std::string_view word) {
    return word.starts_with(name) && (word.size() == name.size() || word[name.size()] == '=');
  });
}

bool may_ask_for_help(std::span<char* const> words) {
  return is_named("-h", words) || is_named("--help", words) || std::ranges::any_of(words, is_cluster);
}

/// The flags of the program itself; its commands take over that for help.
void set_flags(CLI::App& app, const ProgramText& text, std::span<char* const> words) {
  const bool is_help = may_ask_for_help(words);
  if (is_help || is_named("--version", words))
    app.set_version_flag("--version", fmt::format("{} {}", text.name, text.version),
                         "Print the version and exit");
  if (is_help) {
    app.set_help_flag("-h,--help", "Print this help and exit");
  } else {
    app.set_help_flag();  // takes away the one that is there
  }
}

/// What the command line may go on with: each command costs time, and what begins with one names no other.
std::vector<const Command*> possible(std::span<const Command* const> commands, std::span<char* const> words) {
  for (const Command* command : commands) {
    if (words.size() > 1 && command->name == words[1]) return {command};
  }
  return {commands.begin(), commands.end()};
}

}  // namespace

Parser::Parser(CLI::App& app, std::span<char* const> words)
    : app_(app), words_(words), are_all_wanted_(may_ask_for_help(words)) {}

bool Parser::is_wanted(std::string_view names) const {
  if (are_all_wanted_) return true;
  const std::size_t comma = names.find(',');
  return is_named(names.substr(0, comma), words_) ||
         (comma != names.npos && is_named(names.substr(comma + 1), words_));
}

void Parser::positional(std::string_view name, std::string& target, std::string_view description,
                        bool required) {
  app_.add_option(std::string(name), target, std::string(description))->required(required);
}

void Parser::positional(std::string_view name, std::vector<std::string>& targets,
                        std::string_view description, bool required) {
  app_.add_option(std::string(name), targets, std::string(description))->required(required);
}

void Parser::positional(std::string_view name, const Take& take, std::string_view description) {
  app_.add_option_function<std::string>(std::string(name), take, std::string(description));
}

void Parser::option(std::string_view names, std::string_view form, const Take& take,
                    std::string_view description) {
  if (!is_wanted(names)) return;
  app_.add_option_function<std::string>(std::string(names), take, std::string(description))
      ->option_text(std::string(form));
}

void Parser::option(std::string_view names, std::string_view form, std::string& target,
                    std::string_view description) {
  option(
      names, form, [&target](const std::string& word) { target = word; }, description);
}

void Parser::number(std::string_view names, std::size_t least, std::size_t most, std::size_t& target,
                    std::string_view description) {
  if (!is_wanted(names)) return;
  app_.add_option(std::string(names), target, std::string(description))
      ->option_text("N")
      ->check(CLI::Range(least, most));
}

void Parser::repeated(std::string_view names, std::string_view form, const Take& take,
                      std::string_view description) {
  if (!is_wanted(names)) return;
  app_.add_option_function<std::vector<std::string>>(
          std::string(names),
          [take](const std::vector<std::string>& words) { std::ranges::for_each(words, take); },
          std::string(description))
      ->option_text(std::string(form))
      ->allow_extra_args(false);
}

void Parser::flag(std::string_view names, bool& target, std::string_view description) {
  if (is_wanted(names)) app_.add_flag(std::string(names), target, std::string(description));
}

void Parser::flag(std::string_view names, std::string_view form, const Take& take,
                  std::string_view description) {
  if (!is_wanted(names)) return;
  app_.add_option_function<std::string>(std::string(names), take, std::string(description))
      ->option_text(std::string(form))
      ->expected(0);
}

std::function<int()> parse(int argc, char** argv, std::span<const Command* const> commands,
                           const ProgramText& text) {
  const std::span<char* const> words(argv, static_cast<std::size_t>(argc));
  // Static: freed by nobody, see main.
  static CLI::App app{std::string(text.summary), std::string(text.name)};
  set_flags(app, text, words);
  app.footer(std::string(text.footer));
  app.require_subcommand(1);
  std::function<int()> chosen;
  bool verbose = false;
  for (const Command* command : possible(commands, words)) {
    CLI::App* subcommand = app.add_subcommand(std::string(command->name), std::string(command->summary));
    if (!is_named(command->name, words)) continue;  // its options are neither read nor shown
    Parser parser(*subcommand, words);
    subcommand->footer(std::string(command->manual));
    parser.flag("-v,--verbose", verbose, "Say on standard error what is done");
    subcommand->callback([&chosen, run = command->set_up(parser)] { chosen = run; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    return [code = app.exit(asked)] { return code; };
  } catch (const CLI::ParseError& error) {
    throw UsageError{error.what()};
  }
  if (verbose) be_verbose();
  return chosen;
}

}  // namespace agentcore::cli
