#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace agentcore::checking {

/// What most patterns of CloudFormation's schemas are: characters of one class after another, each a fixed
/// number of times but the last, such as `[a-zA-Z][a-zA-Z0-9_]{0,47}`; or words of one class with other
/// characters between them, such as `[a-z]+((-|__)[a-z]+)*`. For ASCII texts these are matched without an
/// expression, whose compilation takes longer than all else that is checked in a small template.
class CharacterRuns {
 public:
  /// Nothing: the pattern, in RE2's syntax and anchored on both sides, has another form.
  static std::optional<CharacterRuns> parse(std::string_view pattern);

  /// Whether an ASCII text matches as a whole.
  [[nodiscard]] bool match(std::string_view text) const;

  static constexpr std::size_t characters = 128;
  using Class = std::bitset<characters>;

 private:
  struct Run {
    Class allowed;
    std::size_t least = 1;
    std::size_t most = 1;

    /// How many characters at the begin of a text it allows.
    [[nodiscard]] std::size_t count(std::string_view text) const;
  };

  static std::optional<CharacterRuns> parse_runs(std::string_view pattern);
  static std::optional<CharacterRuns> parse_words(std::string_view pattern);
  [[nodiscard]] bool match_words(std::string_view text) const;

  std::vector<Run> runs_;              // of words, the one
  std::vector<CharacterRuns> joints_;  // what may stand between two words; without, runs_ are all
};

}  // namespace agentcore::checking
