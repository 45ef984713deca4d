#pragma once

// Template -> JSON or YAML text, and the folder that holds a build's files.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/check.hpp"
#include "agentcore/diagnostic.hpp"
#include "agentcore/model/project.hpp"
#include "agentcore/template.hpp"

namespace agentcore {

enum class Format : std::uint8_t { json, yaml };

/// JSON with two spaces, or YAML that any YAML 1.1 reader loads to the same value. Ends with a newline.
std::string to_text(const Template& body, Format format);

/// Bytes of to_text.
std::size_t text_size(const Template& body, Format format);

/// One file of a build.
struct OutputFile {
  std::string name;  ///< as seen from the folder of the build: "us-east-1/manifest.json"
  std::string text;
  bool executable = false;
};

/// A template of a build, and what is known of its text.
struct EmittedStack {
  Stack stack;
  std::string file_name;
  std::size_t bytes = 0;
  std::vector<Budget> budgets;  ///< check.hpp's, of the whole stack
};

/// "<stack>.template.json" or ".yaml"
std::string template_file_name(const Stack& stack, Format format);

/// manifest.json: the stacks as an AWS CDK cloud assembly, so that `cdk deploy --app <folder>` takes the
/// folder.
OutputFile assembly_manifest(const Project& project, const std::vector<Stack>& stacks, Format format);

/// Whether CloudFormation wants CAPABILITY_NAMED_IAM for it.
bool names_iam_resources(const Template& body);

/// The manifest.json of a folder with an assembly for each region, of that name.
OutputFile manifest_of_regions(const std::vector<std::string>& regions);

struct WriteResult {
  std::vector<std::string> written;    ///< new or changed
  std::vector<std::string> unchanged;  ///< not touched
  std::vector<std::string> removed;    ///< files of an earlier build of ours that this one lacks
};

/// Takes a file as soon as it is made: all of their texts may be more than there is room for at once.
using TakeFile = std::function<void(OutputFile)>;

/// Makes files, one after the other.
using EachFile = std::function<void(const TakeFile&)>;

/// Makes `folder` hold the files, all or none: a process killed at any point leaves the folder of before or
/// the new one. Files that an earlier build of ours did not write are left alone. `before` is called when all
/// is ready and nothing is seen of it yet; if it says false, the folder stays as it was. Errors are AC4xxx.
WriteResult write_folder(
    const std::filesystem::path& folder, const EachFile& each_file, Diagnostics& diagnostics,
    const std::function<bool()>& before = [] { return true; });

std::vector<const RuleInfo*> emit_rules();

}  // namespace agentcore
