#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "agentcore/limits.hpp"
#include "diagnostic/text.hpp"
#include "validate/characters.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

using FirstPlace = std::unordered_map<std::string_view, Range>;

/// The place where `name` was seen before. No place: it is new, and remembered.
Range seen_before(FirstPlace& seen, std::string_view name, Range range) {
  const auto [first, fresh] = seen.emplace(name, range);
  return fresh ? Range{} : first->second;
}

bool is_data_model_name(std::string_view name) {
  return !name.empty() && name.size() <= static_cast<std::size_t>(limits::data_model_runtime_name_max) &&
         is_alnum_or(name, "-_");
}

void runtime_name(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    if (runtime.runtime_name.written && !is_data_model_name(*runtime.runtime_name)) {
      report(runtime.runtime_name.range, fmt::format("`{}` is not a runtime name", *runtime.runtime_name));
    }
  }
}

/// Whether a name on AWS differs from the written one in more than `-`, which becomes `_`.
bool is_renamed(std::string name, std::string_view aws_name) {
  std::replace(name.begin(), name.end(), '-', '_');
  return name != aws_name;
}

void name_on_aws(const Project& project, const Report& report) {
  const auto check = [&](const Located<std::string>& name, std::string_view aws_name, std::string_view kind) {
    const bool usable = is_data_model_name(*name) && std::any_of(name->begin(), name->end(), is_alnum);
    if (name.written && usable && is_renamed(*name, aws_name))
      report(name.range, fmt::format("on AWS the {} is named `{}`", kind, aws_name));
  };
  for (const Runtime& runtime : project.runtimes) {
    check(runtime.runtime_name, runtime.aws_name, "runtime");
    for (const RuntimeEndpoint& endpoint : runtime.endpoints)
      check(endpoint.name, endpoint.aws_name, "endpoint");
  }
}

void runtime_name_collision(const Project& project, const Report& report) {
  FirstPlace seen;
  for (const Runtime& runtime : project.runtimes) {
    const Range first = seen_before(seen, runtime.aws_name, runtime.runtime_name.range);
    if (!first) continue;
    report(runtime.runtime_name.range,
           fmt::format("two runtimes would be named `{}` on AWS", runtime.aws_name))
        .add_note("the first is here", first);
  }
}

/// Distinct names that keep no difference once they are letters and digits only.
void logical_id_collision(const Project& project, const Report& report) {
  FirstPlace names;
  FirstPlace ids;
  for (const Runtime& runtime : project.runtimes) {
    const Range place = runtime.runtime_name.range;
    if (seen_before(names, runtime.aws_name, place)) continue;  // AC3102 says so
    if (const Range first = seen_before(ids, runtime.logical_id, place)) {
      report(place, fmt::format("two runtimes would have the logical id `{}`", runtime.logical_id))
          .add_note("the first is here", first);
    }
  }
}

void description_length(const Project& project, const Report& report) {
  const auto check = [&](const std::optional<Located<std::string>>& description, std::int64_t most) {
    if (!description) return;
    const std::size_t length = text::code_points(**description);
    if (length >= 1 && length <= static_cast<std::size_t>(most)) return;
    report(description->range,
           fmt::format("the description has {} characters, AWS takes 1 to {}", length, most));
  };
  for (const Runtime& runtime : project.runtimes) {
    check(runtime.description, limits::runtime_description_max);
    for (const RuntimeEndpoint& endpoint : runtime.endpoints) {
      check(endpoint.description, limits::runtime_endpoint_description_max);
    }
  }
}

void endpoint_name(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    for (const RuntimeEndpoint& endpoint : runtime.endpoints) {
      if (is_data_model_name(*endpoint.name)) continue;
      report(endpoint.name.range, fmt::format("`{}` is not an endpoint name", *endpoint.name));
    }
  }
}

void endpoint_default(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    for (const RuntimeEndpoint& endpoint : runtime.endpoints) {
      if (*endpoint.name == "DEFAULT")
        report(endpoint.name.range, "the endpoint DEFAULT is made by the service");
    }
  }
}

void endpoint_name_collision(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    FirstPlace seen;
    for (const RuntimeEndpoint& endpoint : runtime.endpoints) {
      const Range first = seen_before(seen, endpoint.aws_name, endpoint.name.range);
      if (!first) continue;
      report(endpoint.name.range, fmt::format("two endpoints would be named `{}` on AWS", endpoint.aws_name))
          .add_note("the first is here", first);
    }
  }
}

