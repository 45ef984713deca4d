#include "base/folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "base/codes.hpp"
#include "base/kind_of_text.hpp"
#include "read_template/read_json.hpp"

namespace agentcore::base {
namespace {

constexpr std::string_view manifest_name = "manifest.json";

/// "out/network.template.json" -> "network"
std::string short_name(const std::string& path) {
  std::filesystem::path name = std::filesystem::path(path).filename();
  if (name == "-") return "stdin";
  name = name.stem();
  return name.extension() == ".template" ? name.stem().string() : name.string();
}

bool has_template_ending(std::string_view name) {
  static constexpr std::array<std::string_view, 4> endings = {".json", ".yaml", ".yml", ".template"};
  return std::any_of(endings.begin(), endings.end(),
                     [=](std::string_view ending) { return name.ends_with(ending); });
}

/// A member of an object, or null.
const Json& member(const Json& value, std::string_view key) {
  static const Json none = nullptr;
  if (!value.is_object()) return none;
  const auto found = value.find(key);
  return found != value.end() ? *found : none;
}

std::string text(const Json& value) { return value.is_string() ? value.get<std::string>() : std::string(); }

/// "aws://123456789012/us-east-1" -> "us-east-1"
std::string region_of(const Json& artifact) {
  const std::string environment = text(member(artifact, "environment"));
  std::string region = environment.substr(environment.rfind('/') + 1);
  return region == "unknown-region" ? "" : region;
}

class FolderReader {
 public:
  FolderReader(const std::string& folder, Files& files, const Reporter& reporter)
      : folder_(folder), files_(files), reporter_(reporter) {}

  std::optional<TemplateSet> run() {
    const std::vector<std::string> names = files_.list(folder_);
    if (!std::binary_search(names.begin(), names.end(), manifest_name) || !read_manifest()) read_all(names);
    set_.path = folder_;
    if (set_.templates.empty() && !reporter_.diagnostics().has_errors()) report_none();
    if (reporter_.diagnostics().has_errors()) return std::nullopt;
    return std::move(set_);
  }

 private:
  /// False: the file is the manifest of something else.
  bool read_manifest() {
    std::unique_ptr<Source> source = files_.read(joined(folder_, std::string(manifest_name)));
    if (source == nullptr) return true;
    const Source& kept = reporter_.keep(std::move(source));
    const std::optional<Json> manifest = reading::read_json(kept, reporter_.diagnostics());
    if (!manifest) return true;
    const Json& artifacts = member(*manifest, "artifacts");
    if (!artifacts.is_object()) return false;
    for (const auto& [id, artifact] : artifacts.items()) read_artifact(id, artifact, kept);
    return true;
  }

  void report_none() const {
    const std::string headline = "no CloudFormation template is in this folder";
    const std::string help =
        nested_.empty() ? "" : fmt::format("name one of the folders in it: {}", fmt::join(nested_, ", "));
    reporter_.report(no_templates, files_.shown_as(folder_), headline, help);
  }

  void read_artifact(const std::string& id, const Json& artifact, const Source& manifest) {
    const std::string type = text(member(artifact, "type"));
    if (type == "cdk:cloud-assembly") {
      nested_.push_back(id);
      set_.not_followed.push_back(
          fmt::format("{}: the nested assembly {} is not followed", files_.shown_as(folder_), id));
    }
    if (type != "aws:cloudformation:stack") return;
    const Json& properties = member(artifact, "properties");
    const std::string file = text(member(properties, "templateFile"));
    const std::string stack_name = text(member(properties, "stackName"));
    if (file.empty()) {
      reporter_.diagnostics().report(manifest_form, {&manifest, 0, 0},
                                     fmt::format("the stack `{}` has no templateFile", id));
      return;
    }
    if (set_.region.empty()) set_.region = region_of(artifact);
    add(joined(folder_, file), stack_name.empty() ? id : stack_name);
  }

  void read_all(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      if (has_template_ending(name)) add(joined(folder_, name), "");
    }
  }

  /// Without a stack's name the file is one of many, which may be something else.
  void add(const std::string& path, const std::string& stack_name) {
    std::unique_ptr<Source> source = files_.read(path);
    if (source == nullptr) return;
    const bool is_listed = !stack_name.empty();
    if (!is_listed && kind_of_text(source->text()) != TextKind::cloudformation) return;
    std::optional<TemplateFile> read = read_template_file(reporter_.keep(std::move(source)), path, reporter_);
    if (!read) return;
    read->stack_name = stack_name;
    if (!stacks_.insert(read->stack).second) {
      return reporter_.report(stack_twice, read->shown_as,
                              fmt::format("the folder has two templates for `{}`", read->stack));
    }
    const std::vector<std::string> unseen = not_followed(read->body, read->shown_as);
    set_.not_followed.insert(set_.not_followed.end(), unseen.begin(), unseen.end());
    set_.templates.push_back(*std::move(read));
  }

  const std::string& folder_;
  Files& files_;
  const Reporter& reporter_;
  TemplateSet set_{};
  std::set<std::string> stacks_{};
  std::vector<std::string> nested_{};  // assemblies in folders below
};

}  // namespace

std::optional<TemplateSet> read_folder(const std::string& folder, Files& files, const Reporter& reporter) {
  return FolderReader(folder, files, reporter).run();
}

std::optional<TemplateFile> read_template_file(const Source& source, const std::string& path,
                                               const Reporter& reporter) {
  std::optional<Json> body = parse_template(source, reporter.diagnostics());
  if (!body) return std::nullopt;
  return TemplateFile{short_name(path), "", source.name(), *std::move(body)};
}

}  // namespace agentcore::base
