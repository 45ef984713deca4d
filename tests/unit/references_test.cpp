#include "agentcore/model/reference.hpp"
#include "unit/config_testing.hpp"

using namespace agentcore;
using namespace agentcore::testing;

namespace {

std::string config(std::string_view variables) {
  return "project: demo\nenvironment: test\nregion: us-east-1\nruntimes:\n"
         "  - runtime_name: planner\n    artifact:\n      repository: agent-images\n      tag: v1\n"
         "      environment_variables:\n        A: " +
         std::string(variables) +
         "\n  - runtime_name: worker\n    artifact: {repository: agent-images, tag: v1}\n";
}

Json built(const std::string& text, std::string_view stack) {
  const Loaded loaded(text);
  Diagnostics diagnostics;
  const std::optional<Build> build = compile(loaded.project(), {}, diagnostics);
  REQUIRE(build);
  for (const EmittedStack& emitted : build->stacks) {
    if (emitted.stack.name == stack) return to_json(emitted.stack.body);
  }
  return nullptr;
}

Json variable(std::string_view value) {
  return built(config(value),
               "agentcore")["Resources"]["PlannerRuntime"]["Properties"]["EnvironmentVariables"]["A"];
}

}  // namespace

TEST_CASE("each kind of reference becomes what CloudFormation has for it") {
  CHECK(variable("{parameter: Url}") == Json{{"Ref", "Url"}});
  CHECK(variable("{import: shared-Url}") == Json{{"Fn::ImportValue", "shared-Url"}});
  CHECK(variable("{ssm: /p/url}") == "{{resolve:ssm:/p/url}}");
  CHECK(variable("{ssm: /p/url, version: 3}") == "{{resolve:ssm:/p/url:3}}");
  CHECK(variable("{runtime: worker}") == get_att("WorkerRuntime", "AgentRuntimeArn"));
  CHECK(variable("{runtime: worker, attribute: id}") == get_att("WorkerRuntime", "AgentRuntimeId"));
  CHECK(variable("{runtime: worker, attribute: version}") == get_att("WorkerRuntime", "AgentRuntimeVersion"));
  CHECK(variable("{role: demo-agent-execution-role-test}") ==
        import_value("demo-security-test-AgentExecutionRoleArn"));
  CHECK(variable("{repository: agent-images}") == import_value("demo-storage-test-AgentImagesRepositoryUri"));
}

TEST_CASE("a parameter is declared once, in the templates that use it, with all that its uses say") {
  const std::string text = config("{parameter: Url, default: u, allowed_values: [u, v]}") +
                           "    tags: {Link: {parameter: Url, description: The link, no_echo: true}}\n";
  const Json declared = built(text, "agentcore")["Parameters"];
  CHECK(declared == Json{{"Url",
                          {{"Type", "String"},
                           {"Description", "The link"},
                           {"Default", "u"},
                           {"AllowedValues", {"u", "v"}},
                           {"NoEcho", true}}}});
  CHECK_FALSE(built(text, "security").contains("Parameters"));
}

TEST_CASE("a parameter has the type of the place that asks most of it") {
  const std::string text = config("{parameter: Id}") +
                           "    network_configuration:\n      network_mode: VPC\n      subnet_ids: "
                           "[{parameter: Id}, subnet-0123456789abcdef0]\n"
                           "      security_group_ids: {parameter: Groups}\n";
  const Json declared = built(text, "agentcore")["Parameters"];
  CHECK(declared["Id"]["Type"] == "AWS::EC2::Subnet::Id");
  CHECK(declared["Groups"]["Type"] == "List<AWS::EC2::SecurityGroup::Id>");
}

TEST_CASE("uses of a parameter that do not go together are found") {
  expect_load(config("{parameter: X, default: a}") +
              "    tags: {T: {parameter: X, default: $AC2505[[b]]}}\n");
  expect_load(config("{parameter: X}") +
              "    authorizer: {discovery_url: {ssm: /u}, allowed_clients: {parameter: $AC2505[[X]]}}\n");
  expect_load(config("{parameter: X, allowed_values: [a]}") +
              "    tags: {T: {parameter: X, allowed_values: [$AC2505[[b]]]}}\n");
}

TEST_CASE("a list comes from an import by splitting it, and from SSM by a typed parameter") {
  const std::string text =
      config("x") +
      "    network_configuration:\n      network_mode: VPC\n      subnet_ids: {import: shared-Subnets}\n"
      "      security_group_ids: {ssm: /net/groups}\n";
  const Json stack = built(text, "agentcore");
  const Json& network =
      stack["Resources"]["WorkerRuntime"]["Properties"]["NetworkConfiguration"]["NetworkModeConfig"];
  CHECK(network["Subnets"] == split(import_value("shared-Subnets")));
  CHECK(network["SecurityGroups"] == Json{{"Ref", "SsmNetGroups0bc756e3"}});
  CHECK(stack["Parameters"]["SsmNetGroups0bc756e3"]["Type"] ==
        "AWS::SSM::Parameter::Value<List<AWS::EC2::SecurityGroup::Id>>");
  CHECK(stack["Parameters"]["SsmNetGroups0bc756e3"]["Default"] == "/net/groups");
}

