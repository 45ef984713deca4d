#include "agentcore/template.hpp"

namespace agentcore {
namespace {

Json resource_json(const Resource& resource) {
  Json json = {{"Type", resource.type}};
  if (!resource.depends_on.empty()) json["DependsOn"] = resource.depends_on;
  if (!resource.metadata.is_null()) json["Metadata"] = resource.metadata;
  if (resource.retain) {
    json["DeletionPolicy"] = "Retain";
    json["UpdateReplacePolicy"] = "Retain";
  }
  if (!resource.properties.empty()) json["Properties"] = resource.properties;
  return json;
}

Json parameter_json(const TemplateParameter& parameter) {
  Json json = {{"Type", parameter.type}};
  if (!parameter.description.empty()) json["Description"] = parameter.description;
  if (parameter.default_value) json["Default"] = *parameter.default_value;
  if (!parameter.allowed_values.empty()) json["AllowedValues"] = parameter.allowed_values;
  if (parameter.no_echo) json["NoEcho"] = true;
  return json;
}

Json output_json(const Output& output) {
  Json json = Json::object();
  if (!output.description.empty()) json["Description"] = output.description;
  json["Value"] = output.value;
  if (!output.export_name.empty()) json["Export"] = {{"Name", output.export_name}};
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
  return {{"Fn::Join", Json::array({"", std::move(parts)})}};
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
  Json json = {{"AWSTemplateFormatVersion", "2010-09-09"}};
  if (!body.description.empty()) json["Description"] = body.description;
  if (!body.parameters.empty()) {
    Json& parameters = json["Parameters"] = Json::object();
    for (const TemplateParameter& parameter : body.parameters)
      parameters[parameter.name] = parameter_json(parameter);
  }
  Json& resources = json["Resources"] = Json::object();
  for (const Resource& resource : body.resources) resources[resource.logical_id] = resource_json(resource);
  if (body.outputs.empty()) return json;
  Json& outputs = json["Outputs"] = Json::object();
  for (const Output& output : body.outputs) outputs[output.name] = output_json(output);
  return json;
}

Json ref(std::string_view logical_id) { return {{"Ref", logical_id}}; }

Json get_att(std::string_view logical_id, std::string_view attribute) {
  return {{"Fn::GetAtt", Json::array({logical_id, attribute})}};
}

Json sub(std::string_view text) { return {{"Fn::Sub", text}}; }

Json import_value(std::string_view export_name) { return {{"Fn::ImportValue", export_name}}; }

Json split(Json text) { return {{"Fn::Split", Json::array({",", std::move(text)})}}; }

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