void endpoint_logical_id(const Project& project, const Report& report) {
  FirstPlace ids;  // of all runtimes: "a" with endpoint "b-runtime-c" meets "a-runtime-b" with endpoint "c"
  for (const Runtime& runtime : project.runtimes) {
    FirstPlace names;
    for (const RuntimeEndpoint& endpoint : runtime.endpoints) {
      if (seen_before(names, endpoint.aws_name, endpoint.name.range)) continue;  // AC3107 says so
      if (std::none_of(endpoint.name->begin(), endpoint.name->end(), is_alnum)) {
        report(endpoint.name.range, fmt::format("the name `{}` has no letter and no digit", *endpoint.name));
      } else if (const Range first = seen_before(ids, endpoint.logical_id, endpoint.name.range)) {
        report(endpoint.name.range,
               fmt::format("two endpoints would have the logical id `{}`", endpoint.logical_id))
            .add_note("the first is here", first);
      }
    }
  }
}

bool is_version(std::string_view text) {
  return !text.empty() && text.size() <= 5 && text[0] != '0' &&
         std::all_of(text.begin(), text.end(), is_digit);
}

void endpoint_version(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    for (const RuntimeEndpoint& endpoint : runtime.endpoints) {
      if (!endpoint.runtime_version) continue;
      const auto [version, range] = judged(*endpoint.runtime_version);
      if (version == nullptr || endpoint.follows() || is_version(*version)) continue;
      report(range, *version == "latest" ? "`latest` is no value of a parameter: AWS takes a number"
                                         : fmt::format("`{}` is not a version", *version));
    }
  }
}

void endpoint_follows(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    for (const RuntimeEndpoint& endpoint : runtime.endpoints) {
      if (endpoint.runtime_version || *endpoint.name == "DEFAULT") continue;
      report(endpoint.name.range,
             fmt::format("the endpoint `{}` follows the newest version", *endpoint.name));
    }
  }
}

void endpoint_stays(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    for (const RuntimeEndpoint& endpoint : runtime.endpoints) {
      const std::string* version = literal_of(endpoint.runtime_version);
      if (version == nullptr || !is_version(*version) || *endpoint.name == "DEFAULT") continue;
      report(endpoint.runtime_version->range,
             fmt::format("the endpoint `{}` stays on its version when the runtime changes", *endpoint.name));
    }
  }
}

void endpoint_count(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const std::size_t count = runtime.endpoints.size();
    if (count <= static_cast<std::size_t>(limits::runtime_endpoints_max)) continue;
    report(runtime.endpoints.back().place,
           fmt::format("the runtime has {} endpoints, the default quota is {}", count,
                       limits::runtime_endpoints_max));
  }
}

constexpr std::string_view runtime_schema =
    "AWS::BedrockAgentCore::Runtime, CloudFormation provider schema (cfn-lint 1.51.0)";
constexpr std::string_view endpoint_schema =
    "AWS::BedrockAgentCore::RuntimeEndpoint, CloudFormation provider schema (cfn-lint 1.51.0)";

void runtime_count(const Project& project, const Report& report) {
  const auto most = static_cast<std::size_t>(limits::runtime_per_account);
  if (project.runtimes.size() <= most) return;
  report(project.runtimes[most].place,
         fmt::format("the config has {} runtimes; an account takes {} unless its quota is raised",
                     project.runtimes.size(), most));
}

