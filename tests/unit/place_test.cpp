#include "agentcore/place.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <random>
#include <set>

#include "agentcore/limits.hpp"
#include "agentcore/lock.hpp"
#include "place/quota.hpp"

namespace agentcore {
namespace {

Item item(std::string_view name, std::size_t resources, std::size_t lives_in = 0) {
  Item made;
  made.name = name;
  made.weight.resources = resources;
  made.lives_in = lives_in;
  return made;
}

ToPlace to_place(std::vector<Item> items, std::size_t max_resources = 10) {
  ToPlace wanted;
  wanted.items = std::move(items);
  wanted.max_resources = max_resources;
  return wanted;
}

/// The parts, or none where there is an error.
std::vector<std::size_t> placed(const ToPlace& wanted) {
  Diagnostics diagnostics;
  const std::optional<Parts> parts = place(wanted, diagnostics);
  CHECK(parts.has_value() != diagnostics.has_errors());
  return parts ? parts->part_of : std::vector<std::size_t>{};
}

std::string_view code_of(const ToPlace& wanted) {
  Diagnostics diagnostics;
  CHECK_FALSE(place(wanted, diagnostics).has_value());
  REQUIRE(diagnostics.sorted().size() == 1);
  return diagnostics.sorted()[0]->rule->code;
}

using Numbers = std::vector<std::size_t>;

TEST_CASE("New things go to the first part with room") {
  CHECK(placed(to_place({})).empty());
  CHECK(placed(to_place({item("a", 6), item("b", 6), item("c", 4), item("d", 4)})) == Numbers{1, 2, 1, 2});
  CHECK(placed(to_place({item("a", 10), item("b", 1)})) == Numbers{1, 2});
}

TEST_CASE("What lives in a part stays there above the limit for new things") {
  CHECK(placed(to_place({item("a", 300, 1), item("b", 1), item("c", 200, 1)})) == Numbers{1, 2, 1});
  CHECK(placed(to_place({item("a", 1, 3), item("b", 1)})) == Numbers{3, 1});
}

TEST_CASE("A part of its own may be filled to the quota, and no further") {
  CHECK(placed(to_place({item("a", 1), item("b", 500), item("c", 9)})) == Numbers{1, 2, 1});
  CHECK(code_of(to_place({item("a", 501)})) == "AC7101");
}

TEST_CASE("What has outgrown its part is named, the biggest first") {
  Diagnostics diagnostics;
  CHECK_FALSE(place(to_place({item("a", 100, 1), item("b", 401, 1)}), diagnostics));
  REQUIRE(diagnostics.sorted().size() == 1);
  const Diagnostic& finding = *diagnostics.sorted()[0];
  CHECK(finding.rule->code == "AC7102");
  CHECK(finding.headline == "what lives in stack agentcore has 501 resources; CloudFormation takes 500");
  CHECK(finding.help.find("`b`, the biggest with 401 resources") != std::string::npos);
  CHECK(finding.notes.size() == 1);
}

TEST_CASE("Parameters count once for all who use them") {
  std::vector<Item> items;
  for (std::size_t i = 0; i < 200; ++i) items.push_back(item("x", 1));
  for (Item& each : items) each.parameters = {{"Tag", 50}, {"Vpc", 50}};
  CHECK(placed(to_place(items, 200)) == Numbers(200, 1));
  const std::string letters(200, 'p');
  for (std::size_t i = 0; i < items.size(); ++i) items[i].parameters = {{letters.substr(0, i + 1), 50}};
  const Numbers parts = placed(to_place(items, 200));
  CHECK(parts[159] == 1);
  CHECK(parts[160] == 2);
}

TEST_CASE("What refers to something comes behind it, and before what refers to it") {
  std::vector<Item> items = {item("caller", 1), item("full", 10, 1), item("called", 1, 2)};
  items[0].refers_to = {2};
  CHECK(placed(to_place(items)) == Numbers{2, 1, 2});
  items = {item("caller", 10, 1), item("called", 1)};  // into the room that is kept for growth
  items[0].refers_to = {1};
  CHECK(placed(to_place(items)) == Numbers{1, 1});
  items = {item("caller", 500, 1), item("called", 1)};  // a part of its own, which is deployed first
  items[0].refers_to = {1};
  Diagnostics diagnostics;
  const std::optional<Parts> parts = place(to_place(items), diagnostics);
  REQUIRE(parts);
  CHECK(parts->part_of == Numbers{1, 2});
  CHECK(parts->order == Numbers{2, 1});
}

TEST_CASE("What is referred to from a part, and refers to it, lives there") {
  std::vector<Item> items = {item("first", 1, 2), item("between", 5), item("last", 9, 2)};
  items[0].refers_to = {1};
  items[1].refers_to = {2};
  CHECK(placed(to_place(items)) == Numbers{2, 2, 2});
  items[2].weight.resources = 496;
  CHECK(code_of(to_place(items)) == "AC7102");
}

TEST_CASE("Parts that would wait for each other are an error that names the chain") {
  std::vector<Item> items = {item("a", 1, 1), item("b", 1, 2), item("c", 1, 2), item("d", 1, 1)};
  items[0].refers_to = {1};
  items[2].refers_to = {3};
  Diagnostics diagnostics;
  CHECK_FALSE(place(to_place(items), diagnostics));
  REQUIRE(diagnostics.sorted().size() == 1);
  CHECK(diagnostics.sorted()[0]->rule->code == "AC7103");
  CHECK(diagnostics.sorted()[0]->headline ==
        "stacks would wait for each other: `a` (in agentcore) refers to `b` (in agentcore-2), `c` (in "
        "agentcore-2) refers to `d` (in agentcore)");
}

// --- the property: whatever is edited, nothing that stays moves -------------------------------------------

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t most) {
  return std::uniform_int_distribution<std::size_t>(0, most - 1)(random);
}

/// A runtime of the config that is edited.
struct Entity {
  std::string name;
  Weight weight;
  std::set<std::size_t> parameters;
  std::set<std::string> refers_to;  // of names below its own in `rank`
  std::size_t rank = 0;             // so that runtimes never wait for each other
};

using Config = std::vector<Entity>;
using Lines = std::set<std::string>;

const std::vector<std::string>& parameter_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> made;
    for (int i = 0; i < 400; ++i) made.push_back("Parameter" + std::to_string(i));
    return made;
  }();
  return names;
}

