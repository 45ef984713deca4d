#include "cli/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace agentcore::cli {
namespace {

std::shared_ptr<spdlog::logger> logger;  // none: nobody asked for it

}  // namespace

void be_verbose() {
  logger = spdlog::stderr_logger_st("agentcore-synth");
  logger->set_pattern("%n: %v");
  logger->set_level(spdlog::level::debug);
}

void log_debug(std::string_view line) {
  if (logger != nullptr) logger->debug(line);
}

}  // namespace agentcore::cli
