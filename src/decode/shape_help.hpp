#pragma once

// Help for a value that has another shape than its place takes: the right form, with what the user wrote in
// it. Empty: there is nothing better to say than what the rule says.

#include <optional>
#include <string>
#include <string_view>

#include "agentcore/document.hpp"
#include "decode/entity_keys.hpp"

namespace agentcore::decoding {

/// A text as a value within `[]` or `{}`.
std::string as_item(std::string_view text);

/// `{service: ecr.api}` for `ecr.api`, where there is a key that a text alone is meant for.
std::optional<std::string> as_mapping(const Node& scalar, const EntityKeys& keys);

/// For a list, or a scalar that as_mapping() makes nothing of, where one entity belongs.
std::string help_for_entity(const Node& node, const EntityKeys& keys);

/// For a scalar or a mapping where a list of entities belongs. `name_key`: by which they are told apart;
/// empty: by none.
std::string help_for_entities(const Node& node, const EntityKeys& keys, std::string_view name_key);

/// For a list where a mapping of names to values belongs: `- {name: A, value: b}` of Kubernetes, `- {Key: A,
/// Value: b}` of CloudFormation, `- A=b` of Compose.
std::string help_for_pairs(const Node& node);

/// For a list where one text belongs.
std::string help_for_text(const Node& node);

/// What AWS calls a key of ours, in any case: `AgentRuntimeArtifact`, `roleArn`. Empty: it is no such name.
std::string_view key_of_aws_name(std::string_view name);

}  // namespace agentcore::decoding
