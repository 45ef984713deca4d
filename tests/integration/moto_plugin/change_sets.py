"""What moto's stacks leave out: exports and outputs after a change set, exports in use, and how a stack fails."""

import json
import re

from moto.cloudformation.models import CloudFormationBackend, Stack

from .parameters import with_defaults
from .patching import patch, refuse


@patch(CloudFormationBackend)
def create_change_set(own, backend, **arguments):
    parameters = with_defaults(Stack.parse_template(arguments["template"]), arguments["parameters"])
    change_set_id, stack_id = own(backend, **{**arguments, "parameters": parameters})
    backend.stacks[stack_id].resource_map.cross_stack_resources = backend.exports
    return change_set_id, stack_id


@patch(CloudFormationBackend)
def execute_change_set(own, backend, change_set_name, stack_name=None):
    change_set = backend.describe_change_set(change_set_name)
    stack = change_set.stack
    try:
        own(backend, change_set_name, stack_name)
        stack.parameters = change_set.parameters
        stack.template_dict = change_set.template_dict
        stack.output_map = stack._create_output_map()
        publish_exports(backend, stack)
    except Exception as error:  # on AWS the call succeeds, the stack fails, and its events say why
        stack.status = {"CREATE": "ROLLBACK_COMPLETE"}.get(change_set.change_set_type, "UPDATE_ROLLBACK_FAILED")
        stack._add_stack_event(stack.status, resource_status_reason=str(error))


@patch(CloudFormationBackend)
def delete_change_set(own, backend, change_set_name):
    """Without complaint about an unknown one, as the CDK CLI expects."""
    change_sets = backend.change_sets.values()
    if any(change_set_name in (known.change_set_id, known.change_set_name) for known in change_sets):
        own(backend, change_set_name)


@patch(CloudFormationBackend)
def delete_stack(own, backend, name_or_stack_id):
    for stack in list(backend.stacks.values()):
        if name_or_stack_id in (stack.name, stack.stack_id):
            refuse_exports_in_use(backend, stack, kept=())
    own(backend, name_or_stack_id)


def publish_exports(backend, stack):
    exports = {export.name: export for export in stack.exports}
    refuse_exports_in_use(backend, stack, kept=exports)
    for name in exports_of(backend, stack):
        del backend.exports[name]
    backend._validate_export_uniqueness(stack)
    backend.exports.update(exports)


def exports_of(backend, stack):
    return [name for name, export in backend.exports.items() if export.exporting_stack_id == stack.stack_id]


def refuse_exports_in_use(backend, stack, kept):
    for user in backend.stacks.values():
        imported = re.findall(r'"Fn::ImportValue": "([^"]+)"', json.dumps(user.template_dict))
        for name in set(exports_of(backend, stack)) & set(imported) - set(kept):
            refuse(f"Export {name} cannot be deleted as it is in use by {user.name}")
