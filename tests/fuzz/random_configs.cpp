// Writes valid configs from the typed model, builds each, and checks what must hold of every build: no
// finding of severity error (the check within the program knows the facts and every import's export), JSON
// equal to YAML, and the printed model a config of the same templates.
//
//   random_configs [ROUNDS] [SEED]              the check; a config that fails is kept and named
//   random_configs --write DIR COUNT [SEED]     only writes the configs, for other judges such as cfn-lint

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

#include "agentcore/catalog.hpp"
#include "agentcore/pipeline.hpp"
#include "agentcore/print.hpp"
#include "same_templates.hpp"

namespace fs = std::filesystem;
using namespace agentcore;

namespace {

template <class T>
Located<T> written(T value) {
  return {std::move(value), {}, true};
}

template <class T>
Value<T> known(std::string_view text) {
  return {*T::parse(text), {}, true};
}
Value<std::string> known(std::string text) { return {std::move(text), {}, true}; }

/// Makes one project after another; what is drawn depends on the seed alone.
class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  Project next() {
    serial_ = 0;
    Project project;
    project.project = written<std::string>("p" + word());
    project.environment = written<std::string>(chance(30) ? "prod" : "test");
    region_ = &catalog::regions()[below(catalog::regions().size())];
    project.region = written<std::string>(std::string(region_->name));
    if (chance(50)) project.account_id = written(*AccountId::parse(account));
    project.tags = pairs("Tag", 3, Takes::outside);
    if (chance(30)) project.outputs = written(RuntimeOutputs::minimal);
    if (chance(25)) project.cross_stack_references = written(CrossStackReferences::ssm);
    for (std::size_t i = below(3); i > 0; --i) add_role(project);
    for (std::size_t i = below(3); i > 0; --i) add_repository(project);
    if (chance(40)) project.network = network();
    const std::size_t runtimes = 1 + below(4);
    for (std::size_t i = 0; i < runtimes; ++i) add_runtime(project);
    return project;
  }

 private:
  static constexpr std::string_view account = "123456789012";

  std::size_t below(std::size_t end) { return end == 0 ? 0 : random_() % end; }
  bool chance(std::size_t percent) { return below(100) < percent; }
  std::string number() { return std::to_string(++serial_); }
  std::string word() { return "w" + std::to_string(below(100000)); }
  std::string arn(std::string_view service, std::string_view region, std::string_view resource) {
    return fmt::format("arn:{}:{}:{}:{}:{}", region_->partition, service, region, account, resource);
  }

  /// Text that YAML, JSON or CloudFormation could take for something else.
  std::string text() {
    static const std::vector<std::string> odd = {"yes",
                                                 "0123",
                                                 "1e3",
                                                 "~",
                                                 "null",
                                                 "${X}",
                                                 "a ${AWS::Region} b",
                                                 "${",
                                                 "{{x}}",
                                                 "a: b",
                                                 "- a",
                                                 "#c",
                                                 "\"q\"",
                                                 "it's",
                                                 "line\nline",
                                                 " pad ",
                                                 "\xC3\xA9\xE2\x82\xAC",
                                                 "2012-10-17",
                                                 "a\tb",
                                                 "%41",
                                                 "\\",
                                                 "@x",
                                                 "!Ref x",
                                                 "&a",
                                                 "*a",
                                                 "|",
                                                 ">"};
    return chance(50) ? odd[below(odd.size())] : word();
  }

  // --- references
  // -------------------------------------------------------------------------------------------

  Reference outside(std::string_view kind) {
    Reference reference;
    switch (below(3)) {
      case 0:
        reference.kind = ReferenceKind::parameter;
        reference.name = written<std::string>(fmt::format("{}Parameter{}", kind, below(3)));
        break;
      case 1:
        reference.kind = ReferenceKind::import;
        reference.name = written<std::string>(fmt::format("shared-{}-{}", kind, below(3)));
        break;
      default:
        reference.kind = ReferenceKind::ssm;
        reference.name = written<std::string>(fmt::format("/platform/{}/{}", kind, below(3)));
    }
    return reference;
  }

  template <class T>
  Value<T> maybe(Value<T> literal, std::string_view kind, std::size_t percent = 30) {
    if (!chance(percent)) return literal;
    literal.set_reference() = outside(kind);
    return literal;
  }

