#include <fmt/format.h>

#include <algorithm>

#include "agentcore/catalog.hpp"
#include "agentcore/limits.hpp"
#include "agentcore/rollout.hpp"

namespace agentcore {
namespace {

std::string file_name(std::string_view region, std::string_view stack, std::string_view call) {
  return fmt::format("rollout/{}/{}.{}.json", region, stack, call);
}

void replace_word(std::string& text, std::string_view word, std::string_view value) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + value.size()))
    text.replace(at, word.size(), value);
}

/// The short names, each once, in the order of the roll-out.
std::string stack_names(const std::vector<PlannedStackSet>& sets) {
  std::vector<std::string_view> names;
  for (const PlannedStackSet& set : sets) {
    if (std::find(names.begin(), names.end(), set.stack) == names.end()) names.push_back(set.stack);
  }
  return fmt::format("{}", fmt::join(names, " "));
}

/// Only for an organization: the service takes it for accounts neither.
std::string call_as(const Json& instances) {
  return instances.contains("CallAs") ? fmt::format("--call-as {}", instances["CallAs"].get<std::string>())
                                      : "";
}

/// One line for each stack set, behind the accounts of its region. No word of them needs quoting, since all
/// names have forms.
std::string calls(const std::vector<PlannedStackSet>& sets) {
  std::string text;
  std::string_view region;
  for (const PlannedStackSet& set : sets) {
    if (set.region != region) {
      region = set.region;
      const Json& instances = set.create_stack_instances;
      std::vector<std::string> accounts;
      if (instances.contains("Accounts")) accounts = instances["Accounts"].get<std::vector<std::string>>();
      text += fmt::format("accounts='{}' call_as='{}'\n", fmt::join(accounts, " "), call_as(instances));
    }
    text += fmt::format("roll_out {} {} {} {}", set.region, set.stack, set.name, set.template_file);
    for (const std::string& parameter : set.parameters) text += " " + parameter;
    text += "\n";
  }
  return text;
}

std::string script(const Project& project, const std::vector<PlannedStackSet>& sets) {
  std::string text(catalog::fixed_text("rollout/rollout.sh"));
  replace_word(text, "@WHAT@", fmt::format("{} {}", *project.project, *project.environment));
  replace_word(text, "@INLINE_BYTES@", fmt::format("{}", limits::template_body_inline_bytes));
  replace_word(text, "@STACKS@", stack_names(sets));
  replace_word(text, "@CALLS@\n", calls(sets));
  return text;
}

}  // namespace

std::vector<std::string> rollout_file_names(std::string_view region, std::string_view stack) {
  return {file_name(region, stack, "create-stack-set"), file_name(region, stack, "update-stack-set"),
          file_name(region, stack, "create-stack-instances")};
}

std::vector<OutputFile> rollout_files(const std::vector<RegionalStacks>& regions) {
  const std::vector<PlannedStackSet> sets = plan_rollout(regions);
  if (sets.empty()) return {};
  std::vector<OutputFile> files;
  for (const PlannedStackSet& set : sets) {
    const Json* calls_of_set[] = {&set.create_stack_set, &set.update_stack_set, &set.create_stack_instances};
    const std::vector<std::string> names = rollout_file_names(set.region, set.stack);
    for (std::size_t i = 0; i < names.size(); ++i)
      files.push_back({names[i], calls_of_set[i]->dump(2) + "\n"});
  }
  files.push_back({std::string(rollout_script), script(*regions.front().project, sets), true});
  return files;
}

}  // namespace agentcore
