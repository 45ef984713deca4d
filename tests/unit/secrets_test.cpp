#include "validate/secrets.hpp"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "agentcore/catalog.hpp"
#include "catalog/credential_parts.hpp"
#include "validate/characters.hpp"
#include "validate/concealment.hpp"
#include "validate/randomness.hpp"
#include "validate/wildcard.hpp"

namespace agentcore::secrets {
namespace {

/// Whether RE2 knows that no text without any of `holds` matches: it names the parts that a match must have,
/// and says so when given all of those alone that hold none of ours.
bool is_needed(std::string_view pattern, catalog::Names holds) {
  re2::FilteredRE2 filter(/*min_atom_len=*/1);
  int id = 0;
  REQUIRE(filter.Add(re2::StringPiece(pattern.data(), pattern.size()), RE2::DefaultOptions, &id) ==
          RE2::NoError);
  std::vector<std::string> atoms;
  filter.Compile(&atoms);
  std::vector<int> others;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    const bool has_ours = std::any_of(holds.begin(), holds.end(), [&](std::string_view part) {
      std::string lower(part);
      for (char& c : lower) c = lower_case(c);
      return atoms[i].find(lower) != std::string::npos;
    });
    if (!has_ours) others.push_back(static_cast<int>(i));
  }
  std::vector<int> possible;
  filter.AllPotentials(others, &possible);
  return possible.empty();
}

TEST_CASE("a credential holds what its shape says, so that others need not be compared with it") {
  const catalog::Names patterns = catalog::secret_signs().value_patterns;
  const auto parts = catalog::credential_parts();
  REQUIRE(parts.size() == patterns.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    INFO(patterns[i]);
    CHECK(is_needed(patterns[i], parts[i]));
  }
  CHECK_FALSE(is_needed("(?:AKIA|ASIA)[A-Z0-9]{16}", parts[1]));
}

TEST_CASE("what people put into environment variables does not look random") {
  for (const char* value : {
           "us.anthropic.claude-sonnet-4-20250514-v1:0",
           "meta-llama/Llama-3.3-70B-Instruct-Turbo",
           "models/Qwen2.5-7B-Instruct/GGUF/Q4_K_M",
           "arn:aws:secretsmanager:us-east-1:123456789012:secret:Prod/Db-AbCdEf",
           "https://example.com/Callback?state=Xk29fLq8Zr4TnB7vWm3Jc6Hd",
           "postgres://db.example.com:5432/Orders2026",
           "/opt/Agent/Data/V2/Index2026/ABc1dEf2GhI3jKl4MnO5",
           "550e8400-e29b-41d4-a716-446655440000",
           "550E8400-E29B-41D4-A716-446655440000",
           "9fceb02d0ae598e95dc970b74767f19372d61af8",
           "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
           "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC",
           "123456789012.dkr.ecr.us-east-1.amazonaws.com/Agent-Images:V1.2.3",
           "2026-11-25T01:28:59.123456Z",
           "Mozilla/5.0 (X11; Linux aarch64) AppleWebKit/537.36",
           "AmazonBedrockAgentCoreMemoryStore2024",
           "CustomerSupportMemory-h3Kd9sLq2X",
           "MyMcpTool1_Dev_v2-h3Kd9sLq2X",
           "us-east-1_AbCdEfGhI",
           "3n4b5urk1ft4fl3mg5e62d9ado",
           "alpha,beta,gamma,delta,epsilon,zeta,eta,theta",
           "InvokeModelWithResponseStreamV2Enabled1",
           "ThisIsTheSystemPromptOfAgent7InEnvironment3",
           "TRAVEL_PLANNER_AGENT_SYSTEM_PROMPT_VERSION_12",
           "DEBUG,INFO,WARNING,ERROR,CRITICAL",
           "SGVsbG8gYW5kIHdlbGNvbWUgdG8gdGhlIHNob3A=",
           "eyJsZXZlbCI6ImluZm8iLCJmb3JtYXQiOiJqc29uIn0=",
           "{\"Region\":\"us-east-1\",\"Retries\":3,\"Timeout\":30}",
           "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB7kq9XwZ2vR5tLm3Yc8Hd1SpQ6Ga0Nf4Jb",
           "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkq9XwZ2vR5tLm3",
           "01ARZ3NDEKTSV4RRFFQ69G5FAV",
           "V1StGXR8_Z5jdHi6B-myT",
           "arxiv.org/abs/2401.00001v2",
           "Qwen3-Coder-480B-A35B-Instruct-FP8",
           "nova-pro-v1:0,nova-lite-v1:0,nova-micro-v1:0",
           "0x71C7656EC7ab88b098defB751B7401B5f6d8976F",
           "com.example.Agent2.Handlers.OrderHandlerV3",
           "opentelemetry.instrumentation.Auto2.Configurator1",
           "Europe/Berlin",
           "the quick brown fox jumps over the lazy dog",
           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
           "AbAbAb12AbAbAb12AbAbAb12AbAbAb12",
       }) {
    INFO(value);
    CHECK_FALSE(looks_random(value));
  }
}

TEST_CASE("what chance made looks random") {
  for (const char* value : {
           "q7RtZ2mXc9VbN4kLw8Ps3DyH",
           "Xk29fLq8Zr4TnB7vWm3Jc6Hd1SpY5Ga0",
           "wJ4lrXUtn9FEMI/K7MDENG3bPxRfiCYz8pLq0vTs",
           "P0a9QzT7xkWm2LrV5bNc8YdH4fGs1JeU",
           "h8Gt5Rf2Ws9Qa1Zx6Cv3Bn7Mk4Lp0Oi",
           "b3Jk+9XwZ2vR5tLm3Yc8Hd1SpQ6Ga0Nf4Jb/T7uE=",
           "key Xk29fLq8Zr4TnB7vWm3Jc6Hd1SpY5Ga0 of the index",
           "index=Xk29fLq8Zr4TnB7vWm3Jc6Hd1SpY5Ga0",
           "{\"k\":\"P0a9QzT7xkWm2LrV5bNc8YdH4fGs1JeU\"}",
           "Zm9xT3vB7nQ1wE5rT9yU2iO4pA6sD8fG",
           "7KcP2vXq-9LmZ4tRw_B6nHy1Jd3FsGa8Uo",
           "M4nB8vC2xZ6lK0jH5gF9dS3aP7oI1uYt",
           "Fk3Wd9Rb7Lx2Qp5Zt8Vn1Mc4Hy6Jg0Sa",
           "T5uJ8kM2nQ4rS6vY9zB3cE7fH1gK0mPx",
           "A1s2D3f4G5h6J7k8L9q0W1e2R3t4Y5u6",
           "u9Xe7Pq3Zk1Vb5Rn8Tm2Lc6Wd4Yf0Hg",
       }) {
    INFO(value);
    CHECK(looks_random(value));
  }
}

TEST_CASE("a name can say that a random value is no secret") {
  const std::string value = "Xk29fLq8Zr4TnB7vWm3Jc6Hd1SpY5Ga0";
  for (const char* name : {"SHEET_ID", "buildHash", "TLS_CERT", "IMAGE_DIGEST", "callback-url"}) {
    INFO(name);
    CHECK_FALSE(may_be_secret(name, value));
  }
  for (const char* name : {"UPSTREAM", "X", "GRAPH_AUTH"}) {
    INFO(name);
    CHECK(may_be_secret(name, value));
  }
}

// Put together here, so that no scanner of repositories takes them for real.
std::string made(std::string_view prefix, std::string_view alphabet, std::size_t length) {
  std::string text(prefix);
  for (std::size_t i = 0; i < length; ++i) text += alphabet[i % alphabet.size()];
  return text;
}

TEST_CASE("the tokens of many services are known by their shape") {
  constexpr std::string_view any = "aB3dE5gH7jK9";
  constexpr std::string_view hex = "0123456789abcdef";
  const std::vector<std::string> tokens = {
      made("AKIA", "ABCDEFGH", 16),
      made("ABSK", any, 100),
      made("bedrock-api-key-", any, 40),
      made("ghp_", any, 36),
      made("github_pat_", any, 40),
      made("glpat-", any, 20),
      made("glrt-", any, 20),
      made("xoxb-", "1234567890", 24),
      made("xapp-1-", any, 30),
      made("sk_live_", any, 24),
      made("sk_test_", any, 24),
      made("whsec_", any, 32),
      made("AIza", any, 35),
      made("GOCSPX-", any, 28),
      made("ya29.", any, 60),
      made("sk-proj-", any, 40),
      made("sk-ant-", any, 40),
      made("sk-", any, 48),
      made("hf_", any, 34),
      made("gsk_", any, 52),
      made("xai-", any, 80),
      made("pplx-", any, 48),
      made("tvly-", any, 32),
      made("pcsk_", any, 60),
      made("lsv2_pt_", hex, 32) + "_0123456789",
      made("npm_", any, 36),
      made("pypi-AgE", any, 60),
      made("SK", hex, 32),
      made("SG.", any, 22) + made(".", any, 43),
      made("NRAK-", "ABC123", 27),
      made("dapi", hex, 32),
      made("dop_v1_", hex, 64),
      made("glsa_", any, 40),
      made("hvs.", any, 30),
      made("dckr_pat_", any, 27),
      made("ATATT3", any, 80),
      made("123456789:AA", any, 33),
      made("AccountKey=", any, 86) + "==",
      "https://store.blob.core.windows.net/c?sv=2024&" + made("sig=", any, 43),
  };
  for (const std::string& token : tokens) {
    INFO(token);
    CHECK(has_credential(token));
    CHECK_FALSE(why_secret("X", token).empty());
  }
}

TEST_CASE("texts that only begin like a token have no shape of one") {
  for (const char* text :
       {"sk-learn", "xai-grok", "hf_transfer", "npm_config_registry", "SKU-0123456789", "token", "gsk_",
        "SG.1", "AKIA", "glpat-", "arn:aws:iam::123456789012:role/AKIA", "https://hooks.slack.com/services",
        "tvly-key", "sk_test", "xapp", "key-value", "pypi-agent", "Bearer", "eyJ"}) {
    INFO(text);
    CHECK_FALSE(has_credential(text));
  }
}

TEST_CASE("a name says secret by its words") {
  for (const char* name : {"DD_API_KEY", "DD_APP_KEY", "AZURE_STORAGE_ACCOUNT_KEY", "NEW_RELIC_LICENSE_KEY",
                           "dbPassword", "OPENAI_API_KEY", "PGPASSWORD"}) {
    INFO(name);
    CHECK_FALSE(why_secret(name, "some-value").empty());
  }
  for (const char* name : {"PRIMARY_KEY", "PARTITION_KEY", "SORT_KEY", "CACHE_KEY_PREFIX", "MAX_TOKENS"}) {
    INFO(name);
    CHECK(why_secret(name, "some-value").empty());
  }
}

TEST_CASE("a credential is masked where words quote it") {
  const std::string token = made("ghp_", "aB3dE5gH7jK9", 36);
  CHECK(masked("`" + token + "` is not HTTP") == "`***` is not HTTP");
  CHECK(masked("`" + token + "` and `" + token + "`") == "`***` and `***`");
  CHECK(masked("`password=hunter22` has the wrong form") == "`***` has the wrong form");
  CHECK(masked("-----BEGIN PRIVATE KEY-----\nMIIEvQ==\n") == "***");
  CHECK(masked("the key `runtime` is not known here") == "the key `runtime` is not known here");
}

constexpr RuleInfo some_rule{"AC0001", "some-rule", Severity::error, "s", "h", "s"};

Diagnostic concealed_finding(const Source& source, const std::string& headline, std::string note) {
  Diagnostics diagnostics;
  const auto end = static_cast<std::uint32_t>(source.text().size());
  diagnostics.report(some_rule, {&source, 0, end}, headline, headline).add_note(std::move(note), {});
  conceal_shown(diagnostics);
  return *diagnostics.sorted()[0];
}

TEST_CASE("what a line conceals is masked in the words about it") {
  const Source source("c.yaml", "db_password: \"hunter22-of-the-north\"");
  const Diagnostic whole =
      concealed_finding(source, "`hunter22-of-the-north` is no list", "see hunter22-of-the-north");
  CHECK(whole.headline == "`***` is no list");
  CHECK(whole.help == "`***` is no list");
  CHECK(whole.notes[0].text == "see ***");
  CHECK(concealed_finding(source, "`hunter22-of-t...` is no list", "").headline == "`***...` is no list");
  CHECK(concealed_finding(source, "`hunter` is no list", "").headline == "`hunter` is no list");
}

TEST_CASE("what is printed is without secrets, whether in keys or in values") {
  const std::string token = made("ghp_", "aB3dE5gH7jK9", 36);
  const Json shown =
      concealed("", Json{{"tags", {{token, "x"}}}, {"list", {token, 5}}, {"DB_PASSWORD", "hunter22"}});
  CHECK(shown ==
        Json{{"tags", {{"***", "x"}}}, {"list", {"(concealed)", 5}}, {"DB_PASSWORD", "(concealed)"}});
}

TEST_CASE("wildcards match as IAM's do") {
  CHECK(matches_wildcard("ecr:*", "ecr:BatchGetImage"));
  CHECK(matches_wildcard("*", ""));
  CHECK(matches_wildcard("*Get*Item", "BatchGetItem"));
  CHECK(matches_wildcard("Get?tem", "GetItem"));
  CHECK(matches_wildcard("a*b*c", "aXbXbXc"));
  CHECK(matches_wildcard("getitem", "GetItem", true));
  CHECK_FALSE(matches_wildcard("getitem", "GetItem"));
  CHECK_FALSE(matches_wildcard("Get?tem", "Gettem"));
  CHECK_FALSE(matches_wildcard("a*b", "abc"));
  CHECK_FALSE(matches_wildcard("", "a"));
  CHECK_FALSE(matches_wildcard("Get", "GetItem"));
}

}  // namespace
}  // namespace agentcore::secrets
