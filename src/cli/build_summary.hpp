#pragma once

#include <string>

#include "agentcore/pipeline.hpp"

namespace agentcore::cli {

/// What was written, what each stack holds, which was left out and why, and the commands to type next.
std::string build_summary(const Project& project, const Build& build, const std::string& folder,
                          const WriteResult& written);

}  // namespace agentcore::cli
