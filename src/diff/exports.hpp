#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "diff/compare_templates.hpp"
#include "diff/intrinsics.hpp"

namespace agentcore::diffing {

/// What an export's name, as that template writes it, is found by: the name itself, where AWS::StackName and
/// the defaults of parameters make one of it.
std::string export_key(const TemplateFile& file, const Json& name);

/// The key of an output's export. Empty: it is not exported.
std::string export_key_of(const TemplateFile& file, const Json& output);

/// A resource or an output, of one stack, that imports something.
struct Importer {
  std::string stack;
  std::string name;
};
/// Who imports what, by the key of the export.
using Importers = std::unordered_map<std::string, std::vector<Importer>>;
Importers find_importers(const std::vector<const TemplateFile*>& files);

}  // namespace agentcore::diffing
