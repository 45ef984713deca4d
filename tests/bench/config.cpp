#include "config.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <string_view>

namespace agentcore::bench {
namespace {

constexpr std::string_view head = R"(# A platform's agents
project: hackathon
environment: prod
region: us-east-1
account_id: "123456789012"
tags:
  Owner: platform-team
  CostCenter: engineering

network:
  vpc: {cidr: 10.0.0.0/16}
  private_agent_subnets:
    - {cidr: 10.0.2.0/26, availability_zone_id: use1-az1}
    - {cidr: 10.0.2.64/26, availability_zone_id: use1-az2}
  flow_logs: {retention_days: 90}

execution_roles:
  - role_name: billing-agents
    bedrock_models: [anthropic.claude-sonnet-4-20250514-v1:0]
  - role_name: support-agents
    bedrock_models: [us.anthropic.claude-sonnet-4-20250514-v1:0]
    secrets: ["arn:aws:secretsmanager:us-east-1:123456789012:secret:support-AbCdEf"]
  - role_name: research-agents
  - role_name: planning-agents
    max_session_duration: 7200

repositories:
  - repository_name: agent-images
  - repository_name: tool-images
    keep_images: 50

runtimes:
)";

constexpr std::array<std::string_view, 4> teams = {"billing", "support", "research", "planning"};

void add_runtime(std::string& text, std::size_t number, bool mistaken) {
  const auto out = std::back_inserter(text);
  const std::string_view team = teams[number % teams.size()];
  fmt::format_to(out, "  - runtime_name: {}-agent-{:05}\n", team, number);
  fmt::format_to(out, "    description: \"Agent {} of the {} team: answers what its customers ask\"\n",
                 number, team);
  text += "    artifact:\n";
  if (number % 2 == 0) {
    fmt::format_to(out,
                   "      container_uri: 123456789012.dkr.ecr.us-east-1.amazonaws.com/agent-images:v1.{}.0\n",
                   number);
  } else {
    fmt::format_to(out, "      repository: tool-images\n      tag: v2.{}.1\n", number);
  }
  if (number % 4 == 0) text += "      container_cpu: 2048\n      container_memory: 4096\n";
  fmt::format_to(out,
                 "      environment_variables:\n"
                 "        LOG_LEVEL: info\n"
                 "        TEAM_NAME: {0}\n"
                 "        SERVICE_URL: https://{0}.example.com/api/{1}\n",
                 team, number);
  fmt::format_to(out, "    execution_role: {}-agents\n", team);
  if (number % 3 == 0) text += "    network_configuration: {network_mode: VPC}\n";
  if (number % 8 == 0) text += "    protocol: MCP\n";
  if (number % 5 == 0) text += "    endpoints:\n      - {name: production, runtime_version: \"3\"}\n";
  fmt::format_to(out, "    tags: {{Team: {}, Service: agent-{}}}\n", team, number);
  if (mistaken) text += "    lifecycle: {idle_timeout: 3600, max_lifetime: 1800}\n";
}

}  // namespace

std::string make_config(std::size_t runtimes, bool mistaken) {
  std::string text(head);
  for (std::size_t number = 1; number <= runtimes; ++number) add_runtime(text, number, mistaken);
  return text;
}

}  // namespace agentcore::bench
