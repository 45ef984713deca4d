"""AWS::BedrockAgentCore types on moto's own bedrock-agentcore-control backend."""

import re

from moto.bedrockagentcorecontrol import models as moto_models
from moto.bedrockagentcorecontrol.models import bedrockagentcorecontrol_backends
from moto.bedrockagentcorecontrol.responses import BedrockAgentCoreControlResponse
from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.core.common_models import CloudFormationModel
from moto.ec2.models import ec2_backends
from moto.ecr.models import ecr_backends
from moto.iam.models import iam_backends
from moto.moto_api._internal import mock_random
from moto.s3.models import s3_backends

from .patching import as_api, patch, refuse


class AgentRuntime(moto_models.AgentRuntime):
    """moto's runtime, named as AWS names it: <name>-<10 letters or digits>, and an ARN that no update changes."""

    filesystem_configurations = ()

    def __init__(self, *, agent_runtime_name, **properties):
        super().__init__(agent_runtime_name=agent_runtime_name, **properties)
        self.agent_runtime_id = f"{agent_runtime_name}-{mock_random.get_random_hex(10)}"
        self.agent_runtime_arn = (
            f"arn:aws:bedrock-agentcore:{self.region_name}:{self.account_id}:runtime/{self.agent_runtime_id}"
        )
        self.versions[0].update(agentRuntimeArn=self.agent_runtime_arn, agentRuntimeId=self.agent_runtime_id)

    def update(self, **properties):
        arn, self.agent_runtime_arn = self.agent_runtime_arn, "agent/0:1"  # moto takes its own form of ARN apart
        super().update(**properties)
        self.agent_runtime_arn = self.versions[-1]["agentRuntimeArn"] = arn
        self.status = "READY"


moto_models.AgentRuntime = AgentRuntime


@patch(BedrockAgentCoreControlResponse)
def get_agent_runtime(own, response):
    answer = own(response)
    runtime = response.backend.get_agent_runtime(answer.result["agentRuntimeId"])
    if runtime.filesystem_configurations:
        answer.result["filesystemConfigurations"] = runtime.filesystem_configurations
    return answer


def replace_tags(service, arn, properties):
    service.tagger.delete_all_tags_for_resource(arn)
    service.tag_resource(arn, properties.get("Tags", {}))


class RuntimeResource(CloudFormationModel):
    def __init__(self, service, runtime):
        self.service, self.runtime = service, runtime

    @staticmethod
    def cloudformation_type():
        return "AWS::BedrockAgentCore::Runtime"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        properties = cloudformation_json["Properties"]
        service = bedrockagentcorecontrol_backends[account_id][region_name]
        name = properties["AgentRuntimeName"]
        if not re.fullmatch("[a-zA-Z][a-zA-Z0-9_]{0,47}", name):
            refuse(f"{name!r} is no name of a runtime")
        if any(runtime.agent_runtime_name == name for runtime in service.list_agent_runtimes()):
            refuse(f"a runtime {name} exists already")
        cls._check_what_the_runtime_needs(properties, account_id, region_name)
        runtime = service.create_agent_runtime(
            agent_runtime_name=name, tags=properties.get("Tags"), **cls._arguments(properties)
        )
        runtime.filesystem_configurations = as_api(properties.get("FilesystemConfigurations", []))
        return cls(service, runtime)

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        properties, runtime = cloudformation_json["Properties"], original_resource.runtime
        if properties["AgentRuntimeName"] != runtime.agent_runtime_name:  # create-only: replace
            new = cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
            original_resource.delete(account_id, region_name)
            return new
        cls._check_what_the_runtime_needs(properties, account_id, region_name)
        service = original_resource.service
        service.update_agent_runtime(runtime.agent_runtime_id, **cls._arguments(properties))
        runtime.filesystem_configurations = as_api(properties.get("FilesystemConfigurations", []))
        replace_tags(service, runtime.agent_runtime_arn, properties)
        return original_resource

    def delete(self, account_id, region_name):
        self.service.delete_agent_runtime(self.runtime.agent_runtime_id)

    @staticmethod
    def _arguments(properties):
        protocol = properties.get("ProtocolConfiguration")
        return {
            "agent_runtime_artifact": as_api(properties["AgentRuntimeArtifact"]),
            "role_arn": properties["RoleArn"],
            "network_configuration": as_api(properties["NetworkConfiguration"]),
            "description": properties.get("Description", ""),
            "authorizer_configuration": as_api(properties.get("AuthorizerConfiguration", {})),
            "request_header_configuration": as_api(properties.get("RequestHeaderConfiguration", {})),
            "protocol_configuration": {"serverProtocol": protocol} if protocol else {},
            "lifecycle_configuration": as_api(properties.get("LifecycleConfiguration", {})),
            "environment_variables": properties.get("EnvironmentVariables", {}),
        }

    @staticmethod
    def _check_what_the_runtime_needs(properties, account_id, region_name):
        """AWS looks these up while it makes a runtime; moto does not."""
        role_arn = properties["RoleArn"]
        if role_arn not in [role.arn for role in iam_backends[account_id]["aws"].get_roles()]:
            refuse(f"no role {role_arn}")
        ec2 = ec2_backends[account_id][region_name]
        network = properties["NetworkConfiguration"].get("NetworkModeConfig", {})
        ec2.describe_subnets(subnet_ids=network.get("Subnets"))
        ec2.describe_security_groups(group_ids=network.get("SecurityGroups"))
        container_uri = properties["AgentRuntimeArtifact"].get("ContainerConfiguration", {}).get("ContainerUri", "")
        own_registry = f"{account_id}.dkr.ecr.{region_name}.amazonaws.com/"
        if container_uri.startswith(own_registry):
            repository, mark, image = re.fullmatch("([^:@]+)([:@])(.+)", container_uri[len(own_registry) :]).groups()
            image_id = {"imageTag" if mark == ":" else "imageDigest": image}
            ecr_backends[account_id][region_name].describe_images(repository, image_ids=[image_id])
        if code := properties["AgentRuntimeArtifact"].get("CodeConfiguration", {}).get("Code", {}).get("S3"):
            location = (code["Bucket"], code["Prefix"], code.get("VersionId"))
            if not s3_backends[account_id]["aws"].get_object(*location):
                refuse(f"no code at {location}")

    @property
    def physical_resource_id(self):
        return self.runtime.agent_runtime_id

    def get_cfn_attribute(self, attribute_name):
        runtime = self.runtime
        attributes = {
            "AgentRuntimeArn": runtime.agent_runtime_arn,
            "AgentRuntimeId": runtime.agent_runtime_id,
            "AgentRuntimeVersion": runtime.agent_runtime_version,
            "Status": runtime.status,
        }
        if attribute_name not in attributes:
            raise UnformattedGetAttTemplateException()
        return attributes[attribute_name]


