#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "agentcore/limits.hpp"
#include "agentcore/model/artifact.hpp"
#include "agentcore/model/authorizer.hpp"
#include "agentcore/model/identifiers.hpp"
#include "agentcore/model/network_config.hpp"
#include "agentcore/model/observability.hpp"

namespace agentcore {

enum class Protocol : std::uint8_t { http, mcp, a2a, agui };

template <>
struct EnumNames<Protocol> {
  static constexpr EnumName<Protocol> rows[] = {
      {"HTTP", Protocol::http}, {"MCP", Protocol::mcp}, {"A2A", Protocol::a2a}, {"AGUI", Protocol::agui}};
};

/// A named endpoint of a runtime, beside the service's own DEFAULT.
struct RuntimeEndpoint {
  Range place;
  Located<std::string> name;
  std::optional<Value<std::string>> runtime_version;
  std::optional<Located<std::string>> description;

  /// Whether it moves with each version of the runtime.
  [[nodiscard]] bool follows() const {
    return !runtime_version ||
           (runtime_version->literal() != nullptr && *runtime_version->literal() == "latest");
  }

  // Set by resolve().
  std::string aws_name;    ///< the legal name on AWS
  std::string logical_id;  ///< in the agentcore template
};

template <class Visitor>
void describe(Visitor& visitor, RuntimeEndpoint& endpoint) {
  visitor.field({.key = "name",
                 .doc = "Name, used as the qualifier of invocations",
                 .required = true,
                 .pattern = "^[A-Za-z0-9_-]+$",
                 .maximum = limits::data_model_runtime_name_max},
                endpoint.name);
  visitor.field({.key = "runtime_version",
                 .doc = "Version of the runtime it stays on, such as \"3\", or latest",
                 .fallback = "latest: follows the newest version",
                 .pattern = "^(?:latest|[1-9][0-9]{0,4})$",
                 .example = "3"},
                endpoint.runtime_version);
  visitor.field({.key = "description",
                 .doc = "For people",
                 .minimum = 1,
                 .maximum = limits::runtime_endpoint_description_max},
                endpoint.description);
}

/// How long the service keeps a session, in seconds.
struct Lifecycle {
  Range place;
  Located<std::int64_t> idle_timeout{limits::idle_timeout_default, {}, false};
  Located<std::int64_t> max_lifetime{limits::max_lifetime_default, {}, false};
};

template <class Visitor>
void describe(Visitor& visitor, Lifecycle& lifecycle) {
  visitor.field({.key = "idle_timeout",
                 .doc = "Seconds without a request, 60 to 28800",
                 .fallback = "900",
                 .minimum = limits::idle_timeout_min,
                 .maximum = limits::idle_timeout_max},
                lifecycle.idle_timeout);
  visitor.field({.key = "max_lifetime",
                 .doc = "Seconds in all, 60 to 28800",
                 .fallback = "28800",
                 .minimum = limits::idle_timeout_min,
                 .maximum = limits::idle_timeout_max},
                lifecycle.max_lifetime);
}

/// A file system that a session keeps when its compute stops.
struct SessionStorage {
  Range place;
  Located<std::string> mount_path;
};

template <class Visitor>
void describe(Visitor& visitor, SessionStorage& storage) {
  visitor.field({.key = "mount_path",
                 .doc = "Folder such as /mnt/data",
                 .required = true,
                 .pattern = "^/mnt/[A-Za-z0-9._-]+/?$",
                 .example = "/mnt/data",
                 .maximum = limits::mount_path_max},
                storage.mount_path);
}

/// A deployed agent.
struct Runtime {
  Range place;
  Located<std::string> runtime_name;
  std::optional<Located<std::string>> description;
  Artifact artifact;
  std::optional<Value<RoleReference>> execution_role;
  NetworkConfig network_configuration;
  std::optional<Located<Protocol>> protocol;
  std::unique_ptr<Authorizer> authorizer;  // few runtimes have one: out of line, as what follows
  std::vector<Located<std::string>> request_headers;
  std::unique_ptr<Lifecycle> lifecycle;
  std::unique_ptr<SessionStorage> session_storage;
  std::unique_ptr<Observability> observability;
  std::vector<RuntimeEndpoint> endpoints;
  Pairs tags;

