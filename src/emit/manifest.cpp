#include "emit/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "agentcore/emit.hpp"
#include "emit/json_text.hpp"

namespace agentcore {
namespace {

// Source: the AWS CDK cloud assembly schema; aws-cdk 2.1148 reads this version.
constexpr std::string_view assembly_version = "36.0.0";

// Marks a manifest as ours; CDK ignores the libraries it does not know.
constexpr std::string_view our_library = "agentcore-synth";
constexpr std::string_view our_library_version = "1";

Json stack_artifact(const Project& project, const std::vector<Stack>& stacks, const Stack& stack,
                    Format format) {
  const std::string account = project.account_id ? project.account_id->value.text : "unknown-account";
  Json artifact =
      json_object({{"type", "aws:cloudformation:stack"},
                   {"environment", fmt::format("aws://{}/{}", account, *project.region)},
                   {"properties", json_object({{"templateFile", template_file_name(stack, format)},
                                               {"stackName", stack.stack_name}})}});
  for (const Stack& other : stacks) {
    const bool needed =
        std::find(stack.depends_on.begin(), stack.depends_on.end(), other.name) != stack.depends_on.end();
    if (needed) artifact["dependencies"].push_back(other.stack_name);
  }
  // By which the CDK CLI tells the stacks of several regions apart.
  artifact["displayName"] =
      project.targets.empty() ? stack.stack_name : fmt::format("{}/{}", *project.region, stack.stack_name);
  return artifact;
}

bool is_template_name(std::string_view name) {
  return name.find('/') == std::string_view::npos &&
         (name.ends_with(".template.json") || name.ends_with(".template.yaml"));
}

bool is_region_name(std::string_view name) {
  return !name.empty() &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

/// Empty where the artifact does not say: anybody can edit a manifest.
std::string property_of(const Json& artifact, const char* key) {
  const auto member = [](const Json& object, const char* name) {
    return object.is_object() && object.contains(name) ? object[name] : Json(nullptr);
  };
  const Json name = member(member(artifact, "properties"), key);
  return name.is_string() ? name.get<std::string>() : std::string();
}

Json empty_manifest() { return json_object({{"version", assembly_version}, {"artifacts", Json::object()}}); }

OutputFile marked_as_ours(Json manifest) {
  manifest["runtime"] = json_object({{"libraries", {{our_library, our_library_version}}}});
  JsonText text;
  text.value(manifest, 0);
  return {std::string(manifest_name), text.take() + "\n"};
}

}  // namespace

std::string template_file_name(const Stack& stack, Format format) {
  return stack.name + (format == Format::json ? ".template.json" : ".template.yaml");
}

OutputFile assembly_manifest(const Project& project, const std::vector<Stack>& stacks, Format format) {
  Json manifest = empty_manifest();
  for (const Stack& stack : stacks) {
    manifest["artifacts"][stack.stack_name] = stack_artifact(project, stacks, stack, format);
  }
  return marked_as_ours(std::move(manifest));
}

OutputFile manifest_of_regions(const std::vector<std::string>& regions) {
  Json manifest = empty_manifest();
  for (const std::string& region : regions) {
    manifest["artifacts"][region] =
        json_object({{"type", "cdk:cloud-assembly"},
                     {"properties", json_object({{"directoryName", region}, {"displayName", region}})}});
  }
  return marked_as_ours(std::move(manifest));
}

std::optional<Listed> read_manifest(const std::string& text) {
  const Json manifest = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  const Json::json_pointer mark(fmt::format("/runtime/libraries/{}", our_library));
  if (!manifest.is_object() || !manifest.contains(mark)) return std::nullopt;
  Listed listed;
  if (!manifest.contains("artifacts") || !manifest["artifacts"].is_object()) return listed;
  for (const Json& artifact : manifest["artifacts"]) {
    const std::string name = property_of(artifact, "templateFile");
    if (is_template_name(name)) listed.templates.push_back(name);
    const std::string folder = property_of(artifact, "directoryName");
    if (is_region_name(folder)) listed.regions.push_back(folder);
  }
  return listed;
}

}  // namespace agentcore
