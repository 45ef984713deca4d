#pragma once

// Two sets of templates -> what deploying the one over the other does, as a value. Rendering is apart:
// render_diff.hpp.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "agentcore/read_template.hpp"

namespace agentcore {

/// One step to a value: a member of an object, or an item of a list. The index of an item that is added
/// counts in NEW, every other in BASE.
struct PathStep {
  std::string key = {};  ///< of a member; of an item its own name (a tag's key), if it has one
  std::optional<std::size_t> index = {};  ///< of an item
};
using ValuePath = std::vector<PathStep>;

enum class ChangeEffect : std::uint8_t { none, update, may_replace, replace };

/// A value that was added (no `before`), removed (no `after`) or changed.
struct ValueChange {
  ValuePath path = {};  ///< empty: the whole
  std::optional<Json> before = {};
  std::optional<Json> after = {};
  ChangeEffect effect = ChangeEffect::update;
  bool by_reference = false;  ///< the text stays, what it refers to changes
  bool uncertain = false;     ///< ... or may change: a parameter's default, a condition
};

enum class Action : std::uint8_t {
  create,
  update,
  may_replace,
  replace,
  may_create_or_delete,  ///< its Condition may change
  remove,
  retain
};
inline constexpr std::size_t action_count = 7;

struct ResourceChange {
  std::string logical_id = {};
  std::string type = {};
  std::string type_before = {};  ///< empty: the same
  Action action = Action::update;
  std::vector<ValueChange> properties = {};  ///< of a resource that comes or goes: each whole property
  std::vector<ValueChange> attributes = {};  ///< Metadata, DeletionPolicy, Condition, ...; not DependsOn
  std::vector<std::string> because = {};
  std::string renamed = {};  ///< the other logical id, where only that changed; empty: no rename
  Json old_properties = {};  ///< of a resource on both sides: to show what stands beside a change
  Json new_properties = {};
};

/// An entry of a section: an output, a parameter, a condition, ...
struct EntryChange {
  std::string name = {};
  std::vector<ValueChange> values = {};
  std::vector<std::string> because = {};
  bool no_echo = false;  ///< of a parameter that CloudFormation masks: NoEcho, before or after
};

struct StackDifference {
  enum class Presence : std::uint8_t { both, new_only, base_only };

  std::string stack = {};
  std::string stack_name = {};
  Presence presence = Presence::both;
  std::vector<ResourceChange> resources = {};  ///< in NEW's order, then those that go
  std::vector<EntryChange> depends_on = {};    ///< by logical id; changes the order of work, not the resource
  std::vector<EntryChange> outputs = {};
  std::vector<EntryChange> parameters = {};
  std::vector<EntryChange> conditions = {};
  std::vector<EntryChange> mappings = {};
  std::vector<EntryChange> metadata = {};
  std::vector<EntryChange> other = {};  ///< by section: Description, Transform, Rules, ...

  [[nodiscard]] bool empty() const;
};

/// Actions, resources or principals of a statement, sorted; `negated`: all but these.
struct StatementTargets {
  std::vector<std::string> values = {};
  bool negated = false;
};

struct StatementChange {
  enum class Kind : std::uint8_t { identity, trust, resource, endpoint };

  bool added = false;
  Kind kind = Kind::identity;
  std::string stack = {};
  std::string logical_id = {};
  std::string sid = {};
  std::string effect = {};
  StatementTargets actions = {};
  StatementTargets resources = {};
  StatementTargets principals = {};
  Json condition = {};
  bool broadens = false;  ///< something is allowed that was not
};

struct ManagedPolicyChange {
  bool added = false;
  std::string stack = {};
  std::string logical_id = {};
  std::string policy = {};
  bool boundary = false;  ///< a permissions boundary
};

struct RuleChange {
  bool added = false;
  std::string stack = {};
  std::string logical_id = {};
  std::string group = {};
  bool ingress = false;
  std::string protocol = {};  ///< "tcp", "-1"
  std::string from_port = {};
  std::string to_port = {};
  std::string peer = {};
  bool broadens = false;
};

/// What may fail, or destroy what is wanted, and what to do about it.
struct Hazard {
  std::string kind = {};  ///< "export-in-use"
  std::string stack = {};
  std::string logical_id = {};  ///< or the export's name
  std::string headline = {};
  std::string help = {};
};

struct Difference {
  std::vector<StackDifference> stacks = {};
  std::vector<StatementChange> statements = {};
  std::vector<ManagedPolicyChange> managed_policies = {};
  std::vector<RuleChange> security_group_rules = {};
  std::vector<Hazard> hazards = {};
  std::vector<std::string> not_followed = {};

  [[nodiscard]] bool empty() const;
  /// Resources by action.
  [[nodiscard]] std::array<std::size_t, action_count> counts() const;
};

Difference diff(const TemplateSet& base, const TemplateSet& next);

/// What concerns one stack, by its short name or the name it is deployed under.
Difference only_stack(Difference difference, const std::string& stack);

/// "Tags[2].Value"; a key that is no plain word is quoted: `Labels["a.b"]`.
std::string to_string(const ValuePath& path);

}  // namespace agentcore
