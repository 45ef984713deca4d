#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "agentcore/model/cidr.hpp"
#include "agentcore/model/container_uri.hpp"
#include "agentcore/model/identifiers.hpp"
#include "agentcore/model/repository.hpp"
#include "agentcore/model/runtime_status.hpp"

namespace agentcore {
namespace {

using Texts = std::vector<std::string>;

template <class T>
void expect_parsed(const Texts& good, const Texts& bad) {
  for (const std::string& text : good) {
    CAPTURE(text);
    CHECK(T::parse(text).has_value());
  }
  for (const std::string& text : bad) {
    CAPTURE(text);
    CHECK_FALSE(T::parse(text).has_value());
  }
}

// --- address ranges -------------------------------------------------------------------------------------

TEST_CASE("Cidr takes ranges with no bit set behind the prefix") {
  expect_parsed<Cidr>({"10.0.0.0/16", "10.0.2.64/26", "0.0.0.0/0", "255.255.255.255/32", "192.168.0.0/16"},
                      {"",
                       "10.0.0.0",
                       "10.0.0.0/",
                       "10.0.0.0/33",
                       "10.0.0.0/-1",
                       "10.0.0/16",
                       "10.0.0.0.0/16",
                       "10.0.0.1/16",
                       "10.0.2.65/26",
                       "256.0.0.0/8",
                       "10.0.0.0/016",
                       "010.0.0.0/8",
                       "10.0.0.0/16 ",
                       " 10.0.0.0/16",
                       "10.0.0.0 /16",
                       "a.b.c.d/8",
                       "::/0",
                       "10.0.0.0/16/8",
                       "+10.0.0.0/8",
                       "10..0.0/8",
                       "10.0.0.4294967296/32",
                       "0.0.0.1/0"});
}

TEST_CASE("Cidr prints what it parsed") {
  for (const char* text : {"10.0.2.64/26", "0.0.0.0/0", "255.255.255.255/32"})
    CHECK(Cidr::parse(text)->text() == text);
}

TEST_CASE("Cidr sizes, holds and overlaps") {
  const Cidr vpc = *Cidr::parse("10.0.0.0/16");
  const Cidr tier = *Cidr::parse("10.0.2.64/26");
  const Cidr next = *Cidr::parse("10.1.0.0/16");
  const Cidr all = *Cidr::parse("0.0.0.0/0");
  CHECK(vpc.size() == 65'536);
  CHECK(all.size() == 4'294'967'296);
  CHECK(vpc.contains(tier));
  CHECK(vpc.contains(vpc));
  CHECK_FALSE(tier.contains(vpc));
  CHECK_FALSE(vpc.contains(next));
  CHECK(vpc.overlaps(tier));
  CHECK(tier.overlaps(vpc));
  CHECK_FALSE(vpc.overlaps(next));
  CHECK(all.contains(*Cidr::parse("255.255.255.255/32")));
  CHECK(Cidr::parse("255.255.255.0/24")->overlaps(*Cidr::parse("255.255.255.255/32")));
}

// --- image URIs -----------------------------------------------------------------------------------------

const std::string registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com/";
const std::string digest = "sha256:" + std::string(64, 'a');

TEST_CASE("ContainerUri takes the forms of an ECR image") {
  expect_parsed<ContainerUri>(
      {registry + "agent-images:v1.0.0", registry + "agent", registry + "team/agent_x.y:V1",
       registry + "a@" + digest, registry + "a:v1@" + digest, registry + "0a:_"},
      {"",
       "agent-images:v1",
       "docker.io/library/nginx:1",
       registry,
       registry + ":v1",
       registry + "a:",
       registry + "a@",
       registry + "a@sha256:abc",
       registry + "a@" + digest + "0",
       registry + "a@sha512:" + std::string(64, 'a'),
       registry + "Agent:v1",
       registry + "a--b:v1",
       registry + "-a:v1",
       registry + "a-:v1",
       registry + "a//b:v1",
       registry + "a:v 1",
       registry + "a:v1:v2",
       registry + "a b",
       "12345.dkr.ecr.us-east-1.amazonaws.com/a:v1",
       "123456789012.dkr.ecr..amazonaws.com/a:v1",
       "123456789012.dkr.ecr.us east 1.amazonaws.com/a:v1",
       "https://" + registry + "a:v1",
       registry + "a:v1\n"});
}

TEST_CASE("ContainerUri tells its parts") {
  const ContainerUri uri = *ContainerUri::parse(registry + "team/agent:v1@" + digest);
  CHECK(uri.text == registry + "team/agent:v1@" + digest);
  CHECK(uri.account == "123456789012");
  CHECK(uri.region == "us-east-1");
  CHECK(uri.repository == "team/agent");
  CHECK(uri.tag == "v1");
  CHECK(uri.digest == digest);
}

// --- ids and ARNs ---------------------------------------------------------------------------------------

TEST_CASE("AccountId has 12 digits") {
  expect_parsed<AccountId>(
      {"123456789012", "000000000000"},
      {"", "12345678901", "1234567890123", "12345678901a", "1234 5678901", "123456789012 ", "-12345678901"});
}

TEST_CASE("EC2 ids have 8 or 17 hex digits") {
  expect_parsed<VpcId>({"vpc-01234567", "vpc-0123456789abcdef0"},
                       {"", "vpc-", "vpc-0123456", "vpc-0123456789abcdef", "vpc-0123456789ABCDEF0",
                        "subnet-01234567", "vpc-0123456g", "vpc-01234567 ", "xvpc-01234567"});
  expect_parsed<SubnetId>({"subnet-01234567", "subnet-0123456789abcdef0"}, {"subnet-1", "vpc-01234567"});
  expect_parsed<SecurityGroupId>({"sg-01234567", "sg-0123456789abcdef0"}, {"sg-1", "subnet-01234567"});
  expect_parsed<RouteTableId>({"rtb-01234567", "rtb-0123456789abcdef0"}, {"rtb-1", "sg-01234567"});
}

TEST_CASE("Arn has six parts") {
  expect_parsed<Arn>(
      {"arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws-cn:iam::123456789012:role/x",
       "arn:aws:secretsmanager:us-east-1:123456789012:secret:a:b", "arn:aws:s3:::bucket"},
      {"", "arn", "arn:aws", "arn:aws:s3", "arn:aws:s3:::", "arn:aws::us-east-1:123456789012:x",
       "arn:gcp:s3:::b", "arn:aws:iam::12:role/x", "arn:aws:iam::me:role/x", "ARN:aws:s3:::b",
       " arn:aws:s3:::b", "arn:aws:s3:::a b", "arn:aws:s3:::a\n", "arn:aws:s3:::\xC3\xA9"});
}

TEST_CASE("Arn tells its parts") {
  const Arn arn = *Arn::parse("arn:aws:secretsmanager:us-east-1:123456789012:secret:a:b");
  CHECK(arn.partition == "aws");
  CHECK(arn.service == "secretsmanager");
  CHECK(arn.region == "us-east-1");
  CHECK(arn.account == "123456789012");
  CHECK(arn.resource == "secret:a:b");
}

TEST_CASE("RoleReference is a name, or the ARN of a role") {
  CHECK_FALSE(RoleReference::parse("my-role")->arn.has_value());
  CHECK(RoleReference::parse("arn:aws:iam::123456789012:role/path/x")->arn->resource == "role/path/x");
  expect_parsed<RoleReference>({"arn-of-nothing"},
                               {"arn:aws:iam::123456789012:user/x", "arn:aws:s3:::role/x", "arn:"});
}

TEST_CASE("KmsKey is a word or the ARN of a key") {
  CHECK(KmsKey::parse("create")->kind == KmsKey::Kind::create);
  CHECK(KmsKey::parse("aws_managed")->kind == KmsKey::Kind::aws_managed);
  CHECK(KmsKey::parse("arn:aws:kms:us-east-1:123456789012:key/1")->kind == KmsKey::Kind::arn);
  expect_parsed<KmsKey>({}, {"", "Create", "alias/x", "arn:aws:iam::123456789012:role/x"});
}

// --- status ---------------------------------------------------------------------------------------------

using Status = RuntimeStatus;
constexpr std::array all_statuses = {Status::creating, Status::active, Status::updating, Status::deleting,
                                     Status::failed};

TEST_CASE("The transitions are the data model's, and no others") {
  const std::vector<std::pair<Status, Status>> table = {
      {Status::creating, Status::active}, {Status::creating, Status::failed},
      {Status::active, Status::updating}, {Status::updating, Status::active},
      {Status::updating, Status::failed}, {Status::active, Status::deleting}};
  for (const Status from : all_statuses) {
    for (const Status to : all_statuses) {
      CAPTURE(name_of(from), name_of(to));
      const bool listed = std::find(table.begin(), table.end(), std::pair(from, to)) != table.end();
      CHECK(may_follow(from, to) == listed);
    }
  }
}

TEST_CASE("Only an active runtime takes invocations") {
  for (const Status status : all_statuses) CHECK(accepts_invocations(status) == (status == Status::active));
}

TEST_CASE("Each status of the service is one of the data model's") {
  const std::vector<std::pair<std::string_view, std::string_view>> table = {
      {"CREATING", "CREATING"},   {"READY", "ACTIVE"},         {"UPDATING", "UPDATING"},
      {"DELETING", "DELETING"},   {"CREATE_FAILED", "FAILED"}, {"UPDATE_FAILED", "FAILED"},
      {"DELETE_FAILED", "FAILED"}};
  for (const auto& [service, model] : table) CHECK(name_of(status_from_service(service).value()) == model);
  for (const char* other : {"", "ACTIVE", "FAILED", "ready", "READY "})
    CHECK_FALSE(status_from_service(other).has_value());
}

}  // namespace
}  // namespace agentcore
