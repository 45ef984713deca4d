// What changed parameters, conditions and mappings do to the resources that hang on them.

#include "unit/diff_testing.hpp"

namespace agentcore {
namespace {

/// A template with these sections, of which `edit` has changed one value.
struct Edited {
  Json base;
  Json next;

  Edited(const char* json, const char* pointer, const Json& value) : base(Json::parse(json)), next(base) {
    next[Json::json_pointer(pointer)] = value;
  }
  [[nodiscard]] Difference difference() const {
    return diff(templates({{"main", base}}), templates({{"main", next}}));
  }
};

std::string reason_of(const Difference& difference, const std::string& id) {
  const ResourceChange& change = change_of(difference, id);
  REQUIRE_FALSE(change.because.empty());
  return change.because.front();
}

constexpr const char* with_parameter = R"({
  "Parameters": {"Cidr": {"Type": "String", "Default": "10.0.0.0/16", "Description": "d"},
                 "Env": {"Type": "String", "Default": "test"}},
  "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Env"}, "prod"]},
                 "IsBig": {"Fn::And": [{"Condition": "IsProd"}, {"Fn::Equals": ["a", "a"]}]}},
  "Resources": {
    "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Ref": "Cidr"}}},
    "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}}},
    "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Fn::If": ["IsBig", "big", "small"]}}},
    "Queue": {"Type": "AWS::SQS::Queue", "Condition": "IsBig", "Properties": {"VisibilityTimeout": 30}},
    "Other": {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": 30}}},
  "Outputs": {"Name": {"Value": {"Ref": "Cidr"}}, "There": {"Condition": "IsProd", "Value": "x"}}})";

TEST_CASE("a parameter's default may change what uses it, and goes on from there") {
  const Difference difference =
      Edited(with_parameter, "/Parameters/Cidr/Default", "10.1.0.0/16").difference();
  const StackDifference& stack = difference.stacks.front();
  REQUIRE(stack.resources.size() == 2);
  CHECK(change_of(difference, "Vpc").action == Action::may_replace);
  CHECK(change_of(difference, "Vpc").properties.front().uncertain);
  CHECK(change_of(difference, "Subnet").action == Action::may_replace);
  CHECK(
      reason_of(difference, "Vpc") ==
      "parameter Cidr may change (unless the stack has a value of its own for it), so CidrBlock may change");
  REQUIRE(stack.outputs.size() == 1);
  CHECK(stack.outputs.front().name == "Name");
}

TEST_CASE("a parameter's description changes nothing") {
  CHECK(Edited(with_parameter, "/Parameters/Cidr/Description", "e")
            .difference()
            .stacks.front()
            .resources.empty());
}

TEST_CASE("a parameter reaches through conditions, and conditions made of them") {
  const Difference difference = Edited(with_parameter, "/Parameters/Env/Default", "prod").difference();
  REQUIRE(difference.stacks.front().resources.size() == 2);
  CHECK(change_of(difference, "Topic").action == Action::update);
  CHECK(change_of(difference, "Topic").properties.front().uncertain);
  CHECK(change_of(difference, "Queue").action == Action::may_create_or_delete);
  CHECK(
      reason_of(difference, "Queue").find("so condition IsProd may change, so condition IsBig may change") !=
      std::string::npos);
  REQUIRE(difference.stacks.front().outputs.size() == 1);
  CHECK(difference.stacks.front().outputs.front().name == "There");
}

TEST_CASE("a condition that changes may create or delete what hangs on it") {
  const Difference difference =
      Edited(with_parameter, "/Conditions/IsBig/Fn::And/1/Fn::Equals/0", "b").difference();
  CHECK(difference.stacks.front().resources.size() == 2);
  CHECK(change_of(difference, "Queue").action == Action::may_create_or_delete);
  CHECK(difference.stacks.front().outputs.empty());
}

TEST_CASE("a resource that gets another condition may come or go") {
  const Difference given = Edited(with_parameter, "/Resources/Other/Condition", "IsBig").difference();
  REQUIRE(given.stacks.front().resources.size() == 1);
  CHECK(change_of(given, "Other").action == Action::may_create_or_delete);
}

constexpr const char* with_mapping = R"({
  "Mappings": {"Zones": {"a": {"cidr": "10.0.0.0/16", "name": "x"}, "b": {"cidr": "10.1.0.0/16", "name": "y"}}},
  "Resources": {
    "Named": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Fn::FindInMap": ["Zones", "a", "cidr"]}}},
    "Open": {"Type": "AWS::EC2::VPC",
             "Properties": {"CidrBlock": {"Fn::FindInMap": ["Zones", {"Ref": "AWS::Region"}, "cidr"]}}},
    "Other": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": {"Fn::FindInMap": ["Zones", "b", "cidr"]}}},
    "Name": {"Type": "AWS::SNS::Topic",
             "Properties": {"DisplayName": {"Fn::FindInMap": ["Zones", {"Ref": "AWS::Region"}, "name"]}}}}})";

TEST_CASE("an entry of a mapping changes what names it, and may change what computes its key") {
  const Difference difference = Edited(with_mapping, "/Mappings/Zones/a/cidr", "10.9.0.0/16").difference();
  REQUIRE(difference.stacks.front().resources.size() == 2);
  CHECK(change_of(difference, "Named").action == Action::replace);
  CHECK(change_of(difference, "Open").action == Action::may_replace);
  CHECK(reason_of(difference, "Named") == "mapping Zones a cidr changes, so CidrBlock changes");
}

TEST_CASE("a certain change outweighs one that may be, in whatever order they are found") {
  const char* json = R"({
    "Parameters": {"Size": {"Type": "String", "Default": "1"}},
    "Resources": {
      "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
      "Both": {"Type": "AWS::EC2::Subnet",
               "Properties": {"VpcId": {"Fn::Sub": "${Size}${Vpc}"}}}}})";
  Edited edited(json, "/Parameters/Size/Default", "2");
  edited.next["Resources"]["Vpc"]["Properties"]["CidrBlock"] = "10.1.0.0/16";
  const Difference difference = edited.difference();
  CHECK(change_of(difference, "Both").action == Action::replace);
  CHECK_FALSE(change_of(difference, "Both").properties.front().uncertain);
}

}  // namespace
}  // namespace agentcore
