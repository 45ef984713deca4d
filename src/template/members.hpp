#pragma once

// The members of a template's entries in the order in which they are written, for whatever makes text or a
// document of them. `take(key, value)` gets each; a value is a Json that lives no longer than the call.

#include "agentcore/template.hpp"

namespace agentcore {

template <class Take>
void each_member(const Resource& resource, Take take) {
  take("Type", Json(resource.type));
  if (!resource.depends_on.empty()) take("DependsOn", Json(resource.depends_on));
  if (!resource.metadata.is_null()) take("Metadata", resource.metadata);
  if (resource.retain) {
    take("DeletionPolicy", Json("Retain"));
    take("UpdateReplacePolicy", Json("Retain"));
  }
  if (!resource.properties.empty()) take("Properties", resource.properties);
}

template <class Take>
void each_member(const TemplateParameter& parameter, Take take) {
  take("Type", Json(parameter.type));
  if (!parameter.description.empty()) take("Description", Json(parameter.description));
  if (parameter.default_value) take("Default", Json(*parameter.default_value));
  if (!parameter.allowed_values.empty()) take("AllowedValues", Json(parameter.allowed_values));
  if (parameter.no_echo) take("NoEcho", Json(true));
}

template <class Take>
void each_member(const Output& output, Take take) {
  if (!output.description.empty()) take("Description", Json(output.description));
  take("Value", output.value);
  if (!output.export_name.empty()) take("Export", Json{{"Name", output.export_name}});
}

inline const std::string& name_of_entry(const Resource& resource) { return resource.logical_id; }
inline const std::string& name_of_entry(const TemplateParameter& parameter) { return parameter.name; }
inline const std::string& name_of_entry(const Output& output) { return output.name; }

/// `take_text(key, text)` gets what stands before the sections, `take_section(key, entries)` each section.
template <class TakeText, class TakeSection>
void each_section(const Template& body, TakeText take_text, TakeSection take_section) {
  take_text("AWSTemplateFormatVersion", "2010-09-09");
  if (!body.description.empty()) take_text("Description", body.description);
  if (!body.parameters.empty()) take_section("Parameters", body.parameters);
  take_section("Resources", body.resources);
  if (!body.outputs.empty()) take_section("Outputs", body.outputs);
}

}  // namespace agentcore
