#include "cli/build_stats.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "agentcore/check.hpp"
#include "agentcore/limits.hpp"

namespace agentcore::cli {
namespace {

std::string words_of(std::string_view name) {
  std::string words(name);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

/// "1 resource", "2 resources"
std::string used_of(const Budget& budget) {
  std::string words = words_of(budget.what);
  if (budget.used == 1) words.pop_back();  // every one of them is a plural on s
  return fmt::format("{} {}", budget.used, words);
}

std::size_t width_of(const Budget& budget) {
  return std::max(budget.what.size(), fmt::formatted_size("{}", budget.quota) + std::size_t{5});
}

std::string table_row(std::string_view name, std::size_t name_width, const std::vector<Budget>& row,
                      const std::function<std::string(const Budget&)>& cell) {
  std::string text = fmt::format("  {:<{}}", name, name_width);
  for (const Budget& budget : row) text += fmt::format("  {:>{}}", cell(budget), width_of(budget));
  return text + "\n";
}

/// The folder of a config's templates within that of the build: empty, or with a slash behind it.
std::string folder_of(const Config& config) {
  return config.overlaid.regions().empty() ? "" : *config.project->region + "/";
}

Json stats_of(const Config& config, const EmittedStack& emitted) {
  Json stack = {{"stack", emitted.stack.name},
                {"stack_name", emitted.stack.stack_name},
                {"region", *config.project->region},
                {"file", folder_of(config) + emitted.file_name}};
  for (const Budget& budget : emitted.budgets) {
    stack[std::string(budget.what)] = {
        {"used", budget.used}, {"quota", budget.quota}, {"percent", budget.percent()}};
  }
  stack["needs_s3_bucket"] = needs_bucket(emitted);
  return stack;
}

}  // namespace

std::size_t name_width(const std::vector<Build>& builds) {
  std::size_t width = 10;
  for (const Build& build : builds) {
    for (const EmittedStack& emitted : build.stacks) width = std::max(width, emitted.stack.name.size());
  }
  return width;
}

bool needs_bucket(const EmittedStack& emitted) {
  return emitted.bytes > static_cast<std::size_t>(limits::template_body_inline_bytes);
}

std::string budget_line(const EmittedStack& emitted) {
  std::string text;
  for (const Budget& budget : emitted.budgets) {
    const bool always = budget.what == "resources" || budget.what == "outputs" || budget.what == "bytes";
    if (!always && budget.used == 0) continue;
    text += fmt::format("{}{} ({}%)", text.empty() ? "" : ", ", used_of(budget), budget.percent());
  }
  return text;
}

std::string stats_table(const std::vector<Config>& configs, const std::vector<Build>& builds) {
  const std::size_t width = name_width(builds);
  const std::vector<Budget> quotas = budgets({}, 0);
  std::string text = table_row("", width, quotas, [](const Budget& budget) { return words_of(budget.what); });
  for (std::size_t i = 0; i < builds.size(); ++i) {
    if (!folder_of(configs[i]).empty()) text += *configs[i].project->region + "\n";
    for (const EmittedStack& emitted : builds[i].stacks) {
      text += table_row(emitted.stack.name, width, emitted.budgets, [](const Budget& budget) {
        return fmt::format("{} {:>3}%", budget.used, budget.percent());
      });
    }
  }
  return text + table_row("quota", width, quotas,
                          [](const Budget& budget) { return fmt::format("{} 100%", budget.quota); });
}

std::string stats_json(const std::vector<Config>& configs, const std::vector<Build>& builds) {
  Json stacks = Json::array();
  for (std::size_t i = 0; i < builds.size(); ++i) {
    for (const EmittedStack& emitted : builds[i].stacks) stacks.push_back(stats_of(configs[i], emitted));
  }
  return Json({{"version", 1}, {"stacks", std::move(stacks)}}).dump(2) + "\n";
}

}  // namespace agentcore::cli
