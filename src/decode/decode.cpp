#include "agentcore/decode.hpp"

#include "decode/codes.hpp"
#include "decode/mapping_reader.hpp"

namespace agentcore {

Project decode(const Node& root, Diagnostics& diagnostics) {
  Project project;
  const Range first{root.range.source, root.range.begin, root.range.begin + 1};
  project.place = first;
  ValueReader values(diagnostics);
  if (!values.is(root, Node::Kind::mapping, "a mapping of keys such as project and runtimes")) return project;
  MappingReader reader(root, first, diagnostics);
  describe(reader, project);
  reader.finish();
  return project;
}

std::vector<const RuleInfo*> decode_rules() {
  using namespace decoding;
  return {&wrong_kind,      &unknown_key,        &missing_key, &unknown_value,
          &malformed_value, &assigned_attribute, &no_value,    &no_reference};
}

}  // namespace agentcore
