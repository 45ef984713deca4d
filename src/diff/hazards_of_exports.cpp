#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "diff/exports.hpp"
#include "diff/hazards.hpp"
#include "diff/intrinsics.hpp"

namespace agentcore::diffing {
namespace {

/// An export of BASE that is not in NEW, or may have another value there.
struct LostExport {
  std::string key;
  std::string stack;
  bool removed = false;
  bool uncertain = false;            ///< of one that stays: its value may stay, too
  bool keeps_output = false;         ///< of one that is removed: the output stays, without Export
  bool has_successor = false;        ///< NEW gives something to other stacks that BASE does not
  std::string replaced = {};         ///< the resource behind it that is replaced; empty: none
  const TakenName* taken = nullptr;  ///< the name of a resource behind it that another one takes
};

/// Nothing, if the value stays.
const ValueChange* value_change(const EntryChange& output) {
  const auto found = std::ranges::find_if(output.values, [](const ValueChange& change) {
    return change.path.empty() || change.path.front().key == "Value";
  });
  return found == output.values.end() ? nullptr : &*found;
}

/// The logical ids that an output's value refers to.
std::set<std::string> behind(const TemplateFile& file, const Json& output) {
  std::set<std::string> ids;
  const Json* value = member(output, "Value");
  if (value == nullptr) return ids;
  const ExportKey key = [&file](const Json& name) { return export_key(file, name); };
  for_each_reference(*value, key, [&ids](const Reference& reference) {
    if (reference.kind == Reference::Kind::local) ids.insert(reference.target);
  });
  return ids;
}

std::string replaced_among(const std::set<std::string>& ids, const StackDifference& difference) {
  const auto found = std::ranges::find_if(difference.resources, [&](const ResourceChange& change) {
    const bool is_replaced = change.action == Action::replace || change.action == Action::may_replace;
    return is_replaced && ids.contains(change.logical_id);
  });
  return found == difference.resources.end() ? std::string{} : found->logical_id;
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

/// Finds the lost exports of one stack.
class Losses {
 public:
  Losses(const Compared& compared, std::size_t stack, const std::vector<TakenName>& taken)
      : pair_(compared.pairs[stack]),
        difference_(compared.differences[stack]),
        stack_(stack),
        taken_(taken) {}

  void find(std::vector<LostExport>& lost) const {
    if (difference_.outputs.empty() || pair_.base == nullptr || is_another_stack(pair_)) return;
    const std::set<std::string> now = exports_of(pair_.base);
    const std::set<std::string> then = exports_of(pair_.next);
    const bool has_successor = !std::ranges::includes(now, then) || stores_more(difference_);
    for (const EntryChange& change : difference_.outputs) {
      const Json* output = member(section(pair_.base, "Outputs"), change.name);
      std::string key = output == nullptr ? std::string{} : export_key_of(*pair_.base, *output);
      if (key.empty()) continue;
      const ValueChange* value = value_change(change);
      const bool removed = !then.contains(key);
      if (!removed && value == nullptr) continue;
      lost.push_back(describe(std::move(key), removed, value, *output));
      lost.back().has_successor = has_successor;
      lost.back().keeps_output = removed && keeps(change.name);
    }
  }

 private:
  LostExport describe(std::string key, bool removed, const ValueChange* value, const Json& output) const {
    LostExport lost{.key = std::move(key), .stack = difference_.stack, .removed = removed};
    lost.uncertain = value != nullptr && value->uncertain;
    const std::set<std::string> ids = behind(*pair_.base, output);
    if (value != nullptr && value->by_reference) lost.replaced = replaced_among(ids, difference_);
    const auto name = std::ranges::find_if(taken_, [&](const TakenName& each) {
      return each.owner_stack == stack_ && ids.contains(each.owner->logical_id);
    });
    if (name != taken_.end()) lost.taken = &*name;
    return lost;
  }

  bool keeps(const std::string& output) const {
    const Json* then = member(section(pair_.next, "Outputs"), output);
    return then != nullptr && member(*then, "Export") == nullptr;
  }

  const StackPair& pair_;
  const StackDifference& difference_;
  std::size_t stack_;
  const std::vector<TakenName>& taken_;
};

std::string who(const std::vector<Importer>& importers, const std::string& but_not) {
  std::set<std::string> named;
  for (const Importer& importer : importers) {
    if (importer.stack != but_not) named.insert(fmt::format("{} ({})", importer.name, importer.stack));
  }
  return fmt::format("{}", fmt::join(named, ", "));
}

/// How to change the value of an export that is in use.
std::string plan_of_change(const LostExport& lost) {
  constexpr std::string_view refusal = "CloudFormation refuses to change an export that is imported.";
  if (lost.replaced.empty()) {
    return fmt::format(
        "{} Deploy in two steps: first add an output with the new value under another export name and let "
        "the importers take that one; then remove this one",
        refusal);
  }
  return fmt::format(
      "{0} Leave {1} as it is, and deploy in two steps: first {2} with a second resource beside it that has "
      "an export of its own (in a config, a second entry), and the importing stack, which takes that one; "
      "then {2} without {1}",
      refusal, lost.replaced, lost.stack);
}

/// What to deploy first, so that nothing imports the export any more.
std::string first_step(const LostExport& lost) {
  if (!lost.has_successor) {
    return fmt::format("first the importing stack, which no longer needs it, with {} unchanged", lost.stack);
  }
  if (lost.keeps_output) {
    return fmt::format(
        "first {} with the old Export put back into its template (the README says how, under Exports or "
        "SSM), and the importing stack",
        lost.stack);
  }
  return fmt::format(
      "first {} with the old export beside what takes its place (in a config, the old entry beside the new "
      "one), and the importing stack",
      lost.stack);
}

/// How to get an export out of use and away.
std::string plan_of_removal(const LostExport& lost, const std::string& users_in_next) {
  if (!users_in_next.empty()) {
    return fmt::format(
        "{} needs it in the new templates, too. Keep the output; to be rid of it, first take the import away "
        "and deploy that, then remove the output",
        users_in_next);
  }
  std::string plan = fmt::format(
      "CloudFormation refuses to remove an export that is imported. Deploy in two steps: {}; then {}",
      first_step(lost), lost.has_successor ? lost.stack + " without it" : lost.stack);
  if (lost.has_successor && lost.taken != nullptr) {
    plan += fmt::format(". Both are there in between, so give {} another {} than {} has",
                        lost.taken->taker->logical_id, lost.taken->path, lost.taken->owner->logical_id);
  }
  return plan;
}

Hazard hazard_of(const LostExport& lost, const std::string& users, const std::string& users_in_next) {
  if (lost.removed) {
    return {"export-in-use", lost.stack, lost.key,
            fmt::format("export {} is removed while {} imports it", lost.key, users),
            plan_of_removal(lost, users_in_next)};
  }
  return {"export-in-use", lost.stack, lost.key,
          fmt::format("the value of export {} {} while {} imports it", lost.key,
                      lost.uncertain ? "may change" : "changes", users),
          plan_of_change(lost)};
}

Importers importers_of(const std::vector<StackPair>& pairs, const TemplateFile* StackPair::*side) {
  std::vector<const TemplateFile*> files;
  for (const StackPair& pair : pairs) {
    if (pair.*side != nullptr) files.push_back(pair.*side);
  }
  return find_importers(files);
}

}  // namespace

void find_export_hazards(const Compared& compared, const std::vector<TakenName>& taken,
                         std::vector<Hazard>& hazards) {
  std::vector<LostExport> lost;
  for (std::size_t i = 0; i < compared.pairs.size(); ++i) Losses(compared, i, taken).find(lost);
  if (lost.empty()) return;
  Importers now = importers_of(compared.pairs, &StackPair::base);
  Importers then = importers_of(compared.pairs, &StackPair::next);
  for (const LostExport& each : lost) {
    const std::string users = who(now[each.key], each.stack);
    if (!users.empty()) hazards.push_back(hazard_of(each, users, who(then[each.key], each.stack)));
  }
}

}  // namespace agentcore::diffing
