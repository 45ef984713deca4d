#pragma once

// Ids and ARNs as types: each is parsed once, where it is read, and holds a legal form from then on.
// `form` is what a user is told that the place takes; `pattern` says the same to an editor, anchored, in the
// syntax that ECMA 262 and RE2 share.

#include <optional>
#include <string>
#include <string_view>

namespace agentcore {

struct AccountId {
  static constexpr std::string_view form = "a quoted account id of 12 digits, such as \"123456789012\"";
  static constexpr std::string_view pattern = "^[0-9]{12}$";
  static constexpr std::string_view example = "123456789012";
  static std::optional<AccountId> parse(std::string_view text);
  std::string text;
};

/// An organizational unit of AWS Organizations, or the root of an organization.
struct OrganizationalUnitId {
  static constexpr std::string_view form =
      "the id of an organizational unit such as ou-ab12-cd34ef56, or of the root, such as r-ab12";
  static constexpr std::string_view pattern = "^(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$";
  static constexpr std::string_view example = "ou-ab12-cd34ef56";
  static std::optional<OrganizationalUnitId> parse(std::string_view text);
  std::string text;
};

/// `<prefix>-` and 8 or 17 hex digits, as EC2 makes them.
struct VpcId {
  static constexpr std::string_view form = "a VPC id such as vpc-0123456789abcdef0";
  static constexpr std::string_view pattern = "^vpc-(?:[0-9a-f]{8}|[0-9a-f]{17})$";
  static constexpr std::string_view example = "vpc-0123456789abcdef0";
  static std::optional<VpcId> parse(std::string_view text);
  std::string text;
};
struct SubnetId {
  static constexpr std::string_view form = "a subnet id such as subnet-0123456789abcdef0";
  static constexpr std::string_view pattern = "^subnet-(?:[0-9a-f]{8}|[0-9a-f]{17})$";
  static constexpr std::string_view example = "subnet-0123456789abcdef0";
  static std::optional<SubnetId> parse(std::string_view text);
  std::string text;
};
struct SecurityGroupId {
  static constexpr std::string_view form = "a security group id such as sg-0123456789abcdef0";
  static constexpr std::string_view pattern = "^sg-(?:[0-9a-f]{8}|[0-9a-f]{17})$";
  static constexpr std::string_view example = "sg-0123456789abcdef0";
  static std::optional<SecurityGroupId> parse(std::string_view text);
  std::string text;
};
struct RouteTableId {
  static constexpr std::string_view form = "a route table id such as rtb-0123456789abcdef0";
  static constexpr std::string_view pattern = "^rtb-(?:[0-9a-f]{8}|[0-9a-f]{17})$";
  static constexpr std::string_view example = "rtb-0123456789abcdef0";
  static std::optional<RouteTableId> parse(std::string_view text);
  std::string text;
};

struct PrefixListId {
  static constexpr std::string_view form = "a prefix list id such as pl-0123456789abcdef0";
  static constexpr std::string_view pattern = "^pl-(?:[0-9a-f]{8}|[0-9a-f]{17})$";
  static constexpr std::string_view example = "pl-0123456789abcdef0";
  static std::optional<PrefixListId> parse(std::string_view text);
  std::string text;
};

/// arn:<partition>:<service>:<region>:<account>:<resource>
struct Arn {
  static constexpr std::string_view form = "an ARN, arn:<partition>:<service>:<region>:<account>:<resource>";
  static constexpr std::string_view pattern =
      "^arn:aws[!-9;-z|~]*:[!-9;-z|~]+:[!-9;-z|~]*:(?:|aws|[0-9]{12}):[!-z|~]+$";
  static constexpr std::string_view example =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:billing-AbCdEf";
  static std::optional<Arn> parse(std::string_view text);
  std::string text;
  std::string partition, service, region, account, resource;
};

/// A role of this file by name, or any role by ARN.
struct RoleReference {
  static constexpr std::string_view form = "the role_name of an execution role, or the ARN of a role";
  /// A name that no role can have is left to the rules, which know the names: parse() takes it.
  static constexpr std::string_view pattern =
      "^(?:[A-Za-z0-9_+=,.@-]+|arn:aws[!-9;-z|~]*:iam:[!-9;-z|~]*:[0-9]{12}:role/[!-)+-z|~]*)$";
  static constexpr std::string_view example = "arn:aws:iam::123456789012:role/agent";
  static std::optional<RoleReference> parse(std::string_view text);
  std::string text;
  std::optional<Arn> arn;  ///< empty: a name
};

}  // namespace agentcore
