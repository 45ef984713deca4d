#pragma once

#include <string>

#include "agentcore/pipeline.hpp"

namespace agentcore::cli {

/// "26 resources (5%), 11 outputs (5%), 11234 bytes (1%)": what a stack has, and how much of CloudFormation's
/// quota that is. Parameters and dynamic references appear where there are some.
std::string budget_line(const EmittedStack& emitted);

/// Columns for the names of the stacks.
std::size_t name_width(const std::vector<Build>& builds);

/// `--stats`: every quota of every stack as a table, the quotas themselves in its last line.
/// `configs` and `builds` as output_files() takes them.
std::string stats_table(const std::vector<Config>& configs, const std::vector<Build>& builds);

/// `--stats=json`: the same as JSON, whose form the README describes.
std::string stats_json(const std::vector<Config>& configs, const std::vector<Build>& builds);

/// Whether CloudFormation takes the template only from an S3 bucket.
bool needs_bucket(const EmittedStack& emitted);

}  // namespace agentcore::cli
