#include <algorithm>

#include "synth/assemble.hpp"
#include "synth/policy.hpp"
#include "synth/stacks.hpp"

namespace agentcore {
namespace {

constexpr std::string_view key_id = "RepositoryKey";
constexpr std::string_view key_output = "RepositoryKeyArn";
constexpr std::size_t deepest = 5;  // that the key is referred to

bool uses_key(const Repository& repository) {
  const KmsKey* key = repository.kms_key.literal();
  return key != nullptr && key->kind == KmsKey::Kind::create;
}

/// What the other parts learn of the key.
Piece key_publication(const Project& project) {
  StackBuilder builder(project, StackKind::storage);
  builder.output(std::string(key_output), "Key of the image repositories", get_att(key_id, "Arn"));
  return builder.take();
}

Piece key_piece(const Project& project) {
  StackBuilder builder(project, StackKind::storage);
  Resource& key =
      builder.add(std::string(key_id), "AWS::KMS::Key",
                  json_object({{"Description", "Encrypts the agent images of " + *builder.project().project},
                               {"EnableKeyRotation", true},
                               {"KeyPolicy", fixed_policy("key-policy")},
                               {"Tags", tag_list(builder, builder.display_name("images"))}}));
  key.retain = true;
  builder.add(
      "RepositoryKeyAlias", "AWS::KMS::Alias",
      json_object({{"AliasName", "alias/" + builder.display_name("images")}, {"TargetKeyId", ref(key_id)}}));
  return builder.take();
}

Json encryption(StackBuilder& builder, const Value<KmsKey>& key) {
  Json configuration = json_object({{"EncryptionType", "KMS"}});
  const KmsKey* written = key.literal();
  if (written == nullptr) {
    configuration["KmsKey"] = builder.value(key);
  } else if (written->kind == KmsKey::Kind::create) {
    configuration["KmsKey"] = get_att(key_id, "Arn");
  } else if (written->kind == KmsKey::Kind::arn) {
    configuration["KmsKey"] = written->arn->text;
  }
  return configuration;
}

std::string lifecycle_policy(std::int64_t keep_images) {
  return json_object(
             {{"rules",
               Json::array({json_object({{"rulePriority", 1},
                                         {"description", "Keep the newest images"},
                                         {"selection", json_object({{"tagStatus", "any"},
                                                                    {"countType", "imageCountMoreThan"},
                                                                    {"countNumber", keep_images}})},
                                         {"action", json_object({{"type", "expire"}})}})})}})
      .dump();
}

void add_repository(StackBuilder& builder, const Repository& repository) {
  Resource& added = builder.add(
      repository.logical_id, "AWS::ECR::Repository",
      json_object({{"RepositoryName", *repository.repository_name},
                   {"ImageTagMutability", name_of(*repository.image_tag_mutability)},
                   {"ImageScanningConfiguration", json_object({{"ScanOnPush", *repository.scan_on_push}})},
                   {"EncryptionConfiguration", encryption(builder, repository.kms_key)},
                   {"LifecyclePolicy",
                    json_object({{"LifecyclePolicyText", lifecycle_policy(*repository.keep_images)}})},
                   {"Tags", tag_list(builder, *repository.repository_name)}}));
  added.retain = true;
  builder.output(repository_output(repository),
                 "URI to push images of " + *repository.repository_name + " to",
                 get_att(repository.logical_id, "RepositoryUri"));
}

/// The key lives in the first part; the others import it.
class KeyLink {
 public:
  explicit KeyLink(const Project& project) : project_(project), published_(key_publication(project)) {
    StackBuilder builder(project, StackKind::storage);
    value_ = builder.from_stack(StackKind::storage, key_output);
    imported_ = builder.take();
    for (const Repository& repository : project.repositories) is_used_ |= uses_key(repository);
    if (is_used_) key_ = key_piece(project);
  }

  /// Reckons with the room that it takes if no repository is in the first part.
  void reserve(ToPlace& wanted) const {
    if (!is_used_) return;
    wanted.first_frame = weigh(key_).weight;
    wanted.first_frame += weigh(published_).weight;
    for (std::size_t i = 0; i < wanted.items.size(); ++i) {
      if (!uses_key(project_.repositories[i])) continue;
      agentcore::reserve(wanted.items[i], imported_);
      wanted.items[i].weight.bytes += text_size(value_, deepest);
    }
  }

  /// The part of the key is there even with nothing else in it.
  void settle(Parts& parts) {
    for (std::size_t i = 0; i < parts.part_of.size(); ++i) is_imported_ |= imports(i, parts);
    const bool has_part = std::find(parts.order.begin(), parts.order.end(), 1) != parts.order.end();
    if (is_used_ && !has_part) parts.order.insert(parts.order.begin(), 1);
  }

  /// Links the piece of a repository.
  void link(std::size_t index, Piece& repository, const Parts& parts) const {
    if (!imports(index, parts)) return;
    replace_attribute(repository, key_id, "Arn", value_);
    append(repository, imported_);
  }

  /// With which the first part begins.
  [[nodiscard]] Piece take_piece() {
    if (is_imported_) append(key_, std::move(published_));
    return std::move(key_);
  }

  [[nodiscard]] bool is_imported() const { return is_imported_; }

 private:
  [[nodiscard]] bool imports(std::size_t index, const Parts& parts) const {
    return parts.part_of[index] != 1 && uses_key(project_.repositories[index]);
  }

  const Project& project_;
  Piece key_;        // empty where it is not used
  Piece published_;  // what the other parts learn of it
  Piece imported_;
  Json value_;
  bool is_used_ = false;
  bool is_imported_ = false;
};

}  // namespace

std::string repository_output(const Repository& repository) { return repository.logical_id + "Uri"; }

void add_storage_stacks(const Project& project, MadeStacks& made, Diagnostics& diagnostics) {
  StackBuilder builder(project, StackKind::storage);
  Pieces repositories(project, StackKind::storage, [&](std::size_t i) {
    add_repository(builder, project.repositories[i]);
    return builder.take();
  });
  for (const Repository& repository : project.repositories) repositories.add(repository.repository_name);
  KeyLink key(project);
  key.reserve(repositories.wanted);
  std::optional<Parts> parts = place_pieces(repositories, made.synthesis, diagnostics);
  if (!parts) return;
  key.settle(*parts);
  const auto take = [&](std::size_t i) {
    Piece piece = repositories.take(i);
    key.link(i, piece, *parts);
    return piece;
  };
  assemble({project, StackKind::storage, "Image repositories", take, key.take_piece()}, *parts,
           [&](std::size_t part, Stack stack) {
             if (key.is_imported() && part != 1) stack.depends_on = {part_name(StackKind::storage, 1)};
             made.add(std::move(stack));
           });
}

}  // namespace agentcore