  template <class T>
  Values<T> ids(std::string_view prefix, std::string_view kind, std::size_t least) {
    Values<T> values;
    if (chance(20)) {
      values.whole = std::make_unique<Reference>(outside(fmt::format("{}List", kind)));
      return values;
    }
    for (std::size_t i = least + below(2); i > 0; --i) {
      values.items.push_back(
          maybe(known<T>(fmt::format("{}-{:017x}", prefix, ++serial_)), std::string(kind) + number()));
    }
    return values;
  }

  Pairs pairs(std::string_view key, std::size_t most, Takes takes) {
    Pairs pairs;
    for (std::size_t i = below(most + 1); i > 0; --i) {
      Pair& pair = pairs.emplace_back();
      pair.key = written<std::string>(fmt::format("{}{}", key, number()));
      pair.value = maybe(known(takes == Takes::any ? text() : word()), "Text");
    }
    return pairs;
  }

  // --- entities
  // ---------------------------------------------------------------------------------------------

  Statement statement() {
    Statement statement;
    statement.actions.push_back(written<std::string>(chance(50) ? "dynamodb:GetItem" : "s3:Get*"));
    if (chance(30)) statement.effect = written(Effect::deny);
    statement.resources.items.push_back(
        maybe(known(arn("dynamodb", region_->name, "table/" + word())), "Text"));
    return statement;
  }

  void add_role(Project& project) {
    ExecutionRole& role = project.execution_roles.emplace_back();
    role.role_name = written<std::string>("role-" + number());
    if (chance(30)) role.path = written<std::string>("/agents/");
    if (chance(30)) role.max_session_duration = written<std::int64_t>(7200);
    if (chance(50)) {
      role.bedrock_models.emplace();
      for (std::size_t i = below(3); i > 0; --i)
        role.bedrock_models->push_back(written<std::string>(
            chance(50) ? "us.anthropic.claude" + number() + "-v1:0" : "amazon.nova" + number()));
    }
    for (std::size_t i = below(2); i > 0; --i)
      role.secrets.items.push_back(
          maybe(known<Arn>(arn("secretsmanager", region_->name, "secret:s-" + number())), "Secret"));
    for (std::size_t i = below(3); i > 0; --i) role.statements.push_back(statement());
    if (chance(30))
      role.permissions_policies.items.push_back(known<Arn>(arn("iam", "", "policy/p" + number())));
    if (chance(30))
      role.permissions_boundary = maybe(known<Arn>(arn("iam", "", "policy/boundary")), "Boundary");
  }

  void add_repository(Project& project) {
    Repository& repository = project.repositories.emplace_back();
    repository.repository_name = written<std::string>("images-" + number());
    if (chance(30)) repository.scan_on_push = written(false);
    if (chance(30)) repository.image_tag_mutability = written(TagMutability::mutable_);
    if (chance(30)) repository.kms_key = known<KmsKey>("aws_managed");
    if (chance(20)) repository.kms_key = maybe(known<KmsKey>(arn("kms", region_->name, "key/k")), "Key", 50);
  }

  Network network() {
    Network network;
    if (chance(30)) network.vpc.cidr = written(*Cidr::parse("10.7.0.0/16"));
    if (chance(30)) {
      network.internet_egress = written(InternetEgress::nat);
      if (chance(50)) network.nat_gateways = written(NatGateways::single);
    }
    if (chance(30)) network.flow_logs.emplace().retention_days = written<std::int64_t>(30);
    for (std::size_t i = below(3); i > 0; --i) {
      EgressRule& rule = network.egress_rules.emplace_back();
      rule.port = written<std::int64_t>(5000 + static_cast<std::int64_t>(++serial_));
      if (chance(50)) {
        rule.cidr = written(*Cidr::parse("10.9.0.0/16"));
      } else {
        rule.security_group = maybe(known<SecurityGroupId>(fmt::format("sg-{:017x}", ++serial_)), "Group");
      }
    }
    if (chance(30)) exist(network);
    return network;
  }

  /// The same VPC as one that is there already, with or without its groups and endpoints.
  void exist(Network& network) {
    network.vpc = {};
    network.vpc.vpc_id = maybe(known<VpcId>("vpc-0123456789abcdef0"), "Vpc");
    network.internet_egress = {};
    network.nat_gateways = {};
    for (std::size_t i = 0; i < 2; ++i) {
      Subnet& subnet = network.private_agent_subnets.emplace_back();
      subnet.subnet_id =
          maybe(known<SubnetId>(fmt::format("subnet-{:017x}", ++serial_)), "Subnet" + number());
      subnet.availability_zone_id = written<std::string>(std::string(region_->zone_ids[i]));
    }
    network.route_table_ids.push_back(known<RouteTableId>("rtb-0123456789abcdef0"));
    if (!chance(50)) return;
    network.egress_rules.clear();
    network.security_group_ids.items.push_back(known<SecurityGroupId>("sg-0123456789abcdef0"));
    network.vpc_endpoints.existing = network.vpc_endpoints.written = chance(50);
  }