  // Set by resolve().
  std::string aws_name;                   ///< the legal AgentRuntimeName
  std::string logical_id;                 ///< in the agentcore template
  std::optional<std::size_t> role_index;  ///< into execution_roles; empty: a role by ARN
};

template <class Visitor>
void describe(Visitor& visitor, Runtime& runtime) {
  visitor.field(
      {.key = "runtime_name",
       .doc = "Name of letters, digits, - and _, at most 64; on AWS - becomes _ and 48 characters remain",
       .fallback = "<project>-agent-<environment>-<region>",
       .pattern = "^[A-Za-z0-9_-]+$",
       .maximum = limits::data_model_runtime_name_max},
      runtime.runtime_name);
  visitor.field(
      {.key = "description", .doc = "For people", .minimum = 1, .maximum = limits::runtime_description_max},
      runtime.description);
  visitor.field({.key = "artifact", .doc = "The image or the code to run", .required = true},
                runtime.artifact);
  visitor.field({.key = "execution_role",
                 .doc = "A role of execution_roles by name, or any role by ARN",
                 .fallback = "the only one of execution_roles",
                 .takes = Takes::outside_or_role},
                runtime.execution_role);
  visitor.field({.key = "network_configuration", .doc = "How the runtime reaches the network"},
                runtime.network_configuration);
  visitor.field({.key = "protocol", .doc = "What the agent speaks", .fallback = "HTTP"}, runtime.protocol);
  visitor.field(
      {.key = "authorizer", .doc = "Callers bring a JSON Web Token", .fallback = "callers sign with IAM"},
      runtime.authorizer);
  visitor.field({.key = "request_headers",
                 .doc = "Headers of a request that reach the agent, at most 20",
                 .pattern = "^(?:Authorization|X-Amzn-Bedrock-AgentCore-Runtime-Custom-[A-Za-z0-9_-]+)$",
                 .example = "Authorization",
                 .maximum = limits::request_header_max,
                 .max_items = limits::request_header_count},
                runtime.request_headers);
  visitor.field({.key = "lifecycle", .doc = "How long sessions are kept"}, runtime.lifecycle);
  visitor.field({.key = "session_storage", .doc = "Files that a session keeps when its compute stops"},
                runtime.session_storage);
  visitor.field({.key = "observability", .doc = "Log delivery, traces and alarms", .fallback = "none"},
                runtime.observability);
  visitor.field({.key = "endpoints", .doc = "Named endpoints beside the service's own DEFAULT"},
                runtime.endpoints);
  visitor.field({.key = "tags",
                 .doc = "Tags of this runtime, over those of the project",
                 .pattern = "^[A-Za-z0-9 _.:/=+@-]*$",
                 .minimum = 1,
                 .maximum = limits::ecr_tag_value_max,
                 .max_items = limits::tags_max,
                 .key_pattern = "^[A-Za-z0-9 _.:/=+@-]+$",
                 .max_key_size = limits::ecr_tag_key_max},
                runtime.tags);
  visitor.assigned({.key = "runtime_id", .doc = "the output <runtime>Id"});
  visitor.assigned({.key = "runtime_arn", .doc = "the output <runtime>Arn"});
  visitor.assigned(
      {.key = "runtime_version", .doc = "the output <runtime>Version; a new one with each update"});
  visitor.assigned(
      {.key = "endpoint_url", .doc = "the output <runtime>EndpointUrl, HTTPS with TLS 1.2 or higher"});
  visitor.assigned({.key = "status", .doc = "the output <runtime>Status"});
  visitor.assigned({.key = "created_at", .doc = "set by the service"});
  visitor.assigned({.key = "updated_at", .doc = "set by the service"});
}

}  // namespace agentcore
