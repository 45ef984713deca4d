#include <fmt/format.h>

#include <unordered_map>
#include <unordered_set>

#include "agentcore/limits.hpp"
#include "validate/characters.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

bool in_range(std::int64_t seconds) {
  return seconds >= limits::idle_timeout_min && seconds <= limits::idle_timeout_max;
}

void lifecycle_range(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    if (!runtime.lifecycle) continue;
    for (const auto* seconds : {&runtime.lifecycle->idle_timeout, &runtime.lifecycle->max_lifetime}) {
      if (!in_range(**seconds))
        report(seconds->range, fmt::format("{} seconds are not 60 to 28800", **seconds));
    }
  }
}

void lifecycle_order(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    if (!runtime.lifecycle) continue;
    const auto& idle = runtime.lifecycle->idle_timeout;
    const auto& lifetime = runtime.lifecycle->max_lifetime;
    if (*idle <= *lifetime || !in_range(*idle) || !in_range(*lifetime)) continue;
    const std::string headline =
        fmt::format("idle_timeout {} is longer than max_lifetime {}", *idle, *lifetime);
    if (idle.written && lifetime.written) {
      report.conflict({idle.range, "idle_timeout"}, {lifetime.range, "max_lifetime"}, headline);
    } else {
      report(idle.written ? idle.range : lifetime.range, headline);
    }
  }
}

bool is_allowed_header(std::string_view header) {
  constexpr std::string_view prefix = "X-Amzn-Bedrock-AgentCore-Runtime-Custom-";
  if (header == "Authorization") return true;
  return header.starts_with(prefix) && header.size() > prefix.size() &&
         header.size() <= static_cast<std::size_t>(limits::request_header_max) && is_alnum_or(header, "_-");
}

void request_header(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    std::unordered_set<std::string> seen;
    for (const Located<std::string>& header : runtime.request_headers) {
      const bool is_first = seen.insert(lower_case(*header)).second;  // of others AC3125 speaks
      if (!is_first || is_allowed_header(*header)) continue;
      const bool is_known = lower_case(*header) == "authorization";
      Diagnostic& finding =
          report(header.range, fmt::format("the header `{}` cannot be let through", *header),
                 is_known ? "did you mean `Authorization`?" : "");
      if (is_known) finding.mend(header.range, "Authorization");
    }
  }
}

void request_header_count(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const std::size_t count = runtime.request_headers.size();
    if (count <= static_cast<std::size_t>(limits::request_header_count)) continue;
    report(runtime.request_headers.back().range,
           fmt::format("the runtime lets {} headers through, AWS takes {}", count,
                       limits::request_header_count));
  }
}

void request_header_twice(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    std::unordered_map<std::string, Range> seen;
    for (const Located<std::string>& header : runtime.request_headers) {
      const auto [first, fresh] = seen.emplace(lower_case(*header), header.range);
      if (!fresh)
        report(header.range, "the header is listed twice")
            .mend_by_removal(header.range)
            .add_note("the first is here", first->second);
    }
  }
}

void authorization_header(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    if (runtime.authorizer) continue;
    for (const Located<std::string>& header : runtime.request_headers) {
      if (*header == "Authorization")
        report(header.range, "the runtime has no authorizer whose token could be passed on");
    }
  }
}

bool is_mount_path(std::string_view path) {
  constexpr std::string_view root = "/mnt/";
  if (!path.starts_with(root)) return false;
  std::string_view name = path.substr(root.size());
  if (name.ends_with('/')) name.remove_suffix(1);
  return !name.empty() && name != "." && name != ".." &&
         path.size() <= static_cast<std::size_t>(limits::mount_path_max) && is_alnum_or(name, "._-");
}

void mount_path(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    if (!runtime.session_storage || is_mount_path(*runtime.session_storage->mount_path)) continue;
    report(runtime.session_storage->mount_path.range,
           fmt::format("`{}` is not one folder directly below /mnt", *runtime.session_storage->mount_path));
  }
}

constexpr std::string_view schema =
    "AWS::BedrockAgentCore::Runtime, CloudFormation provider schema (cfn-lint 1.51.0)";

constexpr ProjectRule table[] = {
    {{"AC3121", "lifecycle-range", Severity::error, "idle_timeout and max_lifetime are 60 to 28,800 seconds.",
      "write 60 to 28800", schema,
      "The service validates both when the runtime is created or updated, and the stack rolls back. The "
      "newest pages name 1,209,600 seconds, which is for another kind of compute that CloudFormation's "
      "schema does not have."},
     lifecycle_range},
    {{"AC3122", "lifecycle-order", Severity::error, "idle_timeout is not longer than max_lifetime.",
      "lower idle_timeout or raise max_lifetime; left out they are 900 and 28800",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-lifecycle-settings.html",
      "The service answers with a ValidationException when the runtime is created, after everything it "
      "stands on was deployed. CloudFormation's schema does not compare the two, so no other check finds it "
      "earlier."},
     lifecycle_order},
    {{"AC3123", "request-header", Severity::error,
      "request_headers are Authorization and X-Amzn-Bedrock-AgentCore-Runtime-Custom-*.",
      "name it X-Amzn-Bedrock-AgentCore-Runtime-Custom-<name>, or let callers send it so (the service may "
      "take "
      "others by now; CloudFormation's schema does not)",
      schema,
      "The pattern of CloudFormation's schema refuses any other header before the runtime is made. Sources "
      "disagree: the service's own page takes every header that is not restricted, so that this may be "
      "lifted one day."},
     request_header},
    {{"AC3124", "request-header-count", Severity::error, "A runtime lets at most 20 headers through.",
      "remove headers", schema,
      "CloudFormation's schema bounds the list, and the stack fails before the runtime is made."},
     request_header_count},
    {{"AC3125", "request-header-twice", Severity::error, "No header is listed twice.", "remove the second",
      schema,
      "Names of HTTP headers are equal whatever their case, so the second lets nothing more through, and "
      "counts towards the 20."},
     request_header_twice},
    {{"AC3126", "mount-path", Severity::error,
      "mount_path is one folder directly below /mnt, 6 to 200 characters.", "write a path such as /mnt/data",
      schema,
      "The service validates the pattern when the runtime is created: no folder below the first level, and "
      "none outside of /mnt. The stack then rolls back."},
     mount_path},
    {{"AC3127", "authorization-header", Severity::error, "The header Authorization goes with an authorizer.",
      "add `authorizer:`, or remove the header: callers that sign with IAM bring no token",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-header-allowlist.html",
      "The header carries the caller's token on to the agent. Callers of a runtime without an authorizer "
      "sign with IAM and bring a signature there instead."},
     authorization_header},
};

}  // namespace

std::span<const ProjectRule> runtime_options() { return table; }

}  // namespace agentcore::rules
