"""Stack sets whose instances are stacks of their accounts, deployed there as by a change set.

moto makes an instance's stack in its own way, and a hidden one without the account's exports where permissions are
service-managed. It updates no instance, makes later ones of the first template and an account's instance twice, asks for
no capabilities, and has every operation succeed.
"""

from moto.cloudformation.models import StackInstance, StackInstances, StackSet, cloudformation_backends
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.exceptions import ServiceException
from moto.moto_api._internal import mock_random

from .capabilities import expect_capability
from .patching import patch


@patch(StackInstance)
def __init__(own, instance, *, account_id, region_name, stackset_id, name, template, parameters, **_):
    instance.account_id, instance.region_name = account_id, region_name
    instance.stackset_id, instance.name, instance.template = stackset_id, name, template
    instance.parameters = parameters or []
    instance.permission_model = "SELF_MANAGED"  # by which moto deletes a stack of the account
    instance.stack_name = f"StackSet-{name}-{mock_random.uuid4()}"
    instance.stack = None
    deploy(instance)


def deploy(instance):
    """Makes the instance's stack, or updates it. One that fails while it is made does not stay."""
    backend = cloudformation_backends[instance.account_id][instance.region_name]
    kind = "UPDATE" if instance.stack else "CREATE"
    values = instance.parameters
    if isinstance(values, list):
        values = {value["ParameterKey"]: value["ParameterValue"] for value in values}
    try:
        change_set_id, stack_id = backend.create_change_set(
            stack_name=instance.stack_name,
            change_set_name="stack-set",
            template=instance.template,
            parameters=values,
            description="",
            change_set_type=kind,
        )
        stack = backend.stacks[stack_id]
        if backend.describe_change_set(change_set_id).execution_status == "AVAILABLE":
            backend.execute_change_set(change_set_id)
        del backend.change_sets[change_set_id]
    except ServiceException:
        instance.succeeded = False
        return
    instance.succeeded = stack.status in ("CREATE_COMPLETE", "UPDATE_COMPLETE")
    instance.stack = stack
    if kind == "CREATE" and not instance.succeeded:
        del backend.stacks[stack_id]
        instance.stack = None


@patch(StackInstance)
def to_dict(own, instance):
    status = "CURRENT" if instance.succeeded else "OUTDATED"
    return own(instance) | {"StackId": instance.stack and instance.stack.stack_id, "Status": status}


@patch(StackInstances)
def create_instances(own, instances, accounts, regions, parameters, deployment_targets, permission_model):
    units = deployment_targets.get("OrganizationalUnitIds", [])
    units = units + [unit.id for unit in instances.org_backend.ou if unit.parent_id in units]
    members = [account.id for account in instances.org_backend.accounts if account.parent_id in units]
    known = {(instance.account_id, instance.region_name) for instance in instances.stack_instances}
    for region in regions:
        for account in [*accounts, *members]:
            if (account, region) not in known:
                own(instances, [account], [region], parameters, {}, permission_model)


@patch(StackSet)
def update(own, stack_set, *, template, parameters, accounts, regions, **others):
    stack_set.instances.template = template or stack_set.template
    for instance in stack_set.stack_instances:
        instance.template = stack_set.instances.template
        instance.parameters = parameters or instance.parameters
        deploy(instance)
    accounts = [instance.account_id for instance in stack_set.stack_instances]
    regions = sorted({instance.region_name for instance in stack_set.stack_instances})
    named = {"template": template, "parameters": parameters, "accounts": [], "regions": []}
    operation = own(stack_set, **named, **others)
    operation["Instances"] = [{account: region} for account in accounts for region in regions]
    return operation


@patch(StackSet)
def _create_operation(own, stack_set, **named):
    failed = any(not instance.succeeded for instance in stack_set.stack_instances)
    return own(stack_set, **(named | {"status": "FAILED" if failed else "SUCCEEDED"}))


@patch(CloudFormationResponse)
def create_stack_set(own, response):
    expect_capability(response)
    return own(response)


@patch(CloudFormationResponse)
def update_stack_set(own, response):
    expect_capability(response)
    return own(response)
