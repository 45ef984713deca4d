#pragma once

#include <optional>

#include "base/files.hpp"

namespace agentcore::base {

/// The templates of a folder: those that its manifest.json lists, or else all in it. Nothing: errors.
std::optional<TemplateSet> read_folder(const std::string& folder, Files& files, const Reporter& reporter);

/// A template that was read from `path`. Nothing: errors.
std::optional<TemplateFile> read_template_file(const Source& source, const std::string& path,
                                               const Reporter& reporter);

}  // namespace agentcore::base
