#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agentcore/model/field.hpp"

namespace agentcore {

struct Node;

/// Who may do what through an endpoint: a named policy, or one written out.
struct EndpointPolicy {
  enum class Kind : std::uint8_t { vpc_only, invoke_only, written_out };

  static constexpr std::string_view form = "vpc_only, invoke_only, or an IAM policy written out";
  static constexpr std::string_view words[] = {"vpc_only", "invoke_only"};

  Kind kind = Kind::vpc_only;
  const Node* document = nullptr;  ///< of Kind::written_out; lives as long as the Document
};

/// Private connection from the VPC to a service.
struct VpcEndpoint {
  Range place;
  Located<std::string> service;
  Located<bool> private_dns_enabled{true, {}, false};
  Located<EndpointPolicy> endpoint_policy;

  std::string service_suffix;  ///< set by resolve(): "ecr.api", without com.amazonaws.<region>.
};

template <class Visitor>
void describe(Visitor& visitor, VpcEndpoint& endpoint) {
  visitor.field(
      {.key = "service",
       .doc = "Service such as bedrock-agentcore or ecr.api, or its full com.amazonaws.<region>.<name>; "
              "s3 and dynamodb become gateway endpoints",
       .required = true,
       .pattern = "^[a-z0-9.-]+$",
       .one_of = Facts::endpoint_services},
      endpoint.service);
  visitor.field({.key = "private_dns_enabled",
                 .doc = "Resolve the service's usual name to the endpoint",
                 .fallback = "true"},
                endpoint.private_dns_enabled);
  visitor.field(
      {.key = "endpoint_policy",
       .doc = "vpc_only allows all from this VPC, invoke_only just InvokeAgentRuntime, or an IAM policy",
       .fallback = "vpc_only"},
      endpoint.endpoint_policy);
  visitor.assigned({.key = "service_name", .doc = "com.amazonaws.<region>.<service>; write service"});
  visitor.assigned({.key = "endpoint_id", .doc = "the output <endpoint>Id of the network stack"});
  visitor.assigned({.key = "vpc_id", .doc = "the network's VPC"});
  visitor.assigned({.key = "subnet_ids", .doc = "the network's PrivateAgent subnets"});
  visitor.assigned({.key = "security_group_ids", .doc = "the network's endpoint security group"});
  visitor.assigned({.key = "dns_entries", .doc = "made by EC2"});
}

/// The endpoints of the network: the default set, a written one, or those that are there already.
struct VpcEndpoints {
  static constexpr std::string_view form = "a list of endpoints, or the word existing";
  static constexpr std::string_view word = "existing";

  bool existing = false;
  bool written = false;
  Range place;
  std::vector<VpcEndpoint> list;
};

}  // namespace agentcore
