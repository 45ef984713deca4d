#include "agentcore/template.hpp"

#include "template/members.hpp"

namespace agentcore {
namespace {

/// Appends without the look through all members that operator[] makes: a template has thousands.
void append(Json& object, std::string_view key, Json value) {
  object.get_ref<Json::object_t&>().emplace_back(std::string(key), std::move(value));
}

template <class Entry>
Json entry_json(const Entry& entry) {
  Json json = Json::object();
  each_member(entry, [&](std::string_view key, const Json& value) { append(json, key, value); });
  return json;
}

/// For a `${` that nothing closes, which Fn::Sub refuses: no part of the Fn::Join holds both characters.
Json joined_without_variables(std::string_view text) {
  Json parts = Json::array();
  for (std::size_t at = text.find("${"); at != std::string_view::npos; at = text.find("${")) {
    parts.push_back(text.substr(0, at + 1));
    text.remove_prefix(at + 1);
  }
  parts.push_back(text);
  return json_object({{"Fn::Join", Json::array({"", std::move(parts)})}});
}

}  // namespace

std::string_view to_string(StackKind kind) {
  static constexpr std::string_view names[] = {"network", "security", "storage", "agentcore"};
  return names[static_cast<std::size_t>(kind)];
}

std::string part_name(StackKind kind, std::size_t part) {
  std::string name(to_string(kind));
  return part <= 1 ? name : name + "-" + std::to_string(part);
}

Json to_json(const Template& body) {
  Json json = Json::object();
  each_section(
      body, [&](std::string_view key, std::string_view text) { append(json, key, text); },
      [&](std::string_view key, const auto& entries) {
        Json section = Json::object();
        section.get_ref<Json::object_t&>().reserve(entries.size());  // growing copies all that is there
        for (const auto& entry : entries) append(section, name_of_entry(entry), entry_json(entry));
        append(json, key, std::move(section));
      });
  return json;
}

Json ref(std::string_view logical_id) { return json_object({{"Ref", logical_id}}); }

Json get_att(std::string_view logical_id, std::string_view attribute) {
  return json_object({{"Fn::GetAtt", Json::array({logical_id, attribute})}});
}

Json sub(std::string_view text) { return json_object({{"Fn::Sub", text}}); }

Json import_value(std::string_view export_name) { return json_object({{"Fn::ImportValue", export_name}}); }

Json split(Json text) { return json_object({{"Fn::Split", Json::array({",", std::move(text)})}}); }

Json literal(std::string_view text) {
  // cfn-lint refuses a bare `${` outside Fn::Sub (E1029); within Fn::Sub, `${!X}` arrives as `${X}`.
  const std::size_t last = text.rfind("${");
  if (last == std::string_view::npos) return text;
  if (text.find('}', last) == std::string_view::npos) return joined_without_variables(text);
  std::string escaped;
  for (std::size_t at = 0; at < text.size(); ++at) {
    escaped += text[at];
    if (text[at] == '{' && at > 0 && text[at - 1] == '$') escaped += '!';
  }
  return sub(escaped);
}

}  // namespace agentcore
