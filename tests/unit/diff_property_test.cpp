// What holds for every difference, over the examples' templates and random edits of them. The seed is fixed:
// a failure names the round, and shows again.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

#include "agentcore/render_diff.hpp"
#include "unit/diff_apply.hpp"
#include "unit/diff_testing.hpp"

namespace agentcore {
namespace {

namespace fs = std::filesystem;

constexpr unsigned seed = 20260714;

std::vector<Json> example_templates() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(PROJECT_FOLDER) / "tests/synth")) {
    if (entry.path().string().ends_with(".template.json")) paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<Json> found;
  for (const fs::path& path : paths) {
    std::ifstream stream(path);
    found.push_back(Json::parse(stream));
  }
  REQUIRE(found.size() > 20);
  return found;
}

class Chance {
 public:
  explicit Chance(unsigned start) : engine_(start) {}
  std::size_t below(std::size_t end) { return engine_() % end; }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::mt19937 engine_;
};

/// Every value below, with the key or the list that holds it.
void collect(Json& value, std::vector<Json*>& found) {
  found.push_back(&value);
  if (!value.is_structured()) return;
  for (Json& inner : value) collect(inner, found);
}

Json random_value(Chance& chance) {
  switch (chance.below(5)) {
    case 0:
      return static_cast<int>(chance.below(100));
    case 1:
      return {{"Ref", "Some" + std::to_string(chance.below(5))}};
    case 2:
      return Json::array({"a", static_cast<int>(chance.below(9))});
    case 3:
      return {{"Key", "k" + std::to_string(chance.below(5))}, {"Value", "v"}};
    default:
      return "text" + std::to_string(chance.below(1000));
  }
}

/// Changes, adds or drops one value somewhere below.
void edit_value(Json& root, Chance& chance) {
  std::vector<Json*> places;
  collect(root, places);
  Json& place = *places[chance.below(places.size())];
  if (&place == &root || place.is_primitive()) {
    if (&place != &root) place = random_value(chance);
  } else if (place.is_array()) {
    const auto at = place.begin() + static_cast<std::ptrdiff_t>(chance.below(place.size() + 1));
    if (at == place.end() || chance.one_in(2)) {
      place.insert(at, random_value(chance));
    } else {
      place.erase(at);
    }
  } else if (place.empty() || chance.one_in(2)) {
    place["New" + std::to_string(chance.below(9))] = random_value(chance);
  } else {
    const auto at = std::next(place.begin(), static_cast<std::ptrdiff_t>(chance.below(place.size())));
    place.erase(std::string(at.key()));
  }
}

std::string random_key(const Json& object, Chance& chance) {
  return std::next(object.begin(), static_cast<std::ptrdiff_t>(chance.below(object.size()))).key();
}

/// One edit that somebody may make; a template stays one.
void edit(Json& body, Chance& chance) {
  Json& resources = body["Resources"];
  if (resources.empty()) return;
  const std::string id = random_key(resources, chance);
  const std::string fresh = "Fresh" + std::to_string(chance.below(1000));
  switch (chance.below(8)) {
    case 0:
      resources.erase(id);
      return;
    case 1:
      resources[fresh] = Json(resources[id]);
      return;
    case 2:
      resources[fresh] = Json(resources[id]);
      resources.erase(id);
      return;
    case 3:
      resources[id]["Type"] = "AWS::EC2::VPC";
      return;
    case 4:
      resources[id]["DependsOn"] = random_value(chance);
      return;
    case 5:
      resources[id]["Metadata"]["Note"] = random_value(chance);
      return;
    case 6:
      edit_value(body["Outputs"][chance.one_in(3) ? fresh : "Extra"], chance);
      body["Outputs"][fresh]["Value"] = random_value(chance);
      return;
    default:
      edit_value(resources[id]["Properties"], chance);
  }
}

/// The same members in another order, at every depth; lists stay.
Json shuffled(const Json& value, Chance& chance) {
  if (value.is_array()) {
    Json made = Json::array();
    for (const Json& inner : value) made.push_back(shuffled(inner, chance));
    return made;
  }
  if (!value.is_object()) return value;
  std::vector<std::string> keys;
  for (const auto& [key, inner] : value.items()) keys.push_back(key);
  for (std::size_t i = keys.size(); i > 1; --i) std::swap(keys[i - 1], keys[chance.below(i)]);
  Json made = Json::object();
  for (const std::string& key : keys) made[key] = shuffled(value[key], chance);
  return made;
}

