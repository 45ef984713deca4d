#include <fmt/format.h>

#include <array>
#include <set>
#include <span>

#include "agentcore/limits.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

using Member = StackView::Member;

constexpr std::string_view service_principal = "bedrock-agentcore.amazonaws.com";

bool precedes(const Member& a, const Member& b) { return a.resource < b.resource; }
using Roles = std::set<Member, decltype(&precedes)>;

bool runs_image(const Resource& runtime) {
  return !StackView::property(runtime.properties, {"AgentRuntimeArtifact", "ContainerConfiguration"})
              .is_null();
}

/// The roles that runtimes of the stacks assume, or those of them that run an image.
Roles execution_roles(const StackView& stacks, bool of_images = false) {
  Roles roles(&precedes);
  for (const Member& runtime : stacks.of_type("AWS::BedrockAgentCore::Runtime")) {
    if (of_images && !runs_image(*runtime.resource)) continue;
    const Json& arn = StackView::property(runtime.resource->properties, {"RoleArn"});
    if (const Member role = stacks.target(*runtime.stack, arn)) roles.insert(role);
  }
  return roles;
}

/// IAM takes one statement for a list of one.
std::span<const Json> statements(const Json& policy) {
  const Json& written = StackView::property(policy, {"Statement"});
  if (written.is_array()) return written.get_ref<const Json::array_t&>();
  return {&written, written.is_object() ? 1U : 0U};
}

bool holds(const Json& text_or_list, std::string_view text) {
  if (text_or_list.is_string()) return text_or_list.get_ref<const std::string&>() == text;
  if (!text_or_list.is_array()) return false;
  for (const Json& item : text_or_list) {
    if (holds(item, text)) return true;
  }
  return false;
}

bool trusts_agentcore(const Json& statement) {
  return holds(StackView::property(statement, {"Action"}), "sts:AssumeRole") &&
         holds(StackView::property(statement, {"Principal", "Service"}), service_principal) &&
         holds(StackView::property(statement, {"Effect"}), "Allow");
}

std::span<const Json> trust_statements(const Member& role) {
  return statements(StackView::property(role.resource->properties, {"AssumeRolePolicyDocument"}));
}

void trust_principal(const StackView& stacks, const Report& report) {
  for (const Member& role : execution_roles(stacks)) {
    bool trusts = false;
    for (const Json& statement : trust_statements(role)) trusts |= trusts_agentcore(statement);
    if (trusts) continue;
    report(stacks.place_of(role),
           fmt::format("the role {} does not trust {}", role.resource->logical_id, service_principal));
  }
}

void trust_conditions(const StackView& stacks, const Report& report) {
  for (const Member& role : execution_roles(stacks)) {
    for (const Json& statement : trust_statements(role)) {
      if (!trusts_agentcore(statement)) continue;
      const Json& account =
          StackView::property(statement, {"Condition", "StringEquals", "aws:SourceAccount"});
      const Json& arn = StackView::property(statement, {"Condition", "ArnLike", "aws:SourceArn"});
      if (!account.is_null() && !arn.is_null()) continue;
      report(stacks.place_of(role),
             fmt::format("the role {} trusts the service without {}", role.resource->logical_id,
                         account.is_null() ? "aws:SourceAccount" : "aws:SourceArn"));
    }
  }
}

/// `ecr:*` and `*` grant an action of ecr, too.
bool covers(const Json& actions, std::string_view action) {
  return holds(actions, action) || holds(actions, "*") ||
         holds(actions, std::string(action.substr(0, action.find(':'))) + ":*");
}

bool grants(const Resource& role, std::string_view action) {
  for (const Json& policy : StackView::property(role.properties, {"Policies"})) {
    for (const Json& statement : statements(StackView::property(policy, {"PolicyDocument"}))) {
      const bool allows = holds(StackView::property(statement, {"Effect"}), "Allow");
      if (allows && covers(StackView::property(statement, {"Action"}), action)) return true;
    }
  }
  return false;
}

constexpr std::array<std::string_view, 3> image_actions = {"ecr:GetAuthorizationToken", "ecr:BatchGetImage",
                                                           "ecr:GetDownloadUrlForLayer"};
constexpr std::array<std::string_view, 3> log_actions = {"logs:CreateLogGroup", "logs:CreateLogStream",
                                                         "logs:PutLogEvents"};

void expect_granted(const StackView& stacks, const Roles& roles, std::span<const std::string_view> actions,
                    const Report& report) {
  for (const Member& role : roles) {
    // What a managed policy grants is not known here.
    if (!StackView::property(role.resource->properties, {"ManagedPolicyArns"}).is_null()) continue;
    for (const std::string_view action : actions) {
      if (grants(*role.resource, action)) continue;
      report(stacks.place_of(role),
             fmt::format("the role {} does not grant {}", role.resource->logical_id, action));
    }
  }
}

void least_permissions(const StackView& stacks, const Report& report) {
  expect_granted(stacks, execution_roles(stacks, /*of_images=*/true), image_actions, report);
  expect_granted(stacks, execution_roles(stacks), log_actions, report);
}

/// IAM counts the characters of all inline policies together, white space left out.
void inline_policy_size(const StackView& stacks, const Report& report) {
  for (const Member& role : stacks.of_type("AWS::IAM::Role")) {
    const Json& policies = StackView::property(role.resource->properties, {"Policies"});
    // With its white space it has more.
    if (text_size(policies, 0) <= static_cast<std::size_t>(limits::role_inline_policy_chars)) continue;
    std::size_t characters = 0;
    for (const Json& policy : policies) {
      characters += StackView::property(policy, {"PolicyDocument"}).dump().size();
    }
    if (characters <= static_cast<std::size_t>(limits::role_inline_policy_chars)) continue;
    report(stacks.place_of(role),
           fmt::format("the inline policies of the role {} have about {} characters, IAM takes {}",
                       role.resource->logical_id, characters, limits::role_inline_policy_chars));
  }
}

constexpr std::string_view data_model = "the data model, Execution Role";

constexpr TemplateRule table[] = {
    {{"AC5101", "trust-principal", Severity::error,
      "The role of a runtime trusts bedrock-agentcore.amazonaws.com.",
      "allow sts:AssumeRole to the service principal bedrock-agentcore.amazonaws.com", data_model,
      "The service assumes the role by this principal. Without the trust it refuses to create the runtime, "
      "with a message about the role's validity, and the stack rolls back."},
     trust_principal},
    {{"AC5102", "trust-conditions", Severity::error,
      "The trust of a runtime's role is bound to the account and to AgentCore's ARNs.",
      "add the conditions StringEquals aws:SourceAccount and ArnLike aws:SourceArn", data_model,
      "Without them the service could be made to use the role on behalf of another account that knows its "
      "ARN: the confused deputy. AWS's own example has both conditions, and many constructs leave them out."},
     trust_conditions},
    {{"AC5103", "least-permissions", Severity::error, "The role of a runtime can pull images and write logs.",
      "grant the action in an inline policy", data_model,
      "The service checks the pull with the role when the runtime is created, and the stack rolls back with: "
      "access denied while validating ECR URI. Without the log actions it starts and nobody can read why it "
      "fails."},
     least_permissions},
    {{"AC5104", "inline-policy-size", Severity::error,
      "The inline policies of a role have at most 10,240 characters together.",
      "spread the runtimes over several roles, or narrow what a role names with a `*`",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
      "IAM adds up all inline policies of a role, without white space, and answers with LimitExceeded when "
      "the role is created. The quota cannot be raised."},
     inline_policy_size},
};

}  // namespace

std::span<const TemplateRule> role_template() { return table; }

}  // namespace agentcore::rules
