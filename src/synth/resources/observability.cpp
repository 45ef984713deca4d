#include "synth/resources/observability.hpp"

#include <fmt/format.h>

#include "agentcore/resolve.hpp"

namespace agentcore {
namespace {

constexpr std::string_view metric_namespace = "AWS/Bedrock-AgentCore";
constexpr int period_seconds = 300;

/// Hands what the service writes of the runtime to a destination; the three resources that CloudWatch wants.
/// Their names follow from the runtime's alone: neither a source nor a destination can change its name or its
/// target.
void add_delivery(StackBuilder& builder, const Runtime& runtime, std::string_view what,
                  std::string_view log_type, const Json& destination) {
  const std::string id = runtime.logical_id + pascal_case(what);
  const std::string name = fmt::format("{}-{}", runtime.aws_name, what);
  builder.add(id + "Source", "AWS::Logs::DeliverySource",
              json_object({{"Name", name},
                           {"LogType", log_type},
                           {"ResourceArn", get_att(runtime.logical_id, "AgentRuntimeArn")},
                           {"Tags", tag_list(builder, name, runtime.tags)}}));
  Json properties = json_object({{"Name", name}});
  properties.update(destination);
  properties["Tags"] = tag_list(builder, name, runtime.tags);
  builder.add(id + "Destination", "AWS::Logs::DeliveryDestination", std::move(properties));
  builder.add(id + "Delivery", delivery_type,
              json_object({{"DeliverySourceName", agentcore::ref(id + "Source")},
                           {"DeliveryDestinationArn", get_att(id + "Destination", "Arn")},
                           {"Tags", tag_list(builder, name, runtime.tags)}}));
}

void add_logs(StackBuilder& builder, const Runtime& runtime) {
  const std::string group = runtime.logical_id + "LogGroup";
  builder.add(group, "AWS::Logs::LogGroup",
              json_object({{"LogGroupName",
                            "/aws/vendedlogs/bedrock-agentcore/runtime/APPLICATION_LOGS/" + runtime.aws_name},
                           {"RetentionInDays", *runtime.observability->retention_days},
                           {"Tags", tag_list(builder, runtime.aws_name + "-logs", runtime.tags)}}));
  add_delivery(
      builder, runtime, "logs", "APPLICATION_LOGS",
      json_object({{"DeliveryDestinationType", "CWL"}, {"DestinationResourceArn", get_att(group, "Arn")}}));
}

/// CloudWatch finds a metric by its whole set of dimensions. Source: aws/aws-cdk pull request 38486.
Json dimensions(const Runtime& runtime) {
  return Json::array(
      {json_object({{"Name", "Operation"}, {"Value", "InvokeAgentRuntime"}}),
       json_object({{"Name", "Name"}, {"Value", runtime.aws_name + "::DEFAULT"}}),
       json_object({{"Name", "Resource"}, {"Value", get_att(runtime.logical_id, "AgentRuntimeArn")}})});
}

Json metric(const Runtime& runtime, std::string_view id, std::string_view name) {
  return json_object(
      {{"Id", id},
       {"MetricStat", json_object({{"Metric", json_object({{"Namespace", metric_namespace},
                                                           {"MetricName", name},
                                                           {"Dimensions", dimensions(runtime)}})},
                                   {"Period", period_seconds},
                                   {"Stat", "Sum"}})},
       {"ReturnData", false}});
}

Json alarm_properties(StackBuilder& builder, const Runtime& runtime, std::string_view name,
                      std::string_view what, std::int64_t threshold) {
  Json properties = json_object({{"AlarmDescription", fmt::format("{} of {}", what, *runtime.runtime_name)},
                                 {"ComparisonOperator", "GreaterThanThreshold"},
                                 {"Threshold", threshold},
                                 {"EvaluationPeriods", 3},
                                 {"DatapointsToAlarm", 2},
                                 {"TreatMissingData", "notBreaching"}});
  if (const auto& topic = runtime.observability->alarms->topic) {
    properties["AlarmActions"] = properties["OKActions"] = Json::array({builder.value(*topic)});
  }
  properties["Tags"] = tag_list(builder, fmt::format("{}-{}", runtime.aws_name, name), runtime.tags);
  return properties;
}

void add_error_alarm(StackBuilder& builder, const Runtime& runtime, std::int64_t percent) {
  Json properties =
      alarm_properties(builder, runtime, "error-rate", "Percentage of failed invocations", percent);
  properties["Metrics"] = Json::array(
      {metric(runtime, "system", "SystemErrors"), metric(runtime, "user", "UserErrors"),
       metric(runtime, "invocations", "Invocations"),
       json_object(
           {{"Id", "rate"},
            {"Expression", "IF(invocations > 0, 100 * (FILL(system, 0) + FILL(user, 0)) / invocations, 0)"},
            {"Label", "Error rate"},
            {"ReturnData", true}})});
  builder.add(runtime.logical_id + "ErrorRateAlarm", "AWS::CloudWatch::Alarm", std::move(properties));
}

void add_latency_alarm(StackBuilder& builder, const Runtime& runtime, std::int64_t milliseconds) {
  Json properties =
      alarm_properties(builder, runtime, "latency", "99th percentile of the latency", milliseconds);
  properties["Namespace"] = metric_namespace;
  properties["MetricName"] = "Latency";
  properties["Dimensions"] = dimensions(runtime);
  properties["ExtendedStatistic"] = "p99";
  properties["Period"] = period_seconds;
  builder.add(runtime.logical_id + "LatencyAlarm", "AWS::CloudWatch::Alarm", std::move(properties));
}

}  // namespace

void chain_deliveries(std::vector<Resource>& resources) {
  const Resource* previous = nullptr;
  for (Resource& resource : resources) {
    if (resource.type != delivery_type) continue;
    if (previous != nullptr) resource.depends_on = {previous->logical_id};
    previous = &resource;
  }
}

void add_observability(StackBuilder& builder, const Runtime& runtime) {
  if (!runtime.observability) return;
  const Observability& wanted = *runtime.observability;
  if (*wanted.logs) add_logs(builder, runtime);
  if (*wanted.traces)
    add_delivery(builder, runtime, "traces", "TRACES", json_object({{"DeliveryDestinationType", "XRAY"}}));
  if (!wanted.alarms) return;
  if (wanted.alarms->error_rate) add_error_alarm(builder, runtime, **wanted.alarms->error_rate);
  if (wanted.alarms->latency_p99) add_latency_alarm(builder, runtime, **wanted.alarms->latency_p99);
}

}  // namespace agentcore
