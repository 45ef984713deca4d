#pragma once

// A small vocabulary for tests on configs. YAML stands inline, with what is expected marked inside it:
//
//   $AC2002[[projekt]]: demo       a finding of that code is expected at exactly that text
//   $AC2003,AC2003[[-]] {}         two of them
//   key: $[[value]]                a place without a finding, see Marked::places
//
// Tests match code and range, never wording.

#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/decode.hpp"
#include "agentcore/diagnostic.hpp"
#include "agentcore/document.hpp"
#include "agentcore/pipeline.hpp"

namespace agentcore::testing {

/// Text whose marks are taken out.
struct Marked {
  explicit Marked(std::string_view marked);

  std::string text;
  std::vector<std::string> expected;  ///< as findings() makes them
  std::vector<std::string> places;    ///< what $[[...]] marks, as place() makes it, in order
};

/// A place as a failed test shows it: its text and where it begins, "`projekt`@12".
inline std::string place(std::string_view text, std::size_t begin, std::size_t end) {
  begin = std::min(begin, text.size());
  return "`" + std::string(text.substr(begin, end - begin)) + "`@" + std::to_string(begin);
}

inline std::string place(const Range& range) {
  return range ? place(range.source->text(), range.begin, range.end) : "nowhere";
}

inline Marked::Marked(std::string_view marked) {
  struct Open {
    std::string_view codes;
    std::size_t begin, index;
  };
  std::vector<Open> open;
  while (!marked.empty()) {
    const std::size_t name_end = marked.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,", 1);
    if (marked[0] == '$' && name_end != std::string_view::npos && marked.substr(name_end).starts_with("[[")) {
      const std::string_view codes = marked.substr(1, name_end - 1);
      open.push_back({codes, text.size(), places.size()});
      if (codes.empty()) places.emplace_back();
      marked.remove_prefix(name_end + 2);
    } else if (!open.empty() && marked.starts_with("]]")) {
      const auto [codes, begin, index] = open.back();
      open.pop_back();
      const std::string where = place(text, begin, text.size());
      if (codes.empty()) places[index] = where;
      for (std::string_view rest = codes; !rest.empty();) {
        expected.push_back(std::string(rest.substr(0, rest.find(','))) + " " + where);
        rest.remove_prefix(std::min(rest.find(','), rest.size() - 1) + 1);
      }
      marked.remove_prefix(2);
    } else {
      text += marked[0];
      marked.remove_prefix(1);
    }
  }
  std::sort(expected.begin(), expected.end());
}

/// Every finding as "<code> <place>", sorted.
inline std::vector<std::string> findings(const Diagnostics& diagnostics) {
  std::vector<std::string> found;
  for (const Diagnostic* finding : diagnostics.sorted()) {
    found.push_back(std::string(finding->rule->code) + " " + place(finding->range));
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// A parsed text with all that its places refer to.
struct Parsed {
  explicit Parsed(std::string text) : source(std::make_unique<Source>("test.yaml", std::move(text))) {
    document = parse_document(*source, diagnostics);
  }
  explicit Parsed(const Marked& marked) : Parsed(marked.text) {}

  [[nodiscard]] const Node& root() const { return document.value().root(); }

  std::unique_ptr<Source> source;
  Diagnostics diagnostics;
  std::optional<Document> document;
};

/// The value of a key. Fails the test when it is not there.
inline const Node& value_of(const Node& mapping, std::string_view key) {
  for (const Entry& entry : mapping.entries) {
    if (entry.key->text == key) return *entry.value;
  }
  FAIL("there is no key " << key);
  return mapping;
}

/// A file that lives as long as the object.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view text)
      : path_(std::filesystem::temp_directory_path() /
              ("agentcore-test-" + std::to_string(::getpid()) + ".yaml")) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// The front half run on a text, as every command runs it.
struct Loaded {
  explicit Loaded(std::string_view text) { config = load(TemporaryFile(text).path(), {}, diagnostics); }

  [[nodiscard]] const Project& project() const { return config.project.value(); }

  Diagnostics diagnostics;
  Config config;
};

/// Parses and checks the findings of that phase alone.
inline void expect_parse(std::string_view marked) {
  const Marked expected(marked);
  CAPTURE(expected.text);
  CHECK(findings(Parsed(expected).diagnostics) == expected.expected);
}

/// Parses, decodes, and checks the findings of both.
inline void expect_decode(std::string_view marked) {
  const Marked expected(marked);
  CAPTURE(expected.text);
  Parsed parsed(expected);
  if (parsed.document) decode(parsed.document->root(), parsed.diagnostics);
  CHECK(findings(parsed.diagnostics) == expected.expected);
}

/// Runs the whole front half and checks all findings.
inline void expect_load(std::string_view marked) {
  const Marked expected(marked);
  CAPTURE(expected.text);
  CHECK(findings(Loaded(expected.text).diagnostics) == expected.expected);
}

}  // namespace agentcore::testing
