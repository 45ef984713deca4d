#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "agentcore/limits.hpp"
#include "agentcore/model/reference.hpp"

namespace agentcore {

enum class ClaimType : std::uint8_t { string, string_array };

template <>
struct EnumNames<ClaimType> {
  static constexpr EnumName<ClaimType> rows[] = {{"STRING", ClaimType::string},
                                                 {"STRING_ARRAY", ClaimType::string_array}};
};

enum class ClaimOperator : std::uint8_t { equals, contains, contains_any };

template <>
struct EnumNames<ClaimOperator> {
  static constexpr EnumName<ClaimOperator> rows[] = {{"EQUALS", ClaimOperator::equals},
                                                     {"CONTAINS", ClaimOperator::contains},
                                                     {"CONTAINS_ANY", ClaimOperator::contains_any}};
};

/// What a claim of the caller's token must be.
struct CustomClaim {
  Range place;
  Located<std::string> name;
  Located<ClaimType> type{ClaimType::string, {}, false};
  std::optional<Located<ClaimOperator>> match;  ///< resolve() sets the one that fits the type
  std::optional<Value<std::string>> value;
  Values<std::string> values;
};

template <class Visitor>
void describe(Visitor& visitor, CustomClaim& claim) {
  visitor.field({.key = "name",
                 .doc = "Claim of the token",
                 .required = true,
                 .pattern = "^[A-Za-z0-9_.:/]+$",
                 .maximum = limits::claim_text_max},
                claim.name);
  visitor.field({.key = "type", .doc = "STRING or STRING_ARRAY", .fallback = "STRING"}, claim.type);
  visitor.field({.key = "match",
                 .doc = "EQUALS for a STRING; CONTAINS (value) or CONTAINS_ANY (values) for a STRING_ARRAY",
                 .fallback = "what fits type and value"},
                claim.match);
  visitor.field({.key = "value",
                 .doc = "The text to match",
                 .pattern = "^[A-Za-z0-9_.-]+$",
                 .maximum = limits::claim_text_max},
                claim.value);
  visitor.field({.key = "values",
                 .doc = "The texts of which one must match",
                 .pattern = "^[A-Za-z0-9_.-]+$",
                 .maximum = limits::claim_text_max},
                claim.values);
}

/// Callers bring a JSON Web Token instead of signing with SigV4.
struct Authorizer {
  Range place;
  Value<std::string> discovery_url;
  Values<std::string> allowed_audience;
  Values<std::string> allowed_clients;
  Values<std::string> allowed_scopes;
  std::vector<CustomClaim> custom_claims;
};

template <class Visitor>
void describe(Visitor& visitor, Authorizer& authorizer) {
  visitor.field({.key = "discovery_url",
                 .doc = "OpenID discovery document, https://.../.well-known/openid-configuration",
                 .required = true,
                 .pattern = "^https://[^ \\t\\n]+/\\.well-known/openid-configuration$",
                 .example = "https://login.example.com/.well-known/openid-configuration"},
                authorizer.discovery_url);
  visitor.field(
      {.key = "allowed_audience", .doc = "Values of the token's aud claim that are let in", .minimum = 1},
      authorizer.allowed_audience);
  visitor.field({.key = "allowed_clients",
                 .doc = "Values of the token's client_id claim that are let in",
                 .minimum = 1},
                authorizer.allowed_clients);
  visitor.field({.key = "allowed_scopes",
                 .doc = "Values of the token's scope claim that are let in",
                 .pattern = "^[!#-\\[\\]-~]+$"},
                authorizer.allowed_scopes);
  visitor.field({.key = "custom_claims", .doc = "Further claims that must match"}, authorizer.custom_claims);
}

}  // namespace agentcore