constexpr ProjectRule table[] = {
    {{"AC3101", "runtime-name-pattern", Severity::error, "A runtime_name matches ^[a-zA-Z0-9-_]{1,64}$.",
      "use 1 to 64 letters, digits, - and _", "the data model, Agent Runtime",
      "AWS takes letters, digits and _ only; this program makes - into _ and shortens what is too long. A "
      "name with other characters has no such form that anyone would recognise."},
     runtime_name},
    {{"AC3102", "runtime-name-collision", Severity::error, "No two runtimes get the same name on AWS.",
      "give each runtime a runtime_name that differs in more than - and _",
      "https://docs.aws.amazon.com/bedrock-agentcore-control/latest/APIReference/API_CreateAgentRuntime.html "
      "(ConflictException)",
      "A name is unique in an account and region, and AWS answers the second runtime with ConflictException. "
      "The stack rolls back, with all that it was making."},
     runtime_name_collision},
    {{"AC3103", "logical-id-collision", Severity::error,
      "No two runtimes differ only in separators or upper case, since logical ids are letters and digits.",
      "give the runtimes names that differ in letters or digits; the default name has the logical id "
      "AgentRuntime",
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
      "A template has one entry for each logical id, so the second runtime would take the place of the first "
      "without a word."},
     logical_id_collision},
    {{"AC3104", "description-length", Severity::error,
      "A description has 1 to 1,200 characters, that of an endpoint 1 to 256.", "shorten it, or leave it out",
      runtime_schema,
      "CloudFormation's schema bounds the text, and the agentcore stack fails after the other three were "
      "made."},
     description_length},
    {{"AC3105", "endpoint-name-pattern", Severity::error,
      "An endpoint name has 1 to 64 letters, digits, - and _.", "use 1 to 64 letters, digits, - and _",
      endpoint_schema,
      "Callers give the name as the qualifier of each invocation, and AWS takes letters, digits and _ in it "
      "only. The service refuses others when the endpoint is made, after its runtime."},
     endpoint_name},
    {{"AC3106", "endpoint-default", Severity::error, "No endpoint is named DEFAULT.",
      "choose another name; DEFAULT is there without being written, and follows the newest version",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agent-runtime-versioning.html",
      "The service makes this endpoint itself with every runtime. That AWS refuses another one of that name "
      "is inferred, not documented; callers could not tell the two apart in any case."},
     endpoint_default},
    {{"AC3107", "endpoint-name-collision", Severity::error,
      "No two endpoints of a runtime get the same name on AWS.",
      "give each endpoint a name that differs in more than - and _", endpoint_schema,
      "A name is unique within a runtime, and AWS answers the second endpoint with ConflictException. The "
      "stack then rolls back, the runtime with it."},
     endpoint_name_collision},
    {{"AC3108", "endpoint-version", Severity::error,
      "A runtime_version is latest or a number from 1 to 99999.",
      "write a version of the runtime such as \"3\", or `latest` to follow the newest", endpoint_schema,
      "The service numbers versions from 1. CloudFormation's pattern takes one to five digits; the word "
      "latest is this program's, which refers to the runtime's newest version in its place."},
     endpoint_version},
    {{"AC3109", "endpoint-follows", Severity::warning,
      "An endpoint without runtime_version follows the newest version.",
      "add `runtime_version: latest` to say so, or `runtime_version: \"1\"` to keep callers on a version",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agent-runtime-versioning.html",
      "Each update of a runtime makes a version, and this endpoint moves to it at once: what was just "
      "deployed takes all calls. People who expect a fixed release learn of it by an outage."},
     endpoint_follows},
    {{"AC3110", "endpoint-count", Severity::warning,
      "A runtime has at most 10 endpoints unless the quota is raised.",
      "remove endpoints, or ask AWS to raise the quota",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/bedrock-agentcore-limits.html",
      "The quota is for each runtime, and the service answers the next endpoint with "
      "ServiceQuotaExceededException: the stack rolls back. It is a warning because AWS raises the quota "
      "when asked."},
     endpoint_count},
    {{"AC3111", "endpoint-logical-id", Severity::error,
      "The names of a runtime's endpoints differ in letters or digits.",
      "choose a name that differs in letters or digits",
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
      "A logical id has letters and digits only, so that two such endpoints would be one entry of the "
      "template, and the later would take the place of the earlier."},
     endpoint_logical_id},
    {{"AC3112", "endpoint-stays", Severity::note, "An endpoint with a version stays on it.",
      "the version must exist when the stack is deployed, and a new runtime begins with 1; raise it after "
      "each deployment that callers should see, or write `latest`",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/agent-runtime-versioning.html; "
      "aws-ia/terraform-aws-agentcore pull request 31",
      "Versions cannot be changed and are numbered by the service, so a deployment leaves the callers of "
      "this endpoint on the old code until the number is raised. A number that does not exist yet makes the "
      "stack roll back."},
     endpoint_stays},
    {{"AC3113", "name-on-aws", Severity::note, "A name that AWS does not take is given another form there.",
      "nothing to do, or begin with a letter and use at most 48 characters to have the name as it is written",
      runtime_schema,
      "AWS takes a letter and then up to 47 letters, digits and _. A longer name is cut and a hash put "
      "behind it, "
      "one that begins otherwise gets a_ before it. Callers, dashboards and log groups know that name only."},
     name_on_aws},
    {{"AC3114", "runtime-count", Severity::warning,
      "An account has at most 1,000 runtimes unless the quota is raised.",
      "ask for more in Service Quotas (Amazon Bedrock AgentCore, agents per account) before the deployment, "
      "or give some "
      "to another account",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/bedrock-agentcore-limits.html",
      "The service answers the one too many with ServiceQuotaExceededException, and its whole stack rolls "
      "back. Runtimes "
      "of other configs in the account count, too."},
     runtime_count},
};

}  // namespace

std::span<const ProjectRule> runtime() { return table; }

}  // namespace agentcore::rules
