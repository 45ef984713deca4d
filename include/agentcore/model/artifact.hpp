#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "agentcore/model/container_uri.hpp"
#include "agentcore/model/reference.hpp"

namespace agentcore {

enum class CodeRuntime : std::uint8_t {
  python_3_10,
  python_3_11,
  python_3_12,
  python_3_13,
  python_3_14,
  node_22
};

template <>
struct EnumNames<CodeRuntime> {
  static constexpr EnumName<CodeRuntime> rows[] = {
      {"PYTHON_3_10", CodeRuntime::python_3_10}, {"PYTHON_3_11", CodeRuntime::python_3_11},
      {"PYTHON_3_12", CodeRuntime::python_3_12}, {"PYTHON_3_13", CodeRuntime::python_3_13},
      {"PYTHON_3_14", CodeRuntime::python_3_14}, {"NODE_22", CodeRuntime::node_22}};
};

/// A zip archive in S3, which AgentCore runs without an image.
struct Code {
  Range place;
  Value<std::string> bucket;
  Value<std::string> prefix;
  std::optional<Value<std::string>> version_id;
  Located<CodeRuntime> runtime;
  std::vector<Located<std::string>> entry_point;
};

template <class Visitor>
void describe(Visitor& visitor, Code& code) {
  visitor.field({.key = "bucket",
                 .doc = "Bucket of the zip archive, in the runtime's region",
                 .required = true,
                 .pattern = "^[a-z0-9][a-z0-9.-]*[a-z0-9]$",
                 .example = "my-agent-archives",
                 .minimum = 3,
                 .maximum = 63},
                code.bucket);
  visitor.field({.key = "prefix",
                 .doc = "Key of the zip archive in the bucket",
                 .required = true,
                 .example = "agents/billing-1.2.0.zip",
                 .minimum = 1,
                 .maximum = limits::code_prefix_max},
                code.prefix);
  visitor.field({.key = "version_id",
                 .doc = "Version of the object, which makes each archive a new value",
                 .minimum = limits::code_version_min,
                 .maximum = limits::code_version_max},
                code.version_id);
  visitor.field({.key = "runtime", .doc = "Language and version that the code runs on", .required = true},
                code.runtime);
  visitor.field({.key = "entry_point",
                 .doc = "File to start, after the program that wraps it if any, such as [main.py] or "
                        "[opentelemetry-instrument, main.py]",
                 .required = true,
                 .example = "main.py",
                 .minimum = 1,
                 .maximum = limits::code_entry_point_part_max,
                 .max_items = limits::code_entry_point_max},
                code.entry_point);
}

/// What a runtime runs: a container image by URI or by repository and tag or digest, or code in S3.
struct Artifact {
  Range place;
  std::optional<Value<ContainerUri>> container_uri;
  std::optional<Value<std::string>> repository;  ///< name of an entry of repositories; a reference: its URI
  std::optional<Value<std::string>> tag;
  std::optional<Value<std::string>> digest;
  std::unique_ptr<Code> code;              // out of line: most artifacts are images
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
      {.key = "repository",
       .doc = "Instead of container_uri: a repository of this config by name, or a reference to the "
              "URI of another",
       .takes = Takes::outside_or_repository,
       .example = "agent-images"},
      artifact.repository);
  visitor.field({.key = "tag",
                 .doc = "Image tag in that repository",
                 .pattern = "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$",
                 .example = "v1.0.0"},
                artifact.tag);
  visitor.field({.key = "digest",
                 .doc = "Image digest in that repository, such as sha256:<64 hex digits>",
                 .pattern = "^sha256:[0-9a-f]{64}$"},
                artifact.digest);
  visitor.field({.key = "code", .doc = "Instead of an image: a zip archive in S3"}, artifact.code);
  visitor.field(
      {.key = "container_cpu",
       .doc = "CPU units, of a Fargate pair with container_memory; checked and kept as Metadata, since "
              "AgentCore gives every session 2 vCPU and 8 GB",
       .fallback = "512; 1024 where environment is prod",
       .one_of = Facts::fargate_cpus},
      artifact.container_cpu);
  visitor.field({.key = "container_memory",
                 .doc = "Memory in MiB, of a Fargate pair with container_cpu; kept as Metadata likewise",
                 .fallback = "1024; 2048 where environment is prod",
                 .one_of = Facts::fargate_memories},
                artifact.container_memory);
  visitor.field({.key = "environment_variables",
                 .doc = "Variables for the agent, none of them a secret",
                 .takes = Takes::any,
                 .maximum = limits::runtime_environment_variable_value_max,
                 .max_items = limits::runtime_environment_variables_max,
                 .key_pattern = "^[A-Za-z_][A-Za-z0-9_]*$",
                 .max_key_size = limits::runtime_environment_variable_name_max},
                artifact.environment_variables);
}

}  // namespace agentcore
