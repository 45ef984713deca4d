#pragma once

#include <optional>

#include "agentcore/model/container_uri.hpp"
#include "agentcore/model/field.hpp"

namespace agentcore {

/// The container image a runtime runs: by URI, or by a repository of this config and a tag or digest.
struct Artifact {
  Range place;
  std::optional<Located<ContainerUri>> container_uri;
  std::optional<Located<std::string>> repository;
  std::optional<Located<std::string>> tag;
  std::optional<Located<std::string>> digest;
  Located<std::int64_t> container_cpu;     ///< CPU units; resolve() sets the default of the environment
  Located<std::int64_t> container_memory;  ///< MiB; likewise
  Pairs environment_variables;

  /// Set by resolve(): the entry of repositories the image comes from. Empty: a repository of others.
  std::optional<std::size_t> repository_index;
};

template <class Visitor>
void describe(Visitor& visitor, Artifact& artifact) {
  visitor.field(
      {.key = "container_uri", .doc = "ECR image URI with a tag or digest, in the runtime's region"},
      artifact.container_uri);
  visitor.field(
      {.key = "repository", .doc = "Instead of container_uri: a repository of this config, by name"},
      artifact.repository);
  visitor.field({.key = "tag", .doc = "Image tag in that repository"}, artifact.tag);
  visitor.field({.key = "digest", .doc = "Image digest in that repository, such as sha256:<64 hex digits>"},
                artifact.digest);
  visitor.field(
      {.key = "container_cpu",
       .doc = "CPU units, of a Fargate pair with container_memory; checked and kept as Metadata, since "
              "AgentCore gives every session 2 vCPU and 8 GB",
       .fallback = "512; 1024 where environment is prod"},
      artifact.container_cpu);
  visitor.field({.key = "container_memory",
                 .doc = "Memory in MiB, of a Fargate pair with container_cpu; kept as Metadata likewise",
                 .fallback = "1024; 2048 where environment is prod"},
                artifact.container_memory);
  visitor.field({.key = "environment_variables", .doc = "Variables for the container, none of them a secret"},
                artifact.environment_variables);
}

}  // namespace agentcore
