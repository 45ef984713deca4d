#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "agentcore/limits.hpp"
#include "agentcore/model/container_uri.hpp"
#include "agentcore/model/identifiers.hpp"
#include "agentcore/model/reference.hpp"

namespace agentcore {

enum class TagMutability : std::uint8_t { immutable, mutable_ };

template <>
struct EnumNames<TagMutability> {
  static constexpr EnumName<TagMutability> rows[] = {{"IMMUTABLE", TagMutability::immutable},
                                                     {"MUTABLE", TagMutability::mutable_}};
};

/// The key that encrypts a repository's images.
struct KmsKey {
  enum class Kind : std::uint8_t { create, aws_managed, arn };

  static constexpr std::string_view form = "create, aws_managed, or the ARN of a KMS key";
  static constexpr std::string_view pattern =
      "^(?:create|aws_managed|arn:aws[!-9;-z|~]*:kms:[!-9;-z|~]*:(?:|aws|[0-9]{12}):[!-z|~]+)$";
  static constexpr std::string_view example = "aws_managed";
  static std::optional<KmsKey> parse(std::string_view text);

  Kind kind = Kind::create;
  std::optional<Arn> arn;
  std::string text = "create";  ///< as written
};

/// An ECR repository of the storage stack.
struct Repository {
  Range place;
  Located<std::string> repository_name;
  Located<TagMutability> image_tag_mutability{TagMutability::immutable, {}, false};
  Located<bool> scan_on_push{true, {}, false};
  Value<KmsKey> kms_key;
  Located<std::int64_t> keep_images{30, {}, false};

  std::string logical_id;  ///< set by resolve(): in the storage template
};

template <class Visitor>
void describe(Visitor& visitor, Repository& repository) {
  visitor.field({.key = "repository_name",
                 .doc = "Name of the ECR repository",
                 .fallback = "agent-images",
                 .pattern = runtime_repository_name_pattern,
                 .minimum = limits::repository_name_min,
                 .maximum = limits::repository_name_max},
                repository.repository_name);
  visitor.field(
      {.key = "image_tag_mutability", .doc = "Whether a tag can be pushed again", .fallback = "IMMUTABLE"},
      repository.image_tag_mutability);
  visitor.field({.key = "scan_on_push", .doc = "Scan each image when it is pushed", .fallback = "true"},
                repository.scan_on_push);
  visitor.field({.key = "kms_key",
                 .doc = "create makes one key for the stack, aws_managed takes aws/ecr, or the ARN of a key",
                 .fallback = "create"},
                repository.kms_key);
  visitor.field(
      {.key = "keep_images", .doc = "Images to keep; older ones expire", .fallback = "30", .minimum = 1},
      repository.keep_images);
}

}  // namespace agentcore
