#include <fmt/format.h>

#include "agentcore/limits.hpp"
#include "validate/characters.hpp"
#include "validate/rule.hpp"

namespace agentcore::rules {
namespace {

/// Calls `check` with every authorizer.
template <class Check>
void for_each_authorizer(const Project& project, Check check) {
  for (const Runtime& runtime : project.runtimes) {
    if (runtime.authorizer) check(*runtime.authorizer);
  }
}

/// Calls `check` with every custom claim.
template <class Check>
void for_each_claim(const Project& project, Check check) {
  for_each_authorizer(project, [&](const Authorizer& authorizer) {
    for (const CustomClaim& claim : authorizer.custom_claims) check(claim);
  });
}

void discovery_url(const Project& project, const Report& report) {
  constexpr std::string_view begin = "https://";
  constexpr std::string_view end = "/.well-known/openid-configuration";
  for_each_authorizer(project, [&](const Authorizer& authorizer) {
    const auto [url, range] = judged(authorizer.discovery_url);
    if (url == nullptr) return;
    const bool of_form = url->starts_with(begin) && url->ends_with(end) &&
                         url->size() > begin.size() + end.size() &&
                         url->find_first_of(" \t\n") == std::string::npos;
    if (!of_form) report(range, fmt::format("`{}` is not a discovery URL", *url));
  });
}

void open_authorizer(const Project& project, const Report& report) {
  for_each_authorizer(project, [&](const Authorizer& authorizer) {
    const bool narrowed = !authorizer.allowed_audience.empty() || !authorizer.allowed_clients.empty() ||
                          !authorizer.allowed_scopes.empty() || !authorizer.custom_claims.empty();
    if (!narrowed) report(authorizer.place, "the authorizer lets every token of its issuer in");
  });
}

/// Cognito's access tokens have a client_id and no aud. Source: reports on public repositories, several of
/// which agree.
void cognito_audience(const Project& project, const Report& report) {
  for_each_authorizer(project, [&](const Authorizer& authorizer) {
    const std::string* url = judged(authorizer.discovery_url).text;
    if (url == nullptr || url->find("//cognito-idp.") == std::string::npos) return;
    if (authorizer.allowed_audience.empty() || !authorizer.allowed_clients.empty()) return;
    report(authorizer.allowed_audience.first(), "Cognito's access tokens have no audience");
  });
}

/// Entra's names for many tenants at once. Their discovery document has `{tenantid}` for the issuer.
void shared_tenant(const Project& project, const Report& report) {
  for_each_authorizer(project, [&](const Authorizer& authorizer) {
    const auto [url, range] = judged(authorizer.discovery_url);
    if (url == nullptr) return;
    for (const std::string_view tenant : {"common", "organizations", "consumers"}) {
      if (url->starts_with(fmt::format("https://login.microsoftonline.com/{}/", tenant)))
        report(range, fmt::format("no token has the issuer of the tenant `{}`", tenant));
    }
  });
}

bool is_scope(std::string_view scope) {
  return !scope.empty() && std::all_of(scope.begin(), scope.end(),
                                       [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; });
}

void scope_form(const Project& project, const Report& report) {
  for_each_authorizer(project, [&](const Authorizer& authorizer) {
    for (const Value<std::string>& scope : authorizer.allowed_scopes.items) {
      const std::string* text = scope.literal();
      if (text != nullptr && !is_scope(*text)) report(scope.range, fmt::format("`{}` is not a scope", *text));
    }
  });
}

void empty_entry(const Project& project, const Report& report) {
  for_each_authorizer(project, [&](const Authorizer& authorizer) {
    for (const auto* list : {&authorizer.allowed_audience, &authorizer.allowed_clients}) {
      for (const Value<std::string>& entry : list->items) {
        if (entry.literal() != nullptr && entry.literal()->empty()) report(entry.range, "the entry is empty");
      }
    }
  });
}

bool is_claim_text(std::string_view text) {
  return !text.empty() && text.size() <= static_cast<std::size_t>(limits::claim_text_max) &&
         is_alnum_or(text, "_.-");
}

void claim_name(const Project& project, const Report& report) {
  for_each_claim(project, [&](const CustomClaim& claim) {
    const std::string& name = *claim.name;
    if (!name.empty() && name.size() <= static_cast<std::size_t>(limits::claim_text_max) &&
        is_alnum_or(name, "_.:/"))
      return;
    report(claim.name.range, fmt::format("`{}` is not the name of a claim", name));
  });
}

void claim_value_form(const Project& project, const Report& report) {
  const auto check = [&](const Value<std::string>& value) {
    const std::string* text = value.literal();
    if (text != nullptr && !is_claim_text(*text))
      report(value.range, fmt::format("`{}` is not a text that a claim can be matched with", *text));
  };
  for_each_claim(project, [&](const CustomClaim& claim) {
    if (claim.value) check(*claim.value);
    for (const Value<std::string>& value : claim.values.items) check(value);
  });
}

void claim_operands(const Project& project, const Report& report) {
  for_each_claim(project, [&](const CustomClaim& claim) {
    if (claim.value && !claim.values.empty()) {
      report.conflict({claim.value->range, "value"}, {claim.values.first(), "values"},
                      "both value and values say what the claim must be");
    } else if (!claim.value && claim.values.empty()) {
      report(claim.place, "the claim is matched with nothing", "add `value: ...`, or `values: [...]`");
    }
  });
}

/// EQUALS goes with STRING and value, CONTAINS with STRING_ARRAY and value, CONTAINS_ANY with STRING_ARRAY
/// and values.
void claim_match(const Project& project, const Report& report) {
  for_each_claim(project, [&](const CustomClaim& claim) {
    if (claim.value.has_value() == !claim.values.empty()) return;  // AC3136 says so
    const bool array = *claim.type == ClaimType::string_array;
    const bool many = !claim.values.empty();
    const ClaimOperator match = claim.match ? **claim.match : ClaimOperator::equals;
    const bool fits = match == ClaimOperator::equals
                          ? !array && !many
                          : array && (match == ClaimOperator::contains_any) == many;
    if (fits) return;
    const Range place = claim.match && claim.match->written ? claim.match->range
                        : many                              ? claim.values.first()
                                                            : claim.value->range;
    if (claim.match && claim.match->written) {
      report(place, fmt::format("{} does not go with a {} and {}", name_of(match), name_of(*claim.type),
                                many ? "values" : "value"));
    } else {
      report(place, fmt::format("a claim of type {} is not matched with values", name_of(*claim.type)),
             "add `type: STRING_ARRAY`, or write `value: ...`");
    }
  });
}

constexpr std::string_view schema =
    "AuthorizerConfiguration of AWS::BedrockAgentCore::Runtime, CloudFormation provider schema (cfn-lint "
    "1.51.0)";
constexpr std::string_view guide =
    "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/inbound-jwt-authorizer.html";

constexpr ProjectRule table[] = {
    {{"AC3131", "discovery-url", Severity::error,
      "discovery_url is https and ends in /.well-known/openid-configuration.",
      "write the issuer's https URL with /.well-known/openid-configuration behind it", schema,
      "The service reads the issuer and its keys from there, and takes the address by this pattern only. "
      "With another the agentcore stack fails after the other three were made."},
     discovery_url},
    {{"AC3132", "authorizer-open", Severity::warning,
      "An authorizer says which audience, client, scope or claim it lets in.",
      "add allowed_audience, allowed_clients, allowed_scopes or custom_claims (the schema does not ask for "
      "one, "
      "reports say that the service does)",
      guide,
      "The issuer's keys alone say who issued a token, not for whom: a token of any other application of the "
      "same tenant would let its bearer call the agent. Reports say that the service refuses such an "
      "authorizer, the schema does not."},
     open_authorizer},
    {{"AC3133", "scope-form", Severity::error,
      "A scope has printable characters without blanks, quotes and \\.",
      "write one scope for each entry of the list", schema,
      "A token lists its scopes in one text with blanks between them (RFC 6749), so a scope with a blank can "
      "never be found there. Every caller would be refused."},
     scope_form},
    {{"AC3134", "claim-name", Severity::error, "A claim's name has 1 to 255 letters, digits and _.:/.",
      "use a claim without other characters: CloudFormation's pattern, [A-Za-z0-9_.-:]+, refuses even a "
      "hyphen",
      schema,
      "CloudFormation's pattern refuses other characters when the stack is deployed, and a claim is matched "
      "by its exact name, so no other spelling can stand for it."},
     claim_name},
    {{"AC3135", "claim-value", Severity::error, "A claim is matched with 1 to 255 letters, digits and _.-.",
      "write letters, digits and _.- only: AWS takes no other characters here", schema,
      "The pattern of the service refuses other characters when the runtime is created, blanks and slashes "
      "among them. The stack then rolls back."},
     claim_value_form},
    {{"AC3136", "claim-operands", Severity::error, "A claim has a value or values.", "keep one of the two",
      schema,
      "The service takes one value to match with, a text or a list. With none it refuses the authorizer, and "
      "with both nobody could say which was meant."},
     claim_operands},
    {{"AC3137", "claim-match", Severity::error, "A claim's match fits its type and value.",
      "a STRING takes EQUALS and value; a STRING_ARRAY takes CONTAINS and value, or CONTAINS_ANY and values",
      guide,
      "Each operator is defined for one type of claim and one kind of value. The service answers other pairs "
      "with a ValidationException when the runtime is created."},
     claim_match},
    {{"AC3138", "authorizer-empty-entry", Severity::error, "Audiences and clients are not empty.",
      "remove the entry", schema,
      "The schema asks for at least one character, and no token has an empty audience or client that could "
      "match."},
     empty_entry},
    {{"AC3139", "cognito-audience", Severity::warning,
      "A Cognito user pool's clients are named by allowed_clients.",
      "write the app client ids as `allowed_clients`: an access token of Cognito has client_id, and no aud",
      "https://docs.aws.amazon.com/cognito/latest/developerguide/"
      "amazon-cognito-user-pools-using-the-access-token.html",
      "Allowed audiences are compared with the token's aud, and Cognito puts it into id tokens only. Callers "
      "that send an access token, as they should, are refused with 401 or 403 although their token is "
      "valid."},
     cognito_audience},
    {{"AC3140", "shared-tenant", Severity::warning, "The discovery URL of Entra ID names one tenant.",
      "write the tenant's id instead, such as "
      "https://login.microsoftonline.com/<tenant id>/v2.0/.well-known/openid-configuration",
      "https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens (validate the issuer)",
      "Under common, organizations and consumers Entra ID publishes an issuer with a placeholder in it, and "
      "every "
      "token names the tenant that issued it. The two never agree, so every caller is refused. It is a "
      "warning "
      "because AWS documents no exception and none was seen to work."},
     shared_tenant},
};

}  // namespace

std::span<const ProjectRule> authorizer() { return table; }

}  // namespace agentcore::rules
