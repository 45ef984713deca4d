#pragma once

// CloudFormation templates as values, and the intrinsic functions as small makers of JSON.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/diagnostic.hpp"

namespace agentcore {

/// Keeps the order in which keys were added, so that the same input gives the same bytes.
using Json = nlohmann::ordered_json;

struct Resource {
  std::string logical_id;  ///< [A-Za-z0-9]{1,255}
  std::string type;        ///< "AWS::EC2::VPC"
  Json properties = Json::object();
  Json metadata = nullptr;              ///< null: none
  std::vector<std::string> depends_on;  ///< logical ids
  bool retain = false;                  ///< DeletionPolicy and UpdateReplacePolicy Retain
};

struct Output {
  std::string name;
  std::string description;
  Json value;
  std::string export_name;  ///< empty: not exported
};

struct TemplateParameter {
  std::string name;
  std::string type;                          ///< "String", "List<AWS::EC2::Subnet::Id>"
  std::string description;                   ///< empty: none
  std::optional<std::string> default_value;  ///< none: the deployment must give one
  std::vector<std::string> allowed_values;   ///< empty: any
  bool no_echo = false;
  Range place{};  ///< what in the config it comes from; no place: made for a cross-stack reference
};

struct Template {
  std::string description;
  std::vector<TemplateParameter> parameters;
  std::vector<Resource> resources;
  std::vector<Output> outputs;
};

/// What a stack holds. Of all but the network there may be several parts, each a stack of its own.
enum class StackKind : std::uint8_t { network, security, storage, agentcore };

/// "agentcore"
std::string_view to_string(StackKind kind);

/// The short name of a part: "agentcore", "agentcore-2", ...
std::string part_name(StackKind kind, std::size_t part);

/// One of the stacks a config becomes.
struct Stack {
  std::string name;        ///< short name: "network", "agentcore", "agentcore-2"
  std::string stack_name;  ///< "<project>-<name>-<environment>"
  Template body;
  std::vector<std::string> depends_on;         ///< short names of stacks to deploy before
  std::set<std::string> foreign_imports = {};  ///< exports of other projects that the config names
  std::size_t dynamic_references = 0;          ///< places that hold a {{resolve:...}}
  StackKind kind = StackKind::agentcore;
};

/// The document that CloudFormation reads.
Json to_json(const Template& body);

/// Bytes that a piece of a template takes in its text of JSON, without making it: a value whose own line is
/// indented `depth` times, and a line of each section with all below it.
std::size_t text_size(const Json& value, std::size_t depth);
std::size_t text_size(const Resource& resource);
std::size_t text_size(const Output& output);
std::size_t text_size(const TemplateParameter& parameter);

/// The same of a whole template, as emit.hpp's to_text makes it.
std::size_t text_size(const Template& body);

/// A member of an object that is being made.
struct Member {
  std::string_view key;
  Json value;
};

/// `json_object({{"Key", key}, {"Value", value}})`: an object of these members, whose keys differ. The
/// library's own `{{"Key", key}, {"Value", value}}` makes a list of each member first, which takes three
/// times as long.
template <std::size_t count>
Json json_object(Member (&&members)[count]) {
  Json object = Json::object();
  Json::object_t& entries = object.get_ref<Json::object_t&>();
  entries.reserve(count);
  for (Member& member : members) entries.emplace_back(std::string(member.key), std::move(member.value));
  return object;
}

// Intrinsic functions. `logical_id` and attribute names are not checked here: check.hpp does.
Json ref(std::string_view logical_id);
Json get_att(std::string_view logical_id, std::string_view attribute);
/// `text` may hold ${...}, which CloudFormation replaces.
Json sub(std::string_view text);
Json import_value(std::string_view export_name);
/// The items of a text that holds them with commas.
Json split(Json text);
/// A user's text so that it arrives on AWS as written: `${X}` stays `${X}`.
Json literal(std::string_view text);

}  // namespace agentcore
