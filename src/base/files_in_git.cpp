#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/codes.hpp"
#include "base/files.hpp"
#include "pipeline/read_source.hpp"

namespace agentcore::base {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds patience{30};

/// A path as git is asked for it: a folder that is there now, and the rest of the way. The file's own folder
/// may be gone since the revision.
struct Place {
  std::string folder;
  std::string rest;  ///< "./agents/config.yaml"
};

Place place_of(const std::string& path) {
  const fs::path normal = fs::path(path).lexically_normal();
  fs::path folder = normal.parent_path();
  std::error_code error;
  while (!folder.empty() && folder != folder.root_path() && !fs::is_directory(folder, error)) {
    folder = folder.parent_path();
  }
  fs::path rest = normal.lexically_relative(folder.empty() ? "." : folder);
  if (rest == ".") rest.clear();  // the working directory itself
  if (normal == "." || normal == "..") return {normal.string(), "./"};
  return {folder.empty() ? "." : folder.string(), "./" + rest.generic_string()};
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

class FilesInGit : public Files {
 public:
  FilesInGit(std::string named, std::string revision, ProcessRunner& processes, const Reporter& reporter)
      : named_(std::move(named)),
        revision_(std::move(revision)),
        processes_(processes),
        reporter_(reporter) {}

  std::optional<bool> is_folder(const std::string& path) override {
    if (revision_.empty() || revision_.starts_with('-')) {  // git would take it for an option
      reporter_.report(unknown_revision, named_, fmt::format("`{}` is no revision", revision_));
      return std::nullopt;
    }
    const std::optional<std::string> kind = ask(path, {"cat-file", "-t", object(path)});
    if (!kind) return std::nullopt;
    return kind->starts_with("tree");
  }

  bool has(const std::string& path) override {
    return run(place_of(path).folder, {"cat-file", "-e", object(path)}).succeeded();
  }

  std::unique_ptr<Source> read(const std::string& path) override {
    std::optional<std::string> text = ask(path, {"cat-file", "blob", object(path)});
    if (!text) return nullptr;
    return std::make_unique<Source>(shown_as(path), without_byte_order_mark(*std::move(text)));
  }

  std::vector<std::string> list(const std::string& folder) override {
    // The whole tree: else git takes the working directory off its paths.
    const auto text = ask(folder, {"ls-tree", "--full-tree", "--name-only", "-z", object(folder)});
    std::vector<std::string> names;
    for (std::string_view rest = text ? *text : std::string_view{}; !rest.empty();) {
      const std::size_t end = rest.find('\0');
      names.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end, rest.size() - 1) + 1);
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  [[nodiscard]] std::string shown_as(const std::string& path) const override {
    return fmt::format("git:{}:{}", revision_, path);
  }

 private:
  [[nodiscard]] std::string object(const std::string& path) const {
    return fmt::format("{}:{}", revision_, place_of(path).rest);
  }

  ProcessResult run(const std::string& folder, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"git", "-C", folder});
    return processes_.run(arguments, patience);
  }

  /// What git answers. Nothing: it does not, which is reported.
  std::optional<std::string> ask(const std::string& path, std::vector<std::string> arguments) {
    const std::string folder = place_of(path).folder;
    ProcessResult result = run(folder, std::move(arguments));
    if (result.succeeded()) return std::move(result.output);
    explain(path, folder, result);
    return std::nullopt;
  }

  /// Finds why git failed by what it can do. Its words are for people and may be translated.
  void explain(const std::string& path, const std::string& folder, const ProcessResult& failed) {
    using End = ProcessResult::End;
    if (failed.end == End::not_started) {
      return reporter_.report(git_failed, named_, fmt::format("git cannot be run: {}", failed.error_output));
    }
    if (failed.end != End::exited) {
      return reporter_.report(git_failed, named_, "git did not answer",
                              fmt::format("see what `git cat-file -p {}` does", object(path)));
    }
    const ProcessResult repository = run(folder, {"rev-parse", "--git-dir"});
    if (!repository.succeeded()) {
      return reporter_.report(not_a_repository, named_,
                              fmt::format("no git repository can be read at {}: {}", folder,
                                          first_line(repository.error_output)));
    }
    if (!run(folder, {"rev-parse", "--verify", "--quiet", revision_ + "^{tree}"}).succeeded()) {
      return reporter_.report(unknown_revision, named_, fmt::format("git knows no revision `{}`", revision_));
    }
    reporter_.report(not_in_revision, named_, fmt::format("`{}` is not in `{}`", path, revision_));
  }

  std::string named_;
  std::string revision_;
  ProcessRunner& processes_;
  const Reporter& reporter_;
};

}  // namespace

std::unique_ptr<Files> files_in_git(std::string named, std::string revision, ProcessRunner& processes,
                                    const Reporter& reporter) {
  return std::make_unique<FilesInGit>(std::move(named), std::move(revision), processes, reporter);
}

}  // namespace agentcore::base
