#pragma once

// The phases joined. Every command starts here, so that none can disagree about what a valid config is.

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agentcore/diagnostic.hpp"
#include "agentcore/document.hpp"
#include "agentcore/emit.hpp"
#include "agentcore/lock.hpp"
#include "agentcore/model/project.hpp"
#include "agentcore/overlay.hpp"
#include "agentcore/render.hpp"
#include "agentcore/synth.hpp"

namespace agentcore {

/// A file that was read and parsed.
struct ConfigFile {
  std::unique_ptr<Source> source;
  std::optional<Document> document;  ///< empty: it cannot be read, or is no YAML
  std::shared_ptr<const LockFile> lock;
};

/// A config of one environment, with all that its places refer to.
struct Config {
  std::shared_ptr<const ConfigFile> file;
  Overlaid overlaid;
  std::optional<Project> project;  ///< empty: it has an error
};

/// Reads `path` (`-`: standard input), parses, overlays, decodes, resolves and validates it, and reports all
/// it finds. Of several targets, it takes the first, or the one that `overrides` chooses.
Config load(const std::string& path, const Overrides& overrides, Diagnostics& diagnostics);

/// The same for a text that was read already, and for its lock (nullptr: a text without a file has none).
Config load(std::unique_ptr<Source> source, const Overrides& overrides, Diagnostics& diagnostics,
            std::shared_ptr<const LockFile> lock = nullptr);

/// The same for each target, or, where `overrides` chooses a region, for that alone. One config where there
/// are no targets.
std::vector<Config> load_targets(const std::string& path, const Overrides& overrides,
                                 Diagnostics& diagnostics);

/// The same for every environment that the file has, each once; where `overrides` chooses one, for that
/// alone.
std::vector<Config> load_environments(const std::string& path, const Overrides& overrides,
                                      Diagnostics& diagnostics);

/// What is made of a project, and what of it is held.
struct CompileOptions {
  Format format = Format::json;
  bool hold_bodies = true;  ///< of the stacks; else their outlines (validate.hpp)
  TakeFile take = {};       ///< gets the text of each template; none: no text is made
  std::string folder = {};  ///< of those files: empty, or with a slash behind it
};

struct Build {
  std::vector<EmittedStack> stacks;
  std::vector<Synthesis::LeftOut> left_out;
  OutputFile manifest;
  std::vector<Synthesis::Placement> placements;  ///< refer to the project
  bool grows_large = false;                      ///< as Synthesis says: it needs a lock
};

/// Makes the templates and checks them, one after the other. Nothing: a quota is passed, or (AC9xxx) the
/// program has a bug.
std::optional<Build> compile(const Project& project, const CompileOptions& options, Diagnostics& diagnostics);

/// Compiles each config that is sound, those of one environment; with targets, into a folder for each region.
/// What one region places holds for the next ones.
std::vector<Build> compile_all(std::vector<Config>& configs, CompileOptions options,
                               Diagnostics& diagnostics);

/// What the builds of one environment make of the config's lock. What a region has that was not built stays.
/// Nothing: it has no lock, and needs none.
std::optional<LockChange> lock_change(const std::vector<Config>& configs, const std::vector<Build>& builds);

/// Reports a lock that would change (AC7010).
void expect_frozen(const Config& config, const LockChange& change, Diagnostics& diagnostics);

/// The files that a build writes beside the templates. `configs` are those of one environment, all sound, and
/// `builds` what they were compiled to: the manifest; with targets, one for each region, and the roll-out.
std::vector<OutputFile> files_beside(const std::vector<Config>& configs, const std::vector<Build>& builds);

/// Reports suppressions that nothing met, of files that were checked for each of their environments and
/// compiled.
void report_unused_suppressions(const std::vector<Config>& configs, Diagnostics& diagnostics);

/// A file that was checked to the end, for each of its environments.
struct Checked {
  std::vector<Config> configs;
  Diagnostics diagnostics;
};

/// load_environments, compile and report_unused_suppressions.
Checked check(const std::string& path, const Overrides& overrides);

/// The same of a text instead of a file, and its lock.
Checked check(std::unique_ptr<Source> source, const Overrides& overrides,
              std::shared_ptr<const LockFile> lock = nullptr);

/// Finds the path of a place in any of the configs.
PathFinder path_finder(const std::vector<Config>& configs);

/// The catalogue of all phases, by code.
std::vector<const RuleInfo*> all_rules();

}  // namespace agentcore
