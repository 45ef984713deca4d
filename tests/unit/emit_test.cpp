#include "agentcore/emit.hpp"

#include <sys/stat.h>
#include <unistd.h>
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <iterator>
#include <map>

#include "emit/manifest.hpp"
#include "unit/config_testing.hpp"

namespace agentcore {
namespace {

namespace fs = std::filesystem;
using Texts = std::vector<std::string>;

// --- text -----------------------------------------------------------------------------------------------

Template with_value(const Json& value) {
  Template body;
  body.resources.push_back({"R", "AWS::EC2::VPC", {{"Value", value}}, nullptr, {}, false});
  return body;
}

YAML::Node value_in_yaml(const Template& body) {
  return YAML::Load(to_text(body, Format::yaml))["Resources"]["R"]["Properties"]["Value"];
}

const Texts hostile = {"yes",
                       "no",
                       "on",
                       "off",
                       "y",
                       "n",
                       "Y",
                       "N",
                       "Yes",
                       "NO",
                       "oN",
                       "true",
                       "FALSE",
                       "null",
                       "Null",
                       "NULL",
                       "~",
                       "",
                       "012345678901",
                       "123456789012",
                       "0",
                       "-1",
                       "+1",
                       "0x1F",
                       "0o17",
                       "0b1",
                       "1_000",
                       "1e3",
                       "1.5",
                       "1.",
                       ".5",
                       "-.inf",
                       ".nan",
                       ".NaN",
                       "2012-10-17",
                       "2012-10-17T10:00:00Z",
                       "12:30:45",
                       "1:2",
                       "=",
                       "<<",
                       "*",
                       "&a",
                       "*a",
                       "!a",
                       "!Ref X",
                       "|",
                       ">",
                       "%a",
                       "@a",
                       "`a`",
                       "a: b",
                       "a :b",
                       "a:",
                       ":a",
                       "a #b",
                       "#a",
                       "a#b",
                       "- a",
                       "-",
                       "--",
                       "---",
                       "...",
                       "? a",
                       "?",
                       "[a]",
                       "{a: b}",
                       "a, b",
                       ",",
                       " leading",
                       "trailing ",
                       " ",
                       "\t",
                       "a\tb",
                       "\ta",
                       "a\t",
                       "\n",
                       "a\nb",
                       "a\n",
                       "\na",
                       "a\n\nb\n",
                       "a\r\nb",
                       "\r",
                       "it's",
                       "'",
                       "''",
                       "say \"x\"",
                       "\"",
                       "\\",
                       "a\\nb",
                       "C:\\x",
                       "größe",
                       "漢字",
                       "🎉",
                       "e\xCC\x81",
                       "\xC2\x85",
                       "\xC2\xA0",
                       "\xE2\x80\xA8",
                       "\xEF\xBB\xBF",
                       "\xEF\xBF\xBD",
                       "\x7F",
                       "\x1B[31m",
                       "${X}",
                       "${!X}",
                       "{{resolve:ssm:x}}",
                       "a/b:c@d",
                       "arn:aws:s3:::b",
                       "https://x.y/z?a=b&c=d",
                       "inf",
                       "nan",
                       "Infinity",
                       "undefined",
                       "0.0.0.0/0",
                       "10.0.0.0/16",
                       "1.10",
                       "v1.0.0",
                       "_",
                       "a.b",
                       "a-b",
                       "a/",
                       std::string(3000, 'x'),
                       std::string(1000, ' ') + "x",
                       std::string("a\0b", 3)};

TEST_CASE("A hostile text is the same text in JSON and in YAML") {
  for (const std::string& text : hostile) {
    CAPTURE(text);
    const Template body = with_value(text);
    CHECK(Json::parse(to_text(body, Format::json))["Resources"]["R"]["Properties"]["Value"] == Json(text));
    const YAML::Node value = value_in_yaml(body);
    REQUIRE(value.IsScalar());
    CHECK(value.Scalar() == text);
  }
}

TEST_CASE("What another YAML reader could take for something else is quoted") {
  for (const std::string& text : hostile) {
    if (text.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_./:@-") ==
        std::string::npos)
      continue;
    CAPTURE(text);
    CHECK(value_in_yaml(with_value(text)).Tag() == "!");
  }
  for (const char* text :
       {"yes", "N", "null", "true", "012345678901", "2012-10-17", "1e3", "-", "...", "a:", "12:30:45", "_"}) {
    CAPTURE(text);
    CHECK(value_in_yaml(with_value(text)).Tag() == "!");
  }
}

TEST_CASE("A hostile key is the same key in YAML") {
  for (const std::string& text : hostile) {
    CAPTURE(text);
    const YAML::Node value = value_in_yaml(with_value({{text, "v"}}));
    REQUIRE(value.size() == 1);
    CHECK(value.begin()->first.Scalar() == text);
    CHECK(value.begin()->second.Scalar() == "v");
  }
}

TEST_CASE("What is no text is none in YAML either") {
  for (const Json& value : {Json(12), Json(-1), Json(true), Json(false)}) {
    const YAML::Node loaded = value_in_yaml(with_value(value));
    CHECK(loaded.Scalar() == value.dump());
    CHECK(loaded.Tag() == "?");
  }
  CHECK(value_in_yaml(with_value(nullptr)).IsNull());
}

Json loaded(const YAML::Node& node) {
  if (node.IsNull()) return nullptr;
  if (node.IsScalar()) return node.Scalar();
  Json json = node.IsMap() ? Json::object() : Json::array();
  for (const auto& item : node) {
    node.IsMap() ? void(json[item.first.Scalar()] = loaded(item.second)) : json.push_back(loaded(item));
  }
  return json;
}

TEST_CASE("Nested and empty containers load to the same value") {
  const Json value = {
      {"list", Json::array({"a", Json::array(), Json::object(), Json::array({Json::array({"b"})})})},
      {"map", {{"empty", Json::object()}, {"list", Json::array()}, {"deep", {{"er", {{"est", "x"}}}}}}},
      {"maps", Json::array({{{"a", "1"}, {"b", "2"}}, {{"c", Json::array({{{"d", "3"}}})}}})}};
  CHECK(loaded(value_in_yaml(with_value(value))) == value);
}

TEST_CASE("JSON has the bytes of the library's own writer") {
  Json value = Json::parse(R"({"empty": {}, "none": [], "null": null, "yes": true, "no": false, "less": -12,
                               "large": 18446744073709551615, "part": 1.5, "tiny": 1e-9,
                               "nested": [[], {}, [1, [2, {"a": "b", "c": [{}]}]], {"d": {"e": null}}]})");
  for (const std::string& text : hostile) value[text] = Json::array({text});
  for (char c = 0; c < 0x20; ++c) value["controls"].push_back(std::string{'a', c, 'b', c});
  value["others"] = "\x7f \"quoted\" \\ / \u00e9 \U0001F600";
  Template body = with_value(value);
  body.description = "with \"quotes\"";
  body.resources.push_back({"S", "AWS::EC2::VPC", Json::object(), {{"M", 1}}, {"R"}, true});
  body.outputs.push_back({"O", "described", value, "an-export"});
  body.outputs.push_back({"P", "", "x", ""});
  body.parameters.push_back({"Q", "String", "described", "default", {"default", "other"}, true});
  CHECK(to_text(body, Format::json) == to_json(body).dump(2) + "\n");
  CHECK(to_text({}, Format::json) == to_json({}).dump(2) + "\n");
}

TEST_CASE("Both forms end with one newline and repeat to the byte") {
  for (const Format format : {Format::json, Format::yaml}) {
    const std::string text = to_text(with_value("x"), format);
    CHECK(text.ends_with("\n"));
    CHECK_FALSE(text.ends_with("\n\n"));
    CHECK(text == to_text(with_value("x"), format));
  }
  CHECK(to_text(with_value("x"), Format::json).starts_with("{\n  \"AWSTemplateFormatVersion\""));
}

// --- the manifest ---------------------------------------------------------------------------------------

TEST_CASE("A manifest of ours lists its templates") {
  Project project;
  project.project.value = "demo";
  project.environment.value = "test";
  project.region.value = "us-east-1";
  const std::vector<Stack> stacks = {{"storage", "demo-storage-test", {}, {}},
                                     {"agentcore", "demo-agentcore-test", {}, {"storage"}}};
  const OutputFile manifest = assembly_manifest(project, stacks, Format::yaml);
  CHECK(manifest.name == "manifest.json");
  CHECK(read_manifest(manifest.text).value().templates ==
        Texts{"storage.template.yaml", "agentcore.template.yaml"});
  const Json json = Json::parse(manifest.text);
  CHECK(json["version"] == "36.0.0");
  CHECK(json["artifacts"]["demo-agentcore-test"]["dependencies"] == Json::array({"demo-storage-test"}));
  CHECK(json["artifacts"]["demo-storage-test"]["environment"] == "aws://unknown-account/us-east-1");
  project.account_id = Located<AccountId>{{"123456789012"}, {}, true};
  CHECK(assembly_manifest(project, stacks, Format::json).text.find("aws://123456789012/us-east-1") !=
        std::string::npos);
}

std::string ours(const std::string& artifacts) {
  return R"({"artifacts":)" + artifacts + R"(,"runtime":{"libraries":{"agentcore-synth":"1"}}})";
}

TEST_CASE("A manifest of another tool is not ours") {
  for (const char* text :
       {"", "{", "[]", "1", "\"x\"", "{}", R"({"version":"36.0.0","artifacts":{}})", R"({"runtime":1})",
        R"({"runtime":[]})", R"({"runtime":{"libraries":["agentcore-synth"]}})",
        R"({"runtime":{"libraries":{"aws-cdk-lib":"2"}}})"}) {
    CAPTURE(text);
    CHECK_FALSE(read_manifest(text).has_value());
  }
}

TEST_CASE("Of a manifest of ours that was edited, only template names of this folder count") {
  const auto names = [](const std::string& artifact) {
    return read_manifest(ours(R"({"a":)" + artifact + "}")).value().templates;
  };
  const auto file = [&](const std::string& name) {
    return names(R"({"properties":{"templateFile":")" + name + "\"}}");
  };
  CHECK(file("a.template.json") == Texts{"a.template.json"});
  CHECK(file("../a.template.json").empty());
  CHECK(file("/etc/a.template.json").empty());
  CHECK(file("notes.txt").empty());
  for (const char* artifact :
       {"1", "[]", "{}", "\"x\"", "null", R"({"properties":1})", R"({"properties":[]})",
        R"({"properties":{}})", R"({"properties":{"templateFile":1}})",
        R"({"properties":{"templateFile":null}})"}) {
    CAPTURE(artifact);
    CHECK(names(artifact).empty());
  }
  for (const char* artifacts : {"1", "[]", "null", "[1]"})
    CHECK(read_manifest(ours(artifacts)).value().templates.empty());
}

