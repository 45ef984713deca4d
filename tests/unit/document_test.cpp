#include "agentcore/document.hpp"

#include <string>

#include "unit/config_testing.hpp"

namespace agentcore {
namespace {

using testing::expect_parse;
using testing::Marked;
using testing::Parsed;
using testing::place;
using testing::value_of;

/// Checks that the values of the root's keys stand exactly where $[[...]] says, in order.
void expect_values_at(std::string_view marked) {
  const Marked expected(marked);
  CAPTURE(expected.text);
  const Parsed parsed(expected);
  REQUIRE(testing::findings(parsed.diagnostics).empty());
  std::vector<std::string> places;
  for (const Entry& entry : parsed.root().entries) places.push_back(place(entry.value->range));
  CHECK(places == expected.places);
}

std::string keys_of(const Node& mapping) {
  std::string keys;
  for (const Entry& entry : mapping.entries) {
    keys += std::string(entry.key->text) + "=" + std::string(entry.value->text) + " ";
  }
  return keys;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

// --- ranges -----------------------------------------------------------------------------------------------

TEST_CASE("A plain scalar's range is its text") {
  expect_values_at("a: $[[plain]]\nb: $[[two words]]   # comment\nc: $[[x#y]]\nd: $[[a:b]]\n");
  expect_values_at("{a: $[[plain]], b: $[[two words]] }");
  expect_values_at("a: $[[größe 🎉]]\nb: $[[x]]\n");
}

TEST_CASE("A quoted scalar's range has its quotes") {
  expect_values_at(R"(a: $[["quoted # text"]]  # comment)");
  expect_values_at(R"(a: $[["a \" quote"]])");
  expect_values_at(R"(a: $[["ends in a backslash \\"]])");
  expect_values_at("a: $[['it''s']]\nb: $[['']]\nc: $[[\"\"]]\n");
  expect_values_at("{a: $[['x']], b: $[[\"y\"]]}");
}

TEST_CASE("A quoted scalar over several lines has a range over them") {
  expect_values_at("a: $[[\"one\n  two\"]]\nb: $[['one\n\n  two']]\n");
}

TEST_CASE("A plain scalar over several lines stands for by its first line") {
  expect_values_at("a: $[[one]]\n  two\nb: $[[x]]\n");
}

TEST_CASE("The header of a block stands for it") {
  expect_values_at("a: $[[|]]\n  one\n  two\nb: $[[>-]]\n  x\nc: $[[|2]]\n    y\n");
}

TEST_CASE("A null's range is what was written, or the key where nothing was") {
  expect_values_at("a: $[[~]]\nb: $[[null]]\nc: $[[Null]]\nd: $[[NULL]]\n");
  expect_values_at("$[[a]]:\n$[[b]]:   # comment\n$[[c]]:\n");
  expect_values_at("{$[[a]]: , $[[b]]}");
}

TEST_CASE("An absent value is not confused with the key behind it") {
  expect_values_at("$[[a]]:\nnullable: $[[x]]\n");
  expect_values_at("$[[a]]:\n~b: $[[x]]\n");
}

TEST_CASE("Anchors and tags are no part of the range") {
  expect_values_at(
      "a: &x $[[plain]]\nb: !!str $[[12]]\nc: &y !!str $[['q']]\nd: ! $[[x]]\ne: &z\n  $[[v]]\n");
}

TEST_CASE("An alias has the place of its anchor and is the same node") {
  const Parsed parsed("a: &x value\nb: *x\nc: [*x]\n");
  const Node& origin = value_of(parsed.root(), "a");
  CHECK(place(origin.range) == "`value`@6");
  CHECK(&value_of(parsed.root(), "b") == &origin);
  CHECK(value_of(parsed.root(), "c").items[0] == &origin);
}

TEST_CASE("A container's range ends with its last child") {
  const Marked expected("a: $[[{b: 1, c: 2]]}\nd:\n  $[[e: 1\n  f: g]]\nh:\n  $[[- 1\n  - 22]]\n");
  const Parsed parsed(expected);
  CHECK(place(value_of(parsed.root(), "a").range) == expected.places[0]);
  CHECK(place(value_of(parsed.root(), "d").range) == expected.places[1]);
  CHECK(place(value_of(parsed.root(), "h").range) == expected.places[2]);
}

TEST_CASE("Ranges hold behind carriage returns, a byte order mark's removal, and wide text") {
  expect_values_at("a: $[[one]]\r\nb: $[[\"two\"]]\r\nc: $[[|]]\r\n  x\r\nd: $[[z]]\r\n");
  expect_values_at("# größe 漢字 🎉\na: $[[x]]\n");
  const Parsed parsed("a: b\r\nc: |\r\n  x\r\n  y\r\n");
  CHECK(value_of(parsed.root(), "a").text == "b");
  CHECK(value_of(parsed.root(), "c").text == "x\ny\n");
}

// --- values -----------------------------------------------------------------------------------------------

TEST_CASE("A scalar is its source text") {
  const Parsed parsed("a: 1.10\nb: 012345678901\nc: true\nd: 2012-10-17\ne: 1e3\nf: 'it''s'\ng: \"a\\tb\"\n");
  CHECK(keys_of(parsed.root()) == "a=1.10 b=012345678901 c=true d=2012-10-17 e=1e3 f=it's g=a\tb ");
  CHECK(value_of(parsed.root(), "a").plain);
  CHECK_FALSE(value_of(parsed.root(), "f").plain);
  CHECK_FALSE(value_of(parsed.root(), "g").plain);
}

TEST_CASE("Only the plain words are null") {
  const Parsed parsed("a: ~\nb: null\nc:\nd: 'null'\ne: \"~\"\nf: ''\ng: nul\n");
  for (const char* key : {"a", "b", "c"}) CHECK(value_of(parsed.root(), key).kind == Node::Kind::null);
  for (const char* key : {"d", "e", "f", "g"}) CHECK(value_of(parsed.root(), key).kind == Node::Kind::scalar);
}

TEST_CASE("Keys of any plain form are text") {
  CHECK(keys_of(Parsed("1: a\ntrue: b\n'quoted': c\n? explicit\n: d\n").root()) ==
        "1=a true=b quoted=c explicit=d ");
}

// --- merges -----------------------------------------------------------------------------------------------

TEST_CASE("A merge adds what the mapping lacks, behind its own keys") {
  const Parsed parsed("base: &b {x: 1, y: 2}\nderived:\n  <<: *b\n  y: 3\n  z: 4\n");
  CHECK(keys_of(value_of(parsed.root(), "derived")) == "y=3 z=4 x=1 ");
}

TEST_CASE("Own keys win wherever the merge stands") {
  const Parsed parsed("base: &b {y: 2}\nderived:\n  y: 3\n  <<: *b\n");
  CHECK(keys_of(value_of(parsed.root(), "derived")) == "y=3 ");
}

TEST_CASE("Of several merged mappings the earlier wins") {
  const Parsed parsed("a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc:\n  <<: [*a, *b]\n");
  CHECK(keys_of(value_of(parsed.root(), "c")) == "x=1 y=3 ");
}

TEST_CASE("Merges chain") {
  const Parsed parsed("a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b, z: 3}\n");
  CHECK(keys_of(value_of(parsed.root(), "c")) == "z=3 y=2 x=1 ");
}

TEST_CASE("A merged value keeps the place of its origin") {
  const Marked expected("a: &a {x: $[[1]]}\nb: {<<: *a}\n");
  const Parsed parsed(expected);
  CHECK(place(value_of(value_of(parsed.root(), "b"), "x").range) == expected.places[0]);
}

TEST_CASE("A merge of anything else is an error") {
  expect_parse("a: {<<: $AC1014[[text]]}\n");
  expect_parse("a: {<<: [{x: 1}, $AC1014[[2]]]}\n");
  expect_parse("a: {$AC1014[[<<]]: }\n");
}

TEST_CASE("A quoted << is a key like any other") {
  CHECK(keys_of(value_of(Parsed("a: {'<<': x}\n").root(), "a")) == "<<=x ");
}

TEST_CASE("A second merge is a duplicate key") {
  expect_parse("a: {x: 1}\nb: {<<: {y: 1}, $AC1007[[<<]]: {z: 2}}\n");
}

// --- errors that leave a tree -----------------------------------------------------------------------------

TEST_CASE("Each repeated key is an error, with a note at the first") {
  const Marked expected("a: 1\nb: {x: 1, $AC1007[[x]]: 2}\n$AC1007[[a]]: 3\n$AC1007[[a]]: 4\n");
  const Parsed parsed(expected);
  CHECK(testing::findings(parsed.diagnostics) == expected.expected);
  CHECK(place(parsed.diagnostics.sorted()[1]->notes.at(0).range) == "`a`@0");
  CHECK(parsed.document.has_value());
}

TEST_CASE("Repeated keys are found among many, and by their text") {
  std::string many;
  for (int i = 0; i < 40; ++i) many += "k" + std::to_string(i) + ": 1\n";
  expect_parse(many + "$AC1007[[k3]]: 2\n$AC1007[['k39']]: 2\n");
}

TEST_CASE("A tag is an error and the value is read") {
  const Marked expected(
      "a: $AC1012[[!Ref]] X\nb: [$AC1012[[!Sub]] 'y', $AC1012[[!!int]] 5]\nc: $AC1012[[!GetAtt]] [a, b]\n");
  const Parsed parsed(expected);
  CHECK(testing::findings(parsed.diagnostics) == expected.expected);
  CHECK(value_of(parsed.root(), "a").text == "X");
  expect_parse("a: $AC1012[[!<tag:example.com,2000:x>]] X\n");
  expect_parse("{a: $AC1012[[!Ref]] , b: 1}");
}

// --- errors that leave none -------------------------------------------------------------------------------

TEST_CASE("A text without a value is an empty config") {
  for (const char* text :
       {"", "\n\n", "# only comments\n# here\n", "---\n", "--- ~\n", "null", "...\n", "   \n", "\r\n"}) {
    CAPTURE(text);
    CHECK(testing::findings(Parsed(text).diagnostics) == std::vector<std::string>{"AC1015 ``@0"});
  }
}

TEST_CASE("A second document is an error at its line") {
  expect_parse("a: 1\n$AC1008[[-]]--\nb: 2\n");
  expect_parse("a: 1\n...\n$AC1008[[-]]--\nb: 2\n");
  expect_parse("---\na: 1\n");
  expect_parse("a: 1\n...\n");
  expect_parse("%YAML 1.2\n---\na: 1\n");
}

TEST_CASE("Tabs as indentation are an error at each line") {
  expect_parse("a:\n$AC1006[[\t]]b: 1\n");
  expect_parse("a:\n  b: 1\n$AC1006[[\t]]c: 1\n \t# a comment may\n");
  expect_parse("a:\tb\n");
}

TEST_CASE("A control character is an error") {
  for (const char byte : {'\0', '\x04', '\x07', '\x0B', '\x1B', '\x7F'}) {
    std::string text = "a: b\nc: ?d\n";
    text[8] = byte;
    CAPTURE(int{byte});
    CHECK(testing::findings(Parsed(text).diagnostics) ==
          std::vector<std::string>{"AC1004 " + place(text, 8, 9)});
  }
  expect_parse("a: \"\\0 \\x1B \\x04\"\n");  // as an escape it is written on purpose
}

TEST_CASE("Bytes that are no UTF-8 are an error at the first") {
  for (const char* bytes :
       {"\xFF", "\xC3(", "\xE2\x82", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\x80", "\xE9t\xE9"}) {
    const std::string text = std::string("a: ") + bytes + "\n";
    CHECK(testing::findings(Parsed(text).diagnostics) ==
          std::vector<std::string>{"AC1003 " + place(text, 3, 4)});
  }
}

TEST_CASE("The first of a control character and a wrong byte is reported") {
  expect_parse("a: $AC1004[[\x01]]\xFF\n");
  expect_parse("a: $AC1003[[\xFF]]\x01\n");
}

TEST_CASE("Nesting stops at 64 levels") {
  CHECK(Parsed(repeated("[", 64) + repeated("]", 64)).diagnostics.sorted().empty());
  expect_parse(repeated("[", 64) + "$AC1009[[[]]" + repeated("]", 65));
  expect_parse(repeated("- ", 64) + "$AC1009[[-]] x");
  expect_parse(repeated("{a: ", 64) + "$AC1009[[{]]" + repeated("}", 65));
}

TEST_CASE("Ten thousand levels are an error like any other") {
  for (const std::string& open : {std::string("["), std::string("{a: "), std::string("- ")}) {
    const Parsed parsed(repeated(open, 10'000));
    REQUIRE(parsed.diagnostics.sorted().size() == 1);
    // A `[` or `{` that nothing closes is found where yaml-cpp takes it for a key.
    const std::string_view code = parsed.diagnostics.sorted()[0]->rule->code;
    CHECK((code == "AC1009" || code == "AC1005"));
  }
}

TEST_CASE("Aliases do not nest deeper than text may") {
  std::string text = "a0: &a0 " + repeated("[", 40) + repeated("]", 40) + "\n";
  text += "a1: " + repeated("[", 40) + "*a0" + repeated("]", 40) + "\n";
  const Parsed parsed(text);
  REQUIRE(parsed.diagnostics.sorted().size() == 1);
  CHECK(parsed.diagnostics.sorted()[0]->rule->code == "AC1009");
}

TEST_CASE("An alias bomb is an error before it is expanded") {
  std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 20; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before +
            repeated(", " + before, 9) + "]\n";
  }
  const Parsed parsed(text);
  REQUIRE(parsed.diagnostics.sorted().size() == 1);
  CHECK(parsed.diagnostics.sorted()[0]->rule->code == "AC1010");
  CHECK_FALSE(parsed.document.has_value());
}

TEST_CASE("An anchor that contains itself is an error") {
  expect_parse("a: &x [$AC1011[[*x]]]\n");
  expect_parse("a: &x\n  b: $AC1011[[*x]]\n");
  expect_parse("a: &x\n  <<: $AC1011[[*x]]\n");
}

TEST_CASE("An anchor may be set anew") {
  const Parsed parsed("a: &x 1\nb: *x\nc: &x 2\nd: *x\n");
  CHECK(keys_of(parsed.root()) == "a=1 b=1 c=2 d=2 ");
}

TEST_CASE("A key that is no text is an error") {
  expect_parse("? $AC1013[[-]] a\n: b\n");
  expect_parse("$AC1013[[{]]a: b}: c\n");
  expect_parse("$AC1013[[~]]: a\n");
  expect_parse("x: &a $AC1013[[[1]]]\n*a : b\n");
}

TEST_CASE("What is no YAML is one error, at its place") {
  expect_parse("a: b$AC1005[[:]] c\n");
  expect_parse("a: $AC1005[[*]]nowhere\n");
  expect_parse("a: $AC1005[[@]]x\n");
}

TEST_CASE("A bracket that is not closed is found where it was opened") {
  expect_parse("a: 1\nb: $AC1005[[[]]x, y\nc: 2\n");
  expect_parse("a: 1\nb: $AC1005[[{]]x: 1, y: 2\nc: 2\n");
  expect_parse("b:\n  - $AC1005[[{]]x: 1, y: 2\n    z: 3\n");
  expect_parse("b:\n  - $AC1005[[{]]x: \"}\", y: 2  # }\n    z: 3\n");
  expect_parse("b: $AC1005[[{]]x: 1,\n  y: 2\n");
  expect_parse("b: {x: 1 y$AC1005[[:]] 2}\n");
}

TEST_CASE("A quote that is closed by the next one is found where it was opened") {
  expect_parse("a: $AC1005[[\"]]x\nb: \"y\"\nc: 2\n");
  expect_parse("b: {tag: $AC1005[[\"]]v1, x: 2}\nc: \"z\"\n");
}

TEST_CASE("What ends too early is an error of syntax") {
  for (const char* text :
       {"a: [1, 2\n", "a: {b: 1\n", "a: \"open\n", "a: 'open\n", "a: ]\n", "a: 1\n b: 2\n", "- a\nb: 1\n",
        "a: 1\n- b\n", "a: \"\\q\"\n", "a: |x\n", "&a &b c\n", "a: %x\n", "a: `x`\n"}) {
    CAPTURE(text);
    const Parsed parsed(text);
    REQUIRE(parsed.diagnostics.sorted().size() == 1);
    CHECK(parsed.diagnostics.sorted()[0]->rule->code == "AC1005");
    CHECK(parsed.diagnostics.sorted()[0]->range.begin <= std::string_view(text).size());
  }
}

// --- paths ------------------------------------------------------------------------------------------------

TEST_CASE("path_at names the innermost key or item at a place") {
  const Marked marked(
      "$[[project]]: $[[demo]]\nruntimes:\n  $[[-]] $[[artifact]]:\n      tag: $[[v1]]\n  - endpoints: "
      "[{name: a}, "
      "{name: $[[b]]}]\n");
  const std::vector<std::string> paths = {"project",
                                          "project",
                                          "runtimes[0]",
                                          "runtimes[0].artifact",
                                          "runtimes[0].artifact.tag",
                                          "runtimes[1].endpoints[1].name"};
  const Parsed parsed(marked);
  REQUIRE(marked.places.size() == paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) {
    CAPTURE(paths[i]);
    const auto begin =
        static_cast<std::uint32_t>(std::stoul(marked.places[i].substr(marked.places[i].find('@') + 1)));
    CHECK(parsed.document->path_at({parsed.source.get(), begin, begin + 1}) == paths[i]);
  }
}

TEST_CASE("path_at takes a place of another source or of none") {
  const Parsed parsed("a: 1\n");
  const Source other("other.yaml", "a: 1\n");
  CHECK(parsed.document->path_at({}).empty());
  CHECK(parsed.document->path_at({&other, 0, 1}).empty());
}

TEST_CASE("The dash opens an item of a list") {
  const Marked marked("a:\n  $[[-]] b: 1\nc: [x, $[[{]]d: 1}]\n");
  const Parsed parsed(marked);
  CHECK(place(item_header(*value_of(parsed.root(), "a").items[0])) == marked.places[0]);
  CHECK(place(item_header(*value_of(parsed.root(), "c").items[1])) == marked.places[1]);
}

}  // namespace
}  // namespace agentcore