std::shared_ptr<const LockFile> read_lines(const std::string& text) {
  return read_lock("config.yaml", std::make_unique<Source>("config.yaml.lock", text));
}

ToPlace to_place(const Config& config, const LockFile& lock, std::size_t max_resources) {
  std::map<std::string_view, std::size_t> index;
  for (std::size_t i = 0; i < config.size(); ++i) index[config[i].name] = i;
  std::vector<Item> items;
  for (const Entity& entity : config) {
    Item& made = items.emplace_back();
    made.name = entity.name;
    made.weight = entity.weight;
    for (const std::size_t parameter : entity.parameters)
      made.parameters.push_back({parameter_names()[parameter], 90});
    for (const std::string& name : entity.refers_to) {
      if (index.contains(name)) made.refers_to.push_back(index[name]);
    }
    const LockLine* line = lock.lock ? lock.lock->find("prod", StackKind::agentcore, entity.name) : nullptr;
    made.lives_in = line == nullptr ? 0 : line->part;
  }
  ToPlace wanted = to_place(std::move(items), max_resources);
  wanted.frame.bytes = 300;
  return wanted;
}

/// What each part weighs, added up from nothing.
std::map<std::size_t, Weight> weights(const ToPlace& wanted, const Parts& parts) {
  std::map<std::size_t, Weight> weights;
  std::map<std::size_t, std::set<std::string_view>> parameters;
  for (std::size_t i = 0; i < wanted.items.size(); ++i) {
    Weight& weight = weights.try_emplace(parts.part_of[i], wanted.frame).first->second;
    weight += wanted.items[i].weight;
    for (const Item::Parameter& parameter : wanted.items[i].parameters) {
      if (!parameters[parts.part_of[i]].insert(parameter.name).second) continue;
      ++weight.parameters;
      weight.bytes += parameter.bytes;
    }
  }
  return weights;
}

