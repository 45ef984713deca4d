#include "diff/exports.hpp"

#include <algorithm>

#include "diff/normalise.hpp"

namespace agentcore::diffing {
namespace {

/// `part` itself, or the text that is known for it.
Json resolved_part(const TemplateFile& file, const Json& part) {
  const std::string name = text_of(&part, "Ref");
  if (name.empty()) return part;
  if (name == "AWS::StackName") return file.stack_name.empty() ? part : Json(file.stack_name);
  const Json* parameter = member(section(&file, "Parameters"), name);
  const Json* value = parameter == nullptr ? nullptr : member(*parameter, "Default");
  return value != nullptr && value->is_string() ? *value : part;
}

void add_importers(const TemplateFile& file, const Json& entries, Importers& importers) {
  const ExportKey key = [&file](const Json& name) { return export_key(file, name); };
  for (const auto& [name, value] : entries.items()) {
    for_each_reference(value, key, [&, &id = name](const Reference& reference) {
      if (reference.kind != Reference::Kind::import) return;
      std::vector<Importer>& known = importers[reference.target];
      if (known.empty() || known.back().stack != file.stack || known.back().name != id) {
        known.push_back({file.stack, id});
      }
    });
  }
}

}  // namespace

std::string export_key(const TemplateFile& file, const Json& name) {
  Json written = normalised(name, {});
  if (const Json* joined = member(written, "Fn::Join"); joined != nullptr && joined->is_array()) {
    Json parts = Json::array();
    for (const Json& part : joined->back()) parts.push_back(resolved_part(file, part));
    written = normalised({{"Fn::Join", Json::array({joined->front(), std::move(parts)})}}, {});
  } else {
    written = resolved_part(file, written);
  }
  return written.is_string() ? written.get<std::string>() : key_of(written);
}

std::string export_key_of(const TemplateFile& file, const Json& output) {
  const Json* exported = member(output, "Export");
  const Json* name = exported == nullptr ? nullptr : member(*exported, "Name");
  return name == nullptr ? std::string{} : export_key(file, *name);
}

Importers find_importers(const std::vector<const TemplateFile*>& files) {
  Importers importers;
  for (const TemplateFile* file : files) {
    add_importers(*file, section(file, "Resources"), importers);
    add_importers(*file, section(file, "Outputs"), importers);
  }
  return importers;
}

}  // namespace agentcore::diffing
