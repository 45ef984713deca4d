// Lays out config/*.json, templates/ and the cases of the rules as constant tables in C++, when the program
// is built.
//
// usage: generate_tables CONFIG_DIR TEMPLATES_DIR CASES_DIR OUT_DIR
//
// Writes OUT_DIR/agentcore/limits.hpp, and OUT_DIR/tables.cpp and type_changes.cpp, which define what
// ../tables.hpp declares. To add
// a table: its struct in catalog.hpp, its declaration in tables.hpp, one function here, one line in
// tables_cpp().

#include <fmt/format.h>

#include <cstdio>
#include <map>

#include "definitions.hpp"
#include "fact.hpp"
#include "limits.hpp"
#include "literal.hpp"
#include "policies.hpp"
#include "resource_types.hpp"
#include "type_changes.hpp"

namespace agentcore::generate {
namespace {

namespace fs = std::filesystem;

void lay_out_regions(const FactFile& regions, const FactFile& partitions, Definitions& definitions) {
  const Fact known = partitions.root().at("partitions");
  std::vector<std::string> rows;
  for (const auto& [name, partition] : known.entries()) {
    partition.allow_only({"dns_suffix", "region_prefixes", "regions"});
    rows.push_back(fmt::format("{{{}, {}, {}, {}}}", text_literal(name),
                               text_literal(partition.at("dns_suffix").string()),
                               definitions.names(partition.at("region_prefixes").strings()),
                               definitions.names(partition.at("regions").strings())));
  }
  definitions.table("Partition", "partitions", rows);

  rows.clear();
  for (const auto& [name, region] : regions.root().at("regions").entries()) {
    region.allow_only({"partition", "zone_ids", "disputed"});
    const Fact partition = region.at("partition");
    const std::optional<Fact> facts = known.find(partition.string());
    if (!facts) partition.fail("not a partition of partitions.json");
    const std::optional<Fact> disputed = region.find("disputed");
    rows.push_back(fmt::format("{{{}, {}, {}, {}, {}}}", text_literal(name), text_literal(partition.string()),
                               text_literal(facts->at("dns_suffix").string()),
                               definitions.names(region.at("zone_ids").strings()),
                               disputed && disputed->boolean()));
  }
  definitions.table("Region", "regions", rows);
}

std::int64_t cpu_units(const std::string& key, const Fact& where) {
  if (key.empty() || key.size() > 6 || key.find_first_not_of("0123456789") != std::string::npos) {
    where.fail("its key is not a number of CPU units");
  }
  return std::stoll(key);
}

using FargateSizes = std::map<std::int64_t, std::vector<std::int64_t>>;

std::string fargate_default(const Fact& fact, const FargateSizes& sizes) {
  fact.allow_only({"environment", "cpu", "memory"});
  const std::int64_t cpu = fact.at("cpu").integer();
  const std::int64_t memory = fact.at("memory").integer();
  const auto size = sizes.find(cpu);
  if (size == sizes.end() || !std::ranges::binary_search(size->second, memory)) {
    fact.fail("not a pair of `sizes`");
  }
  return fmt::format("{{{}, {}, {}}}", text_literal(fact.at("environment").string()), cpu, memory);
}

void lay_out_fargate(const FactFile& file, Definitions& definitions) {
  FargateSizes sizes;
  for (const auto& [cpu, memories] : file.root().at("sizes").entries()) {
    sizes[cpu_units(cpu, memories)] = memories.integers();
  }
  std::vector<std::string> rows;
  for (const auto& [cpu, memories] : sizes) {
    rows.push_back(fmt::format("{{{}, {}}}", cpu, definitions.integers(memories)));
  }
  definitions.table("FargateSize", "fargate_sizes", rows);

  std::map<std::string, std::string> defaults;
  const Fact list = file.root().at("defaults");
  for (const Fact& fact : list.items()) {
    const bool is_new =
        defaults.emplace(fact.at("environment").string(), fargate_default(fact, sizes)).second;
    if (!is_new) fact.fail("an environment twice");
  }
  if (!defaults.contains("")) list.fail("has no entry for every other environment (\"environment\": \"\")");
  rows.clear();
  for (const auto& [environment, row] : defaults) rows.push_back(row);
  definitions.table("FargateDefault", "fargate_defaults", rows);
}

constexpr std::string_view endpoint_uses[] = {"start", "runtime", "models", "secrets", "code"};

void lay_out_endpoint_services(const FactFile& file, Definitions& definitions) {
  std::vector<std::string> rows;
  for (const auto& [name, service] : file.root().at("services").entries()) {
    service.allow_only({"gateway", "used_for", "why", "action_prefix", "needs", "needs_of"});
    const std::optional<Fact> needs = service.find("needs");
    const std::optional<Fact> needs_of = service.find("needs_of");
    rows.push_back(fmt::format("{{{}, {}, EndpointService::Use::{}, {}, {}, {}, {}}}", text_literal(name),
                               service.at("gateway").boolean(), one_of(service.at("used_for"), endpoint_uses),
                               text_literal(service.at("why").string()),
                               text_literal(service.at("action_prefix").string()),
                               needs ? definitions.names(needs->strings()) : "{}",
                               needs_of ? text_literal(needs_of->string()) : "{}"));
  }
  definitions.table("EndpointService", "endpoint_services", rows);
}

void lay_out_ip_ranges(const FactFile& file, Definitions& definitions) {
  const Fact root = file.root();
  definitions.table("IpRanges", "ip_ranges",
                    {fmt::format("{{{}, {}}}", definitions.names(root.at("not_routed").strings()),
                                 definitions.names(root.at("used_by_hosts").strings()))});
}

void lay_out_log_retention(const FactFile& file, Definitions& definitions) {
  std::vector<std::string> rows;
  for (const std::int64_t days : file.root().at("days").integers()) rows.push_back(std::to_string(days));
  definitions.table("std::int64_t", "log_retention_days", rows);
}

void lay_out_bedrock(const FactFile& file, Definitions& definitions) {
  std::vector<std::string> rows;
  for (const std::string& prefix : file.root().at("inference_profile_prefixes").strings()) {
    rows.push_back(text_literal(prefix));
  }
  definitions.table("std::string_view", "inference_profile_prefixes", rows);
  rows.clear();
  for (const auto& [prefix, regions] : file.root().at("profile_regions").entries()) {
    rows.push_back(fmt::format("{{{}, {}}}", text_literal(prefix), definitions.names(regions.strings())));
  }
  definitions.table("ProfileGeography", "profile_geographies", rows);
}

void lay_out_iam(const FactFile& file, Definitions& definitions) {
  std::vector<std::string> rows;
  for (const std::string& name : file.root().at("condition_operators").strings())
    rows.push_back(text_literal(name));
  definitions.table("std::string_view", "condition_operators", rows);
  const auto names = [&](const char* key) { return definitions.names(file.root().at(key).strings()); };
  definitions.table("IamFacts", "iam_facts",
                    {fmt::format("{{{}, {}, {}, {}, {}}}", names("global_condition_keys"),
                                 names("tag_condition_keys"), names("escalating_actions"),
                                 names("broad_managed_policies"), names("regionless_services"))});
}

void lay_out_iam_actions(const FactFile& file, Definitions& definitions) {
  std::vector<std::string> rows;
  for (const auto& [prefix, actions] : file.root().at("services").entries()) {
    rows.push_back(fmt::format("{{{}, {}}}", text_literal(prefix), text_literal(actions.string())));
  }
  definitions.table("ServiceActions", "service_actions", rows);
}

void lay_out_architectures(const FactFile& file, Definitions& definitions) {
  const Fact root = file.root();
  definitions.table("Architectures", "architectures",
                    {fmt::format("{{{}, {}}}", definitions.names(root.at("own").strings()),
                                 definitions.names(root.at("other").strings()))});
}

void lay_out_functions(const FactFile& file, Definitions& definitions) {
  std::vector<std::string> rows;
  for (const std::string& name : file.root().at("names").strings()) rows.push_back(text_literal(name));
  definitions.table("std::string_view", "intrinsic_functions", rows);
}

void lay_out_secrets(const FactFile& file, Definitions& definitions) {
  const Fact root = file.root();
  std::vector<std::string> patterns;
  std::vector<std::string> parts;
  for (const Fact& shape : root.at("value_shapes").items()) {
    shape.allow_only({"holds", "pattern"});
    patterns.push_back(shape.at("pattern").string());
    parts.push_back(definitions.names(shape.at("holds").strings()));
  }
  definitions.table("Names", "credential_parts", parts);
  definitions.table(
      "SecretSigns", "secret_signs",
      {fmt::format("{{{}, {}, {}, {}}}", definitions.names(root.at("key_words").strings()),
                   definitions.names(root.at("harmless_words").strings()), definitions.names(patterns),
                   definitions.names(root.at("random_words").strings()))});
}

/// A table by resource type: its name, then for each column a text, or in `lists` the names of a list.
void lay_out_by_type(const Fact& table, std::string_view row_type, std::string_view name,
                     std::initializer_list<const char*> texts, std::initializer_list<const char*> lists,
                     Definitions& definitions) {
  std::vector<std::string> rows;
  for (const auto& [type, fact] : table.entries()) {
    std::string row = text_literal(type);
    for (const char* column : lists) row += ", " + definitions.names(fact.at(column).strings());
    for (const char* column : texts) row += ", " + text_literal(fact.at(column).string());
    rows.push_back(fmt::format("{{{}}}", row));
  }
  definitions.table(row_type, name, rows);
}

void lay_out_change_facts(const FactFile& file, Definitions& definitions) {
  const Fact root = file.root();
  lay_out_by_type(root.at("deletions"), "DeletionFact", "deletion_facts", {"consequence", "help"}, {},
                  definitions);
  lay_out_by_type(root.at("updated_attributes"), "UpdatedAttributes", "updated_attributes", {},
                  {"attributes"}, definitions);
  lay_out_by_type(root.at("identities"), "Identity", "identities", {}, {"properties"}, definitions);
  lay_out_by_type(root.at("exclusive_members"), "ExclusiveMembers", "exclusive_members",
                  {"property", "consequence", "help"}, {"members"}, definitions);
  lay_out_by_type(root.at("lingering_interfaces"), "LingeringInterfaces", "lingering_interfaces",
                  {"property", "duration"}, {}, definitions);
  std::vector<std::string> holders;
  for (const std::string& type : root.at("interface_holders").strings())
    holders.push_back(text_literal(type));
  definitions.table("std::string_view", "interface_holders", holders);
}

/// Policies are laid out as values.
bool is_no_policy(const fs::path& path) { return path.parent_path().filename() != "iam"; }

/// What a case holds beside its configs and their arguments is for the tests alone.
bool is_example(const fs::path& path) {
  return path.stem() == "pass" || path.stem() == "fail" || path.filename() == "fail.yaml.lock";
}

void lay_out_texts(const fs::path& folder, std::string_view name, bool (*takes)(const fs::path&),
                   Definitions& definitions) {
  std::map<std::string, std::string> rows;
  if (fs::is_directory(folder)) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file() || !takes(entry.path())) continue;
      const std::string path = entry.path().lexically_relative(folder).generic_string();
      const std::string text = read_file(entry.path());
      // The length is given, since a literal would end at the first zero byte.
      rows[path] = fmt::format("{{{}, std::string_view({}, {})}}", text_literal(path), text_literal(text),
                               text.size());
    }
  }
  std::vector<std::string> sorted;
  for (const auto& [path, row] : rows) sorted.push_back(row);
  definitions.table("FixedText", name, sorted);
}

