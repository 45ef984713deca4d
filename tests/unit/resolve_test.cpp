#include "agentcore/resolve.hpp"

#include "unit/config_testing.hpp"

namespace agentcore {
namespace {

using testing::expect_load;
using testing::Parsed;

/// A config as resolve() leaves it, whatever the rules would say of it. For values only: its places are gone.
Project resolved(const std::string& lines, std::string_view environment = "test") {
  Parsed parsed("project: demo\nregion: us-east-1\nenvironment: " + std::string(environment) + "\n" + lines);
  Project project = decode(parsed.document->root(), parsed.diagnostics);
  resolve(project, parsed.diagnostics);
  CHECK(testing::findings(parsed.diagnostics).empty());
  return project;
}

const std::string foreign = "210987654321.dkr.ecr.us-east-1.amazonaws.com/theirs:v1";

std::string runtime(const std::string& keys,
                    const std::string& artifact = "repository: agent-images, tag: v1") {
  return "runtimes:\n  - artifact: {" + artifact + "}\n    " + keys + "\n";
}

const std::string in_vpc = "network_configuration: {network_mode: VPC}";

std::vector<std::string> services(const Project& project) {
  std::vector<std::string> names;
  for (const VpcEndpoint& endpoint : project.network.value().vpc_endpoints.list)
    names.push_back(endpoint.service_suffix);
  return names;
}

std::vector<std::string> ranges(const std::vector<Subnet>& subnets) {
  std::vector<std::string> texts;
  for (const Subnet& subnet : subnets)
    texts.push_back((*subnet.cidr)->text() + " " + *subnet.availability_zone_id);
  return texts;
}

using Texts = std::vector<std::string>;

// --- names ----------------------------------------------------------------------------------------------

TEST_CASE("A legal name has letters, digits and _, and begins with a letter") {
  CHECK(legal_runtime_name("agent") == "agent");
  CHECK(legal_runtime_name("hackathon-agent-test-us-east-1") == "hackathon_agent_test_us_east_1");
  CHECK(legal_runtime_name("9lives") == "a_9lives");
  CHECK(legal_runtime_name("-x") == "a__x");
  CHECK(legal_runtime_name("_x") == "a__x");
  CHECK(legal_runtime_name("").empty());
}

TEST_CASE("A name of 48 characters is kept, a longer one is cut and hashed") {
  const std::string longest(48, 'a');
  CHECK(legal_runtime_name(longest) == longest);
  CHECK(legal_runtime_name(longest + "a") == std::string(39, 'a') + "_4e8d2a7c");
  CHECK(legal_runtime_name(longest + "b") != legal_runtime_name(longest + "a"));
  CHECK(legal_runtime_name("9" + std::string(45, 'a')).size() == 48);
  CHECK(legal_runtime_name("9" + std::string(46, 'a')) == "a_9" + std::string(36, 'a') + "_25800efe");
}

TEST_CASE("The hash never changes, since names on AWS hang on it") {
  CHECK(legal_runtime_name("hackathon-agent-production-ap-southeast-1-billing-questions") ==
        "hackathon_agent_production_ap_southeast_1d56334d");
  CHECK(legal_runtime_name(std::string(64, 'a')) == std::string(39, 'a') + "_d96f0f85");
}

TEST_CASE("pascal_case keeps letters and digits") {
  CHECK(pascal_case("agent-images") == "AgentImages");
  CHECK(pascal_case("a_b.c/d") == "ABCD");
  CHECK(pascal_case("myAgent2x-9y") == "MyAgent2x9y");
  CHECK(pascal_case("--").empty());
  CHECK(pascal_case("größe") == "GrE");
}

TEST_CASE("Default names are the data model's") {
  const Project project = resolved(runtime("protocol: HTTP"));
  CHECK(*project.runtimes[0].runtime_name == "demo-agent-test-us-east-1");
  CHECK(project.runtimes[0].aws_name == "demo_agent_test_us_east_1");
  CHECK(project.runtimes[0].logical_id == "AgentRuntime");
  CHECK(*project.execution_roles.at(0).role_name == "demo-agent-execution-role-test");
  CHECK(*project.repositories.at(0).repository_name == "agent-images");
  CHECK(project.stack_name("network") == "demo-network-test");
}

TEST_CASE("Written names give logical ids") {
  const Project project = resolved(
      runtime("runtime_name: billing-agent\n    execution_role: billing\n    endpoints: [{name: live-1}]") +
      "execution_roles: [{role_name: billing}]\nrepositories: [{repository_name: agent-images}]\n");
  CHECK(project.runtimes[0].logical_id == "BillingAgentRuntime");
  CHECK(project.runtimes[0].endpoints[0].aws_name == "live_1");
  CHECK(project.execution_roles[0].logical_id == "BillingRole");
  CHECK(project.repositories[0].logical_id == "AgentImagesRepository");
}

// --- roles and repositories -----------------------------------------------------------------------------

TEST_CASE("The default role is there when a runtime names none") {
  CHECK(resolved(runtime("protocol: HTTP")).execution_roles.size() == 1);
  CHECK(resolved(runtime("execution_role: demo-agent-execution-role-test")).execution_roles.size() == 1);
  const Project by_arn = resolved(runtime("execution_role: 'arn:aws:iam::123456789012:role/x'"));
  CHECK(by_arn.execution_roles.empty());
  CHECK_FALSE(by_arn.runtimes[0].role_index.has_value());
}

TEST_CASE("A written role that nothing uses is kept") {
  const Project project = resolved(runtime("execution_role: 'arn:aws:iam::123456789012:role/x'") +
                                   "execution_roles: [{role_name: r}]\n");
  CHECK(project.execution_roles.size() == 1);
}

TEST_CASE("A runtime finds its role by name, or takes the only one") {
  const std::string roles = "execution_roles: [{role_name: a}, {role_name: b}]\n";
  CHECK(resolved(runtime("execution_role: b") + roles).runtimes[0].role_index == 1);
  CHECK(resolved(runtime("protocol: HTTP") + "execution_roles: [{role_name: a}]\n").runtimes[0].role_index ==
        0);
}

TEST_CASE("Names of nothing are errors") {
  const std::string head = "project: demo\nenvironment: test\nregion: us-east-1\n";
  expect_load(head + runtime("execution_role: $AC2501[[rol]]") + "execution_roles: [{role_name: role}]\n");
  expect_load(head + runtime("protocol: HTTP", "repository: $AC2502[[agent-image]], tag: v1"));
  expect_load(head + "runtimes:\n  $AC2503[[-]] artifact: {repository: agent-images, tag: v1}\n" +
              "execution_roles: [{role_name: a}, {role_name: b}]\n");
}

TEST_CASE("The default repository is there when an artifact refers to it") {
  CHECK(resolved(runtime("protocol: HTTP")).repositories.size() == 1);
  CHECK(resolved(runtime("protocol: HTTP", "container_uri: '" + foreign + "'")).repositories.empty());
  const std::string own = "123456789012.dkr.ecr.us-east-1.amazonaws.com/agent-images:v1";
  const Project by_uri =
      resolved("account_id: '123456789012'\n" + runtime("protocol: HTTP", "container_uri: '" + own + "'"));
  CHECK(by_uri.repositories.size() == 1);
  CHECK(by_uri.runtimes[0].artifact.repository_index == 0);
  CHECK(resolved(runtime("protocol: HTTP", "container_uri: '" + own + "'"))
            .repositories.empty());  // account not known
  CHECK(resolved(runtime("protocol: HTTP", "container_uri: '" + foreign + "'") + "repositories: [{}]\n")
            .repositories.size() == 1);
}

// --- container size -------------------------------------------------------------------------------------

TEST_CASE("The container's size defaults to the environment's") {
  const auto size = [](std::string_view environment, const std::string& keys) {
    const Project project =
        resolved(runtime("protocol: HTTP", "repository: agent-images, tag: v1" + keys), environment);
    const Artifact& artifact = project.runtimes[0].artifact;
    return std::pair(*artifact.container_cpu, *artifact.container_memory);
  };
  using Size = std::pair<std::int64_t, std::int64_t>;
  CHECK(size("test", "") == Size(512, 1024));
  CHECK(size("production", "") == Size(512, 1024));
  CHECK(size("prod", "") == Size(1024, 2048));
  CHECK(size("test", ", container_cpu: 2048") == Size(2048, 4096));
  CHECK(size("test", ", container_cpu: 256") == Size(256, 1024));
  CHECK(size("test", ", container_memory: 8192") == Size(1024, 8192));
  CHECK(size("prod", ", container_memory: 512") == Size(256, 512));
  CHECK(size("test", ", container_cpu: 300, container_memory: 7") == Size(300, 7));  // for a rule to refuse
}

// --- network --------------------------------------------------------------------------------------------

TEST_CASE("The network is there when a runtime stands in it") {
  CHECK_FALSE(resolved(runtime("protocol: HTTP")).network.has_value());
  CHECK_FALSE(resolved(runtime("network_configuration: {network_mode: VPC, subnet_ids: [subnet-01234567], "
                               "security_group_ids: [sg-01234567]}"))
                  .network.has_value());
  CHECK(resolved(runtime(in_vpc)).network.has_value());
  CHECK(resolved(runtime("protocol: HTTP") + "network: {}\n").network.has_value());
}

TEST_CASE("The default network is the data model's") {
  const Project project = resolved(runtime(in_vpc));
  CHECK((*project.network->vpc.cidr)->text() == "10.0.0.0/16");
  CHECK(ranges(project.network->private_agent_subnets) ==
        Texts{"10.0.2.0/26 use1-az1", "10.0.2.64/26 use1-az2"});
  CHECK(project.network->public_subnets.empty());
  CHECK_FALSE(project.network->flow_logs.has_value());
}

TEST_CASE("Default subnets follow the VPC's base, and are left out where they do not fit") {
  const auto tier = [](const std::string& cidr) {
    return ranges(
        resolved(runtime(in_vpc) + "network: {vpc: {cidr: " + cidr + "}}\n").network->private_agent_subnets);
  };
  CHECK(tier("172.16.0.0/20") == Texts{"172.16.2.0/26 use1-az1", "172.16.2.64/26 use1-az2"});
  CHECK(tier("10.0.0.0/24").empty());
  CHECK(tier("255.255.255.0/24").empty());
}

TEST_CASE("With NAT there are public subnets in the zones of the tier") {
  const Project project = resolved(runtime(in_vpc) + "network: {internet_egress: nat}\n");
  CHECK(ranges(project.network->public_subnets) == Texts{"10.0.0.0/26 use1-az1", "10.0.0.64/26 use1-az2"});
  CHECK(services(project) == Texts{"s3"});
}

TEST_CASE("Default endpoints are what runtimes and roles use") {
  const Texts base = {"bedrock-agentcore", "ecr.api", "ecr.dkr", "logs", "monitoring", "s3", "xray"};
  const auto with = [&](Texts more) {
    Texts all = base;
    all.insert(all.end(), more.begin(), more.end());
    std::sort(all.begin(), all.end());
    return all;
  };
  const std::string secrets = "secrets: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:s']";
  CHECK(services(resolved(runtime(in_vpc))) == with({"bedrock-runtime"}));
  CHECK(services(resolved(runtime(in_vpc) + "execution_roles: [{bedrock_models: []}]\n")) == base);
  CHECK(services(resolved(runtime(in_vpc) + "execution_roles: [{bedrock_models: [], " + secrets + "}]\n")) ==
        with({"secretsmanager"}));
  CHECK(services(resolved(runtime(in_vpc + "\n    execution_role: 'arn:aws:iam::123456789012:role/x'"))) ==
        with({"bedrock-runtime"}));
  CHECK(services(resolved(runtime("protocol: HTTP") + "network: {}\n")) == base);  // no runtime stands in it
}

TEST_CASE("Written endpoints replace the default ones, by short or full name") {
  const std::string written =
      "network: {vpc_endpoints: [{service: com.amazonaws.us-east-1.logs}, {service: s3}]}\n";
  CHECK(services(resolved(runtime(in_vpc) + written)) == Texts{"logs", "s3"});
  CHECK(services(resolved(runtime(in_vpc) + "network: {vpc_endpoints: existing}\n")).empty());
  CHECK(services(resolved(runtime(in_vpc) + "network: {vpc_endpoints: []}\n")).empty());
}

}  // namespace
}  // namespace agentcore
