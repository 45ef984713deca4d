#include <fmt/format.h>

#include <unordered_map>

#include "agentcore/limits.hpp"
#include "agentcore/model/container_uri.hpp"
#include "validate/characters.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

void repository_name(const Project& project, const Report& report) {
  for (const Repository& repository : project.repositories) {
    const std::string& name = *repository.repository_name;
    const bool of_length = name.size() >= static_cast<std::size_t>(limits::repository_name_min) &&
                           name.size() <= static_cast<std::size_t>(limits::repository_name_max);
    if (of_length && is_runtime_repository_name(name)) continue;
    report(repository.repository_name.range,
           fmt::format("`{}` is not a repository name that a runtime can use", name));
  }
}

/// The output that names the repository is exported, and an export's name is bounded.
void repository_export_length(const Project& project, const Report& report) {
  for (const Repository& repository : project.repositories) {
    const std::size_t length = project.stack_name("storage").size() + 1 + repository.logical_id.size() + 3;
    if (length <= static_cast<std::size_t>(limits::export_name_max)) continue;
    report(repository.repository_name.range,
           fmt::format("the export of the repository's URI would have a name of {} characters", length));
  }
}

void repository_name_twice(const Project& project, const Report& report) {
  std::unordered_map<std::string_view, Range> names;
  for (const Repository& repository : project.repositories) {
    const auto [first, fresh] = names.emplace(*repository.repository_name, repository.repository_name.range);
    if (fresh) continue;
    report(repository.repository_name.range, fmt::format("a second repository is named `{}`", first->first))
        .add_note("the first is here", first->second);
  }
}

void repository_logical_id(const Project& project, const Report& report) {
  std::unordered_map<std::string_view, const Repository*> ids;
  for (const Repository& repository : project.repositories) {
    const auto [first, fresh] = ids.emplace(repository.logical_id, &repository);
    if (fresh || *first->second->repository_name == *repository.repository_name) continue;
    report(repository.repository_name.range,
           fmt::format("two repositories would have the logical id `{}`", repository.logical_id))
        .add_note("the first is here", first->second->repository_name.range);
  }
}

void keep_images(const Project& project, const Report& report) {
  for (const Repository& repository : project.repositories) {
    if (*repository.keep_images >= 1) continue;
    report(repository.keep_images.range, fmt::format("keep_images is {}", *repository.keep_images));
  }
}

void key_region(const Project& project, const Report& report) {
  for (const Repository& repository : project.repositories) {
    const KmsKey* key = repository.kms_key.literal();
    const std::optional<Arn> arn = key == nullptr ? std::nullopt : key->arn;
    if (!arn || arn->region == *project.region) continue;
    report(repository.kms_key.range,
           fmt::format("the key is in {}, the repository in {}", arn->region, *project.region))
        .add_note("the region is set here", project.region.range);
  }
}

void scan_off(const Project& project, const Report& report) {
  for (const Repository& repository : project.repositories) {
    if (!*repository.scan_on_push)
      report(repository.scan_on_push.range, "images are not scanned when they are pushed");
  }
}

/// A tag that AC3212 or AC3214 warns of where it is used: it has no version in it.
bool has_moving_tag(const Artifact& artifact) {
  const std::string* tag = artifact.tag ? judged(*artifact.tag).text : nullptr;
  return tag != nullptr && std::none_of(tag->begin(), tag->end(), is_digit);
}

void mutable_tags(const Project& project, const Report& report) {
  std::vector<bool> warned(project.repositories.size());
  for (const Runtime& runtime : project.runtimes) {
    const auto& index = runtime.artifact.repository_index;
    if (index && has_moving_tag(runtime.artifact)) warned[*index] = true;
  }
  for (std::size_t i = 0; i < warned.size(); ++i) {
    const auto& mutability = project.repositories[i].image_tag_mutability;
    if (*mutability == TagMutability::mutable_ && !warned[i])
      report(mutability.range, "a tag of the repository can be pushed again with another image");
  }
}

constexpr std::string_view schema = "AWS::ECR::Repository, CloudFormation provider schema (cfn-lint 1.51.0)";

constexpr ProjectRule table[] = {
    {{"AC3601", "repository-name", Severity::error,
      "A repository name is 2 to 256 lower-case letters and digits, joined by single . _ - or /.",
      "use 2 to 256 of a-z and 0-9, joined by single . _ - or / (a ContainerUri cannot hold `--` or `__`)",
      "ContainerUri of AWS::BedrockAgentCore::Runtime, CloudFormation provider schema (cfn-lint 1.51.0)",
      "ECR takes more names than a runtime can be given: the pattern of a ContainerUri has single separators "
      "only. The repository would be made, and the runtime fail on it two stacks later."},
     repository_name},
    {{"AC3602", "repository-name-twice", Severity::error, "No two repositories have one name.",
      "remove one, or rename it", schema,
      "ECR answers the second with RepositoryAlreadyExistsException, and the storage stack rolls back."},
     repository_name_twice},
    {{"AC3603", "repository-logical-id", Severity::error, "Repository names differ in letters or digits.",
      "choose a repository_name that differs in letters or digits",
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
      "A template has one entry for each logical id, and ids have letters and digits only, so the second "
      "repository would take the place of the first without a word."},
     repository_logical_id},
    {{"AC3604", "keep-images", Severity::error, "keep_images is 1 or more.", "write 1 or more",
      "https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html",
      "ECR's lifecycle policies count from 1, and the policy is refused when the repository is made. Zero "
      "would mean to expire even the image that runs."},
     keep_images},
    {{"AC3605", "key-region", Severity::error, "A repository's key is in its region.",
      "name a key of the repository's region, or `kms_key: create`",
      "https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
      "ECR encrypts with keys of its own region only and refuses the repository when the storage stack is "
      "deployed. The key of a repository cannot be changed afterwards."},
     key_region},
    {{"AC3606", "repository-export-length", Severity::error,
      "A repository name leaves room for the name of its export, 255 characters.",
      "choose a shorter repository_name",
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html",
      "The agentcore stack finds the repository by an export of that name, and CloudFormation refuses a "
      "longer one when the storage stack is deployed."},
     repository_export_length},
    {{"AC3607", "scan-off", Severity::warning, "Images are scanned when they are pushed.",
      "remove the key: scan_on_push is true where it is not written",
      "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html; "
      "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-security-best-practices.html",
      "Patching the image is the customer's part, and nothing else tells that a package in it has a known "
      "hole. "
      "Basic scanning costs nothing. An account whose registry scans by a rule of its own does not need the "
      "key."},
     scan_off},
    {{"AC3608", "mutable-tags", Severity::note, "A tag of an immutable repository stands for one image.",
      "remove the key: image_tag_mutability is IMMUTABLE where it is not written",
      "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html; "
      "aws-ia/terraform-aws-agentcore issue 38",
      "A runtime keeps the image that its tag stood for when its version was made. When the tag is pushed "
      "again, "
      "what runs is no longer what the tag says, and the template shows no difference."},
     mutable_tags},
};

}  // namespace

std::span<const ProjectRule> repository() { return table; }

}  // namespace agentcore::rules
