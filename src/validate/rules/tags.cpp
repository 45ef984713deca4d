#include <fmt/format.h>

#include <map>
#include <set>

#include "agentcore/limits.hpp"
#include "diagnostic/text.hpp"
#include "validate/characters.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

/// What every tagged type of the four stacks takes; Runtime takes the least (EC2 has letters of any script).
bool has_tag_characters(std::string_view text) { return is_alnum_or(text, " _.:/=+-@"); }

bool is_within(std::string_view text, std::int64_t least, std::int64_t most) {
  const auto length = static_cast<std::int64_t>(text::code_points(text));
  return length >= least && length <= most;
}

/// Calls `check` with the tags of the project and of each runtime.
template <class Check>
void for_each_tags(const Project& project, Check check) {
  check(project.tags);
  for (const Runtime& runtime : project.runtimes) check(runtime.tags);
}

void tag_key(const Project& project, const Report& report) {
  for_each_tags(project, [&](const Pairs& tags) {
    for (const Pair& tag : tags) {
      // The repository of the storage stack takes the shortest keys.
      if (!is_within(*tag.key, 1, limits::ecr_tag_key_max) || !has_tag_characters(*tag.key)) {
        report(tag.key.range, fmt::format("`{}` is not a tag key", *tag.key));
      }
    }
  });
}

void tag_prefix(const Project& project, const Report& report) {
  for_each_tags(project, [&](const Pairs& tags) {
    for (const Pair& tag : tags) {
      const std::string& key = *tag.key;
      const bool reserved = key.size() >= 4 && (key[0] == 'a' || key[0] == 'A') &&
                            (key[1] == 'w' || key[1] == 'W') && (key[2] == 's' || key[2] == 'S') &&
                            key[3] == ':';
      if (reserved) report(tag.key.range, fmt::format("the tag key `{}` begins with `aws:`", key));
    }
  });
}

void tag_value(const Project& project, const Report& report) {
  for_each_tags(project, [&](const Pairs& tags) {
    for (const Pair& tag : tags) {
      const auto [value, range] = judged(tag.value);
      if (value != nullptr &&
          (!is_within(*value, 1, limits::ecr_tag_value_max) || !has_tag_characters(*value))) {
        report(range, fmt::format("the value of tag `{}` is not a tag value", *tag.key));
      }
    }
  });
}

void tag_count(const Project& project, const Report& report) {
  const std::set<std::string_view> added = {"Project", "Environment", "Name"};
  const auto count = [&](const Runtime* runtime) {
    std::set<std::string_view> keys = added;
    for (const Pair& tag : project.tags) keys.insert(*tag.key);
    if (runtime == nullptr) return keys.size();
    for (const Pair& tag : runtime->tags) keys.insert(*tag.key);
    return keys.size();
  };
  const auto too_many = [](std::size_t tags) { return tags > static_cast<std::size_t>(limits::tags_max); };
  if (const std::size_t all = count(nullptr); too_many(all)) {
    report(project.tags.back().key.range, fmt::format("a resource would have {} tags", all));
    return;
  }
  for (const Runtime& runtime : project.runtimes) {
    if (runtime.tags.empty()) continue;
    const std::size_t all = count(&runtime);
    if (too_many(all))
      report(runtime.tags.back().key.range, fmt::format("the runtime would have {} tags", all));
  }
}

/// IAM keeps the case of a tag key and does not tell keys apart by it.
void tag_case(const Project& project, const Report& report) {
  std::map<std::string, Range> seen;
  for (const Pair& tag : project.tags) {
    const auto [first, fresh] = seen.emplace(lower_case(*tag.key), tag.key.range);
    if (fresh) continue;
    report(tag.key.range,
           fmt::format("the tag key `{}` differs from another in upper and lower case only", *tag.key))
        .add_note("the other is here", first->second);
  }
}

constexpr std::string_view tag_source =
    "CloudFormation provider schemas of the tagged types (cfn-lint 1.51.0); "
    "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html";

constexpr ProjectRule table[] = {
    {{"AC3701", "tag-key", Severity::error, "A tag key has 1 to 127 letters, digits, spaces and _.:/=+-@.",
      "use 1 to 127 letters, digits, spaces and _.:/=+-@", tag_source,
      "One set of tags goes on every resource of four stacks, and the strictest type decides: a key that EC2 "
      "takes may be refused by ECR, which ends a stack in the middle."},
     tag_key},
    {{"AC3702", "tag-reserved-prefix", Severity::error,
      "A tag key does not begin with aws:, which is AWS's own.", "choose another prefix", tag_source,
      "AWS keeps these keys for itself, in any case of the letters, and refuses the resource. CloudFormation "
      "puts its own such tags on what it makes."},
     tag_prefix},
    {{"AC3703", "tag-value", Severity::error,
      "A tag value has 1 to 255 letters, digits, spaces and _.:/=+-@.",
      "use 1 to 255 letters, digits, spaces and _.:/=+-@", tag_source,
      "The strictest of the tagged types decides: ECR takes no empty value, and none takes characters beyond "
      "these. The first resource that is refused rolls its stack back."},
     tag_value},
    {{"AC3704", "tag-count", Severity::error,
      "A resource has at most 50 tags, with Project, Environment and Name.",
      "remove tags; Project, Environment and Name are added and count", tag_source,
      "The quota holds for each resource. The resource is refused, and its stack rolls back."},
     tag_count},
    {{"AC3705", "tag-case", Severity::error, "Tag keys differ in more than upper and lower case.",
      "remove one of the two",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html (tag keys of IAM are case-insensitive)",
      "IAM answers two keys that differ in case only with InvalidInput, while other services would keep "
      "both. The security stack rolls back, and cost reports would show two columns for one thing."},
     tag_case},
};

}  // namespace

std::span<const ProjectRule> tags() { return table; }

}  // namespace agentcore::rules
