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

/// Empty where the value is known at deployment only.
std::string_view known_text(const Pair& variable) {
  const std::string* text = variable.value.literal();
  return text == nullptr ? std::string_view() : std::string_view(*text);
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
      const std::size_t length = text::code_points(known_text(variable));
      if (length <= static_cast<std::size_t>(limits::runtime_environment_variable_value_max)) continue;
      report(variable.value.range,
             fmt::format("the value of `{}` has {} characters, AWS takes {}", *variable.key, length,
                         limits::runtime_environment_variable_value_max));
    }
  }
}

bool has_long_value(const Pairs& variables) {
  return std::any_of(variables.begin(), variables.end(), [](const Pair& variable) {
    return text::code_points(known_text(variable)) >
           static_cast<std::size_t>(limits::runtime_environment_variable_value_max);
  });
}

void variables_total(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    std::size_t bytes = 0;
    for (const Pair& variable : runtime.artifact.environment_variables) {
      bytes += variable.key->size() + known_text(variable).size();
    }
    if (bytes <= static_cast<std::size_t>(limits::runtime_environment_variables_bytes)) continue;
    if (has_long_value(runtime.artifact.environment_variables)) continue;  // AC3253 says so
    report(runtime.artifact.environment_variables.front().key.range,
           fmt::format("the environment variables take {} bytes together, AWS takes {}", bytes,
                       limits::runtime_environment_variables_bytes));
  }
}

/// Calls `check` with the name of every variable, each text that it may have, and the place of the text.
template <class Check>
void for_each_text(const Project& project, Check check) {
  for (const Runtime& runtime : project.runtimes) {
    for (const Pair& variable : runtime.artifact.environment_variables) {
      const Reference* reference = variable.value.reference();
      if (reference == nullptr) {
        check(*variable.key, *variable.value.literal(), variable.value.range);
        continue;
      }
      if (const auto& fallback = reference->default_value) check(*variable.key, **fallback, fallback->range);
      for (const Located<std::string>& allowed : reference->allowed_values)
        check(*variable.key, *allowed, allowed.range);
    }
  }
}

void no_secret(const Project& project, const Report& report) {
  for_each_text(project, [&](std::string_view name, std::string_view text, Range range) {
    if (text.find("{{resolve:") != std::string_view::npos) return;  // AC3005 says so
    const std::string_view why = secrets::why_secret(name, text);
    if (why.empty()) return;
    report.conceal(range);
    report(range, fmt::format("the value of `{}` {}", name, why));
  });
}

void random_value(const Project& project, const Report& report) {
  for_each_text(project, [&](std::string_view name, std::string_view text, Range range) {
    if (!secrets::may_be_secret(name, text) || !secrets::why_secret(name, text).empty()) return;
    report.conceal(range);
    report(range, fmt::format("the value of `{}` is as random as a secret", name));
  });
}

void metadata_disabled(const Project& project, const Report& report) {
  for_each_text(project, [&](std::string_view name, std::string_view text, Range range) {
    if (name == "AWS_EC2_METADATA_DISABLED" && lower_case(text) == "true")
      report(range, "the AWS SDKs would not look for the role's credentials");
  });
}

bool is_hidden(const Project& project, const Reference& reference) {
  return reference.kind == ReferenceKind::parameter && reference.index &&
         project.parameters[*reference.index].no_echo;
}

void no_echo_shows(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    for (const Pair& variable : runtime.artifact.environment_variables) {
      const Reference* reference = variable.value.reference();
      if (reference == nullptr || !is_hidden(project, *reference)) continue;
      report(*reference->no_echo ? reference->no_echo.range : reference->name.range,
             fmt::format("no_echo does not hide `{}`", *variable.key));
    }
  }
}

constexpr std::string_view runtime_schema =
    "EnvironmentVariables of AWS::BedrockAgentCore::Runtime, CloudFormation provider schema (cfn-lint "
    "1.51.0)";

constexpr ProjectRule table[] = {
    {{"AC3250", "secret-in-environment", Severity::error, "No environment variable holds a secret.",
      "keep it in Secrets Manager, list its ARN under the role's `secrets`, and give the agent the ARN",
      "the data model, Agent Runtime Artifact",
      "Environment variables are stored as they are: whoever may call GetAgentRuntime, read the template or "
      "look into the stack's history has the secret. Rotation means a deployment, and the value stays in old "
      "versions of the runtime."},
     no_secret},
    {{"AC3251", "environment-variable-name", Severity::error,
      "The name of an environment variable is [a-zA-Z_][a-zA-Z0-9_]*, at most 100 characters.",
      "use at most 100 letters, digits and _, and do not begin with a digit", runtime_schema,
      "The service validates the names when the runtime is created, and a shell could not read a variable of "
      "another name. The stack rolls back."},
     variable_name},
    {{"AC3252", "environment-variable-count", Severity::error,
      "A runtime has at most 50 environment variables.", "remove variables, or join settings into one",
      runtime_schema,
      "CloudFormation's schema bounds the map, and the stack fails before the runtime is made."},
     variable_count},
    {{"AC3253", "environment-variable-length", Severity::error,
      "The value of an environment variable has at most 2,048 characters.",
      "shorten it, or keep it in SSM or S3", runtime_schema,
      "CloudFormation's schema bounds the value, though the API takes 5,000 characters. The stack fails "
      "before the runtime is made."},
     variable_value_length},
    {{"AC3254", "environment-variables-size", Severity::error,
      "All environment variables of a runtime take at most 4,096 bytes.",
      "shorten values, or keep them in SSM or S3",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-how-it-works.html",
      "The service adds up names and values when the runtime is created and refuses it: the stack rolls "
      "back. Newer platforms of the service take less, 2,560 bytes with a container and 1,536 with code."},
     variables_total},
    {{"AC3255", "no-echo-shows", Severity::warning, "no_echo hides a value in CloudFormation only.",
      "keep a secret in Secrets Manager: whoever may call GetAgentRuntime reads environment variables",
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html",
      "CloudFormation shows asterisks for the parameter in its own console and API. The value itself goes "
      "into the runtime's environment in plain text, and GetAgentRuntime gives it out."},
     no_echo_shows},
    {{"AC3256", "random-value", Severity::warning,
      "A value that looks like a secret stands under a name that does.",
      "if it is a secret, keep it in Secrets Manager, list its ARN under the role's `secrets`, and give the "
      "agent "
      "the ARN; if not, let the name say what it is, such as `..._ID` or `..._HASH`",
      "the data model, Agent Runtime Artifact",
      "Keys are often given names that do not say so, and an environment variable is shown to everyone who "
      "may "
      "read the stack or the runtime. The value is 24 characters or more of capitals, small letters and "
      "digits "
      "in no order, as tokens are and names, ids in hex, hashes and versions are not."},
     random_value},
    {{"AC3257", "metadata-disabled", Severity::warning,
      "AWS_EC2_METADATA_DISABLED does not keep the SDKs from the role's credentials.", "remove the variable",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/security-credentials-management.html; "
      "https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html",
      "A runtime gets the credentials of its execution role from a metadata service like that of EC2, and "
      "with "
      "this variable the AWS SDKs do not ask it. Every call to AWS then fails for want of credentials. It is "
      "a "
      "warning because no document says that there is no other way to them."},
     metadata_disabled},
};

}  // namespace

std::span<const ProjectRule> environment_variables() { return table; }

}  // namespace agentcore::rules
