#include "document/parts.hpp"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "document/top_list.hpp"

namespace agentcore::document {
namespace {

/// All that a handler is told, as lines.
class Log : public YAML::EventHandler {
 public:
  using Mark = YAML::Mark;
  using Anchor = YAML::anchor_t;
  using Style = YAML::EmitterStyle::value;

  void OnDocumentStart(const Mark& /*mark*/) override { add("document", {}, 0, ""); }
  void OnDocumentEnd() override { add("end", {}, 0, ""); }
  void OnNull(const Mark& mark, Anchor anchor) override { add("null", mark, anchor, ""); }
  void OnAlias(const Mark& mark, Anchor anchor) override { add("alias", mark, anchor, ""); }
  void OnScalar(const Mark& mark, const std::string& tag, Anchor anchor, const std::string& value) override {
    add("scalar " + tag, mark, anchor, value);
  }
  void OnSequenceStart(const Mark& mark, const std::string& tag, Anchor anchor, Style style) override {
    add("sequence " + tag, mark, anchor, style == YAML::EmitterStyle::Block ? "block" : "flow");
  }
  void OnSequenceEnd() override { add("end of sequence", {}, 0, ""); }
  void OnMapStart(const Mark& mark, const std::string& tag, Anchor anchor, Style style) override {
    add("mapping " + tag, mark, anchor, style == YAML::EmitterStyle::Block ? "block" : "flow");
  }
  void OnMapEnd() override { add("end of mapping", {}, 0, ""); }

  std::string text;

 private:
  void add(const std::string& what, const Mark& mark, Anchor anchor, const std::string& value) {
    text += fmt::format("{} {} {} {}\n", what, mark.pos, anchor, value);
  }
};

/// Nothing: it is no YAML.
std::optional<std::string> whole(const std::string& text) {
  std::istringstream stream(text);
  Log log;
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(log)) {
    }
  } catch (const YAML::Exception&) {
    return std::nullopt;
  }
  return log.text;
}

/// Whether the text is read in parts; then what they tell must be what the whole does.
bool is_parted(const std::string& text, std::size_t parts) {
  Log log;
  const bool parted = read_in_parts(text, {.least_bytes = 1, .most_parts = parts}, log);
  CAPTURE(text, parts);
  if (parted) {
    const std::optional<std::string> expected = whole(text);
    REQUIRE(expected);
    REQUIRE(log.text == *expected);
  } else {
    REQUIRE(log.text.empty());
  }
  return parted;
}

constexpr std::string_view platform =
    "project: hackathon\n"
    "runtimes:\n"
    "  - runtime_name: one\n"
    "    tags: {Team: a, Owner: \"b\"}\n"
    "  # between\n"
    "  - runtime_name: two\n"
    "    description: |\n"
    "      - not an item\n"
    "\n"
    "  -\n"
    "  - [a,\n"
    "     b]\n"
    "  - runtime_name:\n"
    "  - \"x\n"
    "    y\"\n"
    "tags: {Owner: c}\n";

TEST_CASE("A long list is read in parts") {
  for (std::size_t parts = 2; parts < 8; ++parts) CHECK(is_parted(std::string(platform), parts));
  CHECK(is_parted("runtimes:\n- abc\n- bcd\n- cde\n- def\nlast: 1\n", 3));  // at the column of its key
  CHECK(is_parted("runtimes:\n  - a: 1\r\n  - b: 2\r\n  - c: 3\r\n", 3));
  CHECK(is_parted("runtimes:\n  - a\n  - b\n  - c", 3));
  CHECK(is_parted("runtimes:\n  - a\n  - b\n  - c:", 3));
  CHECK(is_parted("runtimes:\n  - a:\n  - b:\n  - c:\n# end\n", 3));
}

