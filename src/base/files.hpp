#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/reporter.hpp"

namespace agentcore::base {

/// Where the files of a side are: on the disk, or in a revision of git. Paths count from the working
/// directory.
class Files {
 public:
  virtual ~Files() = default;

  /// Whether the path is a folder. Nothing: it is not there, which is reported.
  virtual std::optional<bool> is_folder(const std::string& path) = 0;
  /// Whether anything is at the path. Reports nothing.
  virtual bool has(const std::string& path) = 0;
  /// nullptr: the file cannot be read, which is reported.
  virtual std::unique_ptr<Source> read(const std::string& path) = 0;
  /// The names of what is in a folder, sorted.
  virtual std::vector<std::string> list(const std::string& folder) = 0;
  /// The path for people: "git:HEAD:config.yaml"
  [[nodiscard]] virtual std::string shown_as(const std::string& path) const = 0;
};

std::unique_ptr<Files> files_on_disk(const Reporter& reporter);
/// `named`: the side as the user wrote it.
std::unique_ptr<Files> files_in_git(std::string named, std::string revision, ProcessRunner& processes,
                                    const Reporter& reporter);

/// `folder/name`, or `name` where the folder is the working directory.
std::string joined(const std::string& folder, const std::string& name);

}  // namespace agentcore::base
