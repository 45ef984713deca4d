#include <algorithm>

#include "synth/policy.hpp"
#include "synth/stack_builder.hpp"
#include "synth/stacks.hpp"

namespace agentcore {
namespace {

bool needs_key(const Project& project) {
  return std::any_of(project.repositories.begin(), project.repositories.end(),
                     [](const Repository& repository) {
                       const KmsKey* key = repository.kms_key.literal();
                       return key != nullptr && key->kind == KmsKey::Kind::create;
                     });
}

void add_key(StackBuilder& builder) {
  Resource& key = builder.add("RepositoryKey", "AWS::KMS::Key",
                              {{"Description", "Encrypts the agent images of " + *builder.project().project},
                               {"EnableKeyRotation", true},
                               {"KeyPolicy", fixed_policy("key-policy")},
                               {"Tags", tag_list(builder, builder.display_name("images"))}});
  key.retain = true;
  builder.add(
      "RepositoryKeyAlias", "AWS::KMS::Alias",
      {{"AliasName", "alias/" + builder.display_name("images")}, {"TargetKeyId", ref("RepositoryKey")}});
}

Json encryption(StackBuilder& builder, const Value<KmsKey>& key) {
  Json configuration = {{"EncryptionType", "KMS"}};
  const KmsKey* written = key.literal();
  if (written == nullptr) {
    configuration["KmsKey"] = builder.value(key);
  } else if (written->kind == KmsKey::Kind::create) {
    configuration["KmsKey"] = get_att("RepositoryKey", "Arn");
  } else if (written->kind == KmsKey::Kind::arn) {
    configuration["KmsKey"] = written->arn->text;
  }
  return configuration;
}

std::string lifecycle_policy(std::int64_t keep_images) {
  return Json{
      {"rules",
       Json::array(
           {{{"rulePriority", 1},
             {"description", "Keep the newest images"},
             {"selection",
              {{"tagStatus", "any"}, {"countType", "imageCountMoreThan"}, {"countNumber", keep_images}}},
             {"action", {{"type", "expire"}}}}})}}
      .dump();
}

void add_repository(StackBuilder& builder, const Repository& repository) {
  Resource& added =
      builder.add(repository.logical_id, "AWS::ECR::Repository",
                  {{"RepositoryName", *repository.repository_name},
                   {"ImageTagMutability", name_of(*repository.image_tag_mutability)},
                   {"ImageScanningConfiguration", {{"ScanOnPush", *repository.scan_on_push}}},
                   {"EncryptionConfiguration", encryption(builder, repository.kms_key)},
                   {"LifecyclePolicy", {{"LifecyclePolicyText", lifecycle_policy(*repository.keep_images)}}},
                   {"Tags", tag_list(builder, *repository.repository_name)}});
  added.retain = true;
  builder.output(repository_output(repository),
                 "URI to push images of " + *repository.repository_name + " to",
                 get_att(repository.logical_id, "RepositoryUri"));
}

}  // namespace

std::string repository_output(const Repository& repository) { return repository.logical_id + "Uri"; }

std::optional<Stack> storage_stack(const Project& project) {
  if (project.repositories.empty()) return std::nullopt;
  StackBuilder builder(project, "storage", "Image repositories");
  if (needs_key(project)) add_key(builder);
  for (const Repository& repository : project.repositories) add_repository(builder, repository);
  return builder.take();
}

}  // namespace agentcore
