#pragma once

// The lock file beside a config: in which part of its stack everything lives. Committed, so that whoever
// builds puts things where they are deployed.
//
//   # agentcore-synth lock, format 1: ...
//   # project hackathon, config platform.yaml
//   prod agentcore-2 runtime hackathon-billing-prod-us-east-1
//
// A line for each placement: environment, stack, kind, the config's name; sorted. Two branches that add lines
// merge without a conflict unless the lines are neighbours, and then by `merge=union`: double lines count
// once.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/template.hpp"

namespace agentcore {

/// One placement. Its texts are in the lock's source, or in the project.
struct LockLine {
  std::string_view environment;
  StackKind kind = StackKind::agentcore;
  std::size_t part = 1;
  std::string_view name;
  Range range = {};  ///< of the line
};

/// The line as it is written.
std::string to_string(const LockLine& line);

/// Whose placements a lock holds.
struct LockOwner {
  std::string project;  ///< as the file writes it, before overlays
  std::string config;   ///< the file's name without its folder
  bool operator==(const LockOwner&) const = default;
};

struct Lock {
  std::vector<LockLine> lines;  ///< sorted by environment, kind and name
  Range header;                 ///< the line that names project and config

  /// nullptr: it has no such line.
  [[nodiscard]] const LockLine* find(std::string_view environment, StackKind kind,
                                     std::string_view name) const;
};

/// Puts lines in the order of a lock, each thing once: of several lines for it the first.
void sort_lines(std::vector<LockLine>& lines);

/// A lock that was read.
struct LockFile {
  std::string name;                  ///< "platform.yaml.lock"; empty: the config is no file, so there is none
  std::unique_ptr<Source> source;    ///< nullptr: it is not there
  std::shared_ptr<const Lock> lock;  ///< nullptr: not there, or not sound
  Diagnostics findings;
};

/// The path of the lock of a config.
std::string lock_path(const std::string& config);

/// Reads the lock beside a config (`-`: none).
std::shared_ptr<const LockFile> read_lock(const std::string& config);

/// The same of a text that was read already. `source` nullptr: there is none.
std::shared_ptr<const LockFile> read_lock(const std::string& config, std::unique_ptr<Source> source);

/// Reports a lock that another config wrote (AC7005).
void expect_owner(const LockFile& lock, const LockOwner& owner, Diagnostics& diagnostics);

/// What a build makes of a lock.
struct LockChange {
  std::vector<std::string> added;
  std::vector<std::string> removed;
  std::string text;  ///< of the whole file

  [[nodiscard]] bool moves_anything() const { return !added.empty() || !removed.empty(); }
};

/// Puts the placements of one environment in the place of those that the lock has for it; the lines of others
/// stay. `lines`: in any order, and the same twice counts once.
LockChange change_lock(const LockFile& lock, const LockOwner& owner, const std::string& environment,
                       const std::vector<LockLine>& lines);

/// The new text of a lock on its way to the disk. Nothing is seen of it until commit().
class LockWriter {
 public:
  /// Writes the text beside the lock, if it is another than the lock has. Errors are AC7011.
  LockWriter(const LockFile& lock, const std::string& text, Diagnostics& diagnostics);
  ~LockWriter();
  LockWriter(const LockWriter&) = delete;
  LockWriter& operator=(const LockWriter&) = delete;

  /// Puts it in the lock's place. False: it cannot, which is reported.
  bool commit();

 private:
  void fail();

  const LockFile& lock_;
  Diagnostics& diagnostics_;
  std::unique_ptr<class Replacement> replacement_;  // nullptr: nothing is to be written
};

std::vector<const RuleInfo*> lock_rules();

}  // namespace agentcore
