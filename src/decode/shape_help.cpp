#include "decode/shape_help.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "decode/suggestion.hpp"
#include "validate/secrets.hpp"

namespace agentcore::decoding {
namespace {

struct AwsName {
  std::string_view aws;
  std::string_view ours;
};

// Properties of AWS::BedrockAgentCore::Runtime, RuntimeEndpoint and AWS::ECR::Repository, and members of the
// API of the same name, that are named otherwise here.
constexpr AwsName aws_names[] = {
    {"agent_runtime_name", "runtime_name"},
    {"agent_runtime_artifact", "artifact"},
    {"agent_runtime_version", "runtime_version"},
    {"role_arn", "execution_role"},
    {"protocol_configuration", "protocol"},
    {"authorizer_configuration", "authorizer"},
    {"lifecycle_configuration", "lifecycle"},
    {"idle_runtime_session_timeout", "idle_timeout"},
    {"request_header_configuration", "request_headers"},
    {"request_header_allowlist", "request_headers"},
    {"filesystem_configurations", "session_storage"},
    {"code_configuration", "code"},
    {"subnets", "subnet_ids"},
    {"security_groups", "security_group_ids"},
};

const Node* find_value(const Node& mapping, std::initializer_list<std::string_view> keys) {
  for (const Entry& entry : mapping.entries) {
    const bool is_asked = std::find(keys.begin(), keys.end(), entry.key->text) != keys.end();
    if (is_asked && entry.value->kind == Node::Kind::scalar) return entry.value;
  }
  return nullptr;
}

/// Whether a text is short and plain enough to be shown within a line of YAML.
bool is_showable(std::string_view text) {
  constexpr std::size_t longest = 60;
  return !text.empty() && text.size() <= longest && text.find_first_of("\"\\\n\t") == std::string_view::npos;
}

std::string shown_pair(std::string_view name, std::string_view value) {
  const bool is_open = is_showable(value) && secrets::why_secret(name, value).empty();
  return fmt::format("{}: {}", name, is_open ? as_item(value) : "...");
}

/// `key: value`, the value only where it is a scalar.
std::string shown_entry(const Entry& entry) {
  const bool is_scalar = entry.value->kind == Node::Kind::scalar;
  return is_scalar ? shown_pair(entry.key->text, entry.value->text) : fmt::format("{}: ...", entry.key->text);
}

bool holds(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// `{planner: {...}, writer: {...}}`
bool is_by_name(const Node& mapping, const EntityKeys& keys) {
  return std::all_of(mapping.entries.begin(), mapping.entries.end(), [&](const Entry& entry) {
    return !holds(keys.all, entry.key->text) && is_showable(entry.key->text) &&
           structure_of(*entry.value).kind == Node::Kind::mapping;
  });
}

}  // namespace

std::string as_item(std::string_view text) {
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '/' || c == '-';
  });
  return plain && text.front() != '-' ? std::string(text) : fmt::format("\"{}\"", text);
}

std::optional<std::string> as_mapping(const Node& scalar, const EntityKeys& keys) {
  const std::string_view key = keys.of_lone_text();
  if (scalar.kind != Node::Kind::scalar || key.empty() || !is_showable(scalar.text)) return std::nullopt;
  return fmt::format("{{{}: {}}}", key, as_item(scalar.text));
}

std::string help_for_entity(const Node& node, const EntityKeys& keys) {
  const bool is_one_item = node.kind == Node::Kind::sequence && node.items.size() == 1 &&
                           structure_of(*node.items[0]).kind == Node::Kind::mapping;
  if (is_one_item) return "one mapping belongs here: remove the `-`, or the brackets, of the list around it";
  return fmt::format("write a mapping with the keys {}", all_of(keys.all));
}

std::string help_for_entities(const Node& node, const EntityKeys& keys, std::string_view name_key) {
  if (node.kind == Node::Kind::scalar) {
    const std::optional<std::string> item = as_mapping(node, keys);
    return item ? fmt::format("write a list of mappings: [{}]", *item) : "";
  }
  if (node.kind != Node::Kind::mapping) return {};
  if (node.entries.empty()) return "write an empty list, [], or leave the key out";
  const Entry& first = node.entries[0];
  if (!name_key.empty() && holds(keys.all, name_key) && is_by_name(node, keys)) {
    return fmt::format(
        "write a list, with the name as a key: `- {}: {}`, and below it the keys that `{}` has", name_key,
        as_item(first.key->text), first.key->text);
  }
  if (!holds(keys.all, first.key->text)) return {};
  return fmt::format("write a list, with a `-` before the first key of each entry: `- {}`",
                     shown_entry(first));
}

std::string help_for_pairs(const Node& node) {
  if (node.kind != Node::Kind::sequence || node.items.empty()) return {};
  const Node& first = structure_of(*node.items[0]);
  if (first.kind == Node::Kind::mapping) {
    const Node* name = find_value(first, {"name", "Name", "key", "Key"});
    const Node* value = find_value(first, {"value", "Value"});
    if (name == nullptr || !is_showable(name->text)) return {};
    return fmt::format("write a mapping of names to values: `{}`",
                       shown_pair(name->text, value == nullptr ? "" : value->text));
  }
  const std::size_t equals = std::min(first.text.find('='), first.text.size());
  const bool is_pair = equals > 0 && equals < first.text.size() && is_showable(first.text.substr(0, equals));
  if (!is_pair) return {};
  return fmt::format("write a mapping of names to values: `{}`",
                     shown_pair(first.text.substr(0, equals), first.text.substr(equals + 1)));
}

std::string help_for_text(const Node& node) {
  const bool is_one_text = node.kind == Node::Kind::sequence && node.items.size() == 1 &&
                           node.items[0]->kind == Node::Kind::scalar && is_showable(node.items[0]->text);
  return is_one_text ? fmt::format("write the text alone: {}", as_item(node.items[0]->text)) : "";
}

std::string_view key_of_aws_name(std::string_view name) {
  for (const AwsName& row : aws_names) {
    if (is_same_name(row.aws, name)) return row.ours;
  }
  return {};
}

}  // namespace agentcore::decoding
