#include <fmt/format.h>

#include "agentcore/limits.hpp"
#include "diagnostic/text.hpp"
#include "validate/characters.hpp"
#include "validate/rule.hpp"
#include "validate/secrets.hpp"

namespace agentcore::rules {
namespace {

bool is_variable_name(std::string_view name) {
  return !name.empty() &&
         name.size() <= static_cast<std::size_t>(limits::runtime_environment_variable_name_max) &&
         !is_digit(name[0]) && is_alnum_or(name, "_");
}

void variable_name(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    for (const Pair& variable : runtime.artifact.environment_variables) {
      if (is_variable_name(*variable.key)) continue;
      report(variable.key.range,
             fmt::format("`{}` is not the name of an environment variable", *variable.key));
    }
  }
}

void variable_count(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const Pairs& variables = runtime.artifact.environment_variables;
    if (variables.size() <= static_cast<std::size_t>(limits::runtime_environment_variables_max)) continue;
    report(variables.back().key.range,
           fmt::format("the runtime has {} environment variables, AWS takes {}", variables.size(),
                       limits::runtime_environment_variables_max));
  }
}

void variable_value_length(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    for (const Pair& variable : runtime.artifact.environment_variables) {
      const std::size_t length = text::code_points(*variable.value);
      if (length <= static_cast<std::size_t>(limits::runtime_environment_variable_value_max)) continue;
      report(variable.value.range,
             fmt::format("the value of `{}` has {} characters, AWS takes {}", *variable.key, length,
                         limits::runtime_environment_variable_value_max));
    }
  }
}

bool has_long_value(const Pairs& variables) {
  return std::any_of(variables.begin(), variables.end(), [](const Pair& variable) {
    return text::code_points(*variable.value) >
           static_cast<std::size_t>(limits::runtime_environment_variable_value_max);
  });
}

void variables_total(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    std::size_t bytes = 0;
    for (const Pair& variable : runtime.artifact.environment_variables) {
      bytes += variable.key->size() + variable.value->size();
    }
    if (bytes <= static_cast<std::size_t>(limits::runtime_environment_variables_bytes)) continue;
    if (has_long_value(runtime.artifact.environment_variables)) continue;  // AC3253 says so
    report(runtime.artifact.environment_variables.front().key.range,
           fmt::format("the environment variables take {} bytes together, AWS takes {}", bytes,
                       limits::runtime_environment_variables_bytes));
  }
}

void no_secret(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    for (const Pair& variable : runtime.artifact.environment_variables) {
      const std::string_view why = secrets::why_secret(*variable.key, *variable.value);
      if (why.empty() || variable.value->find("{{resolve:") != std::string::npos) continue;  // AC3005 says so
      report.conceal(variable.value.range);
      report(variable.value.range, fmt::format("the value of `{}` {}", *variable.key, why));
    }
  }
}

constexpr std::string_view runtime_schema =
    "EnvironmentVariables of AWS::BedrockAgentCore::Runtime, CloudFormation provider schema (cfn-lint "
    "1.51.0)";

constexpr ProjectRule table[] = {
    {{"AC3250", "secret-in-environment", Severity::error, "No environment variable holds a secret.",
      "keep it in Secrets Manager, list its ARN under the role's `secrets`, and give the agent the ARN",
      "the data model, Agent Runtime Artifact"},
     no_secret},
    {{"AC3251", "environment-variable-name", Severity::error,
      "The name of an environment variable is [a-zA-Z_][a-zA-Z0-9_]*, at most 100 characters.",
      "use at most 100 letters, digits and _, and do not begin with a digit", runtime_schema},
     variable_name},
    {{"AC3252", "environment-variable-count", Severity::error,
      "A runtime has at most 50 environment variables.", "remove variables, or join settings into one",
      runtime_schema},
     variable_count},
    {{"AC3253", "environment-variable-length", Severity::error,
      "The value of an environment variable has at most 2,048 characters.",
      "shorten it, or keep it in SSM or S3", runtime_schema},
     variable_value_length},
    {{"AC3254", "environment-variables-size", Severity::error,
      "All environment variables of a runtime take at most 4,096 bytes.",
      "shorten values, or keep them in SSM or S3",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-how-it-works.html"},
     variables_total},
};

}  // namespace

std::span<const ProjectRule> environment_variables() { return table; }

}  // namespace agentcore::rules