// --- the folder -----------------------------------------------------------------------------------------

/// A folder of its own for a test.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "agentcore-emit-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    root = name;
  }
  ~Scratch() { fs::remove_all(root); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  fs::path root;
};

WriteResult write_files(const fs::path& folder, const std::vector<OutputFile>& files,
                        Diagnostics& diagnostics) {
  const auto each_file = [&](const TakeFile& take) {
    for (const OutputFile& file : files) take(file);
  };
  return write_folder(folder, each_file, diagnostics);
}

void write(const fs::path& path, std::string_view text) { std::ofstream(path, std::ios::binary) << text; }

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Every file below a folder and its text; a folder has the text "/".
std::map<std::string, std::string> tree(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    files[entry.path().lexically_relative(folder).string()] = entry.is_directory() ? "/" : read(entry.path());
  }
  return files;
}

using Tree = std::map<std::string, std::string>;

OutputFile manifest_of(const Texts& names) {
  Json artifacts = Json::object();
  for (const std::string& name : names) artifacts[name] = {{"properties", {{"templateFile", name}}}};
  return {"manifest.json", ours(artifacts.dump())};
}

TEST_CASE("A build makes its folder and the folders above") {
  const Scratch scratch;
  Diagnostics diagnostics;
  const WriteResult result = write_files(scratch.root / "a" / "b", {{"x.template.json", "1"}}, diagnostics);
  CHECK(result.written == Texts{"x.template.json"});
  CHECK(tree(scratch.root) == Tree{{"a", "/"}, {"a/b", "/"}, {"a/b/x.template.json", "1"}});
  CHECK_FALSE(diagnostics.has_errors());
}

