#include <fmt/format.h>

#include "agentcore/catalog.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

/// Calls `check` with what each runtime that asks for it wants to be observed.
template <class Check>
void for_each_observed(const Project& project, Check check) {
  for (const Runtime& runtime : project.runtimes) {
    if (runtime.observability) check(*runtime.observability);
  }
}

void log_retention(const Project& project, const Report& report) {
  const auto allowed = catalog::log_retention_days();
  for_each_observed(project, [&](const Observability& observability) {
    const auto& days = observability.retention_days;
    if (std::find(allowed.begin(), allowed.end(), *days) != allowed.end()) return;
    report(days.range, fmt::format("CloudWatch Logs cannot keep logs for {} days", *days),
           fmt::format("write one of {}", fmt::join(allowed.begin(), allowed.end(), ", ")));
  });
}

void threshold(const Project& project, const Report& report) {
  for_each_observed(project, [&](const Observability& observability) {
    if (!observability.alarms) return;
    const Alarms& alarms = *observability.alarms;
    if (alarms.error_rate && (**alarms.error_rate < 1 || **alarms.error_rate > 99))
      report(alarms.error_rate->range,
             fmt::format("an error rate of {} percent cannot be passed", **alarms.error_rate),
             "write 1 to 99");
    if (alarms.latency_p99 && **alarms.latency_p99 < 1)
      report(alarms.latency_p99->range,
             fmt::format("a latency of {} milliseconds is no limit", **alarms.latency_p99),
             "write 1 or more milliseconds");
  });
}

void no_alarm(const Project& project, const Report& report) {
  for_each_observed(project, [&](const Observability& observability) {
    const auto& alarms = observability.alarms;
    if (alarms && !alarms->error_rate && !alarms->latency_p99) report(alarms->place, "there is no alarm");
  });
}

void topic(const Project& project, const Report& report) {
  for_each_observed(project, [&](const Observability& observability) {
    const Arn* arn = observability.alarms ? literal_of(observability.alarms->topic) : nullptr;
    if (arn == nullptr) return;
    if (arn->service != "sns") {
      report(observability.alarms->topic->range, "this is not the ARN of an SNS topic",
             fmt::format("write an ARN such as arn:aws:sns:{}:123456789012:alerts", *project.region));
    } else if (arn->region != *project.region) {
      report(observability.alarms->topic->range,
             fmt::format("the topic is in {}, the alarm in {}", arn->region, *project.region))
          .add_note("the region is set here", project.region.range);
    }
  });
}

void traces_need_search(const Project& project, const Report& report) {
  for_each_observed(project, [&](const Observability& observability) {
    if (*observability.traces)
      report(observability.traces.range,
             "traces are delivered only where the account has Transaction Search on");
  });
}

constexpr std::string_view alarm_guide =
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html";

constexpr ProjectRule table[] = {
    {{"AC3141", "log-retention", Severity::error,
      "Logs are kept for a number of days that CloudWatch Logs takes.",
      "write a retention that CloudWatch Logs takes",
      "RetentionInDays of AWS::Logs::LogGroup, CloudFormation provider schema (cfn-lint 1.51.0)",
      "CloudWatch Logs knows 22 retentions and answers any other number with InvalidParameterException. The "
      "stack rolls back, the runtimes with it."},
     log_retention},
    {{"AC3142", "alarm-threshold", Severity::error, "An alarm's threshold can be passed.",
      "write a percentage of 1 to 99, or milliseconds of 1 or more", alarm_guide,
      "A limit that nothing can pass leaves the alarm silent for ever, and one that everything passes lets "
      "it ring for ever. CloudWatch takes both without a word."},
     threshold},
    {{"AC3143", "alarms-empty", Severity::error, "alarms has error_rate or latency_p99.",
      "add `error_rate: 5` or `latency_p99: 20000`, or remove alarms", alarm_guide,
      "The topic would be named by no alarm and no mail ever sent, while the config looks as if somebody "
      "were told."},
     no_alarm},
    {{"AC3144", "alarm-topic", Severity::error, "topic is an SNS topic of the region.",
      "write an ARN such as arn:aws:sns:us-east-1:123456789012:alerts", alarm_guide,
      "CloudWatch publishes to topics of its own region only. The alarm is refused, or it rings and nobody "
      "is told."},
     topic},
    {{"AC3145", "traces-prerequisite", Severity::warning,
      "The account and region have CloudWatch Transaction Search on before traces are delivered.",
      "once for an account and region: aws xray update-trace-segment-destination --destination "
      "CloudWatchLogs; "
      "without it the stack rolls back",
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Enable-TransactionSearch.html; "
      "aws/aws-cdk "
      "pull request 38372",
      "X-Ray refuses the delivery of traces while the account writes its segments elsewhere, and the refusal "
      "ends the whole stack. It is a warning because the setting is the account's and cannot be seen from "
      "here."},
     traces_need_search},
};

}  // namespace

std::span<const ProjectRule> observability() { return table; }

}  // namespace agentcore::rules
