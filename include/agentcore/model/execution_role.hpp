#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "agentcore/limits.hpp"
#include "agentcore/model/field.hpp"
#include "agentcore/model/identifiers.hpp"

namespace agentcore {

/// IAM role that a runtime assumes. Its trust policy and its least permissions follow from the config.
struct ExecutionRole {
  Range place;
  Located<std::string> role_name;
  Located<std::int64_t> max_session_duration{limits::role_session_duration_default, {}, false};  ///< seconds
  std::optional<std::vector<Located<std::string>>> bedrock_models;  ///< ids or ARNs; absent: every model
  std::vector<Located<Arn>> secrets;
  std::vector<Located<Arn>> permissions_policies;
  std::optional<Located<Arn>> permissions_boundary;

  std::string logical_id;  ///< set by resolve(): in the security template
};

template <class Visitor>
void describe(Visitor& visitor, ExecutionRole& role) {
  visitor.field({.key = "role_name",
                 .doc = "Name of the role, at most 64 characters",
                 .fallback = "<project>-agent-execution-role-<environment>"},
                role.role_name);
  visitor.field({.key = "max_session_duration", .doc = "Seconds, 3600 to 43200", .fallback = "3600"},
                role.max_session_duration);
  visitor.field({.key = "bedrock_models",
                 .doc = "Model ids, inference profile ids or ARNs the role may invoke; [] for none",
                 .fallback = "every model"},
                role.bedrock_models);
  visitor.field({.key = "secrets", .doc = "ARNs of Secrets Manager secrets the agent reads"}, role.secrets);
  visitor.field({.key = "permissions_policies", .doc = "ARNs of managed policies to attach"},
                role.permissions_policies);
  visitor.field({.key = "permissions_boundary", .doc = "ARN of the policy that bounds the role"},
                role.permissions_boundary);
  visitor.assigned({.key = "role_arn", .doc = "the output <role>Arn of the security stack"});
  visitor.assigned(
      {.key = "trust_policy",
       .doc = "always bedrock-agentcore.amazonaws.com, with source account and source ARN conditions"});
}

}  // namespace agentcore
