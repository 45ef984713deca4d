#include "synth/policy.hpp"
#include "synth/resources/network.hpp"

namespace agentcore {
namespace {

Json delivery_policy() {
  const Json group = get_att("FlowLogGroup", "Arn");
  return json_object(
      {{"Version", "2012-10-17"},
       {"Statement",
        Json::array({json_object({{"Sid", "FlowLogDelivery"},
                                  {"Effect", "Allow"},
                                  {"Action",
                                   {"logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"}},
                                  {"Resource", group}}),
                     // A list of groups is not an action on one of them.
                     json_object({{"Sid", "LogGroupListing"},
                                  {"Effect", "Allow"},
                                  {"Action", "logs:DescribeLogGroups"},
                                  {"Resource", "*"}})})}});
}

}  // namespace

void add_flow_logs(StackBuilder& builder, const FlowLogs& flow_logs, const Json& vpc_id) {
  const Json tags = tag_list(builder, builder.display_name("flow-logs"));
  builder.add("FlowLogGroup", "AWS::Logs::LogGroup",
              json_object({{"RetentionInDays", *flow_logs.retention_days}, {"Tags", tags}}));
  builder.add("FlowLogRole", "AWS::IAM::Role",
              json_object({{"AssumeRolePolicyDocument", fixed_policy("flow-logs-trust")},
                           {"Policies", Json::array({json_object({{"PolicyName", "flow-logs"},
                                                                  {"PolicyDocument", delivery_policy()}})})},
                           {"Tags", tags}}));
  builder.add("FlowLog", "AWS::EC2::FlowLog",
              json_object({{"ResourceId", vpc_id},
                           {"ResourceType", "VPC"},
                           {"TrafficType", "ALL"},
                           {"LogDestinationType", "cloud-watch-logs"},
                           {"LogGroupName", ref("FlowLogGroup")},
                           {"DeliverLogsPermissionArn", get_att("FlowLogRole", "Arn")},
                           {"Tags", tags}}));
}

}  // namespace agentcore
