#include <algorithm>
#include <filesystem>

#include "base/files.hpp"
#include "pipeline/read_source.hpp"

namespace agentcore::base {
namespace {

namespace fs = std::filesystem;

class FilesOnDisk : public Files {
 public:
  explicit FilesOnDisk(const Reporter& reporter) : reporter_(reporter) {}

  /// What is not there is found when it is read.
  std::optional<bool> is_folder(const std::string& path) override {
    std::error_code error;
    return fs::is_directory(path, error);
  }

  bool has(const std::string& path) override {
    std::error_code error;
    return fs::exists(fs::symlink_status(path, error));
  }

  std::unique_ptr<Source> read(const std::string& path) override {
    Diagnostics own;
    std::unique_ptr<Source> source = read_source(path, own);
    if (!own.has_errors()) return source;
    reporter_.diagnostics().take(own);
    reporter_.keep(std::move(source));  // the finding points at it
    return nullptr;
  }

  std::vector<std::string> list(const std::string& folder) override {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
      std::error_code ignored;
      if (at->is_regular_file(ignored)) names.push_back(at->path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  [[nodiscard]] std::string shown_as(const std::string& path) const override { return path; }

 private:
  const Reporter& reporter_;
};

}  // namespace

std::unique_ptr<Files> files_on_disk(const Reporter& reporter) {
  return std::make_unique<FilesOnDisk>(reporter);
}

std::string joined(const std::string& folder, const std::string& name) {
  return (fs::path(folder == "." ? "" : folder) / name).string();
}

}  // namespace agentcore::base
