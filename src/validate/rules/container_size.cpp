#include <fmt/format.h>

#include "agentcore/catalog.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

const catalog::FargateSize* size_with(std::int64_t cpu) {
  for (const catalog::FargateSize& size : catalog::fargate_sizes()) {
    if (size.cpu == cpu) return &size;
  }
  return nullptr;
}

std::string listed(std::span<const std::int64_t> numbers) {
  return fmt::format("{}", fmt::join(numbers.begin(), numbers.end(), ", "));
}

void container_cpu(const Project& project, const Report& report) {
  std::vector<std::int64_t> cpus;
  for (const catalog::FargateSize& size : catalog::fargate_sizes()) cpus.push_back(size.cpu);
  for (const Runtime& runtime : project.runtimes) {
    const auto& cpu = runtime.artifact.container_cpu;
    if (size_with(*cpu) != nullptr || runtime.artifact.code) continue;
    report(cpu.range, fmt::format("container_cpu {} is not a size that the data model takes", *cpu),
           fmt::format("write one of {}", listed(cpus)));
  }
}

bool is_pair(const Artifact& artifact) {
  const catalog::FargateSize* size = size_with(*artifact.container_cpu);
  return size != nullptr && std::find(size->memories.begin(), size->memories.end(),
                                      *artifact.container_memory) != size->memories.end();
}

void fargate_pair(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const auto& cpu = runtime.artifact.container_cpu;
    const auto& memory = runtime.artifact.container_memory;
    const catalog::FargateSize* size = size_with(*cpu);
    if (size == nullptr || is_pair(runtime.artifact) || runtime.artifact.code)
      continue;  // AC3206 says so of a CPU that is no size
    std::string headline =
        fmt::format("container_memory {} does not go with container_cpu {}", *memory, *cpu);
    std::string help = fmt::format("with {} CPU units take {} MiB", *cpu, listed(size->memories));
    if (cpu.written && memory.written) {
      report.conflict({cpu.range, "container_cpu"}, {memory.range, "container_memory"}, std::move(headline),
                      std::move(help));
    } else {
      report(memory.written ? memory.range : cpu.range, std::move(headline), std::move(help));
    }
  }
}

void size_of_code(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const Artifact& artifact = runtime.artifact;
    if (!artifact.code) continue;
    for (const auto* size : {&artifact.container_cpu, &artifact.container_memory}) {
      if (size->written) report(size->range, "code has no container whose size could be set");
    }
  }
}

void size_not_read(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const Artifact& artifact = runtime.artifact;
    const bool cpu = artifact.container_cpu.written;
    if ((!cpu && !artifact.container_memory.written) || !is_pair(artifact) || artifact.code) continue;
    report(cpu ? artifact.container_cpu.range : artifact.container_memory.range,
           "AWS does not read the container's CPU and memory");
  }
}

constexpr std::string_view data_model = "the data model, Agent Runtime Artifact";

constexpr ProjectRule table[] = {
    {{"AC3206", "container-cpu", Severity::error, "container_cpu is a Fargate size of 256 to 4096 CPU units.",
      "write a Fargate size", data_model,
      "AgentCore does not read the value, but the config's contract is a Fargate size, so that other tools "
      "and people can rely on it."},
     container_cpu},
    {{"AC3207", "fargate-pair", Severity::error, "container_cpu and container_memory are a Fargate pair.",
      "write a memory that goes with the CPU units",
      "the data model, Agent Runtime Artifact; "
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",
      "ECS refuses a task whose CPU and memory are no pair. AgentCore reads neither, and the rule keeps a "
      "config's numbers such that they could be had."},
     fargate_pair},
    {{"AC3208", "container-size-not-read", Severity::note, "AWS gives every session 2 vCPU and 8 GB.",
      "nothing to do: the values are checked and kept in the runtime's Metadata; every session gets 2 vCPU "
      "and 8 GB",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/bedrock-agentcore-limits.html",
      "The service has no setting for the size of a session, and neither CloudFormation nor the API has a "
      "property for it. A larger number buys nothing and a smaller one saves nothing: what is billed is what "
      "the session uses."},
     size_not_read},
    {{"AC3215", "size-of-code", Severity::error, "container_cpu and container_memory go with an image.",
      "remove it: code runs with 2 vCPU and 8 GB", data_model,
      "A zip archive runs on the service's own image, which has no size that could be set, and is not a "
      "Fargate task in any sense."},
     size_of_code},
};

}  // namespace

std::span<const ProjectRule> container_size() { return table; }

}  // namespace agentcore::rules
