#include "templates.hpp"

#include <fmt/format.h>

#include "agentcore/template.hpp"

namespace agentcore::bench {
namespace {

Json tags(std::size_t number) {
  return Json::array({{{"Key", "Project"}, {"Value", "hackathon"}},
                      {{"Key", "Service"}, {"Value", fmt::format("agent-{}", number)}}});
}

Json runtime(std::size_t number, bool edited) {
  return {{"AgentRuntimeName", fmt::format("agent_{}", number)},
          {"AgentRuntimeArtifact",
           {{"ContainerConfiguration",
             {{"ContainerUri", fmt::format("123456789012.dkr.ecr.us-east-1.amazonaws.com/agents:v{}.{}",
                                           number, edited ? 2 : 1)}}}}},
          {"RoleArn", {{"Fn::GetAtt", {fmt::format("Role{}", number / 4), "Arn"}}}},
          {"NetworkConfiguration", {{"NetworkMode", "PUBLIC"}}},
          {"EnvironmentVariables", {{"LOG_LEVEL", "info"}, {"NUMBER", fmt::to_string(number)}}}};
}

Json role(std::size_t number, bool edited) {
  const Json statement = {
      {"Effect", "Allow"},
      {"Action", Json::array({"s3:GetObject", edited ? "s3:PutObject" : "s3:ListBucket"})},
      {"Resource", fmt::format("arn:aws:s3:::bucket-{}/*", number)}};
  const Json trust = {{"Effect", "Allow"},
                      {"Principal", {{"Service", "bedrock-agentcore.amazonaws.com"}}},
                      {"Action", "sts:AssumeRole"}};
  const auto document = [](const Json& of) {
    return Json{{"Version", "2012-10-17"}, {"Statement", Json::array({of})}};
  };
  return {{"AssumeRolePolicyDocument", document(trust)},
          {"Policies", Json::array({{{"PolicyName", "data"}, {"PolicyDocument", document(statement)}}})},
          {"Tags", tags(number)}};
}

Json log_group(std::size_t number, bool edited) {
  return {{"LogGroupName", fmt::format("/agents/{}", number)},
          {"RetentionInDays", edited ? 90 : 30},
          {"Tags", tags(number)}};
}

Json repository(std::size_t number, bool edited) {
  return {{"RepositoryName", fmt::format("agent-{}", number)},
          {"ImageTagMutability", edited ? "MUTABLE" : "IMMUTABLE"},
          {"ImageScanningConfiguration", {{"ScanOnPush", true}}},
          {"Tags", tags(number)}};
}

struct Kind {
  const char* type;
  const char* logical_id;
  Json (*properties)(std::size_t number, bool edited);
};

constexpr Kind kinds[] = {{"AWS::IAM::Role", "Role{}", role},
                          {"AWS::BedrockAgentCore::Runtime", "Runtime{}", runtime},
                          {"AWS::Logs::LogGroup", "LogGroup{}", log_group},
                          {"AWS::ECR::Repository", "Repository{}", repository}};

}  // namespace

std::string make_template(std::size_t resources, bool edited) {
  Json body = {{"AWSTemplateFormatVersion", "2010-09-09"}, {"Resources", Json::object()}};
  for (std::size_t number = 0; number < resources; ++number) {
    const Kind& kind = kinds[number % std::size(kinds)];
    const bool is_edited = edited && number % 100 == number / 100 % std::size(kinds);  // one in a hundred
    body["Resources"][fmt::format(fmt::runtime(kind.logical_id), number / std::size(kinds))] = {
        {"Type", kind.type}, {"Properties", kind.properties(number, is_edited)}};
  }
  return body.dump(2) + "\n";
}

}  // namespace agentcore::bench
