#include <fmt/format.h>

#include <array>
#include <fstream>
#include <optional>
#include <set>

#include "agentcore/emit.hpp"
#include "agentcore/rollout.hpp"
#include "emit/manifest.hpp"
#include "emit/staging.hpp"

namespace agentcore {
namespace {

namespace fs = std::filesystem;

constexpr RuleInfo unwritable{
    "AC4001",
    "output-unwritable",
    Severity::error,
    "The output folder can be written.",
    "free space or permissions, or choose another folder with -o; nothing was changed",
    "POSIX",
    "A build writes beside the folder and swaps it in at the end, so a full disk or a missing permission "
    "leaves the former output as it was."};
constexpr RuleInfo not_a_folder{"AC4002",
                                "output-not-a-folder",
                                Severity::error,
                                "The output is a folder.",
                                "choose another folder with -o",
                                "POSIX",
                                "A build replaces the output as a whole. A file there is mostly something "
                                "else of the same name, and replacing it would lose it."};
constexpr RuleInfo holds_working_folder{
    "AC4003",
    "output-holds-working-folder",
    Severity::error,
    "The output folder is one of its own, since a build replaces it as a whole.",
    "name a folder below this one with -o, such as -o agentcore.out",
    "the design of atomic builds",
    "A build replaces the output as a whole, so it would take the working folder, the config and everything "
    "beside it away."};
constexpr RuleInfo foreign_assembly{
    "AC4004",
    "output-foreign-assembly",
    Severity::error,
    "The output folder does not hold the cloud assembly of another tool.",
    "choose another folder with -o; this one holds a manifest.json that agentcore-synth did not write",
    "the AWS CDK cloud assembly",
    "A build replaces the output as a whole. Templates and assets of a CDK app would be gone, and its next "
    "deployment with them."};

/// Content of a regular file; nothing for whatever is no such file or cannot be read.
std::optional<std::string> content(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(fs::symlink_status(path, error))) return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  std::string text;
  std::array<char, std::size_t{1} << 16U> block{};
  while (stream.read(block.data(), block.size()) || stream.gcount() > 0) {
    text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
  }
  return text;
}

/// Whether a file has this text already. One of another size is not read.
bool is_same(const fs::path& path, const std::string& text) {
  std::error_code error;
  return fs::file_size(path, error) == text.size() && !error && content(path) == text;
}

bool holds(const fs::path& folder, const fs::path& inner) {
  const auto [at, rest] = std::mismatch(folder.begin(), folder.end(), inner.begin(), inner.end());
  return at == folder.end();
}

/// Whether a build may replace the folder. `folder` has its links followed.
bool is_ours_to_replace(const fs::path& folder, Diagnostics& diagnostics) {
  if (holds(folder, fs::current_path())) {
    diagnostics.report(holds_working_folder, {},
                       fmt::format("{} is the current folder or holds it", folder.string()));
    return false;
  }
  if (fs::exists(folder) && !fs::is_directory(folder)) {
    diagnostics.report(not_a_folder, {}, fmt::format("{} is not a folder", folder.string()));
    return false;
  }
  const std::optional<std::string> manifest = content(folder / manifest_name);
  if (!manifest || read_manifest(*manifest)) return true;
  diagnostics.report(foreign_assembly, {},
                     fmt::format("{} holds the manifest.json of another tool", folder.string()));
  return false;
}

Listed listed_in(const fs::path& folder) {
  const std::optional<std::string> manifest = content(folder / manifest_name);
  return manifest ? read_manifest(*manifest).value_or(Listed{}) : Listed{};
}

/// The files of a region, in its own folder and in that of the roll-out.
void add_files_of_region(const fs::path& folder, const std::string& region, std::vector<std::string>& names) {
  names.push_back(fmt::format("{}/{}", region, manifest_name));
  for (const std::string& name : listed_in(folder / region).templates) {
    names.push_back(fmt::format("{}/{}", region, name));
    for (std::string& call : rollout_file_names(region, name.substr(0, name.find('.'))))
      names.push_back(std::move(call));
  }
}

/// Files of the last build that are still there and that this build lacks.
std::vector<std::string> outdated(const fs::path& folder, const std::set<std::string>& current) {
  Listed last = listed_in(folder);
  std::vector<std::string> names = std::move(last.templates);
  for (const std::string& region : last.regions) add_files_of_region(folder, region, names);
  if (!last.regions.empty()) names.emplace_back(rollout_script);
  std::erase_if(names, [&](const std::string& name) {
    return current.contains(name) || !fs::exists(fs::symlink_status(folder / name));
  });
  return names;
}

/// One build: what it has that the folder has not goes into the staging, which is not made for less.
class Writing {
 public:
  explicit Writing(fs::path folder) : folder_(std::move(folder)) {}

  void add(const OutputFile& file) {
    names_.insert(file.name);
    if (is_same(folder_ / file.name, file.text)) {
      result_.unchanged.push_back(file.name);
    } else {
      staging().write(file);
      result_.written.push_back(file.name);
    }
  }

  WriteResult finish(const std::function<bool()>& before) {
    result_.removed = outdated(folder_, names_);
    if (result_.written.empty() && result_.removed.empty()) {
      before();
      return result_;
    }
    std::set<std::string> replaced(result_.written.begin(), result_.written.end());
    replaced.insert(result_.removed.begin(), result_.removed.end());
    if (fs::exists(folder_)) staging().keep_all_but(replaced);
    if (before()) staging().commit();
    return result_;
  }

 private:
  Staging& staging() { return staging_ ? *staging_ : staging_.emplace(folder_); }

  fs::path folder_;
  std::optional<Staging> staging_;
  std::set<std::string> names_;
  WriteResult result_;
};

}  // namespace

WriteResult write_folder(const fs::path& folder, const EachFile& each_file, Diagnostics& diagnostics,
                         const std::function<bool()>& before) {
  try {
    fs::path target = fs::weakly_canonical(fs::absolute(folder));
    if (!target.has_filename()) target = target.parent_path();
    if (!is_ours_to_replace(target, diagnostics)) return {};
    Staging::remove_abandoned(target);
    Writing writing(target);
    each_file([&](const OutputFile& file) { writing.add(file); });
    return writing.finish(before);
  } catch (const fs::filesystem_error& error) {
    diagnostics.report(unwritable, {},
                       fmt::format("cannot write {}: {}", error.path1().string(), error.code().message()));
  }
  return {};
}

std::vector<const RuleInfo*> emit_rules() {
  return {&unwritable, &not_a_folder, &holds_working_folder, &foreign_assembly};
}

}  // namespace agentcore
