"""Security group rules as resources of their own, on moto's EC2."""

from moto.core.common_models import CloudFormationModel
from moto.ec2.models import ec2_backends

from .patching import refuse


def drop_default_egress(ec2, group_id):
    group = ec2.get_security_group_from_id(group_id)
    default = ("-1", {"CidrIp": "0.0.0.0/0"})
    group.egress_rules = [rule for rule in group.egress_rules if (rule.ip_protocol, rule.ip_range) != default]


def add_rule(ec2, group_id, rule, *, egress):
    """`rule` as CloudFormation writes it, on moto's EC2."""
    description = {"Description": rule["Description"]} if "Description" in rule else {}
    peer = "Destination" if egress else "Source"
    peers = {
        "ip_ranges": ("CidrIp", rule.get("CidrIp")),
        "source_groups": ("GroupId", rule.get(f"{peer}SecurityGroupId")),
        "prefix_list_ids": ("PrefixListId", rule.get(f"{peer}PrefixListId")),
    }
    if len([value for _, value in peers.values() if value]) != 1:
        refuse(f"a security group rule names one peer: {rule}")
    authorize = ec2.authorize_security_group_egress if egress else ec2.authorize_security_group_ingress
    rules, _ = authorize(
        group_id,
        rule["IpProtocol"],
        rule.get("FromPort"),
        rule.get("ToPort"),
        **{kind: [{key: value, **description}] if value else [] for kind, (key, value) in peers.items()},
    )
    return rules[0]


class SecurityGroupRuleResource:
    egress = None

    def __init__(self, ec2, rule):
        self.ec2, self.rule = ec2, rule

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        properties = cloudformation_json["Properties"]
        ec2 = ec2_backends[account_id][region_name]
        if cls.egress:
            drop_default_egress(ec2, properties["GroupId"])
        return cls(ec2, add_rule(ec2, properties["GroupId"], properties, egress=cls.egress))

    @property
    def physical_resource_id(self):
        return self.rule.id

    def delete(self, account_id, region_name):
        group = self.ec2.get_security_group_from_id(self.rule.group_id)
        for rules in [group.egress_rules, group.ingress_rules] if group else []:
            rules[:] = [rule for rule in rules if rule.id != self.rule.id]


class SecurityGroupEgressResource(SecurityGroupRuleResource, CloudFormationModel):
    egress = True

    @staticmethod
    def cloudformation_type():
        return "AWS::EC2::SecurityGroupEgress"


class SecurityGroupIngressResource(SecurityGroupRuleResource, CloudFormationModel):
    egress = False

    @staticmethod
    def cloudformation_type():
        return "AWS::EC2::SecurityGroupIngress"
