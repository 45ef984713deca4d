#include "agentcore/decode.hpp"

#include "decode/suggestion.hpp"
#include "unit/config_testing.hpp"

namespace agentcore {
namespace {

using testing::expect_decode;
using testing::expect_load;
using testing::Loaded;
using testing::Parsed;
using testing::place;

/// A config with nothing to complain of, to which a test adds its lines.
std::string config(std::string_view lines) {
  return "project: demo\nenvironment: test\nregion: us-east-1\n" + std::string(lines);
}

/// A config with one runtime, to which a test adds keys of that runtime.
std::string runtime(std::string_view keys) {
  return config("runtimes:\n  - artifact: {repository: agent-images, tag: v1}\n    " + std::string(keys) +
                "\n");
}

std::string artifact(std::string_view keys) {
  return config("runtimes:\n  - artifact: {" + std::string(keys) + "}\n");
}

std::string role(std::string_view keys) {
  return runtime("protocol: HTTP") + "execution_roles:\n  - " + std::string(keys) + "\n";
}

std::string network(std::string_view keys) {
  return runtime("protocol: HTTP") + "network:\n  " + std::string(keys) + "\n";
}

/// For values only: the places in it are gone with the source.
Project decoded(const std::string& text) {
  Parsed parsed(text);
  Project project = decode(parsed.document->root(), parsed.diagnostics);
  CHECK(testing::findings(parsed.diagnostics).empty());
  return project;
}

// --- what is right --------------------------------------------------------------------------------------

TEST_CASE("Every kind of field is read") {
  const Project project =
      decoded(role("role_name: r\n    max_session_duration: 7200\n    bedrock_models: [m]\n"
                   "    secrets: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:s']") +
              "account_id: '012345678901'\ntags: {Owner: 12, Team: true}\noutputs: minimal\n" +
              "network:\n  vpc: {cidr: 10.1.0.0/16}\n  internet_egress: nat\n"
              "  vpc_endpoints: [{service: s3, private_dns_enabled: false}]\n");
  CHECK(*project.project == "demo");
  CHECK(project.account_id->value.text == "012345678901");
  CHECK(*project.tags.at(0).key == "Owner");
  CHECK(*project.tags.at(0).value.literal() == "12");
  CHECK(*project.tags.at(1).value.literal() == "true");
  CHECK(*project.outputs == RuntimeOutputs::minimal);
  CHECK(*project.execution_roles.at(0).max_session_duration == 7200);
  CHECK(*project.execution_roles[0].bedrock_models->at(0) == "m");
  CHECK(project.execution_roles[0].secrets.items.at(0).literal()->resource == "secret:s");
  CHECK((*project.network->vpc.cidr)->text() == "10.1.0.0/16");
  CHECK(*project.network->internet_egress == InternetEgress::nat);
  CHECK_FALSE(*project.network->vpc_endpoints.list.at(0).private_dns_enabled);
  CHECK(**project.runtimes.at(0).protocol == Protocol::http);
}

TEST_CASE("What is left out keeps its default, and has the place where it would be added") {
  Parsed parsed(role("max_session_duration: 3600"));
  const Project project = decode(parsed.document->root(), parsed.diagnostics);
  const Located<std::string>& name = project.execution_roles.at(0).role_name;
  CHECK_FALSE(name.written);
  CHECK(place(name.range).starts_with("`-`"));
  CHECK(project.execution_roles[0].max_session_duration.written);
  CHECK_FALSE(project.account_id.has_value());
}

TEST_CASE("null leaves a key out") {
  const Project project = decoded(
      config("account_id: ~\ntags:\nnetwork: null\nruntimes:\n  - artifact: {repository: r, tag: t}\n"));
  CHECK_FALSE(project.account_id.has_value());
  CHECK(project.tags.empty());
  CHECK_FALSE(project.network.has_value());
}

TEST_CASE("An endpoint policy is a word or a mapping") {
  const auto policy = [](const std::string& written) {
    const Project project =
        decoded(network("vpc_endpoints: [{service: s3, endpoint_policy: " + written + "}]"));
    return project.network->vpc_endpoints.list.at(0).endpoint_policy.value.kind;
  };
  CHECK(policy("vpc_only") == EndpointPolicy::Kind::vpc_only);
  CHECK(policy("invoke_only") == EndpointPolicy::Kind::invoke_only);
  CHECK(policy("{Statement: []}") == EndpointPolicy::Kind::written_out);
}

TEST_CASE("vpc_endpoints is a list or the word existing") {
  CHECK(decoded(network("vpc_endpoints: existing")).network->vpc_endpoints.existing);
  CHECK(decoded(network("vpc_endpoints: []")).network->vpc_endpoints.written);
  expect_decode(network("vpc_endpoints: $AC2001[[none]]"));
  expect_decode(network("vpc_endpoints: $AC2001[[{]]}"));
}

// --- wrong kinds ----------------------------------------------------------------------------------------

TEST_CASE("Text where text belongs") {
  expect_decode(config("outputs: all\nruntimes: []\n"));
  expect_decode("project: $AC2001[[[]]a]\nenvironment: $AC2001[[{]]}\nregion: us-east-1\nruntimes: []\n");
  expect_decode(runtime("description: 12"));
  expect_decode(runtime("description: $AC2001[[[]]12]"));
}

TEST_CASE("Numbers are digits without quotes") {
  expect_decode(artifact("container_cpu: 1024, container_memory: -1"));
  for (const char* wrong : {"'1024'", "\"1024\"", "1024.0", "1e3", "0x10", "1_000", "many", "''", "+5",
                            "99999999999999999999", "true"}) {
    expect_decode(artifact("container_cpu: $AC2001[[" + std::string(wrong) + "]]"));
  }
  expect_decode(artifact("container_cpu: $AC2001[[[]]1024]"));
}

TEST_CASE("Switches are true or false without quotes") {
  for (const char* right : {"true", "True", "TRUE", "false", "False", "FALSE"}) {
    expect_decode(config("runtimes: []\nrepositories: [{scan_on_push: " + std::string(right) + "}]\n"));
  }
  for (const char* wrong : {"yes", "on", "1", "'true'", "tRUE"}) {
    expect_decode(
        config("runtimes: []\nrepositories: [{scan_on_push: $AC2001[[" + std::string(wrong) + "]]}]\n"));
  }
}

TEST_CASE("Lists and mappings where they belong") {
  expect_decode(config("runtimes: $AC2001[[agent]]\n"));
  expect_decode(config("runtimes: $AC2001[[{]]artifact: x}\n"));
  expect_decode(config("runtimes: [$AC2001[[x]], $AC2001[[[]]], {artifact: $AC2001[[y]]}]\n"));
  expect_decode(config("tags: $AC2001[[[]]a]\nruntimes: []\n"));
  expect_decode(config("tags: {a: $AC2001[[[]]b]}\nruntimes: []\n"));
  expect_decode("$AC2001[[-]] a\n- b\n");
  expect_decode("$AC2001[[just text]]\n");
}

TEST_CASE("Entries of lists and maps have a value") {
  expect_decode(config("tags: {$AC2007[[a]]: , b: $AC2007[[~]]}\nruntimes: []\n"));
  expect_decode(config("runtimes: [$AC2007[[~]]]\n"));
  expect_decode(role("role_name: r\n    secrets: [$AC2007[[null]]]"));
}

/// The help of the first finding of a code.
std::string help_of(std::string_view code, const std::string& text) {
  Parsed parsed(text);
  decode(parsed.document->root(), parsed.diagnostics);
  for (const Diagnostic* finding : parsed.diagnostics.sorted()) {
    if (finding->rule->code == code) return finding->help;
  }
  return "";
}

TEST_CASE("Help for a value of another shape shows the right one, with what was written") {
  const auto wrong_kind = [](const std::string& text) { return help_of("AC2001", text); };
  CHECK(wrong_kind(network("vpc_endpoints: [ecr.api]")) == "write a mapping: {service: ecr.api}");
  CHECK(wrong_kind(runtime("endpoints: production")) == "write a list of mappings: [{name: production}]");
  CHECK(wrong_kind(runtime("endpoints: {name: production}")) ==
        "write a list, with a `-` before the first key of each entry: `- name: production`");
  CHECK(wrong_kind(runtime("endpoints: {}")) == "write an empty list, [], or leave the key out");
  CHECK(wrong_kind(config("runtimes: {planner: {artifact: {}}}")) ==
        "write a list, with the name as a key: `- runtime_name: planner`, and below it the keys that "
        "`planner` has");
  CHECK(wrong_kind(config("repositories: [agent-images]\nruntimes: []")) ==
        "write a mapping: {repository_name: agent-images}");
  CHECK(wrong_kind(config("tags: [{Key: Owner, Value: platform}]\nruntimes: []")) ==
        "write a mapping of names to values: `Owner: platform`");
  CHECK(wrong_kind(
            artifact("repository: r, tag: v1, environment_variables: [{name: LOG_LEVEL, value: info}]")) ==
        "write a mapping of names to values: `LOG_LEVEL: info`");
  CHECK(wrong_kind(artifact("repository: r, tag: v1, environment_variables: [LOG_LEVEL=info]")) ==
        "write a mapping of names to values: `LOG_LEVEL: info`");
  CHECK(wrong_kind(artifact("repository: r, tag: v1, environment_variables: [DB_PASSWORD=hunter22]")) ==
        "write a mapping of names to values: `DB_PASSWORD: ...`");
  CHECK(wrong_kind("project: [demo]\nenvironment: test\nregion: us-east-1\nruntimes: []\n") ==
        "write the text alone: demo");
  CHECK(wrong_kind(runtime("lifecycle: [{idle_timeout: 60}]")) ==
        "one mapping belongs here: remove the `-`, or the brackets, of the list around it");
}

TEST_CASE("Help for a key of another level or tool says where it goes") {
  const auto unknown_key = [](const std::string& text) { return help_of("AC2002", text); };
  CHECK(unknown_key(runtime("network_mode: VPC")) ==
        "it belongs one level down: write `network_configuration: {network_mode: VPC}`");
  CHECK(unknown_key(config("runtimes: []\ncontainer_uri: x\nrole_name: agent")).find("`execution_roles`") ==
        std::string::npos);
  CHECK(unknown_key(config("runtimes: []\nrole_name: agent")) ==
        "it belongs in an entry of `execution_roles`: `- role_name: agent`");
  CHECK(unknown_key(runtime("authorizer: {customJWTAuthorizer: {discoveryUrl: https://x}}")) ==
        "leave this level out: write `discovery_url: ...`, and what else stands in it, one level up");
  CHECK(unknown_key(runtime("RoleArn: arn:aws:iam::123456789012:role/x")) ==
        "AWS calls it so; here it is `execution_role`");
  CHECK(unknown_key(runtime("RuntimeName: planner")) == "did you mean `runtime_name`?");
  CHECK(unknown_key(runtime("name: planner")) ==
        "did you mean `runtime_name`?");  // an endpoint has a name, too
}

TEST_CASE("What stands below a level that AWS has is not missing") {
  expect_decode(runtime("authorizer: {$AC2002[[customJWTAuthorizer]]: {discoveryUrl: https://x}}"));
}

// --- keys -----------------------------------------------------------------------------------------------

TEST_CASE("An unknown key is an error, with the key that was meant") {
  Parsed parsed("projekt: demo\nenvironment: test\nregion: us-east-1\nruntimes: []\n");
  decode(parsed.document->root(), parsed.diagnostics);
  CHECK(testing::findings(parsed.diagnostics) == std::vector<std::string>{"AC2002 `projekt`@0"});
  CHECK(parsed.diagnostics.sorted().back()->help.find("`project`") != std::string::npos);
}

TEST_CASE("Unknown keys are found at each level") {
  expect_decode(config("$AC2002[[x]]: 1\nruntimes: [{artifact: {$AC2002[[y]]: 1}, $AC2002[[z]]: {a: b}}]\n"));
  expect_decode(network("vpc: {$AC2002[[cdir]]: 10.0.0.0/16}"));
}

TEST_CASE("What AWS assigns is not written") {
  expect_decode(
      runtime("$AC2006[[runtime_id]]: x\n    $AC2006[[status]]: ACTIVE\n    $AC2006[[created_at]]:"));
  expect_decode(role("role_name: r\n    $AC2006[[role_arn]]: x\n    $AC2006[[trust_policy]]: {}"));
}

TEST_CASE("A missing key is reported at what opens the mapping") {
  expect_decode("$AC2003[[r]]egion: us-east-1\nenvironment: test\nruntimes: []\n");
  expect_decode("$AC2003,AC2003,AC2003,AC2003[[t]]ags: {}\n");
  expect_decode(config("runtimes:\n  $AC2003[[-]] protocol: HTTP\n"));
  expect_decode(config("runtimes: [$AC2003[[{]]}]\n"));
  expect_decode(runtime("endpoints:\n      $AC2003[[-]] description: x"));
  expect_decode(network("private_agent_subnets:\n    $AC2003[[-]] cidr: 10.0.0.0/26"));
  expect_decode(config("runtimes: [{$AC2007[[artifact]]: ~}]\n"));
}

// --- values ---------------------------------------------------------------------------------------------

TEST_CASE("A word that is not of the list is an error, with the word that was meant") {
  expect_decode(runtime("protocol: $AC2004[[http]]"));
  expect_decode(runtime("network_configuration: {network_mode: $AC2004[[PRIVATE]]}"));
  expect_decode(config("outputs: $AC2004[[none]]\nruntimes: []\n"));
  expect_decode(network("vpc_endpoints: [{service: s3, endpoint_policy: $AC2004[[open]]}]"));
  Parsed parsed(runtime("protocol: HTPP"));
  decode(parsed.document->root(), parsed.diagnostics);
  CHECK(parsed.diagnostics.sorted().at(0)->help.find("`HTTP`") != std::string::npos);
}

TEST_CASE("Malformed ids, ARNs, ranges and image URIs are errors") {
  expect_decode(config("account_id: $AC2005[[12345]]\nruntimes: []\n"));
  expect_decode(artifact("container_uri: $AC2005[[agent-images:v1]]"));
  expect_decode(runtime("execution_role: $AC2005[['arn:aws:iam::1:role/x']]"));
  expect_decode(runtime(
      "network_configuration: {subnet_ids: [$AC2005[[subnet-1]]], security_group_ids: [$AC2005[[sg-]]]}"));
  expect_decode(network("vpc: {cidr: $AC2005[[10.0.0.0]], vpc_id: $AC2005[[vpc-xyz]]}"));
  expect_decode(role("secrets: [$AC2005[[name]]]\n    permissions_boundary: $AC2005[[x]]"));
  expect_decode(config("runtimes: []\nrepositories: [{kms_key: $AC2005[[mine]]}]\n"));
  expect_decode(config("account_id: $AC2001[[{]]}\nruntimes: []\n"));
}

// --- many at once ---------------------------------------------------------------------------------------

TEST_CASE("All errors of a file are found in one run") {
  expect_decode(R"(environment: test
region: $AC2001[[[]]]
project: demo
account_id: $AC2005[[12]]
$AC1007[[project]]: again
$AC2002[[runtime]]: x
tags: {a: b, $AC1007[[a]]: c, $AC2007[[d]]: }
runtimes:
  $AC2003[[-]] protocol: $AC2004[[FTP]]
  - artifact: {container_cpu: $AC2001[["1"]], tag: $AC1012[[!Sub]] x}
)");
}

TEST_CASE("Errors of meaning are reported beside errors of shape in other sections") {
  expect_load(
      config("account_id: $AC2005[[12]]\nruntimes:\n"
             "  - runtime_name: $AC3101[['a b']]\n    artifact: {repository: agent-images, tag: v1}\n"));
}

TEST_CASE("Where a section is unsound, its meaning is not judged") {
  expect_load(
      config("runtimes:\n  - runtime_name: 'a b'\n    artifact: {repository: agent-images, tag: v1}\n"
             "    protocol: $AC2004[[FTP]]\n"));
}

TEST_CASE("Where the names that all hangs on are unsound, no meaning is judged") {
  const std::string rest =
      "runtimes:\n  - runtime_name: 'a b'\n    artifact: {repository: agent-images, tag: v1}\n";
  expect_load("$AC2003[[r]]egion: us-east-1\nenvironment: test\n" + rest);
  expect_load("project: $AC2001[[[]]]\nregion: us-east-1\nenvironment: test\n" + rest);
  expect_load("$AC2001[[-]] a\n- b\n");
}

TEST_CASE("A finding beyond the first thousand still fails the config") {
  std::string endpoints = "endpoints:";
  for (int i = 0; i < 1100; ++i) endpoints += "\n      - name: e" + std::to_string(i);  // a note each
  Loaded loaded(runtime(endpoints) + "  - artifact: {repository: nowhere, tag: v1}\n");
  CHECK_FALSE(loaded.config.project.has_value());
  CHECK(loaded.diagnostics.has_errors());
  CHECK(loaded.diagnostics.sorted().size() <= 1000);
}

TEST_CASE("Errors are kept rather than notes") {
  std::string endpoints = "endpoints:";
  for (int i = 0; i < 1100; ++i) endpoints += "\n      - name: e" + std::to_string(i);
  const Loaded loaded(runtime(endpoints) + "    tags: {'aws:x': y}\n");
  CHECK(loaded.diagnostics.count(Severity::error) == 1);
}

// --- suggestions ----------------------------------------------------------------------------------------

TEST_CASE("nearest finds what was meant, and nothing when nothing is near") {
  const std::vector<std::string_view> keys = {"project", "runtimes", "repositories", "availability_zone_id"};
  CHECK(nearest("projekt", keys) == "project");
  CHECK(nearest("Project", keys) == "project");
  CHECK(nearest("availability-zone-id", keys) == "availability_zone_id");
  CHECK(nearest("runtime", keys) == "runtimes");
  CHECK(nearest("zone_id", keys) == "availability_zone_id");
  CHECK(nearest("x", keys).empty());
  CHECK(nearest("", keys).empty());
  CHECK(nearest(std::string(10'000, 'p'), keys).empty());
  CHECK(nearest("project", {}).empty());
}

TEST_CASE("one_of joins names") {
  CHECK(one_of({}).empty());
  CHECK(one_of({"a"}) == "a");
  CHECK(one_of({"a", "b"}) == "a or b");
  CHECK(one_of({"a", "b", "c"}) == "a, b or c");
}

}  // namespace
}  // namespace agentcore
