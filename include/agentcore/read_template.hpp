#pragma once

// Text -> CloudFormation templates as values, whoever made them.

#include <optional>
#include <string>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/template.hpp"

namespace agentcore {

/// One template of a set, whoever made it. `body` is what CloudFormation reads, short forms (!Ref, !Sub)
/// written out as their long ones.
struct TemplateFile {
  std::string stack;       ///< short name: "network", or the file's name without its ending
  std::string stack_name;  ///< as deployed; empty: unknown
  std::string
      shown_as;  ///< where it comes from: "agentcore.out/network.template.json", "git:HEAD:config.yaml"
  Json body;     ///< an object, see parse_template; an empty one: the stack is not deployed
};

struct StackName {
  std::string stack;
  std::string stack_name;
};

struct TemplateSet {
  std::vector<TemplateFile> templates;    ///< each `stack` once
  std::vector<std::string> not_followed;  ///< sentences: macros, Fn::ForEach, nested stacks, includes
  std::string path;                       ///< the file or folder, for `git:REV` without a path; empty: none
  std::string region;                     ///< the stacks'; empty: unknown
  std::vector<StackName> left_out;        ///< stacks of a config that has nothing for them
  bool of_config = false;                 ///< what a config builds, instead of templates that were there
};

/// Reads JSON, or YAML with CloudFormation's short tags; plain scalars as YAML 1.1 does. Nothing: it is no
/// template (AC60xx, AC10xx, at the place). What is returned is sound: `Resources` is an object, and so is
/// each of its entries, with a text `Type` and, if any, an object `Properties`; the other sections are
/// objects, and so are the entries of `Parameters`, `Mappings` and `Outputs`. Entries whose key begins with
/// `Fn::` (Fn::ForEach, Fn::Transform) may hold anything.
std::optional<Json> parse_template(const Source& source, Diagnostics& diagnostics);

/// What a comparison of this template cannot see: sentences that begin with `shown_as`.
std::vector<std::string> not_followed(const Json& body, const std::string& shown_as);

std::vector<const RuleInfo*> read_template_rules();

}  // namespace agentcore
