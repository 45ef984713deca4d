#pragma once

#include <cstdint>
#include <optional>

#include "agentcore/model/identifiers.hpp"
#include "agentcore/model/reference.hpp"

namespace agentcore {

/// Alarms on a runtime's metrics.
struct Alarms {
  Range place;
  std::optional<Located<std::int64_t>> error_rate;   ///< percent of the invocations
  std::optional<Located<std::int64_t>> latency_p99;  ///< milliseconds
  std::optional<Value<Arn>> topic;
};

template <class Visitor>
void describe(Visitor& visitor, Alarms& alarms) {
  visitor.field({.key = "error_rate",
                 .doc = "Alarm above this percentage of failed invocations, 1 to 99",
                 .minimum = 1,
                 .maximum = 99},
                alarms.error_rate);
  visitor.field({.key = "latency_p99",
                 .doc = "Alarm above this 99th percentile of latency, in milliseconds",
                 .minimum = 1},
                alarms.latency_p99);
  visitor.field({.key = "topic",
                 .doc = "ARN of the SNS topic that alarms are sent to",
                 .example = "arn:aws:sns:us-east-1:123456789012:alerts"},
                alarms.topic);
}

/// What CloudWatch keeps of a runtime beside what the service logs anyway. Off unless written.
struct Observability {
  Range place;
  Located<bool> logs{false, {}, false};
  Located<bool> traces{false, {}, false};
  Located<std::int64_t> retention_days{90, {}, false};
  std::optional<Alarms> alarms;
};

template <class Visitor>
void describe(Visitor& visitor, Observability& observability) {
  visitor.field({.key = "logs", .doc = "Deliver application logs to a log group", .fallback = "false"},
                observability.logs);
  visitor.field({.key = "traces",
                 .doc = "Deliver traces to X-Ray; needs CloudWatch Transaction Search, once for an account",
                 .fallback = "false"},
                observability.traces);
  visitor.field({.key = "retention_days",
                 .doc = "Days to keep the application logs",
                 .fallback = "90",
                 .one_of = Facts::log_retention_days},
                observability.retention_days);
  visitor.field({.key = "alarms", .doc = "Alarms on errors and latency of the endpoint DEFAULT"},
                observability.alarms);
}

}  // namespace agentcore