TEST_CASE("a text is never a reference") {
  CHECK(variable("'{parameter: Url}'") == "{parameter: Url}");
  CHECK(variable("'Fn::ImportValue'") == "Fn::ImportValue");
  CHECK(variable("'${Url}'") == Json{{"Fn::Sub", "${!Url}"}});
}

TEST_CASE("what is no reference, or stands where none may, is found") {
  expect_load("tags: {T: {$AC2008[[role]]: r}}\n" + config("x"));
  expect_load(config("$AC2001[[{]]parametr: X}"));
  expect_load(config("$AC2001[[{]]}"));
  expect_load(config("{parameter: X, $AC2001[[import]]: Y}"));
  expect_load(config("{parameter: X, $AC2002[[defualt]]: Y}"));
  expect_load(config("{import: {$AC2008[[parameter]]: X}}"));
  expect_load(config("{runtime: $AC2504[[workr]]}"));
  expect_load(config("{role: $AC2501[[r]]}"));
  expect_load(config("{repository: $AC2502[[r]]}"));
  expect_load(config("x") + "    description: {$AC2008[[parameter]]: X}\n");
}

TEST_CASE("a circle of runtimes is shown with its whole path") {
  const Loaded loaded(
      config("{runtime: worker}") +
      "    tags: {}\n  - runtime_name: third\n    artifact: {repository: agent-images, tag: v1, "
      "environment_variables: {B: {runtime: third}}}\n");
  REQUIRE(loaded.diagnostics.sorted().size() == 1);
  CHECK(loaded.diagnostics.sorted()[0]->headline == "the runtime refers to itself: third -> third");
  const Loaded circle(
      "project: p\nenvironment: e\nregion: us-east-1\nruntimes:\n"
      "  - {runtime_name: a, artifact: {repository: agent-images, tag: v1, environment_variables: {X: "
      "{runtime: b}}}}\n"
      "  - {runtime_name: b, artifact: {repository: agent-images, tag: v1, environment_variables: {X: "
      "{runtime: c}}}}\n"
      "  - {runtime_name: c, artifact: {repository: agent-images, tag: v1, environment_variables: {X: "
      "{runtime: a}}}}\n");
  REQUIRE(circle.diagnostics.sorted().size() == 1);
  CHECK(circle.diagnostics.sorted()[0]->headline == "the runtimes wait for each other: a -> b -> c -> a");
}

TEST_CASE("who refers to a runtime may invoke it, at the runtime and at its endpoints") {
  const Json stack = built(config("{runtime: worker}"), "security");
  const Json statements =
      stack["Resources"]["AgentExecutionRole"]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"];
  std::vector<std::string> sids;
  for (const Json& statement : statements) sids.push_back(statement["Sid"]);
  CHECK(std::is_sorted(sids.begin(), sids.end()));
  const auto found = std::find_if(statements.begin(), statements.end(), [](const Json& statement) {
    return statement["Sid"] == "RuntimeInvocation";
  });
  REQUIRE(found != statements.end());
  CHECK((*found)["Resource"].size() == 2);
}

TEST_CASE("by SSM, a producer publishes each output and a consumer reads it as a parameter") {
  const std::string text = "cross_stack_references: ssm\n" + config("x");
  const Json security = built(text, "security");
  CHECK(security["Resources"]["AgentExecutionRoleArnParameter"]["Properties"]["Name"] ==
        "/demo/test/security/AgentExecutionRoleArn");
  CHECK_FALSE(security["Outputs"]["AgentExecutionRoleArn"].contains("Export"));
  const Json agentcore = built(text, "agentcore");
  CHECK(agentcore["Parameters"]["SecurityAgentExecutionRoleArn"]["Type"] ==
        "AWS::SSM::Parameter::Value<String>");
  CHECK(agentcore["Resources"]["PlannerRuntime"]["Properties"]["RoleArn"] ==
        Json{{"Ref", "SecurityAgentExecutionRoleArn"}});
}

TEST_CASE("SSM names that keep no difference in letters have parameters of their own") {
  const Json parameters = built(config("x") +
                                    "    network_configuration:\n      network_mode: VPC\n"
                                    "      subnet_ids: {ssm: /platform/subnet-ids}\n"
                                    "      security_group_ids: {ssm: /platform/subnet/ids}\n",
                                "agentcore")["Parameters"];
  CHECK(parameters.size() == 2);
}

TEST_CASE("a parameter named like one of a cross-stack reference is found") {
  const Loaded loaded("cross_stack_references: ssm\n" +
                      config("{parameter: StorageAgentImagesRepositoryUri}"));
  Diagnostics diagnostics;
  CHECK_FALSE(compile(loaded.project(), {}, diagnostics));
  REQUIRE(diagnostics.sorted().size() == 1);
  CHECK(diagnostics.sorted()[0]->rule->code == "AC5301");
}

TEST_CASE("a parameter's values have the form of their place, where our own words mean nothing") {
  expect_load(config("x") + "    execution_role: {parameter: R, default: $AC2005[[my-role]]}\n");
  expect_load(
      "repositories: [{repository_name: agent-images, kms_key: {parameter: K, default: "
      "$AC2005[[create]]}}]\n" +
      config("x"));
  expect_load(config("x") +
              "    endpoints: [{name: e, runtime_version: {parameter: V, default: $AC3108[[latest]]}}]\n");
}
