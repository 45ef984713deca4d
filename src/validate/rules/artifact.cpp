#include <fmt/format.h>

#include "agentcore/catalog.hpp"
#include "validate/characters.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

/// What is written about an image: by which tag or digest, and where.
struct ImageReference {
  std::string_view tag;
  std::string_view digest;
  Range range;
};

/// What stands for a tag or digest that is known at deployment only.
constexpr std::string_view unknown = "?";

std::string_view known(const std::optional<Value<std::string>>& part) {
  if (!part) return {};
  const std::string* text = judged(*part).text;
  return text == nullptr ? unknown : std::string_view(*text);
}

/// Empty: neither a URI nor a repository is written, or the URI is known at deployment only.
std::optional<ImageReference> image_of(const Artifact& artifact) {
  if (artifact.container_uri) {
    const ContainerUri* uri = artifact.container_uri->literal();
    if (uri == nullptr) return std::nullopt;
    return ImageReference{uri->tag, uri->digest, artifact.container_uri->range};
  }
  if (!artifact.repository) return std::nullopt;
  if (artifact.digest)
    return ImageReference{known(artifact.tag), known(artifact.digest), artifact.digest->range};
  if (artifact.tag) {
    const Judged tag = judged(*artifact.tag);
    return ImageReference{known(artifact.tag), {}, tag.text == nullptr ? artifact.tag->range : tag.range};
  }
  return ImageReference{{}, {}, artifact.repository->range};
}

void artifact_source(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const Artifact& artifact = runtime.artifact;
    std::vector<Report::Half> sources;
    if (artifact.container_uri) sources.push_back({artifact.container_uri->range, "container_uri"});
    if (artifact.repository) sources.push_back({artifact.repository->range, "repository"});
    if (artifact.code) sources.push_back({artifact.code->place, "code"});
    if (sources.size() > 1) {
      report.conflict(sources[0], sources[1],
                      fmt::format("both {} and {} say what to run", sources[0].name, sources[1].name));
    } else if (sources.empty() && !artifact.tag && !artifact.digest) {
      report(artifact.place, "the artifact names no image and no code",
             "add `container_uri: <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>`, or "
             "`repository:` and `tag:`, or `code:`");
    }
  }
}

void tag_without_repository(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const Artifact& artifact = runtime.artifact;
    if (artifact.repository) continue;
    for (const auto* part : {&artifact.tag, &artifact.digest}) {
      if (!*part) continue;
      report((*part)->range, "a tag or digest goes with repository",
             artifact.container_uri ? "put it into container_uri, and remove the key"
             : artifact.code        ? "remove it: code has no image"
                                    : "add `repository:`");
    }
  }
}

void image_pinned(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const auto image = image_of(runtime.artifact);
    if (image && image->tag.empty() && image->digest.empty()) {
      report(image->range, "the image has neither a tag nor a digest");
    }
  }
}

void tag_and_digest(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const Artifact& artifact = runtime.artifact;
    if (!artifact.repository || !artifact.tag || !artifact.digest) continue;
    report.conflict({artifact.tag->range, "tag"}, {artifact.digest->range, "digest"},
                    "both tag and digest name the image");
  }
}

bool is_tag(std::string_view tag) {
  return !tag.empty() && tag.size() <= 128 && tag[0] != '.' && tag[0] != '-' && is_alnum_or(tag, "_.-");
}

bool is_digest(std::string_view digest) {
  const auto is_hex = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); };
  return digest.size() == 71 && digest.starts_with("sha256:") &&
         std::all_of(digest.begin() + 7, digest.end(), is_hex);
}

void image_reference_form(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const Artifact& artifact = runtime.artifact;
    const Judged tag = artifact.tag ? judged(*artifact.tag) : Judged{};
    if (tag.text != nullptr && !tag.text->empty() && !is_tag(*tag.text)) {
      report(tag.range, fmt::format("`{}` is not an image tag", *tag.text));
    }
    const Judged digest = artifact.digest ? judged(*artifact.digest) : Judged{};
    if (digest.text != nullptr && !digest.text->empty() && !is_digest(*digest.text)) {
      report(digest.range, fmt::format("`{}` is not an image digest", *digest.text));
    }
  }
}

void latest_tag(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const auto image = image_of(runtime.artifact);
    if (!image || image->tag != "latest" || !image->digest.empty()) continue;
    const auto& index = runtime.artifact.repository_index;
    const bool immutable =
        index && *project.repositories[*index].image_tag_mutability == TagMutability::immutable;
    if (!immutable) report(image->range, "the tag `latest` moves, and a runtime does not follow it");
  }
}

void latest_in_immutable(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const auto image = image_of(runtime.artifact);
    const auto& index = runtime.artifact.repository_index;
    if (!image || image->tag != "latest" || !image->digest.empty() || !index) continue;
    const Repository& repository = project.repositories[*index];
    if (*repository.image_tag_mutability != TagMutability::immutable) continue;
    report(image->range, fmt::format("`latest` can be pushed to the immutable repository `{}` only once",
                                     *repository.repository_name));
  }
}

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

/// Tags that say what stage an image is for, and so stay while the image changes.
bool is_moving_tag(std::string_view tag) {
  return tag != unknown && tag != "latest" && std::none_of(tag.begin(), tag.end(), is_digit);
}