  Artifact artifact(const Project& project) {
    Artifact artifact;
    if (chance(25)) {
      artifact.code = std::make_unique<Code>(code());
    } else if (chance(30)) {
      artifact.container_uri =
          maybe(known<ContainerUri>(fmt::format("{}.dkr.ecr.{}.amazonaws.com/team/agent:v{}", account,
                                                region_->name, number())),
                "Uri");
    } else {
      artifact.repository = project.repositories.empty() ? known("agent-images")
                                                         : known(*project.repositories[0].repository_name);
      artifact.tag = maybe(known("v" + number()), "Tag");
    }
    artifact.environment_variables = pairs("VAR_", 6, Takes::any);
    return artifact;
  }

  Code code() {
    Code code;
    code.bucket = maybe(known("artifacts-" + word()), "Bucket");
    code.prefix = maybe(known(std::string("agents/agent-1.zip")), "Prefix");
    if (chance(50)) code.version_id = maybe(known(std::string("v3rs10n")), "Version");
    code.runtime = written(CodeRuntime::python_3_13);
    if (chance(50)) code.entry_point.push_back(written<std::string>("opentelemetry-instrument"));
    code.entry_point.push_back(written<std::string>("main.py"));
    return code;
  }

  Authorizer authorizer() {
    Authorizer authorizer;
    authorizer.discovery_url =
        maybe(known(std::string("https://id.example.com/.well-known/openid-configuration")), "Url");
    authorizer.allowed_clients.items.push_back(maybe(known(word()), "Client"));
    if (chance(30)) authorizer.allowed_scopes.whole = std::make_unique<Reference>(outside("ScopeList"));
    if (chance(30)) {
      CustomClaim& claim = authorizer.custom_claims.emplace_back();
      claim.name = written<std::string>("department");
      claim.value = known(word());
    }
    return authorizer;
  }

  Observability observability() {
    Observability observability;
    observability.logs = written(chance(50));
    observability.traces = written(chance(50));
    if (chance(50)) {
      observability.alarms.emplace().error_rate = written<std::int64_t>(5);
      if (chance(50))
        observability.alarms->topic = maybe(known<Arn>(arn("sns", region_->name, "alerts")), "Topic");
    }
    return observability;
  }

  void add_runtime(Project& project) {
    Runtime& runtime = project.runtimes.emplace_back();
    runtime.runtime_name = written<std::string>("runtime-" + number());
    if (chance(30)) runtime.description = written<std::string>(text() + "x");
    runtime.artifact = artifact(project);
    if (chance(20)) {
      runtime.execution_role = maybe(known<RoleReference>(arn("iam", "", "role/existing")), "Role");
    } else if (!project.execution_roles.empty()) {
      runtime.execution_role =
          known<RoleReference>(*project.execution_roles[below(project.execution_roles.size())].role_name);
    }
    if (chance(40)) runtime.network_configuration.network_mode = written(NetworkMode::vpc);
    if (*runtime.network_configuration.network_mode == NetworkMode::vpc && chance(50)) {
      runtime.network_configuration.subnet_ids = ids<SubnetId>("subnet", "Subnet", 2);
      runtime.network_configuration.security_group_ids = ids<SecurityGroupId>("sg", "Group", 1);
    }
    if (chance(30)) runtime.protocol = written(Protocol::mcp);
    if (chance(30)) runtime.authorizer = std::make_unique<Authorizer>(authorizer());
    if (runtime.authorizer && chance(50))
      runtime.request_headers.push_back(written<std::string>("Authorization"));
    if (chance(30))
      (runtime.lifecycle = std::make_unique<Lifecycle>())->idle_timeout = written<std::int64_t>(300);
    if (chance(20))
      (runtime.session_storage = std::make_unique<SessionStorage>())->mount_path =
          written<std::string>("/mnt/data");
    if (chance(25)) runtime.observability = std::make_unique<Observability>(observability());
    for (std::size_t i = below(3); i > 0; --i) {
      RuntimeEndpoint& endpoint = runtime.endpoints.emplace_back();
      endpoint.name = written<std::string>("stage-" + number());
      if (chance(50))
        endpoint.runtime_version = maybe(known(std::string(chance(50) ? "latest" : "3")), "Pin");
    }
    runtime.tags = pairs("Own", 2, Takes::outside);
    call_an_earlier(project, runtime);
  }