TEST_CASE("A file that is the same is not touched, and one that is not is replaced") {
  const Scratch scratch;
  const fs::path folder = scratch.root / "out";
  Diagnostics diagnostics;
  write_files(folder, {{"a", "1"}, {"b", "1"}}, diagnostics);
  const auto identity = [&](const char* name) {
    struct stat status {};
    REQUIRE(::stat((folder / name).c_str(), &status) == 0);
    return std::tuple(status.st_ino, status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
  };
  const auto a = identity("a");
  const auto b = identity("b");
  const WriteResult same = write_files(folder, {{"a", "1"}, {"b", "1"}}, diagnostics);
  CHECK(same.written.empty());
  CHECK(same.unchanged == Texts{"a", "b"});
  const WriteResult changed = write_files(folder, {{"a", "1"}, {"b", "2"}}, diagnostics);
  CHECK(changed.written == Texts{"b"});
  CHECK(changed.unchanged == Texts{"a"});
  CHECK(identity("a") == a);
  CHECK(identity("b") != b);
  CHECK(tree(scratch.root) == Tree{{"out", "/"}, {"out/a", "1"}, {"out/b", "2"}});
}

TEST_CASE("What an earlier build wrote and this one lacks is removed, and nothing else") {
  const Scratch scratch;
  const fs::path folder = scratch.root / "out";
  Diagnostics diagnostics;
  write_files(folder,
              {{"a.template.json", "1"},
               {"b.template.json", "1"},
               manifest_of({"a.template.json", "b.template.json"})},
              diagnostics);
  write(folder / "notes.txt", "mine");
  write(folder / "c.template.json", "mine");
  fs::create_directories(folder / "sub" / "deep");
  write(folder / "sub" / "deep" / "file", "mine");
  fs::create_symlink("nowhere", folder / "link");
  fs::permissions(folder, fs::perms::owner_all);
  const WriteResult result =
      write_files(folder, {{"a.template.json", "1"}, manifest_of({"a.template.json"})}, diagnostics);
  CHECK(result.removed == Texts{"b.template.json"});
  CHECK(fs::read_symlink(folder / "link") == "nowhere");
  fs::remove(folder / "link");
  CHECK(tree(folder) == Tree{{"a.template.json", "1"},
                             {"c.template.json", "mine"},
                             {"manifest.json", manifest_of({"a.template.json"}).text},
                             {"notes.txt", "mine"},
                             {"sub", "/"},
                             {"sub/deep", "/"},
                             {"sub/deep/file", "mine"}});
  CHECK(fs::status(folder).permissions() == fs::perms::owner_all);
  CHECK(std::distance(fs::directory_iterator(scratch.root), fs::directory_iterator()) == 1);
}

OutputFile regions_manifest(const Texts& regions) { return manifest_of_regions(regions); }

/// A build of two stacks in each region.
std::vector<OutputFile> regional_build(const Texts& regions) {
  std::vector<OutputFile> files = {regions_manifest(regions), {"rollout/rollout.sh", "#!/bin/sh\n", true}};
  for (const std::string& region : regions) {
    const OutputFile manifest = manifest_of({"a.template.json"});
    files.push_back({region + "/a.template.json", region});
    files.push_back({region + "/manifest.json", manifest.text});
    files.push_back({"rollout/" + region + "/a.create-stack-set.json", region});
  }
  return files;
}

TEST_CASE("A region that is no target any more goes with all that was written for it") {
  const Scratch scratch;
  const fs::path folder = scratch.root / "out";
  Diagnostics diagnostics;
  write_files(folder, regional_build({"eu-west-1", "us-east-1"}), diagnostics);
  write(folder / "us-east-1" / "notes.txt", "mine");
  const WriteResult result = write_files(folder, regional_build({"us-east-1"}), diagnostics);
  CHECK(result.removed == Texts{"eu-west-1/manifest.json", "eu-west-1/a.template.json",
                                "rollout/eu-west-1/a.create-stack-set.json"});
  CHECK(result.written == Texts{"manifest.json"});
  CHECK(tree(folder) == Tree{{"manifest.json", regions_manifest({"us-east-1"}).text},
                             {"rollout", "/"},
                             {"rollout/rollout.sh", "#!/bin/sh\n"},
                             {"rollout/us-east-1", "/"},
                             {"rollout/us-east-1/a.create-stack-set.json", "us-east-1"},
                             {"us-east-1", "/"},
                             {"us-east-1/a.template.json", "us-east-1"},
                             {"us-east-1/manifest.json", manifest_of({"a.template.json"}).text},
                             {"us-east-1/notes.txt", "mine"}});
  const fs::perms all = fs::status(folder / "rollout" / "rollout.sh").permissions();
  CHECK((all & fs::perms::owner_exec) != fs::perms::none);
}

TEST_CASE("A build without targets takes the place of one with targets") {
  const Scratch scratch;
  const fs::path folder = scratch.root / "out";
  Diagnostics diagnostics;
  write_files(folder, regional_build({"us-east-1"}), diagnostics);
  write_files(folder, {{"a.template.json", "1"}, manifest_of({"a.template.json"})}, diagnostics);
  CHECK(tree(folder) ==
        Tree{{"a.template.json", "1"}, {"manifest.json", manifest_of({"a.template.json"}).text}});
}

TEST_CASE("Of a manifest that was edited, only folders below this one count as regions") {
  for (const char* name : {"..", ".", "", "/etc", "../out", "a/b", "us-east-1/.."}) {
    CAPTURE(name);
    CHECK(read_manifest(regions_manifest({name}).text).value().regions.empty());
  }
  CHECK(read_manifest(regions_manifest({"us-east-1"}).text).value().regions == Texts{"us-east-1"});
}

TEST_CASE("A build through a link to a folder keeps the link") {
  const Scratch scratch;
  fs::create_directory(scratch.root / "real");
  fs::create_directory_symlink("real", scratch.root / "out");
  Diagnostics diagnostics;
  write_files(scratch.root / "out", {{"a", "1"}}, diagnostics);
  write_files(scratch.root / "out" / "", {{"a", "2"}}, diagnostics);
  CHECK(fs::is_symlink(scratch.root / "out"));
  CHECK(tree(scratch.root / "real") == Tree{{"a", "2"}});
}

TEST_CASE("A template that became a link is replaced, not followed") {
  const Scratch scratch;
  write(scratch.root / "precious", "1");
  fs::create_directory(scratch.root / "out");
  fs::create_symlink("../precious", scratch.root / "out" / "a");
  Diagnostics diagnostics;
  write_files(scratch.root / "out", {{"a", "2"}}, diagnostics);
  CHECK(read(scratch.root / "precious") == "1");
  CHECK(read(scratch.root / "out" / "a") == "2");
}

/// The code of the only finding; the folder must not have changed.
std::string refused(const fs::path& folder, const fs::path& unchanged) {
  const Tree before = tree(unchanged);
  Diagnostics diagnostics;
  const WriteResult result = write_files(folder, {{"a", "1"}}, diagnostics);
  CHECK(result.written.empty());
  CHECK(tree(unchanged) == before);
  REQUIRE(diagnostics.sorted().size() == 1);
  return std::string(diagnostics.sorted()[0]->rule->code);
}

TEST_CASE("A target that must not be replaced is an error, and nothing changes") {
  const Scratch scratch;
  write(scratch.root / "file", "x");
  CHECK(refused(scratch.root / "file", scratch.root) == "AC4002");
  CHECK(refused(scratch.root / "file" / "below", scratch.root) == "AC4001");
  fs::create_symlink("nowhere", scratch.root / "dangling");
  fs::create_directory(scratch.root / "cdk.out");
  write(scratch.root / "cdk.out" / "manifest.json", R"({"version":"36.0.0"})");
  CHECK(refused(scratch.root / "cdk.out", scratch.root) == "AC4004");
  CHECK(refused("/proc/agentcore-out", scratch.root) == "AC4001");
  CHECK(refused("/dev/full", scratch.root) == "AC4002");
  CHECK(refused(scratch.root / std::string(300, 'x'), scratch.root) == "AC4001");
}

TEST_CASE("The current folder and those that hold it are not replaced") {
  const Scratch scratch;
  for (const fs::path& folder :
       {fs::path("."), fs::path(".."), fs::path("/"), fs::current_path(), fs::path("./")}) {
    CAPTURE(folder.string());
    CHECK(refused(folder, scratch.root) == "AC4003");
  }
}

TEST_CASE("What a killed build left is removed by the next, whatever that one writes") {
  const Scratch scratch;
  const fs::path folder = scratch.root / "out";
  Diagnostics diagnostics;
  for (const char* text : {"1", "1", "2"}) {
    fs::create_directory(scratch.root / ".out.staging-dead");
    write(scratch.root / ".out.staging-dead" / "a", "half");
    write_files(folder, {{"a", text}}, diagnostics);
    CHECK(tree(scratch.root) == Tree{{"out", "/"}, {"out/a", text}});
  }
}

TEST_CASE("A folder that only resembles what a build leaves is not removed") {
  const Scratch scratch;
  fs::create_directory(scratch.root / ".outer.staging-x");
  fs::create_directory(scratch.root / "out.staging-x");
  Diagnostics diagnostics;
  write_files(scratch.root / "out", {{"a", "1"}}, diagnostics);
  CHECK(fs::exists(scratch.root / ".outer.staging-x"));
  CHECK(fs::exists(scratch.root / "out.staging-x"));
}

}  // namespace
}  // namespace agentcore
