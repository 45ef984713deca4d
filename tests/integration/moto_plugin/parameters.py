"""Template parameters and dynamic references, as CloudFormation reads them.

moto does not split a default list, hands on the values that it resolved as a stack's previous ones, compares the
wrong thing with the NoEcho parameters, and knows no dynamic reference.
"""

import re

from moto.cloudformation import parsing
from moto.cloudformation.models import Stack
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.exceptions import ServiceException
from moto.ec2.models import ec2_backends
from moto.ssm.models import ssm_backends

from .patching import patch, refuse

STORED = re.compile("AWS::SSM::Parameter::Value<(.+)>")
LISTED = re.compile("List<(.+)>")
REFERENCE = re.compile(r"\{\{resolve:(?P<service>[^:}]*):(?P<rest>[^}]*)\}\}")
SSM_NAME = re.compile(r"[a-zA-Z0-9_.\-/]+(:\d+)?")

# Types of parameters whose values must exist in the account.
LOOKUPS = {
    "AWS::EC2::SecurityGroup::Id": lambda ec2, ids: ec2.describe_security_groups(group_ids=ids),
    "AWS::EC2::Subnet::Id": lambda ec2, ids: ec2.describe_subnets(subnet_ids=ids),
    "AWS::EC2::VPC::Id": lambda ec2, ids: ec2.describe_vpcs(vpc_ids=ids),
}


def with_defaults(template, given):
    """What each parameter was given or has as its default: for one of Parameter Store its name there."""
    slots = template.get("Parameters", {})
    return {name: slot["Default"] for name, slot in slots.items() if "Default" in slot} | given


def stored_text(account_id, region_name, name):
    """The value in Parameter Store; `name` may end in a version."""
    stored = ssm_backends[account_id][region_name].get_parameter(name)
    if stored is None or stored.parameter_type == "SecureString":
        refuse(f"Unable to fetch parameters [{name}] from parameter store for this account.")
    return stored.value


def expect_allowed(name, slot, value):
    """Allowed values and the pattern bind what is given: of a list each item, of a stored value its name."""
    values = [str(value)]
    if slot["Type"].startswith(("List<", "CommaDelimitedList")):
        values = [each.strip() for each in value.split(",")]
    allowed = [str(each) for each in slot.get("AllowedValues", values)]
    if not set(values) <= set(allowed):
        refuse(f"Parameter '{name}' must be one of AllowedValues")
    if not all(re.fullmatch(slot.get("AllowedPattern", "(?s:.*)"), each) for each in values):
        refuse(f"Parameter {name} failed to satisfy constraint: pattern {slot['AllowedPattern']}")


def expect_existing(resource_map, name, kind, value):
    """What the value of an AWS type names must be there."""
    for wrapped in STORED, LISTED:
        kind = wrapped.sub(r"\1", kind)
    if kind in LOOKUPS:
        ids = value if isinstance(value, list) else [value]
        try:
            LOOKUPS[kind](ec2_backends[resource_map._account_id][resource_map._region_name], ids)
        except ServiceException as error:
            refuse(f"Parameter validation failed: parameter {name}: {error.message}")


@patch(parsing.ResourceMap)
def load_parameters(own, resource_map):
    slots = resource_map._template.get("Parameters", {})
    given = with_defaults(resource_map._template, resource_map.input_parameters)
    resource_map.input_parameters = {name: given[name] for name in slots if name in given}
    resource_map.resolved_parameters = {}
    if missing := [name for name in slots if name not in given]:
        refuse(f"Parameters: [{', '.join(missing)}] must have values")
    for name, value in resource_map.input_parameters.items():
        expect_allowed(name, slots[name], value)
    own(resource_map)
    for name, value in resource_map.resolved_parameters.items():
        if isinstance(value, list):
            value[:] = [each.strip() if isinstance(each, str) else each for each in value]
        expect_existing(resource_map, name, slots[name]["Type"], value)


@patch(parsing.ResourceMap)
def parse_ssm_parameter(own, resource_map, name, value_type):
    stored_text(resource_map._account_id, resource_map._region_name, name)
    return own(resource_map, name, value_type)


@patch(Stack)
def has_parameters(own, stack, others):
    """What Parameter Store has now may differ from what it had when the stack read it."""
    slots = stack.template_dict.get("Parameters", {})
    stored = [name for name, slot in slots.items() if STORED.fullmatch(slot["Type"])]
    known = stack.resource_map
    return own(stack, others) and all(
        known.parse_ssm_parameter(others[name], slots[name]["Type"]) == known.resolved_parameters[name]
        for name in stored
    )


@patch(CloudFormationResponse)
def _validate_different_update(own, response, *arguments):
    """A change set without changes is made, and fails by itself."""
    if response._get_action() == "UpdateStack":
        own(response, *arguments)


def shown(stack, name, value):
    """A parameter as DescribeStacks answers it."""
    if name in stack.resource_map.no_echo_parameter_keys:
        return {"ParameterKey": name, "ParameterValue": "****"}
    parameter = {"ParameterKey": name, "ParameterValue": value}
    if STORED.fullmatch(stack.template_dict["Parameters"][name]["Type"]):
        resolved = stack.resource_map.resolved_parameters[name]
        parameter["ResolvedValue"] = ",".join(resolved) if isinstance(resolved, list) else resolved
    return parameter


def shown_parameters(stack):
    given = stack.resource_map.input_parameters
    return [shown(stack, name, given[name]) for name in stack.resource_map.resolved_parameters]


Stack.parameter_list = property(shown_parameters)
Stack.stack_parameters = property(lambda stack: stack.resource_map.input_parameters)


def resolved(value, account_id, region_name):
    """The value with what its dynamic references stand for; intrinsic functions have seen the references."""

    def fetch(reference):
        name = reference["rest"]
        if reference["service"] != "ssm" or not SSM_NAME.fullmatch(name):
            refuse(f"no dynamic reference that is resolved here: {reference[0]}")
        return stored_text(account_id, region_name, name)

    if isinstance(value, dict):
        return {name: resolved(part, account_id, region_name) for name, part in value.items()}
    if isinstance(value, list):
        return [resolved(part, account_id, region_name) for part in value]
    return REFERENCE.sub(fetch, value) if isinstance(value, str) else value


@patch(parsing)
def parse_resource(own, resource_json, resources_map):
    model, cleaned, resource_type = own(resource_json, resources_map)
    properties = resolved(cleaned["Properties"], resources_map._account_id, resources_map._region_name)
    return model, {**cleaned, "Properties": properties}, resource_type
