#pragma once

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Error.hpp>
#include <CLI/Option.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "decode/suggestion.hpp"

namespace agentcore::cli {

/// The words that an option takes, and what each stands for.
template <class T>
using Choices = std::vector<std::pair<std::string_view, T>>;

/// What sets `target` to what a word stands for, and of a word that is none of the choices says what was
/// meant.
template <class T, class Target>
std::function<void(const std::string&)> chooser(std::string name, Target& target, const Choices<T>& choices) {
  return [name = std::move(name), &target, &choices](const std::string& word) {
    std::vector<std::string_view> words;
    for (const auto& [known, value] : choices) {
      words.push_back(known);
      if (known != word) continue;
      target = value;
      return;
    }
    const std::string_view near = nearest(word, words);
    throw CLI::ValidationError(
        name, near.empty() ? fmt::format("`{}` is not {}", word, one_of(words))
                           : fmt::format("`{}` is not {}; did you mean `{}`?", word, one_of(words), near));
  };
}

/// Adds an option that takes one of some words; of any other it says what was meant. `choices` outlives
/// `parser`.
template <class T, class Target>
CLI::Option* add_choice(CLI::App& parser, std::string name, Target& target, const Choices<T>& choices,
                        std::string description) {
  auto choose = chooser(name, target, choices);
  return parser.add_option_function<std::string>(std::move(name), std::move(choose), std::move(description));
}

/// The same for a flag, which alone stands for the first of the choices, and as `--name=WORD` for that one.
template <class T, class Target>
CLI::Option* add_choice_flag(CLI::App& parser, std::string name, Target& target, const Choices<T>& choices,
                             std::string description) {
  const auto choose = [first = std::string(choices.front().first),
                       choose_word = chooser(name, target, choices)](const std::string& word) {
    choose_word(word == "true" ? first : word);  // CLI11's value of a flag that is given none
  };
  return parser.add_option_function<std::string>(std::move(name), choose, std::move(description))
      ->expected(0);
}

}  // namespace agentcore::cli
