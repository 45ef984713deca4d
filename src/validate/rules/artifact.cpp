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

void image_region(const Project& project, const Report& report) {
  if (catalog::find_region(*project.region) == nullptr) return;  // AC3003 says so
  for (const Runtime& runtime : project.runtimes) {
    const ContainerUri* uri = literal_of(runtime.artifact.container_uri);
    if (uri == nullptr || uri->region == *project.region) continue;
    report(
        runtime.artifact.container_uri->range,
        fmt::format("the image is in {}, the runtime in {}", uri->region, *project.region),
        project.targets.empty()
            ? fmt::format("push the image to {} and name it there", *project.region)
            : fmt::format("name an image of {} in the `overlay` of that target, or write repository and tag",
                          *project.region))
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

/// The longest word by which a name says that it was built for another processor. Empty: none, or it names
/// AgentCore's, too.
std::string_view foreign_architecture(std::string_view name) {
  const std::string lower = lower_case(name);
  const auto said = [&](std::string_view word) { return has_word(lower, word); };
  const catalog::Architectures& known = catalog::architectures();
  if (std::any_of(known.own.begin(), known.own.end(), said)) return {};
  std::string_view longest;
  for (const std::string_view word : known.other) {
    if (word.size() > longest.size() && said(word)) longest = word;
  }
  return longest;
}

/// What names the artifact, and where: the tag, the repository, the key of the archive.
std::vector<std::pair<std::string_view, Range>> names_of(const Artifact& artifact) {
  std::vector<std::pair<std::string_view, Range>> names;
  if (const auto image = image_of(artifact)) names.emplace_back(image->tag, image->range);
  if (const ContainerUri* uri = literal_of(artifact.container_uri))
    names.emplace_back(uri->repository, artifact.container_uri->range);
  if (const std::string* repository = literal_of(artifact.repository))
    names.emplace_back(*repository, artifact.repository->range);
  if (artifact.code && artifact.code->prefix.literal() != nullptr)
    names.emplace_back(*artifact.code->prefix.literal(), artifact.code->prefix.range);
  return names;
}

void architecture(const Project& project, const Report& report) {
  for (const Runtime& runtime : project.runtimes) {
    for (const auto& [name, range] : names_of(runtime.artifact)) {
      const std::string_view word = foreign_architecture(name);
      if (word.empty()) continue;
      report(range, fmt::format("`{}` says that it is built for {}, and AgentCore runs arm64", name, word));
      break;  // once for each runtime
    }
  }
}

constexpr std::string_view data_model = "the data model, Agent Runtime Artifact";
constexpr std::string_view runtime_schema =
    "ContainerUri of AWS::BedrockAgentCore::Runtime, CloudFormation provider schema (cfn-lint 1.51.0)";

constexpr ProjectRule table[] = {
    {{"AC3201", "artifact-source", Severity::error,
      "An artifact names an image by container_uri or by repository, or code.", "keep one of the two",
      data_model,
      "The API takes either a container or code, and an AgentRuntimeArtifact with both or none is refused "
      "when the runtime is created. CloudFormation's own validation lets both pass."},
     artifact_source},
    {{"AC3202", "tag-without-repository", Severity::error, "tag and digest go with repository.",
      "add `repository:`, or put the tag into container_uri", data_model,
      "Without a repository there is nothing that they belong to: they would be left out of the template, "
      "and another image than the one meant would run."},
     tag_without_repository},
    {{"AC3203", "image-unpinned", Severity::error, "An image is named with a tag or a digest.",
      "add the tag of a release, such as `v1.0.0`, or better a digest", runtime_schema,
      "CloudFormation's pattern of a ContainerUri asks for a tag or digest. Without one, no template would "
      "say which image runs."},
     image_pinned},
    {{"AC3204", "tag-and-digest", Severity::error,
      "An image of a repository is named by tag or by digest, not both.",
      "keep the digest, which cannot move", runtime_schema,
      "ECR finds an image by one of the two. With both, registries go by the digest, and a tag that has "
      "moved since would say something untrue of what runs."},
     tag_and_digest},
    {{"AC3205", "image-reference-form", Severity::error, "Tags and digests have their form.",
      "a tag has 1 to 128 letters, digits and _.- and begins with a letter, digit or _; a digest is sha256: "
      "and 64 hex digits",
      "OCI distribution specification 1.1, https://github.com/opencontainers/distribution-spec",
      "No registry holds an image by such a name, so the service cannot find it when the runtime is created: "
      "the stack rolls back, sometimes with the runtime left behind in CREATE_FAILED."},
     image_reference_form},
    {{"AC3209", "image-region", Severity::error, "The image is in the runtime's region.",
      "push the image to the runtime's region",
      "the data model, Agent Runtime Artifact; zscaler-mcp-server issue 31",
      "The service pulls from the registry of its own region, and the runtime fails after the stack has "
      "waited for it. Replication of ECR can copy images to the region."},
     image_region},
    {{"AC3210", "image-account", Severity::warning, "The image is in the config's account.",
      "let the repository's policy grant ecr:BatchGetImage and ecr:GetDownloadUrlForLayer to the execution "
      "role",
      "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html",
      "The role's policy is not enough across accounts: ECR asks the repository's policy, too, and refuses "
      "the pull when the runtime is created. It is a warning because that policy cannot be seen from here."},
     image_account},
    // AC3206 to AC3208 and AC3215: container_size.cpp. AC3211 is retired: the form of an image URI (AC2005)
    // bounds its parts.
    {{"AC3212", "latest-tag", Severity::warning, "An image has a tag that does not move.",
      "name the tag of a release or a digest: pushing `latest` again does not update the runtime",
      "bedrock-agentcore-starter-toolkit issue 409",
      "A version of a runtime keeps the image that it was made with. When latest is pushed again the "
      "template does not change, so CloudFormation reports no updates and the old image goes on running."},
     latest_tag},
    {{"AC3213", "latest-in-immutable-repository", Severity::error,
      "The tag latest is not used with an immutable repository.",
      "name the tag of a release such as `v1.0.0`, or set image_tag_mutability: MUTABLE",
      "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
      "ECR answers the second push with ImageTagAlreadyExistsException, so that the first image could never "
      "be replaced by a newer one."},
     latest_in_immutable},
    {{"AC3214", "moving-tag", Severity::note, "A tag that is pushed again does not update a runtime.",
      "name a tag or digest of one image: a runtime gets a new version only when its container URI changes",
      "bedrock-agentcore-starter-toolkit issue 409; aws-ia/terraform-aws-agentcore issue 38",
      "A tag such as stable says what an image is for, and moves with each release. The template stays the "
      "same then, CloudFormation finds nothing to update, and the old image goes on running."},
     moving_tag},
    {{"AC3216", "architecture", Severity::warning, "An artifact is built for arm64.",
      "build it for linux/arm64, such as with docker buildx build --platform linux/arm64, and name that one",
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-http-protocol-contract.html",
      "AgentCore runs on arm64 only and refuses an image of another architecture when the runtime is "
      "created: the "
      "stack rolls back after minutes. Libraries in a zip archive fail later, when the agent loads them. It "
      "is a "
      "warning because only the name was looked at."},
     architecture},
};

}  // namespace

std::span<const ProjectRule> artifact() { return table; }

}  // namespace agentcore::rules
