#include "cli/build_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "agentcore/limits.hpp"
#include "agentcore/rollout.hpp"
#include "cli/build_stats.hpp"

namespace agentcore::cli {
namespace {

std::string shell_quoted(const std::string& word) {
  const auto is_safe = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_./-=:@%+,").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_safe)) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

/// "1 VPC, 2 Subnet, 8 VPCEndpoint": resource types in the order of the template.
std::string contents(const Stack& stack) {
  std::vector<std::pair<std::string_view, std::size_t>> counts;
  for (const Resource& resource : stack.body.resources) {
    const std::string_view type = std::string_view(resource.type).substr(resource.type.rfind(':') + 1);
    const auto row =
        std::find_if(counts.begin(), counts.end(), [=](const auto& row) { return row.first == type; });
    if (row == counts.end()) {
      counts.emplace_back(type, 1);
    } else {
      ++row->second;
    }
  }
  std::string text;
  for (const auto& [type, count] : counts)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, type);
  return text;
}

std::string stack_lines(const Build& build, std::size_t width) {
  std::string text;
  for (const EmittedStack& emitted : build.stacks) {
    text += fmt::format("  {:<{}} {}\n", emitted.stack.name, width, emitted.file_name);
    for (const std::string& line : {contents(emitted.stack), budget_line(emitted)})
      text += fmt::format("   {:<{}}{}\n", "", width, line);
  }
  for (const Synthesis::LeftOut& left_out : build.left_out) {
    text += fmt::format("  {:<{}} left out: {}\n", left_out.name, width, left_out.why);
  }
  return text;
}

std::string deploy_command(const Project& project, const EmittedStack& emitted, const std::string& folder) {
  const std::string path = shell_quoted(folder + "/" + emitted.file_name);
  std::string command =
      fmt::format("  aws cloudformation deploy --region {} --stack-name {} --template-file {}",
                  *project.region, emitted.stack.stack_name, path);
  if (names_iam_resources(emitted.stack.body)) command += " --capabilities CAPABILITY_NAMED_IAM";
  std::string values;
  for (const TemplateParameter& parameter : emitted.stack.body.parameters) {
    if (!parameter.default_value) values += fmt::format(" {}=VALUE", parameter.name);
  }
  if (!values.empty()) command += " --parameter-overrides" + values;
  if (needs_bucket(emitted)) command += " --s3-bucket BUCKET";
  return command + "\n";
}

/// ":v1.0.0", "@sha256:..."; the name of what is known at deployment only.
std::string version_of(const Artifact& artifact) {
  const Value<std::string>& version = artifact.digest ? *artifact.digest : *artifact.tag;
  const std::string text =
      version.literal() != nullptr ? *version.literal() : fmt::format("<{}>", *version.reference()->name);
  return (artifact.digest ? "@" : ":") + text;
}

/// Images that must be there before the agentcore stack: those of the config's own repositories.
std::string push_lines(const Project& project) {
  std::set<std::string> images;
  for (const Runtime& runtime : project.runtimes) {
    const Artifact& artifact = runtime.artifact;
    if (!artifact.repository_index) continue;
    if (const ContainerUri* uri = literal_of(artifact.container_uri)) {
      images.insert(uri->text);
      continue;
    }
    const std::string account = project.account_id        ? project.account_id->value.text
                                : project.targets.empty() ? "ACCOUNT"
                                                          : "<each account>";
    const Repository& repository = project.repositories[*artifact.repository_index];
    images.insert(fmt::format("{}.dkr.ecr.{}.amazonaws.com/{}{}", account, *project.region,
                              *repository.repository_name, version_of(artifact)));
  }
  constexpr std::size_t most_listed = 10;
  std::string text;
  std::size_t listed = 0;
  for (const std::string& image : images) {
    if (listed++ == most_listed) break;
    text += fmt::format("  # push the image (linux/arm64) now: {}\n", image);
  }
  if (images.size() > most_listed)
    text += fmt::format("  # and {} more images, which the template names\n", images.size() - most_listed);
  return text;
}

std::string next_commands(const Project& project, const Build& build, const std::string& folder) {
  std::string text = "next:\n";
  bool pushed = false;
  for (const EmittedStack& emitted : build.stacks) {
    if (emitted.stack.kind == StackKind::agentcore && !std::exchange(pushed, true))
      text += push_lines(project);
    text += deploy_command(project, emitted, folder);
  }
  if (std::any_of(build.stacks.begin(), build.stacks.end(), needs_bucket)) {
    text += fmt::format(
        "  # a template over {} bytes needs --s3-bucket: for BUCKET put the name of one that you have\n",
        limits::template_body_inline_bytes);
  }
  return text;
}

/// The values that the script takes from its environment.
std::string given_parameters(const std::vector<Build>& builds) {
  std::set<std::string> names;
  for (const Build& build : builds) {
    for (const EmittedStack& emitted : build.stacks) {
      for (const TemplateParameter& parameter : emitted.stack.body.parameters) {
        if (!parameter.default_value) names.insert(parameter.name);
      }
    }
  }
  std::string text;
  for (const std::string& name : names) text += fmt::format("PARAMETER_{}=VALUE ", name);
  return text;
}

bool any_needs_bucket(const std::vector<Build>& builds) {
  return std::any_of(builds.begin(), builds.end(), [](const Build& build) {
    return std::any_of(build.stacks.begin(), build.stacks.end(), needs_bucket);
  });
}

/// Where images are pushed to repositories of the config's own, in two steps.
std::string rollout_commands(const std::vector<Config>& configs, const std::vector<Build>& builds,
                             const std::string& folder) {
  std::string images;
  for (const Config& config : configs) images += push_lines(*config.project);
  std::string lead = "  " + given_parameters(builds);
  if (any_needs_bucket(builds)) lead += "AGENTCORE_BUCKET=BUCKET ";
  const std::string script = lead + shell_quoted(fmt::format("{}/{}", folder, rollout_script));
  if (images.empty()) return fmt::format("next:\n{}\n", script);
  std::string producers;
  std::string agents;
  std::set<std::string_view> named;
  for (const Build& build : builds) {
    for (const EmittedStack& emitted : build.stacks) {
      if (!named.insert(emitted.stack.name).second) continue;
      (emitted.stack.kind == StackKind::agentcore ? agents : producers) += " " + emitted.stack.name;
    }
  }
  return fmt::format("next:\n{}{}\n{}{}{}\n", script, producers, images, script, agents);
}

/// Of templates that were taken away, the stacks that the build has no more: they may be deployed all the
/// same.
std::string removed_lines(const Project& project, const Build& build,
                          const std::vector<std::string>& removed) {
  std::string text;
  for (const std::string& file : removed) {
    const std::string name = file.substr(0, file.find(".template."));
    const bool is_built = std::any_of(build.stacks.begin(), build.stacks.end(),
                                      [&](const auto& emitted) { return emitted.stack.name == name; });
    if (is_built || name.size() == file.size() || name.find('/') != std::string::npos) continue;
    text += fmt::format(
        "  # the {} stack is not built any more; if it is deployed, it stays until you delete it:\n"
        "  aws cloudformation delete-stack --region {} --stack-name {}\n",
        name, *project.region, project.stack_name(name));
  }
  return text;
}

std::string regional_summary(const std::vector<Config>& configs, const std::vector<Build>& builds,
                             const std::string& folder) {
  std::string text;
  for (std::size_t i = 0; i < builds.size(); ++i)
    text += fmt::format("{}\n{}", *configs[i].project->region, stack_lines(builds[i], name_width(builds)));
  return text + rollout_commands(configs, builds, folder);
}

}  // namespace

std::string build_summary(const std::vector<Config>& configs, const std::vector<Build>& builds,
                          const std::string& folder, const WriteResult& written) {
  std::string head =
      fmt::format("{}: {} written, {} unchanged", folder, written.written.size(), written.unchanged.size());
  if (!written.removed.empty()) head += fmt::format(", removed {}", fmt::join(written.removed, " "));
  head += "\n";
  if (!configs.front().overlaid.regions().empty()) return head + regional_summary(configs, builds, folder);
  const Build& build = builds.front();
  const Project& project = *configs.front().project;
  return head + stack_lines(build, name_width(builds)) + next_commands(project, build, folder) +
         removed_lines(project, build, written.removed);
}

}  // namespace agentcore::cli