bool is_set(const std::string& key) {
  return key == "Statement" || key == "Action" || key == "Resource" || key == "Tags" || key == "SubnetIds" ||
         key == "SecurityGroupIds" || key == "DependsOn";
}

/// The same meaning in other words.
Json respelt(const Json& value, const std::string& key, Chance& chance) {
  if (value.is_number() || value.is_boolean()) return chance.one_in(2) ? Json(value.dump()) : value;
  if (value.is_string() && (key == "Action" || key == "Resource" || key == "DependsOn")) {
    return chance.one_in(2) ? Json::array({value}) : value;
  }
  if (value.is_array()) {
    Json made = Json::array();
    for (const Json& inner : value) made.push_back(respelt(inner, "", chance));
    if (is_set(key)) std::reverse(made.begin(), made.end());
    return made;
  }
  if (!value.is_object()) return value;
  const Json* attribute = value.contains("Fn::GetAtt") ? &value["Fn::GetAtt"] : nullptr;
  if (attribute != nullptr && attribute->is_array() && attribute->size() == 2) {
    const std::string text = (*attribute)[0].get<std::string>() + "." + (*attribute)[1].get<std::string>();
    return chance.one_in(2) ? Json{{"Fn::GetAtt", text}} : Json{{"Fn::Sub", "${" + text + "}"}};
  }
  Json made = Json::object();
  for (const auto& [name, inner] : value.items()) made[name] = respelt(inner, name, chance);
  return made;
}

TEST_CASE("nothing differs from itself, in any order and in any words") {
  Chance chance(seed);
  for (const Json& body : example_templates()) {
    const TemplateSet set = templates({{"x", body}});
    CHECK(diff(set, set).empty());
    CHECK(diff(set, templates({{"x", shuffled(body, chance)}})).empty());
    const Json other = respelt(body, "", chance);
    const Difference difference = diff(set, templates({{"x", other}}));
    INFO(render_diff_text(difference, {}));
    CHECK(difference.empty());
    CHECK(difference.statements.empty());
    CHECK(difference.security_group_rules.empty());
    CHECK(difference.hazards.empty());
  }
}

TEST_CASE("the reported changes, made to BASE, give NEW") {
  Chance chance(seed);
  const std::vector<Json> examples = example_templates();
  for (int round = 0; round < 2000; ++round) {
    const Json& base = examples[chance.below(examples.size())];
    Json next = base;
    for (std::size_t edits = 1 + chance.below(4); edits > 0; --edits) edit(next, chance);
    const Difference difference = diff(templates({{"x", base}}), templates({{"x", next}}));
    const Json made = apply(base, difference.stacks.front());
    const Difference left = diff(templates({{"x", made}}), templates({{"x", next}}));
    INFO("round " << round << "\n" << render_diff_text(difference, {}) << render_diff_text(left, {}));
    REQUIRE(left.empty());
  }
}

TEST_CASE("a difference is the same whatever order its sides are written in") {
  Chance chance(seed);
  const std::vector<Json> examples = example_templates();
  for (int round = 0; round < 200; ++round) {
    const Json& base = examples[chance.below(examples.size())];
    Json next = base;
    for (std::size_t edits = 1 + chance.below(4); edits > 0; --edits) edit(next, chance);
    const auto counts = diff(templates({{"x", base}}), templates({{"x", next}})).counts();
    INFO("round " << round);
    CHECK(diff(templates({{"x", shuffled(base, chance)}}), templates({{"x", shuffled(next, chance)}}))
              .counts() == counts);
  }
}

TEST_CASE("a comment fits, whatever the difference") {
  Json base = {{"Resources", Json::object()}};
  Json next = base;
  const std::string fence(200, '`');
  for (int i = 0; i < 3000; ++i) {
    const std::string id = "R" + std::to_string(i);
    base["Resources"][id] = {{"Type", "Custom::X"}, {"Properties", {{"A", fence + "\n</details>"}}}};
    next["Resources"][id] = {{"Type", "Custom::X"}, {"Properties", {{"A", "@everyone " + fence}}}};
  }
  const std::string comment =
      render_diff_markdown(diff(templates({{"x", base}}), templates({{"x", next}})), {});
  CHECK(comment.size() <= 65536);
  CHECK(comment.find("more lines were cut") != std::string::npos);
  CHECK(comment.find("</details>") != std::string::npos);
}

}  // namespace
}  // namespace agentcore
