#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

#include "agentcore/emit.hpp"

namespace agentcore {

/// A folder beside the one to be replaced, in which the new content is made ready. Removed with the object.
/// Every function throws std::system_error, whose message names the path.
class Staging {
 public:
  /// Clears away what processes that were killed left beside `target`; their locks went with them.
  static void remove_abandoned(const std::filesystem::path& target);

  explicit Staging(std::filesystem::path target);
  ~Staging();
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;

  void write(const OutputFile& file);

  /// Takes over everything of the target but the files named, as hard links where the file system has them:
  /// the files are the same ones, with their times. A folder of which nothing stays is left out.
  void keep_all_but(const std::set<std::string>& names);

  /// Puts the content in the target's place, in one step.
  void commit();

 private:
  void make();
  void keep_in(const std::string& folder, const std::set<std::string>& left_out);
  void make_parents_of(const std::string& name);
  void exchange_by_rename();

  std::filesystem::path target_;
  std::filesystem::path folder_;
  int lock_ = -1;  // held while the process lives, so that another can tell an abandoned folder
};

}  // namespace agentcore