void check_parts(const ToPlace& wanted, const Parts& parts) {
  const std::map<std::size_t, Weight> weighed = weights(wanted, parts);
  bool within = true;
  for (const auto& [part, weight] : weighed) within &= placing::fits(weight, placing::hard_limit());
  CHECK(within);
  CHECK(parts.order.size() == weighed.size());
  std::map<std::size_t, std::size_t> rank;
  for (std::size_t i = 0; i < parts.order.size(); ++i) rank[parts.order[i]] = i;
  bool stays = true;
  bool ordered = true;
  for (std::size_t i = 0; i < wanted.items.size(); ++i) {
    const Item& each = wanted.items[i];
    stays &= each.lives_in == 0 || each.lives_in == parts.part_of[i];
    ordered &= rank.contains(parts.part_of[i]);
    for (const std::size_t to : each.refers_to) ordered &= rank[parts.part_of[to]] <= rank[parts.part_of[i]];
  }
  CHECK(stays);
  CHECK(ordered);
}

class World {
 public:
  explicit World(unsigned seed) : random_(seed) {}

  /// One edit of a copy. A name is used once, so that who removed it and added it again is somebody else.
  Config edited(Config config) {
    const std::size_t kind = config.empty() ? 0 : below(random_, 12);
    if (kind <= 3) add(config, 1 + below(random_, kind == 0 ? 40 : 4));
    if (kind >= 4 && kind <= 6) remove(config, 1 + below(random_, 12));
    if (kind == 7) config[at(config)].name = next_name();
    if (kind == 8) std::shuffle(config.begin(), config.end(), random_);
    if (kind == 9) grow(config[at(config)]);
    if (kind == 10) add_reference(config, config[at(config)]);
    if (kind == 11) config[at(config)].refers_to.clear();
    return config;
  }

  std::size_t at(const Config& config) { return below(random_, config.size()); }
  Random& random() { return random_; }

 private:
  std::string next_name() { return "runtime-" + std::to_string(names_++); }

  void add(Config& config, std::size_t count) {
    for (; count > 0; --count) {
      Entity entity;
      entity.name = next_name();
      entity.rank = below(random_, 1000);
      grow(entity);
      for (std::size_t i = below(random_, 3); i > 0; --i) entity.parameters.insert(below(random_, 400));
      if (below(random_, 8) == 0) add_reference(config, entity);
      config.insert(config.begin() + below(random_, config.size() + 1), std::move(entity));
    }
  }

  void remove(Config& config, std::size_t count) {
    for (; count > 0 && !config.empty(); --count) config.erase(config.begin() + at(config));
  }

  void grow(Entity& entity) {
    entity.weight.resources += 1 + below(random_, 8);
    entity.weight.outputs += 1 + below(random_, 5);
    entity.weight.dynamic_references += below(random_, 12) == 0 ? 1 : 0;
    entity.weight.bytes += 2000 + below(random_, 20000);
  }

  void add_reference(const Config& config, Entity& entity) {
    if (config.empty()) return;
    const Entity& other = config[at(config)];
    if (other.rank < entity.rank) entity.refers_to.insert(other.name);
  }

  Random random_;
  std::size_t names_ = 0;
};

/// A config and the lock that its builds have left.
struct State {
  Config config;
  std::string lock;
};

