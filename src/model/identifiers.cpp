#include "agentcore/model/identifiers.hpp"

#include <algorithm>

#include "agentcore/model/repository.hpp"

namespace agentcore {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

template <class Id>
std::optional<Id> parse_ec2_id(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return std::nullopt;
  const std::string_view digits = text.substr(prefix.size());
  const bool right_length = digits.size() == 8 || digits.size() == 17;
  if (!right_length || !std::all_of(digits.begin(), digits.end(), is_hex)) return std::nullopt;
  return Id{std::string(text)};
}

/// A part of an id of AWS Organizations. Source: API DeploymentTargets, OrganizationalUnitIds.
bool is_organization_part(std::string_view part, std::size_t shortest) {
  constexpr std::size_t longest = 32;
  return part.size() >= shortest && part.size() <= longest &&
         std::all_of(part.begin(), part.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); });
}

/// The text up to the next `:`, which is taken off `rest`.
std::string_view next_part(std::string_view& rest) {
  const std::size_t colon = std::min(rest.find(':'), rest.size());
  const std::string_view part = rest.substr(0, colon);
  rest.remove_prefix(std::min(colon + 1, rest.size()));
  return part;
}

/// Braces are in no ARN, and CloudFormation would replace `{{resolve:...}}`.
bool is_arn_character(char c) { return c > ' ' && c <= '~' && c != '{' && c != '}'; }

}  // namespace

std::optional<AccountId> AccountId::parse(std::string_view text) {
  if (text.size() != 12 || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  return AccountId{std::string(text)};
}

std::optional<OrganizationalUnitId> OrganizationalUnitId::parse(std::string_view text) {
  std::string_view rest = text;
  const bool is_root = rest.starts_with("r-");
  if (!is_root && !rest.starts_with("ou-")) return std::nullopt;
  rest.remove_prefix(is_root ? 2 : 3);
  const std::size_t dash = is_root ? rest.size() : rest.find('-');
  if (dash == std::string_view::npos || !is_organization_part(rest.substr(0, dash), 4)) return std::nullopt;
  if (!is_root && !is_organization_part(rest.substr(dash + 1), 8)) return std::nullopt;
  return OrganizationalUnitId{std::string(text)};
}

std::optional<VpcId> VpcId::parse(std::string_view text) { return parse_ec2_id<VpcId>(text, "vpc-"); }
std::optional<SubnetId> SubnetId::parse(std::string_view text) {
  return parse_ec2_id<SubnetId>(text, "subnet-");
}
std::optional<SecurityGroupId> SecurityGroupId::parse(std::string_view text) {
  return parse_ec2_id<SecurityGroupId>(text, "sg-");
}
std::optional<RouteTableId> RouteTableId::parse(std::string_view text) {
  return parse_ec2_id<RouteTableId>(text, "rtb-");
}
std::optional<PrefixListId> PrefixListId::parse(std::string_view text) {
  return parse_ec2_id<PrefixListId>(text, "pl-");
}

std::optional<Arn> Arn::parse(std::string_view text) {
  std::string_view rest = text;
  if (next_part(rest) != "arn" || !std::all_of(text.begin(), text.end(), is_arn_character))
    return std::nullopt;
  Arn arn{std::string(text), {}, {}, {}, {}, {}};
  arn.partition = next_part(rest);
  arn.service = next_part(rest);
  arn.region = next_part(rest);
  arn.account = next_part(rest);
  arn.resource = rest;
  const bool has_account = arn.account.empty() || arn.account == "aws" || AccountId::parse(arn.account);
  if (!arn.partition.starts_with("aws") || arn.service.empty() || arn.resource.empty() || !has_account) {
    return std::nullopt;
  }
  return arn;
}

namespace {

bool is_role(const Arn& arn) {
  constexpr std::string_view kind = "role/";
  return arn.resource.starts_with(kind) && arn.resource.size() > kind.size() &&
         !arn.resource.ends_with('/') && arn.resource.find('*') == std::string::npos && arn.region.empty() &&
         AccountId::parse(arn.account);
}

}  // namespace

std::optional<RoleReference> RoleReference::parse(std::string_view text) {
  if (!text.starts_with("arn:")) return RoleReference{std::string(text), std::nullopt};
  std::optional<Arn> arn = Arn::parse(text);
  if (!arn || arn->service != "iam" || !is_role(*arn)) return std::nullopt;
  return RoleReference{std::string(text), std::move(arn)};
}

std::optional<KmsKey> KmsKey::parse(std::string_view text) {
  if (text == "create") return KmsKey{};
  if (text == "aws_managed") return KmsKey{Kind::aws_managed, std::nullopt, std::string(text)};
  std::optional<Arn> arn = Arn::parse(text);
  constexpr std::string_view kind = "key/";
  if (!arn || arn->service != "kms" || arn->region.empty() || !AccountId::parse(arn->account))
    return std::nullopt;
  if (arn->resource == kind) return std::nullopt;
  return KmsKey{Kind::arn, std::move(arn), std::string(text)};
}

}  // namespace agentcore