void moving_tag(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const auto image = image_of(runtime.artifact);
    if (!image || image->tag.empty() || !image->digest.empty()) continue;
    const auto& index = runtime.artifact.repository_index;
    const TagMutability* mutability = index ? &*project.repositories[*index].image_tag_mutability : nullptr;
    const bool moves = mutability == nullptr
                           ? is_moving_tag(image->tag)
                           : *mutability == TagMutability::mutable_ && is_moving_tag(image->tag);
    if (moves)
      report(image->range, fmt::format("the tag `{}` looks like one that is pushed again", image->tag));
  }
}

void size_of_code(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    const Artifact& artifact = runtime.artifact;
    if (!artifact.code) continue;
    for (const auto* size : {&artifact.container_cpu, &artifact.container_memory}) {
      if (size->written)
        report(size->range, "code has no container whose size could be set").mend_by_removal(size->range);
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

void image_region(const Project& project, const Report& report) {
  if (catalog::find_region(*project.region) == nullptr) return;  // AC3003 says so
  for (const Runtime& runtime : project.runtimes) {
    const ContainerUri* uri = literal_of(runtime.artifact.container_uri);
    if (uri == nullptr || uri->region == *project.region) continue;
    report(runtime.artifact.container_uri->range,
           fmt::format("the image is in {}, the runtime in {}", uri->region, *project.region),
           fmt::format("push the image to {} and name it there", *project.region))
        .add_note("the runtime's region is set here", project.region.range);
  }
}

void image_account(const Project& project, const Report& report) {
  if (!project.account_id) return;
  const std::string& own = project.account_id->value.text;
  for (const Runtime& runtime : project.runtimes) {
    const ContainerUri* uri = literal_of(runtime.artifact.container_uri);
    if (uri == nullptr || uri->account == own) continue;
    report(runtime.artifact.container_uri->range,
           fmt::format("the image belongs to account {}, not to {}", uri->account, own));
  }
}

constexpr std::string_view data_model = "the data model, Agent Runtime Artifact";
constexpr std::string_view runtime_schema =
    "ContainerUri of AWS::BedrockAgentCore::Runtime, CloudFormation provider schema (cfn-lint 1.51.0)";

constexpr ProjectRule table[] = {
    {{"AC3201", "artifact-source", Severity::error,
      "An artifact names an image by container_uri or by repository, or code.", "keep one of the two",
      data_model},
     artifact_source},
    {{"AC3202", "tag-without-repository", Severity::error, "tag and digest go with repository.",
      "add `repository:`, or put the tag into container_uri", data_model},
     tag_without_repository},
    {{"AC3203", "image-unpinned", Severity::error, "An image is named with a tag or a digest.",
      "add the tag of a release, such as `v1.0.0`, or better a digest", runtime_schema},
     image_pinned},
    {{"AC3204", "tag-and-digest", Severity::error,
      "An image of a repository is named by tag or by digest, not both.",
      "keep the digest, which cannot move", runtime_schema},
     tag_and_digest},
    {{"AC3205", "image-reference-form", Severity::error, "Tags and digests have their form.",
      "a tag has 1 to 128 letters, digits and _.- and begins with a letter, digit or _; a digest is sha256: "
      "and 64 hex digits",
      "OCI distribution specification 1.1, https://github.com/opencontainers/distribution-spec"},
     image_reference_form},
    {{"AC3206", "container-cpu", Severity::error, "container_cpu is a Fargate size of 256 to 4096 CPU units.",
      "write a Fargate size", data_model},
     container_cpu},
    {{"AC3207", "fargate-pair", Severity::error, "container_cpu and container_memory are a Fargate pair.",
      "write a memory that goes with the CPU units",
      "the data model, Agent Runtime Artifact; "
      "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html"},
     fargate_pair},
    {{"AC3208", "container-size-not-read", Severity::note, "AWS gives every session 2 vCPU and 8 GB.",
      "nothing to do: the values are checked and kept in the runtime's Metadata; every session gets 2 vCPU "
      "and 8 GB",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/bedrock-agentcore-limits.html"},
     size_not_read},
    {{"AC3209", "image-region", Severity::error, "The image is in the runtime's region.",
      "push the image to the runtime's region",
      "the data model, Agent Runtime Artifact; zscaler-mcp-server issue 31"},
     image_region},
    {{"AC3210", "image-account", Severity::warning, "The image is in the config's account.",
      "let the repository's policy grant ecr:BatchGetImage and ecr:GetDownloadUrlForLayer to the execution "
      "role",
      "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html"},
     image_account},
    // AC3211 is retired: the form of an image URI (AC2005) bounds its parts.
    {{"AC3212", "latest-tag", Severity::warning, "An image has a tag that does not move.",
      "name the tag of a release or a digest: pushing `latest` again does not update the runtime",
      "bedrock-agentcore-starter-toolkit issue 409"},
     latest_tag},
    {{"AC3213", "latest-in-immutable-repository", Severity::error,
      "The tag latest is not used with an immutable repository.",
      "name the tag of a release such as `v1.0.0`, or set image_tag_mutability: MUTABLE",
      "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html"},
     latest_in_immutable},
    {{"AC3214", "moving-tag", Severity::note, "A tag that is pushed again does not update a runtime.",
      "name a tag or digest of one image: a runtime gets a new version only when its container URI changes",
      "bedrock-agentcore-starter-toolkit issue 409; aws-ia/terraform-aws-agentcore issue 38"},
     moving_tag},
    {{"AC3215", "size-of-code", Severity::error, "container_cpu and container_memory go with an image.",
      "remove it: code runs with 2 vCPU and 8 GB", data_model},
     size_of_code},
};

}  // namespace

std::span<const ProjectRule> artifact() { return table; }

}  // namespace agentcore::rules