Lines lines_of(const std::string& lock) {
  Lines lines;
  for (std::size_t at = lock.find("\n", lock.find("\n") + 1) + 1; at < lock.size();) {
    const std::size_t end = lock.find('\n', at);
    lines.insert(lock.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// Builds; nothing where what was edited cannot be placed, which is an error with a code of its own.
std::optional<State> built(const Config& config, const std::string& lock, std::size_t max_resources) {
  const auto file = lock.empty() ? read_lock("config.yaml", nullptr) : read_lines(lock);
  REQUIRE_FALSE(file->findings.has_errors());
  const ToPlace wanted = to_place(config, *file, max_resources);
  Diagnostics diagnostics;
  const std::optional<Parts> parts = place(wanted, diagnostics);
  if (!parts) {
    const std::string_view code = diagnostics.sorted()[0]->rule->code;
    CHECK((code == "AC7101" || code == "AC7102" || code == "AC7103"));
    return std::nullopt;
  }
  check_parts(wanted, *parts);
  std::vector<LockLine> lines;
  for (std::size_t i = 0; i < config.size(); ++i)
    lines.push_back({"prod", StackKind::agentcore, parts->part_of[i], config[i].name});
  const LockChange change = change_lock(*file, {"demo", "config.yaml"}, "prod", lines);
  const auto again = read_lines(change.text);  // round trip
  REQUIRE_FALSE(again->findings.has_errors());
  CHECK(again->lock->lines.size() == config.size());
  CHECK_FALSE(change_lock(*again, {"demo", "config.yaml"}, "prod", lines).moves_anything());
  return State{config, change.text};
}

/// Three-way: what both have, and what either added.
template <class Key, class Set>
Set merged(const Set& base, const Set& ours, const Set& theirs, Key key) {
  const auto keys = [&](const Set& set) {
    std::set<std::string> all;
    for (const auto& value : set) all.insert(key(value));
    return all;
  };
  const std::set<std::string> before = keys(base);
  Set result;
  std::set<std::string> taken;
  const auto take = [&](const Set& from, const std::set<std::string>& other) {
    for (const auto& value : from) {
      const bool stays = other.contains(key(value)) || !before.contains(key(value));
      if (stays && taken.insert(key(value)).second) result.insert(result.end(), value);
    }
  };
  take(ours, keys(theirs));
  take(theirs, keys(ours));
  return result;
}

TEST_CASE("Whatever is edited, nothing that stays moves") {
  const unsigned seed = GENERATE(range(1U, 13U));
  CAPTURE(seed);
  World world(seed);
  const std::size_t max_resources = 20 + below(world.random(), 400);
  State state;
  std::size_t refused = 0;
  for (int edit = 0; edit < 250; ++edit) {
    const Config config = world.edited(state.config);
    if (std::optional<State> next = built(config, state.lock, max_resources)) {
      state = *std::move(next);
    } else {
      ++refused;
    }
  }
  CHECK(refused < 50);
}

TEST_CASE("After a merge of two branches with their locks, nothing that stays moves") {
  const unsigned seed = GENERATE(range(100U, 112U));
  CAPTURE(seed);
  World world(seed);
  State base;
  std::size_t refused = 0;
  for (int round = 0; round < 15; ++round) {
    State branches[2] = {base, base};
    for (State& branch : branches) {
      for (int edit = 0; edit < 6; ++edit) {
        if (auto next = built(world.edited(branch.config), branch.lock, 100)) branch = *std::move(next);
      }
    }
    const auto name = [](const Entity& entity) { return entity.name; };
    const auto self = [](const std::string& line) { return line; };
    const Config config = merged(base.config, branches[0].config, branches[1].config, name);
    const Lines lines =
        merged(lines_of(base.lock), lines_of(branches[0].lock), lines_of(branches[1].lock), self);
    std::vector<std::string> shuffled(lines.begin(), lines.end());
    std::shuffle(shuffled.begin(), shuffled.end(), world.random());
    std::string text = branches[0].lock.substr(0, branches[0].lock.find("\nprod"));
    while (text.ends_with('\n')) text.pop_back();
    text += "\n";
    for (const std::string& line : shuffled) text += line + "\n" + (text.size() % 3 == 0 ? line + "\n" : "");
    if (auto next = built(config, text, 100)) {
      base = *std::move(next);
    } else {
      ++refused;
    }
  }
  CHECK(refused < 5);
}

}  // namespace
}  // namespace agentcore
