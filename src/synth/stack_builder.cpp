#include "synth/stack_builder.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace agentcore {
namespace {

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

/// IAM does not tell tag keys apart by upper and lower case, so neither do we.
const Pair* find(const Pairs& tags, std::string_view key) {
  for (const Pair& tag : tags) {
    if (equal_ignoring_case(*tag.key, key)) return &tag;
  }
  return nullptr;
}

/// Calls `take(key, value)` for each tag that a resource gets: own, project's, added.
template <class Take>
void for_each_tag(const Project& project, std::string_view name, const Pairs& own, Take take) {
  for (const Pair& tag : own) take(*tag.key, *tag.value);
  for (const Pair& tag : project.tags) {
    if (find(own, *tag.key) == nullptr) take(*tag.key, *tag.value);
  }
  const auto add = [&](std::string_view key, std::string_view value) {
    if (find(own, key) == nullptr && find(project.tags, key) == nullptr) take(key, value);
  };
  add("Project", *project.project);
  add("Environment", *project.environment);
  add("Name", name);
}

}  // namespace

StackBuilder::StackBuilder(const Project& project, std::string_view name, std::string_view description)
    : project_(project) {
  stack_.name = name;
  stack_.stack_name = project.stack_name(name);
  stack_.body.description = fmt::format("{} of {} ({})", description, *project.project, *project.environment);
}

Resource& StackBuilder::add(std::string logical_id, std::string_view type, Json properties) {
  Resource& resource = stack_.body.resources.emplace_back();
  resource.logical_id = std::move(logical_id);
  resource.type = type;
  resource.properties = std::move(properties);
  return resource;
}

void StackBuilder::output(std::string name, std::string_view description, Json value) {
  std::string export_name = fmt::format("{}-{}", stack_.stack_name, name);
  stack_.body.outputs.push_back(
      {std::move(name), std::string(description), std::move(value), std::move(export_name)});
}

std::string StackBuilder::display_name(std::string_view what) const {
  return fmt::format("{}-{}-{}", *project_.project, *project_.environment, what);
}

Json import_from(const Project& project, std::string_view stack, std::string_view name) {
  return import_value(fmt::format("{}-{}", project.stack_name(stack), name));
}

Json tag_list(const Project& project, std::string_view name, const Pairs& own) {
  Json tags = Json::array();
  for_each_tag(project, name, own, [&](std::string_view key, std::string_view value) {
    tags.push_back({{"Key", key}, {"Value", value}});
  });
  return tags;
}

Json tag_map(const Project& project, std::string_view name, const Pairs& own) {
  Json tags = Json::object();
  for_each_tag(project, name, own,
               [&](std::string_view key, std::string_view value) { tags[std::string(key)] = value; });
  return tags;
}

}  // namespace agentcore
