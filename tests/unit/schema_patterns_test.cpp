#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/model/project.hpp"
#include "unit/config_testing.hpp"
#include "unit/schema_testing.hpp"

namespace agentcore {
namespace {

using testing::matches;
using testing::takes_text;
using Texts = std::vector<std::string>;

// --- forms ----------------------------------------------------------------------------------------------

/// The pattern of a form takes what parse() takes, and nothing else of these.
template <class T>
void expect_pattern(const Texts& good, const Texts& bad) {
  CAPTURE(T::pattern);
  CHECK(T::parse(T::example).has_value());
  CHECK(matches(T::pattern, std::string(T::example)));
  for (const std::string& text : good) {
    CAPTURE(text);
    CHECK(T::parse(text).has_value());
    CHECK(matches(T::pattern, text));
  }
  for (const std::string& text : bad) {
    CAPTURE(text);
    CHECK_FALSE(T::parse(text).has_value());
    CHECK_FALSE(matches(T::pattern, text));
  }
}

TEST_CASE("patterns of ids agree with what parses them") {
  expect_pattern<AccountId>({"000000000000"},
                            {"", "12345678901", "1234567890123", "12345678901a", " 123456789012"});
  expect_pattern<OrganizationalUnitId>(
      {"ou-ab12-cd34ef56", "r-ab12", "ou-" + std::string(32, 'a') + "-" + std::string(32, '0')},
      {"", "ou-", "r-", "r-abc", "ou-abc-cd34ef56", "ou-ab12-cd34ef5", "ou-ab12", "OU-ab12-cd34ef56",
       "r-ab12-cd34ef56", "ou-" + std::string(33, 'a') + "-cd34ef56", "r-AB12", "123456789012"});
  expect_pattern<AccountShare>({"0", "1", "25", "999999", "0%", "7%", "10%", "100%"},
                               {"", "%", "-1", "1.5", "1000000", "101%", "007%", "10 %", "ten", "1e3"});
  expect_pattern<VpcId>({"vpc-01234567"},
                        {"vpc-", "vpc-0123456", "vpc-012345678", "vpc-0123456789ABCDEF0", "subnet-01234567"});
  expect_pattern<SubnetId>({"subnet-01234567"}, {"subnet-0123456789abcdef01", "Subnet-01234567"});
  expect_pattern<SecurityGroupId>({"sg-01234567"}, {"sg-0123456g", "xsg-01234567"});
  expect_pattern<RouteTableId>({"rtb-01234567"}, {"rtb-0123456", "rtb-01234567 "});
  expect_pattern<PrefixListId>({"pl-01234567"}, {"pl_01234567", "pl-012345678901"});
}

TEST_CASE("patterns of ARNs agree with what parses them") {
  const std::string kms = "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/1234abcd";
  const Texts bad = {"",
                     "arn",
                     "arn:aws:kms:us-east-1:123456789012",
                     "arn:aws:kms:us-east-1:123456789012:",
                     "arn:aws::us-east-1:123456789012:key/a",
                     "arn:azure:kms:us-east-1:123456789012:key/a",
                     "arn:aws:kms:us-east-1:12345:key/a",
                     "arn:aws:kms:us-east-1:123456789012:key/a b",
                     "arn:aws:kms:us-east-1:123456789012:key/{a}",
                     " arn:aws:kms:us-east-1:123456789012:key/a"};
  expect_pattern<Arn>(
      {kms, "arn:aws:s3:::bucket/*", "arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:logs:a::b:c:d:*"},
      bad);
  Texts not_kms = bad;
  not_kms.insert(not_kms.end(), {"arn:aws:iam::123456789012:role/agent", "Create", "created", "aws/ecr"});
  expect_pattern<KmsKey>({"create", "aws_managed", kms}, not_kms);
  expect_pattern<RoleReference>({"agent", "a+=,.@-_9", "arn:aws:iam::123456789012:role/team/agent"},
                                {kms, "arn:aws:iam::aws:role/agent", "arn:aws:iam::123456789012:user/agent",
                                 "arn:aws:iam::123456789012:role/*", "arn:aws:iam::123456789012:role"});
}

TEST_CASE("patterns of ranges and images agree with what parses them") {
  expect_pattern<Cidr>({"0.0.0.0/0", "255.255.255.255/32", "10.0.2.64/26", "192.168.0.0/16"},
                       {"", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0/16", "256.0.0.0/8",
                        "10.0.0.0/016", "010.0.0.0/8", "10.0.0.0/16 ", "::/0", "10..0.0/8"});
  const std::string registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com/";
  const std::string digest = "@sha256:" + std::string(64, 'a');
  expect_pattern<ContainerUri>(
      {registry + "a", registry + "team/agent.v_1-x", registry + "agent" + digest,
       registry + "agent:v1" + digest},
      {"", registry, registry + "Agent:v1", registry + "a--b", registry + "a/",
       registry + "a:", registry + "a:-1", registry + "a:" + std::string(129, 'x'), registry + "a@sha256:abc",
       "a:v1", "123.dkr.ecr.us-east-1.amazonaws.com/a", "123456789012.dkr.ecr..amazonaws.com/a"});
}

// --- texts that rules judge -----------------------------------------------------------------------------

struct JudgedText {
  std::string_view definition, key, code;
  std::string_view yaml;  ///< with {} for the text
  Texts good, bad;
};

constexpr std::string_view agent = R"(
project: demo
environment: test
region: us-east-1
runtimes:
  - artifact: {{repository: agent-images, tag: v1}}
)";
/// No artifact names a repository of the config.
constexpr std::string_view of_another_registry = R"(
project: demo
environment: test
region: us-east-1
runtimes:
  - artifact: {{container_uri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/agent:v1"}}
)";
constexpr std::string_view artifact = R"(
project: demo
environment: test
region: us-east-1
runtimes:
  - artifact:
)";

/// `part`: what of the key's schema judges the text. Empty: all of it.
void expect_agreement(const JudgedText& row, std::string_view before = agent, const std::string& part = "") {
  Json key = config_schema()["$defs"][std::string(row.definition)]["properties"][std::string(row.key)];
  if (!part.empty()) key = Json(key[part]);
  CAPTURE(row.definition, row.key);
  REQUIRE_FALSE(key.is_null());
  const auto is_refused = [&](const std::string& text) {
    const std::string yaml =
        fmt::format(fmt::runtime(std::string(before) + std::string(row.yaml) + "\n"), text);
    const testing::Loaded loaded(yaml);
    const std::vector<std::string> found = testing::findings(loaded.diagnostics);
    CAPTURE(yaml, found);
    // No rule judges a config that has not its shape.
    for (const std::string& finding : found) REQUIRE_FALSE(finding.starts_with("AC20"));
    return std::any_of(found.begin(), found.end(),
                       [&](const auto& finding) { return finding.starts_with(row.code); });
  };
  for (const std::string& text : row.good) {
    CAPTURE(text);
    CHECK_FALSE(is_refused(text));
    CHECK(takes_text(key, text));
  }
  for (const std::string& text : row.bad) {
    CAPTURE(text);
    CHECK(is_refused(text));
    CHECK_FALSE(takes_text(key, text));
  }
}

std::string of_length(std::int64_t length) { return std::string(static_cast<std::size_t>(length), 'a'); }

TEST_CASE("patterns of names agree with the rules") {
  const std::string_view rest =
      "\nregion: us-east-1\nruntimes: [{{artifact: {{repository: agent-images, tag: v1}}}}]";
  const std::string project = "project: \"{}\"\nenvironment: test" + std::string(rest);
  expect_agreement({"config",
                    "project",
                    "AC3001",
                    project,
                    {"a", "a-1", of_length(limits::project_name_max)},
                    {"", "A", "1a", "a_b", of_length(limits::project_name_max + 1)}},
                   "");
  const std::string environment = "project: a\nenvironment: \"{}\"" + std::string(rest);
  expect_agreement({"config",
                    "environment",
                    "AC3002",
                    environment,
                    {"a", of_length(limits::environment_name_max)},
                    {"Test", of_length(limits::environment_name_max + 1)}},
                   "");
  expect_agreement({"runtimes",
                    "runtime_name",
                    "AC3101",
                    "    runtime_name: \"{}\"",
                    {"a", "A-b_9", of_length(limits::data_model_runtime_name_max)},
                    {"", "a b", "a.b", of_length(limits::data_model_runtime_name_max + 1)}});
  expect_agreement({"runtimes.endpoints",
                    "name",
                    "AC3105",
                    "    endpoints: [{{name: \"{}\"}}]",
                    {"live", "a-b_9"},
                    {"", "a b"}});
  expect_agreement({"execution_roles",
                    "role_name",
                    "AC3301",
                    "execution_roles: [{{role_name: \"{}\"}}]",
                    {"agent", "a+=,.@-_"},
                    {"", "a b", "a/b"}});
  expect_agreement({"repositories",
                    "repository_name",
                    "AC3601",
                    "repositories: [{{repository_name: \"{}\"}}]",
                    {"ab", "team/agent-images.v_1"},
                    {"", "a", "A", "a--b", "a/", of_length(limits::repository_name_max + 1)}},
                   of_another_registry);
}

TEST_CASE("patterns of a runtime's texts agree with the rules") {
  expect_agreement({"runtimes.endpoints",
                    "runtime_version",
                    "AC3108",
                    "    endpoints: [{{name: a, runtime_version: \"{}\"}}]",
                    {"latest", "1", "99999"},
                    {"", "0", "01", "100000", "newest"}});
  expect_agreement({"runtimes",
                    "description",
                    "AC3104",
                    "    description: \"{}\"",
                    {"a", of_length(limits::runtime_description_max)},
                    {"", of_length(limits::runtime_description_max + 1)}});
  expect_agreement({"runtimes",
                    "request_headers",
                    "AC3123",
                    "    request_headers: [\"{}\"]",
                    {"X-Amzn-Bedrock-AgentCore-Runtime-Custom-a_b"},
                    {"", "authorization", "X-Amzn-Bedrock-AgentCore-Runtime-Custom-", "Accept"}});
  expect_agreement({"runtimes.session_storage",
                    "mount_path",
                    "AC3126",
                    "    session_storage: {{mount_path: \"{}\"}}",
                    {"/mnt/data", "/mnt/data/"},
                    {"", "/mnt/", "/data", "/mnt/a/b", "/mnt/" + of_length(limits::mount_path_max)}});
  expect_agreement({"runtimes",
                    "tags",
                    "AC3703",
                    "    tags: {{a: \"{}\"}}",
                    {"a b", "a_.:/=+-@"},
                    {"", "a,b", of_length(limits::ecr_tag_value_max + 1)}});
}

TEST_CASE("patterns of images and code agree with the rules") {
  expect_agreement({"runtimes.artifact",
                    "tag",
                    "AC3205",
                    "      {{repository: agent-images, tag: \"{}\"}}",
                    {"v1", "_a.b-c", of_length(128)},
                    {"-a", ".a", "a:b", of_length(129)}},
                   artifact);
  expect_agreement({"runtimes.artifact",
                    "digest",
                    "AC3205",
                    "      {{repository: agent-images, digest: \"{}\"}}",
                    {"sha256:" + std::string(64, 'a')},
                    {"sha256:abc", "sha256:" + std::string(64, 'A'), "md5:a"}},
                   artifact);
  const std::string_view code =
      "      code: {{bucket: abc, prefix: a.zip, runtime: PYTHON_3_13, entry_point: [main.py], version_id: "
      "\"{}\"}}";
  expect_agreement({"runtimes.artifact.code",
                    "version_id",
                    "AC3223",
                    code,
                    {"abc", of_length(limits::code_version_max)},
                    {"", "ab", of_length(limits::code_version_max + 1)}},
                   artifact);
  const std::string_view bucket =
      "      code: {{bucket: \"{}\", prefix: a.zip, runtime: PYTHON_3_13, entry_point: [main.py]}}";
  expect_agreement({"runtimes.artifact.code",
                    "bucket",
                    "AC3221",
                    bucket,
                    {"abc", "a.b-c", of_length(63)},
                    {"", "ab", "-ab", "ab.", "aBc", of_length(64)}},
                   artifact);
}

TEST_CASE("patterns of authorizers agree with the rules") {
  expect_agreement(
      {"runtimes.authorizer",
       "discovery_url",
       "AC3131",
       "    authorizer: {{discovery_url: \"{}\"}}",
       {"https://a/.well-known/openid-configuration"},
       {"", "http://a/.well-known/openid-configuration", "https:///.well-known/openid-configuration",
        "https://a b/.well-known/openid-configuration", "https://a/.well-known/openid-configuration/"}});
  const std::string url = "    authorizer: {{discovery_url: \"https://a/.well-known/openid-configuration\", ";
  expect_agreement({"runtimes.authorizer",
                    "allowed_scopes",
                    "AC3133",
                    url + "allowed_scopes: [\"{}\"]}}",
                    {"a", "catalogue/read", "[]^"},
                    {"", "a b"}});
  expect_agreement(
      {"runtimes.authorizer", "allowed_clients", "AC3138", url + "allowed_clients: [\"{}\"]}}", {"a"}, {""}});
  expect_agreement({"runtimes.authorizer.custom_claims",
                    "name",
                    "AC3134",
                    url + "custom_claims: [{{name: \"{}\", value: a}}]}}",
                    {"cognito:groups", "https://a.b/c_d"},
                    {"", "a-b", of_length(limits::claim_text_max + 1)}});
  expect_agreement({"runtimes.authorizer.custom_claims",
                    "value",
                    "AC3135",
                    url + "custom_claims: [{{name: a, value: \"{}\"}}]}}",
                    {"a_.-9"},
                    {"", "a b", of_length(limits::claim_text_max + 1)}});
}

TEST_CASE("patterns of roles agree with the rules") {
  expect_agreement({"execution_roles",
                    "path",
                    "AC3328",
                    "execution_roles: [{{path: \"{}\"}}]",
                    {"/", "/agents/", "/a/b/"},
                    {"", "agents/", "/agents", "//", "/a b/", "/" + of_length(limits::role_path_max) + "/"}});
  expect_agreement(
      {"execution_roles",
       "bedrock_models",
       "AC3309",
       "execution_roles: [{{bedrock_models: [\"{}\"]}}]",
       {"us.anthropic.claude-sonnet-4-20250514-v1:0", "*", "arn:aws:bedrock:us-east-1::foundation-model/a"},
       {"", "a b", "a/b"}});
  const std::string statement = "execution_roles: [{{statements: [{{";
  expect_agreement({"execution_roles.statements",
                    "sid",
                    "AC3326",
                    statement + "sid: \"{}\", actions: [\"s3:GetObject\"], resources: [\"*\"]}}]}}]",
                    {"Read1"},
                    {"", "Read-1"}});
  expect_agreement({"execution_roles.statements",
                    "actions",
                    "AC3322",
                    statement + "actions: [\"{}\"], resources: [\"*\"]}}]}}]",
                    {"s3:Get*", "*", "*:*"},
                    {"", "s3", "s3:", ":Get", "s3:Get:a", "s3.a:Get"}});
  expect_agreement({"execution_roles.statements",
                    "resources",
                    "AC3325",
                    statement + "actions: [\"s3:GetObject\"], resources: [\"{}\"]}}]}}]",
                    {"*", "arn:aws:s3:::a/*", "arn:*:*:*:*:*"},
                    {"", "a", "arn:aws:s3:::", "arn:aws:s3", "arn:aws:s3:::a b"}});
}

TEST_CASE("patterns of networks and references agree with the rules") {
  const std::string network = "    network_configuration: {{network_mode: VPC}}\nnetwork: {{";
  expect_agreement({"network.egress_rules",
                    "description",
                    "AC3485",
                    network + "egress_rules: [{{cidr: 10.1.0.0/16, port: 1, description: \"{}\"}}]}}",
                    {"", "a ._-:/()#,@[]+=&;!$*"},
                    {"a'b", "a|b", of_length(limits::security_group_rule_description_max + 1)}});
  expect_agreement({"network.vpc_endpoints",
                    "service",
                    "AC3470",
                    network + "vpc_endpoints: [{{service: \"{}\"}}]}}",
                    {"ecr.api", "s3"},
                    {"", "ECR", "a_b"}});
  const std::string variable = "      {{repository: agent-images, tag: v1, environment_variables: {{A: {{";
  expect_agreement({"reference.parameter",
                    "parameter",
                    "AC3801",
                    variable + "parameter: \"{}\"}}}}}}",
                    {"Tag1"},
                    {"", "a-b", of_length(limits::logical_id_max + 1)}},
                   artifact);
  expect_agreement({"reference.import",
                    "import",
                    "AC3802",
                    variable + "import: \"{}\"}}}}}}",
                    {"a:b-1"},
                    {"", "a_b", of_length(limits::export_name_max + 1)}},
                   artifact);
  expect_agreement({"reference.ssm",
                    "ssm",
                    "AC3803",
                    variable + "ssm: \"{}\"}}}}}}",
                    {"a_.-9", "/a/b"},
                    {"", "a/b", "/a/", "//a", "a b"}},
                   artifact);
}

TEST_CASE("patterns of keys agree with the rules") {
  expect_agreement({"runtimes",
                    "tags",
                    "AC3701",
                    "    tags: {{\"{}\": a}}\n",
                    {"a b", "cost.center"},
                    {"a,b", of_length(limits::ecr_tag_key_max + 1)}},
                   agent, "propertyNames");
  expect_agreement({"runtimes.artifact",
                    "environment_variables",
                    "AC3251",
                    "      {{repository: agent-images, tag: v1, environment_variables: {{\"{}\": a}}}}\n",
                    {"_A9", of_length(limits::runtime_environment_variable_name_max)},
                    {"9A", "A-B", of_length(limits::runtime_environment_variable_name_max + 1)}},
                   artifact, "propertyNames");
}

}  // namespace
}  // namespace agentcore
