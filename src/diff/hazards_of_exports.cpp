#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "diff/exports.hpp"
#include "diff/hazards.hpp"
#include "diff/intrinsics.hpp"

namespace agentcore::diffing {
namespace {

/// An export of BASE that is not in NEW, or has another value there.
struct LostExport {
  std::string key;
  std::string stack;
  std::string output;
  bool removed = false;
  bool has_successor = false;  ///< NEW gives something to other stacks that BASE does not
};

bool changes_value(const EntryChange& output) {
  return std::ranges::any_of(output.values, [](const ValueChange& change) {
    return change.path.empty() || change.path.front().key == "Value";
  });
}

std::set<std::string> exports_of(const TemplateFile* file) {
  std::set<std::string> keys;
  for (const auto& [name, output] : section(file, "Outputs").items())
    keys.insert(export_key_of(*file, output));
  keys.erase("");
  return keys;
}

bool stores_more(const StackDifference& difference) {
  return std::ranges::any_of(difference.resources, [](const ResourceChange& change) {
    return change.action == Action::create && change.type == "AWS::SSM::Parameter";
  });
}

void add_lost(const StackPair& pair, const StackDifference& difference, std::vector<LostExport>& lost) {
  if (difference.outputs.empty()) return;
  const std::set<std::string> now = exports_of(pair.base);
  const std::set<std::string> then = exports_of(pair.next);
  const bool has_successor = !std::ranges::includes(now, then) || stores_more(difference);
  for (const EntryChange& change : difference.outputs) {
    const Json* old_output = member(section(pair.base, "Outputs"), change.name);
    if (old_output == nullptr) continue;
    std::string key = export_key_of(*pair.base, *old_output);
    if (key.empty()) continue;
    const bool removed = !then.contains(key);
    if (removed || changes_value(change)) {
      lost.push_back({std::move(key), difference.stack, change.name, removed, has_successor});
    }
  }
}

std::string who(const std::vector<Importer>& importers, const std::string& but_not) {
  std::set<std::string> named;
  for (const Importer& importer : importers) {
    if (importer.stack != but_not) named.insert(fmt::format("{} ({})", importer.name, importer.stack));
  }
  return fmt::format("{}", fmt::join(named, ", "));
}

/// How to get an export out of use and away.
std::string plan(const LostExport& lost, const std::string& users_in_next) {
  if (!lost.removed) {
    return "CloudFormation refuses to change an export that is imported. Deploy in two steps: first add an "
           "output "
           "with the new value under another export name and let the importers take that one; then remove "
           "this one";
  }
  if (!users_in_next.empty()) {
    return fmt::format(
        "{} needs it in the new templates, too. Keep the output; to be rid of it, first take the import away "
        "and "
        "deploy that, then remove the output",
        users_in_next);
  }
  const std::string first =
      lost.has_successor
          ? fmt::format(
                "first {} with the old export beside what takes its place (in a config, the old entry "
                "beside the new one), and the importing stack",
                lost.stack)
          : fmt::format("first the importing stack, which no longer needs it, with {} unchanged", lost.stack);
  return fmt::format(
      "CloudFormation refuses to remove an export that is imported. Deploy in two steps: {}; then {}", first,
      lost.has_successor ? lost.stack + " without it" : lost.stack);
}

Hazard hazard_of(const LostExport& lost, const std::string& users, const std::string& users_in_next) {
  const std::string headline =
      lost.removed ? fmt::format("export {} is removed while {} imports it", lost.key, users)
                   : fmt::format("the value of export {} changes while {} imports it", lost.key, users);
  return {"export-in-use", lost.stack, lost.key, headline, plan(lost, users_in_next)};
}

Importers importers_of(const std::vector<StackPair>& pairs, const TemplateFile* StackPair::*side) {
  std::vector<const TemplateFile*> files;
  for (const StackPair& pair : pairs) {
    if (pair.*side != nullptr) files.push_back(pair.*side);
  }
  return find_importers(files);
}

}  // namespace

void find_export_hazards(const Compared& compared, std::vector<Hazard>& hazards) {
  std::vector<LostExport> lost;
  for (std::size_t i = 0; i < compared.pairs.size(); ++i) {
    if (compared.pairs[i].base != nullptr) add_lost(compared.pairs[i], compared.differences[i], lost);
  }
  if (lost.empty()) return;
  Importers now = importers_of(compared.pairs, &StackPair::base);
  Importers then = importers_of(compared.pairs, &StackPair::next);
  for (const LostExport& each : lost) {
    const std::string users = who(now[each.key], each.stack);
    if (!users.empty()) hazards.push_back(hazard_of(each, users, who(then[each.key], each.stack)));
  }
}

}  // namespace agentcore::diffing
