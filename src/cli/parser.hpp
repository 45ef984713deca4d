#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "decode/suggestion.hpp"

namespace CLI {
class App;
}

namespace agentcore::cli {

struct Command;

/// A command line that cannot be carried out; ends the program with wrong_usage.
struct UsageError {
  std::string message;
};

/// A word that an option takes, and what it stands for.
template <class T>
struct Choice {
  std::string_view word;
  T value;
};

/// The options of one command, which CLI11 reads from the command line. `form` is what --help shows for the
/// value. An option that the command line does not name is not even made known to CLI11, unless its help is
/// wanted: each costs 12,000 instructions. CLI11's headers are for parser.cpp alone, since each file that
/// includes them makes a dozen objects at every start.
class Parser {
 public:
  /// Takes what was written as a value. Throws UsageError.
  using Take = std::function<void(const std::string& word)>;

  /// `words` are those of the command line; both outlive the parser.
  Parser(CLI::App& app, std::span<char* const> words);

  /// A word that is named by its place.
  void positional(std::string_view name, std::string& target, std::string_view description, bool required);
  void positional(std::string_view name, std::vector<std::string>& targets, std::string_view description,
                  bool required);

  /// "-o,--output"
  void option(std::string_view names, std::string_view form, const Take& take, std::string_view description);
  void option(std::string_view names, std::string_view form, std::string& target,
              std::string_view description);
  void number(std::string_view names, std::size_t least, std::size_t most, std::size_t& target,
              std::string_view description);
  /// One that may be repeated.
  void repeated(std::string_view names, std::string_view form, const Take& take,
                std::string_view description);
  void flag(std::string_view names, bool& target, std::string_view description);

  /// One that takes one of some words; of any other it says what was meant.
  template <class T, std::size_t count, class Target>
  void choice(std::string_view names, std::string_view form, Target& target,
              const Choice<T> (&choices)[count], std::string_view description) {
    option(names, form, chooser(names, target, choices), description);
  }
  /// The same for a word that is named by its place.
  template <class T, std::size_t count, class Target>
  void positional_choice(std::string_view name, Target& target, const Choice<T> (&choices)[count],
                         std::string_view description) {
    positional(name, chooser(name, target, choices), description);
  }
  /// The same for a flag, which alone stands for the first of the choices, and as `--name=WORD` for that one.
  template <class T, std::size_t count, class Target>
  void choice_flag(std::string_view names, std::string_view form, Target& target,
                   const Choice<T> (&choices)[count], std::string_view description) {
    const auto choose = [first = std::string(choices[0].word),
                         choose_word = chooser(names, target, choices)](const std::string& word) {
      choose_word(word == "true" ? first : word);  // CLI11's value of a flag that is given none
    };
    flag(names, form, choose, description);
  }

 private:
  void positional(std::string_view name, const Take& take, std::string_view description);
  void flag(std::string_view names, std::string_view form, const Take& take, std::string_view description);

  template <class T, std::size_t count, class Target>
  static Take chooser(std::string_view names, Target& target, const Choice<T> (&choices)[count]) {
    return [names, &target, &choices](const std::string& word) {
      std::vector<std::string_view> words;
      for (const Choice<T>& choice : choices) {
        words.push_back(choice.word);
        if (choice.word != word) continue;
        target = choice.value;
        return;
      }
      const std::string_view near = nearest(word, words);
      throw UsageError{near.empty() ? fmt::format("{}: `{}` is not {}", names, word, one_of(words))
                                    : fmt::format("{}: `{}` is not {}; did you mean `{}`?", names, word,
                                                  one_of(words), near)};
    };
  }

  /// Whether the option needs to be known to CLI11.
  [[nodiscard]] bool is_wanted(std::string_view names) const;

  CLI::App& app_;
  std::span<char* const> words_;
  bool are_all_wanted_;
};

/// What --help says of the program.
struct ProgramText {
  std::string_view name;
  std::string_view version;
  std::string_view summary;
  std::string_view footer;
};

/// Sets up the command that the command line names, and reads its options; what runs it. Prints the help and
/// the version where they are asked for, and then runs nothing. Throws UsageError.
std::function<int()> parse(int argc, char** argv, std::span<const Command* const> commands,
                           const ProgramText& text);

}  // namespace agentcore::cli
