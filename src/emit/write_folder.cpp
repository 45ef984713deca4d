#include <fmt/format.h>

#include <array>
#include <fstream>
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

WriteResult compare(const fs::path& folder, const std::vector<OutputFile>& files) {
  WriteResult result;
  std::set<std::string> current;
  for (const OutputFile& file : files) {
    current.insert(file.name);
    (is_same(folder / file.name, file.text) ? result.unchanged : result.written).push_back(file.name);
  }
  result.removed = outdated(folder, current);
  return result;
}

void replace(const fs::path& folder, const std::vector<OutputFile>& files, const WriteResult& result,
             const std::function<bool()>& before) {
  std::set<std::string> replaced(result.written.begin(), result.written.end());
  Staging staging(folder);
  for (const OutputFile& file : files) {
    if (replaced.contains(file.name)) staging.write(file);
  }
  replaced.insert(result.removed.begin(), result.removed.end());
  if (fs::exists(folder)) staging.keep_all_but(replaced);
  if (before()) staging.commit();
}

}  // namespace

WriteResult write_folder(const fs::path& folder, const std::vector<OutputFile>& files,
                         Diagnostics& diagnostics, const std::function<bool()>& before) {
  try {
    fs::path target = fs::weakly_canonical(fs::absolute(folder));
    if (!target.has_filename()) target = target.parent_path();
    if (!is_ours_to_replace(target, diagnostics)) return {};
    Staging::remove_abandoned(target);
    WriteResult result = compare(target, files);
    if (!result.written.empty() || !result.removed.empty()) {
      replace(target, files, result, before);
    } else {
      before();
    }
    return result;
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
