#pragma once

#include <string>

#include "agentcore/pipeline.hpp"

namespace agentcore::cli {

/// What was written, what each stack holds, which was left out and why, and the commands to type next.
/// `configs` and `builds` as output_files() takes them.
std::string build_summary(const std::vector<Config>& configs, const std::vector<Build>& builds,
                          const std::string& folder, const WriteResult& written);

}  // namespace agentcore::cli
