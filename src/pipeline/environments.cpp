#include "pipeline/environments.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "decode/suggestion.hpp"

namespace agentcore {
namespace {

constexpr RuleInfo environments_collide{
    "AC3009",
    "environments-collide",
    Severity::warning,
    "Environments of one file that go to one account give their runtimes, roles and repositories names of "
    "their "
    "own.",
    "write `account_id` in each environment, if their accounts differ",
    "names are unique in an account: API CreateAgentRuntime (ConflictException), IAM CreateRole "
    "(EntityAlreadyExists), ECR CreateRepository (RepositoryAlreadyExists)",
    "The environment that is deployed first takes the name. In the second one AWS answers that the name is "
    "taken, and the stack rolls back. A warning, since account_id may be left out where the accounts "
    "differ."};

/// What is called by one name: its kind, where the name must be unique, and the name.
struct Claim {
  std::string_view kind;                           ///< "runtime"
  std::string scope;                               ///< account and, but for roles, region
  std::string name;                                ///< as on AWS
  auto operator<=>(const Claim&) const = default;  // NOLINT(modernize-use-nullptr): a false alarm
};

struct Claimant {
  std::string_view environment;
  Range range;  ///< of the name
};

using Claims = std::map<Claim, std::vector<Claimant>>;

/// By their ids, or those of the units that they are in. One that is not known has none: "".
std::set<std::string> accounts_of(const Project& project) {
  const Target* target = project.target();
  if (target == nullptr) return {project.account_id ? project.account_id->value.text : ""};
  std::set<std::string> accounts;
  for (const Located<AccountId>& account : target->accounts) accounts.insert(account->text);
  for (const Located<OrganizationalUnitId>& unit : target->organizational_units) accounts.insert(unit->text);
  return accounts;
}

void add_claims(const Project& project, Claims& claims) {
  for (const std::string& account : accounts_of(project)) {
    const std::string place = account + "/" + *project.region;
    const auto add = [&](Claim claim, Range range) {
      claims[std::move(claim)].push_back({*project.environment, range});
    };
    for (const Runtime& runtime : project.runtimes)
      add({"runtime", place, runtime.aws_name}, runtime.runtime_name.range);
    for (const ExecutionRole& role : project.execution_roles)
      add({"role", account, role.aws_name}, role.role_name.range);
    for (const Repository& repository : project.repositories)
      add({"repository", place, *repository.repository_name}, repository.repository_name.range);
  }
}

std::string help_for(std::string_view kind) {
  const std::string_view mend =
      kind == "repository" ? "make it in one of them, and name its images by container_uri in the others"
                           : "leave the name out where there is one, as the default holds the environment";
  return fmt::format("{}; in one account, {}, or write a file for each environment",
                     environments_collide.help, mend);
}

void report(const Claim& claim, const std::vector<Claimant>& claimants, Diagnostics& diagnostics) {
  std::vector<std::string_view> environments;
  for (const Claimant& claimant : claimants) environments.push_back(claimant.environment);
  const Range first = claimants.front().range;
  Diagnostic& finding = diagnostics.report(environments_collide, first,
                                           fmt::format("the {} `{}` would be made by {}, in one account",
                                                       claim.kind, claim.name, all_of(environments)),
                                           help_for(claim.kind));
  for (const Claimant& claimant : claimants) {
    if (claimant.range.begin == first.begin && claimant.range.source == first.source) continue;
    finding.add_note(fmt::format("in {} the name is here", claimant.environment), claimant.range);
  }
}

}  // namespace

void check_environments(const std::vector<Config>& configs, Diagnostics& diagnostics) {
  Claims claims;
  for (const Config& config : configs) {
    if (config.project) add_claims(*config.project, claims);
  }
  for (const auto& [claim, claimants] : claims) {
    if (claimants.size() > 1) report(claim, claimants, diagnostics);
  }
}

std::vector<const RuleInfo*> environment_rules() { return {&environments_collide}; }

}  // namespace agentcore
