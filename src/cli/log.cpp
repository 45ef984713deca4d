#include "cli/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace agentcore::cli {

void set_verbosity(std::int64_t verbose) {
  auto logger = spdlog::stderr_logger_st("agentcore-synth");
  logger->set_pattern("%n: %v");
  logger->set_level(verbose > 0 ? spdlog::level::debug : spdlog::level::off);
  spdlog::set_default_logger(std::move(logger));
}

void log_debug(std::string_view line) { spdlog::debug(line); }

}  // namespace agentcore::cli
