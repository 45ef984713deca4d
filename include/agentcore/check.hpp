#pragma once

// The last gate: what leaves the program agrees with CloudFormation's own schemas and quotas.
//
// Input is what synth made; a finding here is a bug of ours (AC9xxx), except a passed quota, which a large
// config can reach (AC5xxx). Facts come from config/resource_types.json and config/limits.json.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/model/project.hpp"
#include "agentcore/template.hpp"

namespace agentcore {

/// Reports, for each stack: an unknown type or property, a missing required property, a wrong kind of value,
/// a value outside its enum, pattern, length or range, a Ref, GetAtt, Sub or DependsOn that names nothing, an
/// attribute that the type lacks, a malformed intrinsic function, a cycle (one per template), an import that
/// no other stack exports, a logical id, output or export that is malformed or there twice. `where` is the
/// place that findings point at (the config's first line).
void check_stacks(const std::vector<Stack>& stacks, Range where, Diagnostics& diagnostics);

/// Each export of stacks, by name, and the short name of the stack that has it.
using Exports = std::unordered_map<std::string, std::string>;

/// The same of stacks that come one after the other, each behind those that it imports from. Adds its
/// exports.
void check_stack(const Stack& stack, Range where, Exports& exports, Diagnostics& diagnostics);

/// Reports each CloudFormation quota on counts (resources, outputs, ...) that a template passes, and as a
/// warning each that it nearly reaches.
void check_quotas(const Stack& stack, Range where, Diagnostics& diagnostics);

/// Reports references of a config to exports of its own stacks that are not there; the stacks of others are
/// not known.
class OwnImports {
 public:
  explicit OwnImports(const Project& project);

  void add(const Stack& stack);
  /// To be called when all stacks were added.
  void report(Diagnostics& diagnostics) const;

 private:
  /// What a reference of the config names.
  struct Import {
    const Located<std::string>* name;
    StackKind kind;
  };

  std::vector<Import> imports_;
  std::map<StackKind, std::vector<std::string>> exports_;  // of the kinds that are made and named
};

/// The same as check_quotas of a template's text, which has `bytes` bytes and goes by S3.
void check_body_size(const Stack& stack, std::size_t bytes, Range where, Diagnostics& diagnostics);

/// How much of one of CloudFormation's quotas a template uses.
struct Budget {
  std::string_view what;  ///< "resources"
  std::size_t used = 0;
  std::size_t quota = 1;

  [[nodiscard]] std::size_t percent() const { return used * 100 / quota; }  ///< rounded down
};

/// Each quota that check_quotas and check_body_size judge, in the order in which they are shown; the text of
/// the template has `bytes` bytes.
std::vector<Budget> budgets(const Stack& stack, std::size_t bytes);

/// The catalogue entries of this phase.
std::vector<const RuleInfo*> check_rules();

}  // namespace agentcore