TEST_CASE("What may reach beyond a part is read as a whole") {
  for (const char* text : {
           "a: 1\nb: 2\n",
           "runtimes:\n  - &x a\n  - b\n  - *x\n",
           "runtimes:\n  - !x a\n  - b\n  - c\n",
           "runtimes:\n  - \"a\n  - b\n  - c\"\n  - d\n",
           "runtimes:\n  - [a,\n  - b\n  - c]\n",
           "runtimes:\n  - a\n  - b\n---\nc: 1\n",
           "runtimes:\n  - a\n  - b\n  - c\n ...\n",
           "runtimes:\n  - a\n  - b\n  - c\n d: 1\n",
           "  - a\n  - b\n  - c\n",
           "|\nruntimes:\n  - a\n  - b\n",
       }) {
    CHECK_FALSE(is_parted(text, 3));
  }
}

TEST_CASE("The longest list of the top level is found by its lines") {
  const std::string text = "a:\n  - 1\nb:  \n   # c\n   - 2\n     - 3\n\n   - 4\nc: 5\n";
  const TopList list = longest_top_list(text);
  CHECK(text.substr(list.begin, list.size()) == "   - 2\n     - 3\n\n   - 4\n");
  CHECK(list.indent == 3);
  CHECK(longest_top_list("a: {}\n").size() == 0);
  CHECK(longest_top_list("").size() == 0);
}

/// Lines that open, close or look like something else than they are.
std::string random_config(std::mt19937& random) {
  static constexpr std::string_view lines[] = {
      "  - a: 1\n",   "  - b\n",      "  -\n",           "    c: 'd'\n", "    e: \"f\n", "    \"\n",
      "    g: [h,\n", "    ]\n",      "    i: {j: k\n",  "    }\n",      "    l: |\n",   "      - m\n",
      "  # n\n",      "\n",           "   - o\n",        "    p: q r\n", "      s\n",    "    t:\n",
      "    - u\n",    "    - v: w\n", "  - \"x - y\"\n", "    'z'\n",    "  - >-\n",     "  - - 1\n",
      " 2\n",         "key: 3\n",     "list:\n",         "    ? 4\n",    "    : 5\n",    "\t6: 7\n",
      "    8: 9\r\n", "- 0\n",        "  - ~\n",         "    null\n",   "  - ä: ö\n",   "  - '\n"};
  std::string text = "a: 1\nruntimes:\n  - b: 2\n";
  const std::size_t count = 2 + random() % 12;
  for (std::size_t i = 0; i < count; ++i)
    text += random() % 3 == 0 ? lines[random() % std::size(lines)] : lines[random() % 4];
  if (random() % 3 == 0) text += "last: {a: b}\n";
  return text;
}

/// A config with some characters put in, taken out or put elsewhere.
std::string mutated(std::string text, std::mt19937& random) {
  static constexpr std::string_view characters = "\"'[]{}:-#|>&*!%@\n\n  \t,?~ax\r";
  for (std::size_t count = 1 + random() % 4; count > 0; --count) {
    const std::size_t at = random() % text.size();
    if (random() % 3 == 0) text.erase(at, 1 + random() % 3);
    if (random() % 2 == 0) text.insert(at, 1, characters[random() % characters.size()]);
  }
  return text;
}

TEST_CASE("Parts tell what the whole does, whatever the text") {
  std::mt19937 random(11);  // the same texts in every run
  std::size_t parted = 0;
  constexpr std::size_t texts = 20000;
  for (std::size_t i = 0; i < texts; ++i) {
    const std::string text = i % 2 == 0 ? random_config(random) : mutated(std::string(platform), random);
    parted += is_parted(text, 2 + i % 3) ? 1 : 0;
  }
  CHECK(parted > texts / 10);
  CHECK(parted < texts * 9 / 10);
}

TEST_CASE("The configs of the project, and pieces of them, are read alike in parts") {
  std::size_t parted = 0;
  for (const char* folder : {"/examples", "/tests/rules"}) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(PROJECT_FOLDER + std::string(folder))) {
      if (entry.path().extension() != ".yaml") continue;
      std::ostringstream read;
      read << std::ifstream(entry.path()).rdbuf();
      const std::string text = read.str();
      for (const std::size_t size : {text.size(), text.size() * 2 / 3, text.size() / 2})
        parted += is_parted(text.substr(0, size), 3) ? 1 : 0;
    }
  }
  CHECK(parted >= 20);
}

}  // namespace
}  // namespace agentcore::document
