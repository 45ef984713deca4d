#include "validate/policy_statement.hpp"

#include <algorithm>
#include <string>

#include "validate/wildcard.hpp"

namespace agentcore {
namespace {

constexpr std::string_view everything = "*";

/// A text, or a list of texts.
std::vector<std::string_view> texts_of(const Node* node) {
  if (node == nullptr) return {};
  if (node->kind == Node::Kind::scalar) return {node->text};
  std::vector<std::string_view> texts;
  for (const Node* item : node->items) texts.push_back(item->text);
  return texts;
}

/// With a policy variable in it, a pattern may match anything.
bool has_variable(std::string_view pattern) { return pattern.find("${") != std::string_view::npos; }

/// "123456789012" of "arn:aws:iam::123456789012:role/x" and of itself. Empty: it names no account.
std::string_view account_of(std::string_view principal) {
  if (!principal.starts_with("arn:")) return principal;
  for (int field = 0; field < 4; ++field) {
    const std::size_t colon = principal.find(':');
    if (colon == std::string_view::npos) return {};
    principal.remove_prefix(colon + 1);
  }
  return principal.substr(0, principal.find(':'));
}

}  // namespace

const Node* find_member(const Node& mapping, std::string_view key) {
  for (const Entry& entry : mapping.entries) {
    if (entry.key->text == key && !entry.value->removed) return &structure_of(*entry.value);
  }
  return nullptr;
}

std::vector<const Node*> statements_of(const Node& policy) {
  const Node* statements = find_member(policy, "Statement");
  std::vector<const Node*> mappings;
  if (statements == nullptr) return mappings;
  if (statements->kind == Node::Kind::mapping) return {statements};  // IAM takes one for a list of one
  for (const Node* item : statements->items) {
    if (item->kind == Node::Kind::mapping) mappings.push_back(item);
  }
  return mappings;
}

bool PolicyStatement::is_complete() const {
  const auto has = [&](const std::string& key) { return find_member(*mapping_, key) != nullptr; };
  return has("Effect") && (has("Principal") || has("NotPrincipal")) && (has("Action") || has("NotAction")) &&
         (has("Resource") || has("NotResource"));
}

bool PolicyStatement::has_effect(std::string_view effect) const {
  const Node* written = find_member(*mapping_, "Effect");
  return written != nullptr && written->text == effect;
}

bool PolicyStatement::is_for_everybody() const {
  const Node* principal = find_member(*mapping_, "Principal");
  if (principal != nullptr && principal->kind == Node::Kind::mapping)
    principal = find_member(*principal, "AWS");
  const std::vector<std::string_view> principals = texts_of(principal);
  return std::find(principals.begin(), principals.end(), everything) != principals.end();
}

bool PolicyStatement::may_be_for(std::string_view account) const {
  if (is_for_everybody()) return true;
  const Node* principal = find_member(*mapping_, "Principal");
  if (principal == nullptr) return true;  // NotPrincipal spares few
  if (principal->kind == Node::Kind::mapping) principal = find_member(*principal, "AWS");
  const std::vector<std::string_view> principals = texts_of(principal);
  return std::any_of(principals.begin(), principals.end(), [=](std::string_view each) {
    return account.empty() || has_variable(each) || account_of(each) == account;
  });
}

bool PolicyStatement::covers(std::string_view key, std::string_view text) const {
  const auto covers_text = [=](std::string_view pattern) {
    return matches_wildcard(pattern, text, /*fold=*/true);
  };
  const std::vector<std::string_view> patterns = texts_of(find_member(*mapping_, key));
  if (std::any_of(patterns.begin(), patterns.end(), covers_text)) return true;
  const Node* others = find_member(*mapping_, "Not" + std::string(key));
  const std::vector<std::string_view> spared = texts_of(others);
  return others != nullptr && std::none_of(spared.begin(), spared.end(), [=](std::string_view pattern) {
           return has_variable(pattern) || matches_wildcard(pattern, text, /*fold=*/true) ||
                  matches_wildcard(text, pattern, /*fold=*/true);
         });
}

bool PolicyStatement::touches(std::string_view key, std::string_view text) const {
  const std::vector<std::string_view> patterns = texts_of(find_member(*mapping_, key));
  return covers(key, text) || std::any_of(patterns.begin(), patterns.end(), [=](std::string_view pattern) {
           return has_variable(pattern) || matches_wildcard(text, pattern, /*fold=*/true);
         });
}

bool PolicyStatement::touches_action(std::string_view action) const { return touches("Action", action); }
bool PolicyStatement::covers_action(std::string_view action) const { return covers("Action", action); }

bool PolicyStatement::touches_resource(std::string_view arn) const {
  return arn.empty() || touches("Resource", arn);
}
bool PolicyStatement::covers_resource(std::string_view arn) const {
  return covers("Resource", arn.empty() ? everything : arn);
}

}  // namespace agentcore
