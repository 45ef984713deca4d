#include "check/character_runs.hpp"

#include <re2/re2.h>

#include <catch2/catch.hpp>
#include <functional>
#include <random>
#include <set>
#include <string>

#include "agentcore/catalog.hpp"

namespace agentcore::checking {
namespace {

void collect(const catalog::PropertySchema& schema, std::set<const catalog::PropertySchema*>& seen,
             std::set<std::string_view>& patterns) {
  if (!seen.insert(&schema).second) return;
  for (const std::string_view pattern : {schema.pattern, schema.key_pattern}) {
    if (!pattern.empty()) patterns.insert(pattern);
  }
  if (schema.items != nullptr) collect(*schema.items, seen, patterns);
  for (const auto& member : schema.members) collect(*member.schema, seen, patterns);
}

std::set<std::string_view> schema_patterns() {
  std::set<const catalog::PropertySchema*> seen;
  std::set<std::string_view> patterns;
  for (const catalog::ResourceType& type : catalog::resource_types())
    collect(*type.properties, seen, patterns);
  return patterns;
}

/// Mostly of what the patterns are made of, so that many texts match in part.
std::string random_text(std::mt19937& random) {
  static constexpr std::string_view likely = "aZ09_-./:@ subnet-alias/";
  std::string text(random() % 20, ' ');
  for (char& c : text)
    c = random() % 8 == 0 ? static_cast<char>(random() % 128) : likely[random() % likely.size()];
  return text;
}

TEST_CASE("Runs of characters match what RE2 matches, for every pattern of the schemas that has the form") {
  std::mt19937 random(7);  // the same texts in every run
  std::size_t of_the_form = 0;
  std::size_t matched = 0;
  for (const std::string_view pattern : schema_patterns()) {
    const auto runs = CharacterRuns::parse(pattern);
    if (!runs) continue;
    ++of_the_form;
    const RE2 expression(re2::StringPiece(pattern.data(), pattern.size()), RE2::Latin1);
    for (int i = 0; i < 2000; ++i) {
      std::string text = random_text(random);
      if (i < 200) text.assign(static_cast<std::size_t>(i), "aA0"[i % 3]);
      CAPTURE(pattern, text);
      const bool expected = RE2::FullMatch(text, expression);
      matched += expected ? 1 : 0;
      REQUIRE(runs->match(text) == expected);
    }
    for (int c = 0; c < 128; ++c) {
      const std::string text(8, static_cast<char>(c));
      CAPTURE(pattern, c);
      REQUIRE(runs->match(text) == RE2::FullMatch(text, expression));
    }
  }
  CHECK(of_the_form >= 15);
  CHECK(matched >= 1000);
}

TEST_CASE("Words of one class with joints between them match what RE2 matches") {
  for (const char* pattern : {"^(?:[a-z0-9]+((\\.|_|__|-+|\\/)[a-z0-9]+)*)$", "^(?:a+((-)a+)*)$"}) {
    const auto words = CharacterRuns::parse(pattern);
    REQUIRE(words);
    const RE2 expression(pattern, RE2::Latin1);
    std::mt19937 random(7);
    std::size_t matched = 0;
    for (int i = 0; i < 20'000; ++i) {
      std::string text(random() % 9, ' ');
      for (char& c : text) c = "aaab0._-_/A"[random() % 11];
      CAPTURE(pattern, text);
      const bool expected = RE2::FullMatch(text, expression);
      matched += expected ? 1 : 0;
      REQUIRE(words->match(text) == expected);
    }
    CHECK(matched >= 200);
  }
}

TEST_CASE("A pattern of another form is left to RE2") {
  for (const char* pattern : {"^(?:a|b)$",
                              "^(?:[^a]*)$",
                              "^(?:.*)$",
                              "^(?:[a-z]+[0-9]*)$",
                              "^(?:a*?)$",
                              "^(?:(a)(b))$",
                              "[a-z]*",
                              "^(?:[a-z]*)",
                              "^(?:[\\x21-\\x7E]+)$",
                              "^(?:[\\d-z])$",
                              "^(?:(a)*b)$",
                              "^(?:[\\x{7E}-\\x{21}])$",
                              "^(?:[[:alpha:]])$",
                              "^(?:[a-z]+((a|-)[a-z]+)*)$",
                              "^(?:[a-z]+((-|)[a-z]+)*)$",
                              "^(?:[a-z]+((-*)[a-z]+)*)$",
                              "^(?:[a-z]+((-)[a-y]+)*)$",
                              "^(?:[a-z]+(()[a-z]+)*)$",
                              "^(?:\\+((-)\\+)*)$",
                              "^(?:[a-z]+((-[a-z]+)*)$",
                              "^(?:\\S+)$",
                              "^(?:[a-z]{2,1})$x",
                              "^(?:é)$"}) {
    CAPTURE(pattern);
    CHECK_FALSE(CharacterRuns::parse(pattern));
  }
}

}  // namespace
}  // namespace agentcore::checking