  /// To an earlier runtime only, so that there is no circle.
  void call_an_earlier(const Project& project, Runtime& runtime) {
    if (project.runtimes.size() < 2 || !chance(50)) return;
    Pair& pair = runtime.artifact.environment_variables.emplace_back();
    pair.key = written<std::string>("CALLS");
    Reference& reference = pair.value.set_reference();
    reference.kind = ReferenceKind::runtime;
    reference.name = project.runtimes[below(project.runtimes.size() - 1)].runtime_name;
    reference.attribute = written(RuntimeAttribute::arn);
  }

  std::mt19937 random_;
  std::size_t serial_ = 0;
  const catalog::Region* region_ = nullptr;
};

/// A project that was never decoded, as the text of a config.
std::string config_text(const Project& project) { return print_model(project).dump(2) + "\n"; }

void write(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

std::string errors_of(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic* finding : diagnostics.sorted()) {
    if (finding->severity == Severity::error)
      text += fmt::format("{} {}; ", finding->rule->code, finding->headline);
  }
  return text;
}

std::string stacks_of(const Build& build) {
  std::string text;
  for (const EmittedStack& emitted : build.stacks) text += to_text(emitted.stack.body, Format::json);
  return text;
}

/// What does not hold of the config at `path`. Empty: all does. `again` is a file to write the printed model
/// to.
std::string fault_of(const fs::path& path, const fs::path& again) {
  Diagnostics diagnostics;
  const Config config = load(path.string(), {}, diagnostics);
  if (!config.project) return errors_of(diagnostics);
  const std::optional<Build> json = compile(*config.project, {}, diagnostics);
  const std::optional<Build> yaml = compile(*config.project, {.format = Format::yaml}, diagnostics);
  if (!json || !yaml) return errors_of(diagnostics);
  if (std::string fault = testing::difference(*json, *yaml); !fault.empty()) return fault;
  write(again, config_text(*config.project));
  const Config printed = load(again.string(), {}, diagnostics);
  const std::optional<Build> second =
      printed.project ? compile(*printed.project, {}, diagnostics) : std::nullopt;
  if (!second) return "the printed model is no config: " + errors_of(diagnostics);
  return stacks_of(*json) == stacks_of(*second) ? "" : "the printed model has other templates";
}

int write_configs(const fs::path& folder, unsigned long count, std::uint32_t seed) {
  fs::create_directories(folder);
  Generator generator(seed);
  for (unsigned long i = 0; i < count; ++i)
    write(folder / fmt::format("config-{:04}.yaml", i), config_text(generator.next()));
  return 0;
}

int check_configs(unsigned long rounds, std::uint32_t seed) {
  const std::string stem =
      (fs::temp_directory_path() / fmt::format("agentcore-random-{}", ::getpid())).string();
  const fs::path path = stem + ".yaml";
  const fs::path again = stem + ".printed.yaml";
  Generator generator(seed);
  int faults = 0;
  for (unsigned long round = 0; round < rounds && faults < 10; ++round) {
    write(path, config_text(generator.next()));
    const std::string fault = fault_of(path, again);
    if (fault.empty()) continue;
    ++faults;
    const std::string kept = fmt::format("{}.{}", stem, round);
    fs::copy_file(path, kept + ".yaml", fs::copy_options::overwrite_existing);
    std::printf("seed %u, round %lu: %s: %s.yaml\n", seed, round, fault.c_str(), kept.c_str());
  }
  fs::remove(path);
  fs::remove(again);
  std::printf("%lu configs, seed %u: %d faults\n", rounds, seed, faults);
  return faults == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const auto number = [&](int at, unsigned long fallback) {
    return argc > at ? std::stoul(argv[at]) : fallback;
  };
  if (argc > 3 && std::string_view(argv[1]) == "--write") {
    return write_configs(argv[2], number(3, 0), static_cast<std::uint32_t>(number(4, 1)));
  }
  return check_configs(number(1, 2000), static_cast<std::uint32_t>(number(2, 1)));
}
