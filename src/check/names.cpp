#include "check/names.hpp"

#include <algorithm>
#include <unordered_set>

#include "agentcore/limits.hpp"
#include "check/codes.hpp"

namespace agentcore::checking {
namespace {

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_export_character(char c) { return is_alphanumeric(c) || c == ':' || c == '-'; }

bool has_form(std::string_view name, std::int64_t max, bool (*is_allowed)(char)) {
  return !name.empty() && static_cast<std::int64_t>(name.size()) <= max &&
         std::ranges::all_of(name, is_allowed);
}

/// One section's names.
class Section {
 public:
  Section(const Reporter& reporter, std::string_view what) : reporter_(reporter), what_(what) {}

  void add(std::string_view name) {
    if (!has_form(name, limits::logical_id_max, is_alphanumeric)) {
      reporter_.report(malformed_name, name, fmt::format("not the form of {}", what_));
    }
    if (!seen_.insert(name).second) {
      reporter_.report(name_twice, name, fmt::format("{} that is there twice", what_));
    }
  }

 private:
  const Reporter& reporter_;
  std::string_view what_;
  std::unordered_set<std::string_view> seen_;
};

}  // namespace

void check_names(const Reporter& reporter) {
  // Parameters and resources share their names. Of one that a user named, AC5301 says so.
  Section ids(reporter, "a logical id");
  for (const TemplateParameter& parameter : reporter.stack.body.parameters) {
    if (!parameter.place) ids.add(parameter.name);
  }
  for (const Resource& resource : reporter.stack.body.resources) ids.add(resource.logical_id);
  Section outputs(reporter, "an output");
  for (const Output& output : reporter.stack.body.outputs) outputs.add(output.name);
}

void collect_exports(const Reporter& reporter, Exports& exports) {
  for (const Output& output : reporter.stack.body.outputs) {
    const std::string& name = output.export_name;
    if (name.empty()) continue;
    if (!has_form(name, limits::export_name_max, is_export_character)) {
      reporter.report(malformed_name, output.name, "its export has not the form of an export");
    }
    if (!exports.emplace(name, reporter.stack.name).second) {
      reporter.report(name_twice, output.name, "its export is there twice");
    }
  }
}

}  // namespace agentcore::checking
