#pragma once

#include <optional>
#include <string>

#include "agentcore/pipeline.hpp"

namespace agentcore {

/// The whole front half on one environment of a file, whose tree is `root`. Nothing: it has an error.
std::optional<Project> check_config(const Document& document, const Node& root, Diagnostics& diagnostics);

/// From here on, findings count as the config says.
void accept_as(const Project& project, Diagnostics& diagnostics);

/// "runtimes[0].artifact.tag": where a finding is, in the file or in an argument. Credentials are masked.
std::string path_of(const Document& document, const Diagnostic& finding);

}  // namespace agentcore
