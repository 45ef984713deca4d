"""IAM resources want a capability, named ones CAPABILITY_NAMED_IAM; moto makes them without."""

from moto.cloudformation.exceptions import CloudFormationError
from moto.cloudformation.models import Stack
from moto.cloudformation.responses import CloudFormationResponse

from .patching import patch


def expect_capability(response):
    body = response._get_param("TemplateBody")
    resources = Stack.parse_template(body)["Resources"].values() if body else []
    of_iam = [resource for resource in resources if resource["Type"].startswith("AWS::IAM::")]
    named = any("RoleName" in resource["Properties"] for resource in of_iam)
    enough = {"CAPABILITY_NAMED_IAM"} if named else {"CAPABILITY_NAMED_IAM", "CAPABILITY_IAM"}
    if of_iam and not enough.intersection(response._get_param("Capabilities", [])):
        error = CloudFormationError(f"Requires capabilities : [{min(enough)}]")
        error.code = "InsufficientCapabilitiesException"
        raise error


@patch(CloudFormationResponse)
def create_stack(own, response):
    expect_capability(response)
    return own(response)


@patch(CloudFormationResponse)
def create_change_set(own, response):
    expect_capability(response)
    return own(response)
