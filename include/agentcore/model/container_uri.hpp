#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace agentcore {

/// <account>.dkr.ecr.<region>.amazonaws.com/<repository>[:<tag>][@<digest>]
struct ContainerUri {
  static constexpr std::string_view form =
      "an ECR image URI such as 123456789012.dkr.ecr.us-east-1.amazonaws.com/agent-images:v1.0.0";
  /// Says nothing of the length of the repository's name.
  static constexpr std::string_view pattern =
      "^[0-9]{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com/[a-z0-9]+(?:[._/-][a-z0-9]+)*"
      "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$";
  static constexpr std::string_view example =
      "123456789012.dkr.ecr.us-east-1.amazonaws.com/agent-images:v1.0.0";
  static std::optional<ContainerUri> parse(std::string_view text);

  std::string text;
  std::string account;     ///< 12 digits
  std::string region;      ///< "us-east-1"
  std::string repository;  ///< "agent-images", "team/agent"
  std::string tag;         ///< empty: none
  std::string digest;      ///< "sha256:..."; empty: none
};

/// Whether AWS::BedrockAgentCore::Runtime's ContainerUri can hold the repository's name: lower-case runs
/// joined by single `.`, `_`, `-` or `/` (narrower than ECR's own rule).
inline constexpr std::string_view runtime_repository_name_pattern = "^[a-z0-9]+(?:[._/-][a-z0-9]+)*$";
bool is_runtime_repository_name(std::string_view name);

}  // namespace agentcore
