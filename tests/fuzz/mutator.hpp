#pragma once

// Texts with mistakes, made from texts without.

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agentcore/overlay.hpp"

namespace agentcore::testing {

using Texts = std::vector<std::string>;

/// Tokens that have broken YAML readers, templates and terminals.
inline const Texts hostile = {"",
                              "~",
                              "null",
                              "''",
                              "\"\"",
                              "[]",
                              "{}",
                              "[",
                              "]",
                              "{",
                              "}",
                              ":",
                              "- ",
                              "? ",
                              "#",
                              ",",
                              "&a",
                              "*a",
                              "!x",
                              "!!str",
                              "<<",
                              "<<: *a",
                              "|",
                              ">-",
                              "---",
                              "...",
                              "%YAML 1.2",
                              "\t",
                              "\r",
                              "\"",
                              "'",
                              "\\",
                              "true",
                              "yes",
                              "0",
                              "-1",
                              "1e3",
                              "012345678901",
                              "4294967296",
                              "9223372036854775808",
                              "99999999999999999999",
                              "${X}",
                              "${",
                              "${!X}",
                              "$${",
                              "{{resolve:ssm:x}}",
                              "../../x",
                              "/",
                              ".",
                              "..",
                              "-",
                              "_",
                              "--",
                              "*",
                              "a b",
                              "größe",
                              "漢字",
                              "🎉",
                              "\xEF\xBB\xBF",
                              "\xC2\x9B",
                              "\xE2\x80\xAE",
                              "\xFF",
                              "\xE0\x1b[31m",
                              "\x1b[31m",
                              std::string(1, '\0'),
                              "\"\\0\"",
                              "\"\\x1b\"",
                              "\"\\uFFFE\"",
                              "\"\\n\"",
                              "10.0.0.0/0",
                              "255.255.255.255/32",
                              "10.0.0.0/28",
                              "us-east-1",
                              "us-gov-west-1",
                              "cn-north-1",
                              "use1-az1",
                              "prod",
                              "VPC",
                              "PUBLIC",
                              "nat",
                              "existing",
                              "DEFAULT",
                              "latest",
                              "create",
                              "arn:aws:iam::123456789012:role/x",
                              "arn:aws:iam::aws:policy/x",
                              "arn:aws:s3:::b",
                              "vpc-01234567",
                              "subnet-01234567",
                              "sg-01234567",
                              "123456789012.dkr.ecr.us-east-1.amazonaws.com/agent-images:v1",
                              "AKIAIOSFODNN7EXAMPLE",
                              std::string(70, 'a'),
                              std::string(3000, 'x')};

class Mutator {
 public:
  /// `sound` are the texts to begin with, `corpus` those that words and lines come from.
  Mutator(Texts sound, Texts corpus, std::uint32_t seed)
      : sound_(std::move(sound)), corpus_(std::move(corpus)), random_(seed) {
    for (const std::string& text : corpus_) {
      for (const auto& [begin, end] : tokens(text)) words_.push_back(text.substr(begin, end - begin));
    }
  }

  /// For one text in four, what a command line could say over it.
  Overrides overrides() {
    static const Texts steps = {"runtimes",
                                "[0]",
                                "[planner]",
                                "artifact",
                                "tag",
                                "tags",
                                "environments",
                                "network",
                                "[\"a.b\"]",
                                "[-1]",
                                "vpc",
                                "endpoints",
                                "statements",
                                "region",
                                "[99999999999999999999]",
                                "",
                                "[",
                                "]",
                                "=",
                                "authorizer",
                                "custom_claims"};
    Overrides overrides;
    if (below(4) != 0) return overrides;
    if (below(8) == 0) overrides.environment = any(hostile);
    for (std::size_t count = 1 + below(2); count > 0; --count) {
      std::string& value = overrides.values.emplace_back(any(steps));
      for (std::size_t more = below(4); more > 0; --more) {
        const std::string step = any(steps);
        value += (step.starts_with('[') ? "" : ".") + step;
      }
      value += "=" + any(hostile);
    }
    return overrides;
  }

  std::string next() {
    std::string text = any(sound_);
    for (std::size_t count = 1 + below(2) * below(4); count > 0; --count) mutate(text);
    return text;
  }

 private:
  using Span = std::pair<std::size_t, std::size_t>;

  /// Not std::uniform_int_distribution, whose numbers differ between libraries.
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }
  const std::string& any(const Texts& texts) { return texts[below(texts.size())]; }

  static std::vector<Span> split(const std::string& text, std::string_view separators) {
    std::vector<Span> spans;
    for (std::size_t begin = text.find_first_not_of(separators); begin < text.size();) {
      const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
      spans.emplace_back(begin, end);
      begin = std::min(text.find_first_not_of(separators, end), text.size());
    }
    return spans;
  }
  static std::vector<Span> tokens(const std::string& text) { return split(text, " \t\r\n:,[]{}\"'"); }
  static std::vector<Span> lines(const std::string& text) { return split(text, "\n"); }

  void mutate(std::string& text) {
    switch (below(10)) {
      case 0:
        return change_byte(text);
      case 1:
        return void(text.insert(below(text.size() + 1), any(hostile)));
      case 2:
        return void(text.erase(below(text.size() + 1), below(40)));
      case 3:
        return void(text.insert(below(text.size() + 1), text.substr(below(text.size() + 1), below(80))));
      case 4:
        return replace_one(text, tokens(text), any(hostile));
      case 5:
      case 6:
        return replace_one(text, tokens(text), any(words_));
      case 7:
        return replace_one(text, lines(text), "");
      case 8:
        return move_line(text);
      default:
        return change_indentation(text);
    }
  }

  void change_byte(std::string& text) {
    if (!text.empty()) text[below(text.size())] = static_cast<char>(below(256));
  }

  void replace_one(std::string& text, const std::vector<Span>& spans, const std::string& by) {
    if (spans.empty()) return;
    const auto [begin, end] = spans[below(spans.size())];
    text.replace(begin, end - begin, by);
  }

  /// A line of some config, put before a line of this one.
  void move_line(std::string& text) {
    const std::string& other = any(corpus_);
    const std::vector<Span> from = lines(other);
    const std::vector<Span> to = lines(text);
    if (from.empty() || to.empty()) return;
    const auto [begin, end] = from[below(from.size())];
    text.insert(to[below(to.size())].first, other.substr(begin, end - begin) + "\n");
  }

  void change_indentation(std::string& text) {
    const std::vector<Span> all = lines(text);
    if (all.empty()) return;
    const std::size_t begin = all[below(all.size())].first;
    if (below(2) == 0) {
      text.insert(begin, std::string(1 + below(3), ' '));
    } else {
      text.erase(begin, std::min(1 + below(3), text.find_first_not_of(' ', begin) - begin));
    }
  }

  Texts sound_;
  Texts corpus_;
  Texts words_;
  std::mt19937 random_;
};

}  // namespace agentcore::testing
