#include <fmt/format.h>

#include <algorithm>

#include "validate/characters.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

constexpr std::string_view kind = "secret:";

bool is_secret(const Arn& arn) {
  return arn.service == "secretsmanager" && arn.resource.starts_with(kind) &&
         arn.resource.size() > kind.size();
}

void secret_arn(const Project& project, const Report& report) {
  for (const ExecutionRole& role : project.execution_roles) {
    for (const Value<Arn>& secret : role.secrets.items) {
      const Arn* arn = secret.literal();
      if (arn == nullptr || is_secret(*arn)) continue;
      report(secret.range, "this is not the ARN of a secret");
    }
  }
}

/// Whether the name ends as Secrets Manager makes it end, or a wildcard stands for that.
bool has_suffix(std::string_view name) {
  constexpr std::size_t length = 6;
  if (name.find_first_of("*?") != std::string_view::npos) return true;
  return name.size() > length + 1 && name[name.size() - length - 1] == '-' &&
         is_alnum_or(name.substr(name.size() - length), "");
}

void secret_suffix(const Project& project, const Report& report) {
  for (const ExecutionRole& role : project.execution_roles) {
    for (const Value<Arn>& secret : role.secrets.items) {
      const Arn* arn = secret.literal();
      if (arn == nullptr || !is_secret(*arn)) continue;
      const std::string_view name = std::string_view(arn->resource).substr(kind.size());
      if (has_suffix(name)) continue;
      report(secret.range,
             fmt::format("the ARN of `{}` lacks the six characters that end the ARN of a secret", name),
             fmt::format("copy the whole ARN of the secret, or write {}-??????", arn->text));
    }
  }
}

constexpr ProjectRule table[] = {
    {{"AC3305", "secret-arn", Severity::error, "secrets holds ARNs of Secrets Manager secrets.",
      "write an ARN such as arn:aws:secretsmanager:us-east-1:123456789012:secret:name-AbCdEf",
      "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html",
      "The ARN becomes the resource of secretsmanager:GetSecretValue. IAM takes any ARN there, and the agent "
      "is refused when it first reads its secret."},
     secret_arn},
    {{"AC3316", "secret-suffix", Severity::warning,
      "The ARN of a secret ends in a hyphen and the six characters that Secrets Manager adds to the name.",
      "copy the whole ARN of the secret, or end it in -??????",
      "https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html",
      "The ARN becomes the resource of the permission to read the secret, and IAM compares it with the whole "
      "ARN. "
      "Without the six characters it matches no secret, and the agent is refused when it first reads one."},
     secret_suffix},
};

}  // namespace

std::span<const ProjectRule> secret() { return table; }

}  // namespace agentcore::rules