class RuntimeEndpointResource(CloudFormationModel):
    def __init__(self, service, endpoint):
        self.service, self.endpoint = service, endpoint

    @staticmethod
    def cloudformation_type():
        return "AWS::BedrockAgentCore::RuntimeEndpoint"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        properties = cloudformation_json["Properties"]
        service = bedrockagentcorecontrol_backends[account_id][region_name]
        endpoint = service.create_agent_runtime_endpoint(
            agent_runtime_id=properties["AgentRuntimeId"],
            name=properties["Name"],
            agent_runtime_version=cls._existing_version(service, properties),
            description=properties.get("Description"),
            tags=None,
        )
        endpoint.agent_runtime_endpoint_arn = f"{endpoint.agent_runtime_arn}/runtime-endpoint/{endpoint.name}"
        replace_tags(service, endpoint.agent_runtime_endpoint_arn, properties)
        return cls(service, endpoint)

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        properties, endpoint = cloudformation_json["Properties"], original_resource.endpoint
        if (properties["AgentRuntimeId"], properties["Name"]) != (endpoint.agent_runtime_id, endpoint.name):
            new = cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
            original_resource.delete(account_id, region_name)
            return new
        version = cls._existing_version(original_resource.service, properties)
        endpoint.update(agent_runtime_version=version, description=properties.get("Description", ""))
        endpoint.live_version, endpoint.status = endpoint.target_version, "READY"
        replace_tags(original_resource.service, endpoint.agent_runtime_endpoint_arn, properties)
        return original_resource

    @staticmethod
    def _existing_version(service, properties):
        version = properties.get("AgentRuntimeVersion")
        versions = service.list_agent_runtime_versions(properties["AgentRuntimeId"])
        if version and str(version) not in [known["agentRuntimeVersion"] for known in versions]:
            refuse(f"runtime {properties['AgentRuntimeId']} has no version {version}")
        return version and str(version)

    def delete(self, account_id, region_name):
        key = (self.endpoint.agent_runtime_id, self.endpoint.name)
        self.service.agent_runtime_endpoints.pop(key, None)  # gone already when its runtime went first

    @property
    def physical_resource_id(self):
        return self.endpoint.agent_runtime_endpoint_arn

    def get_cfn_attribute(self, attribute_name):
        endpoint = self.endpoint
        attributes = {
            "AgentRuntimeArn": endpoint.agent_runtime_arn,
            "AgentRuntimeEndpointArn": endpoint.agent_runtime_endpoint_arn,
            "Id": endpoint.endpoint_id,
            "LiveVersion": endpoint.live_version,
            "Status": endpoint.status,
            "TargetVersion": endpoint.target_version,
        }
        if attribute_name not in attributes:
            raise UnformattedGetAttTemplateException()
        return attributes[attribute_name]