std::string tables_cpp(const fs::path& config, const fs::path& templates, const fs::path& cases) {
  Definitions definitions;
  lay_out_regions(FactFile(config / "regions.json"), FactFile(config / "partitions.json"), definitions);
  lay_out_fargate(FactFile(config / "fargate.json"), definitions);
  lay_out_endpoint_services(FactFile(config / "vpc_endpoint_services.json"), definitions);
  lay_out_ip_ranges(FactFile(config / "ip_ranges.json"), definitions);
  lay_out_log_retention(FactFile(config / "log_retention.json"), definitions);
  lay_out_bedrock(FactFile(config / "bedrock.json"), definitions);
  lay_out_iam(FactFile(config / "iam.json"), definitions);
  lay_out_functions(FactFile(config / "intrinsic_functions.json"), definitions);
  lay_out_iam_actions(FactFile(config / "iam_actions.json"), definitions);
  lay_out_architectures(FactFile(config / "architectures.json"), definitions);
  lay_out_secrets(FactFile(config / "secrets.json"), definitions);
  lay_out_change_facts(FactFile(config / "change_facts.json"), definitions);
  lay_out_resource_types(FactFile(config / "resource_types.json"), definitions);
  lay_out_policies(templates / "iam", definitions);
  lay_out_texts(templates, "fixed_texts", is_no_policy, definitions);
  lay_out_texts(cases, "rule_cases", is_example, definitions);
  return definitions.source();
}

/// An unchanged file keeps its time, so that nothing that includes it is compiled again.
void write_if_changed(const fs::path& path, const std::string& text) {
  if (fs::exists(path) && read_file(path) == text) return;
  fs::create_directories(path.parent_path());
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  if (!stream.flush()) throw FactError(fmt::format("{}: cannot be written", path.string()));
}

void run(const fs::path& config, const fs::path& templates, const fs::path& cases, const fs::path& out) {
  const std::string limits = limits_hpp(FactFile(config / "limits.json"));
  const std::string tables = tables_cpp(config, templates, cases);
  const std::string type_changes = type_changes_cpp(FactFile(config / "type_changes.json"));
  write_if_changed(out / "agentcore" / "limits.hpp", limits);
  write_if_changed(out / "tables.cpp", tables);
  write_if_changed(out / "type_changes.cpp", type_changes);
}

}  // namespace
}  // namespace agentcore::generate

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fputs("usage: generate_tables CONFIG_DIR TEMPLATES_DIR CASES_DIR OUT_DIR\n", stderr);
    return 64;
  }
  try {
    agentcore::generate::run(argv[1], argv[2], argv[3], argv[4]);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "generate_tables: %s\n", error.what());
    return 1;
  }
  return 0;
}
