"""AWS::Logs::Delivery* on moto's own logs backend, which knows no AgentCore and no X-Ray."""

from moto.bedrockagentcorecontrol.models import bedrockagentcorecontrol_backends
from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.core.common_models import CloudFormationModel
from moto.logs.models import DeliverySource, logs_backends

from .patching import refuse

LOG_TYPES = {"APPLICATION_LOGS", "TRACES", "USAGE_LOGS"}


def as_map(tags):
    return {tag["Key"]: tag["Value"] for tag in tags or []}


class DeliveryResource:
    """What the three types share: a change of what is create-only makes a new one before the old one goes."""

    create_only = ()

    def __init__(self, logs, made, properties):
        self.logs, self.made, self.properties = logs, made, properties

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        logs, properties = logs_backends[account_id][region_name], cloudformation_json["Properties"]
        return cls(logs, cls.make(logs, properties), properties)

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        properties = cloudformation_json["Properties"]
        if any(properties.get(name) != original_resource.properties.get(name) for name in cls.create_only):
            new = cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
            original_resource.drop()
            return new
        original_resource.change(properties)
        original_resource.properties = properties
        return original_resource

    def change(self, properties):
        self.made.tags = as_map(properties.get("Tags"))
        self.logs.tagger.delete_all_tags_for_resource(self.made.arn)
        self.logs.tag_resource(self.made.arn, self.made.tags)

    def delete(self, account_id, region_name):
        if any(self.is_used_by(delivery) for delivery in self.logs.deliveries.values()):
            refuse(f"{self.made.name} is associated with a delivery")
        self.drop()

    def is_used_by(self, delivery):
        return False

    @property
    def physical_resource_id(self):
        return self.made.name

    def get_cfn_attribute(self, attribute_name):
        if attribute_name not in self.attributes:
            raise UnformattedGetAttTemplateException()
        return self.attributes[attribute_name]


class DeliverySourceResource(DeliveryResource, CloudFormationModel):
    create_only = ("Name",)

    @staticmethod
    def cloudformation_type():
        return "AWS::Logs::DeliverySource"

    @staticmethod
    def make(logs, properties):
        name, log_type, runtime_arn = (properties[key] for key in ("Name", "LogType", "ResourceArn"))
        runtimes = bedrockagentcorecontrol_backends[logs.account_id][logs.region_name].list_agent_runtimes()
        if runtime_arn not in [runtime.agent_runtime_arn for runtime in runtimes]:
            refuse(f"no runtime {runtime_arn}")
        if log_type not in LOG_TYPES:
            refuse(f"This service is not allowed for this LogSource: {log_type}")
        if name in logs.delivery_sources:
            refuse(f"a delivery source {name} exists already")
        known = [(source.resource_arns, source.log_type) for source in logs.delivery_sources.values()]
        if ([runtime_arn], log_type) in known:
            refuse("This ResourceId has already been used in another Delivery Source in this account.")
        tags = as_map(properties.get("Tags"))
        made = DeliverySource(logs.account_id, logs.region_name, name, runtime_arn, log_type, tags)
        logs.delivery_sources[name] = made
        logs.tag_resource(made.arn, tags)
        return made

    def change(self, properties):
        if [properties["ResourceArn"]] != self.made.resource_arns or properties["LogType"] != self.made.log_type:
            refuse("Update to existing Delivery Source with new ResourceId is not allowed.")
        super().change(properties)

    def is_used_by(self, delivery):
        return delivery.delivery_source_name == self.made.name

    def drop(self):
        self.logs.delete_delivery_source(self.made.name)

    @property
    def attributes(self):
        return {"Arn": self.made.arn, "ResourceArns": self.made.resource_arns, "Service": self.made.service}


class DeliveryDestinationResource(DeliveryResource, CloudFormationModel):
    create_only = ("DeliveryDestinationType", "DestinationResourceArn", "Name", "OutputFormat")

    @staticmethod
    def cloudformation_type():
        return "AWS::Logs::DeliveryDestination"

    @staticmethod
    def make(logs, properties):
        name, kind, arn = (properties.get(key) for key in ("Name", "DeliveryDestinationType", "DestinationResourceArn"))
        if (kind == "XRAY") == bool(arn):
            refuse("a destination has a DestinationResourceArn, or the type XRAY")
        if arn and arn.removesuffix(":*") not in [group.arn for group in logs.groups.values()]:
            refuse(f"no log group {arn}")
        if name in logs.delivery_destinations:
            refuse(f"a delivery destination {name} exists already")
        configuration = {"destinationResourceArn": arn or "arn:aws:logs"}  # moto takes the type from it
        tags = as_map(properties.get("Tags"))
        made = logs.put_delivery_destination(name, properties.get("OutputFormat"), configuration, tags)
        if not arn:
            made.delivery_destination_type, made.delivery_destination_configuration = "XRAY", {}
        return made

    def is_used_by(self, delivery):
        return delivery.delivery_destination_arn == self.made.arn

    def drop(self):
        self.logs.delete_delivery_destination(self.made.name)

    @property
    def attributes(self):
        return {"Arn": self.made.arn}


class DeliveryOfLogsResource(DeliveryResource, CloudFormationModel):
    create_only = ("DeliveryDestinationArn", "DeliverySourceName")

    @staticmethod
    def cloudformation_type():
        return "AWS::Logs::Delivery"

    @staticmethod
    def make(logs, properties):
        source_name, destination_arn = properties["DeliverySourceName"], properties["DeliveryDestinationArn"]
        tags = as_map(properties.get("Tags"))
        made = logs.create_delivery(source_name, destination_arn, None, None, None, tags)
        made.record_fields = []
        if (logs.delivery_sources[source_name].log_type == "TRACES") != (made.destination_type == "XRAY"):
            logs.delete_delivery(made.id)
            refuse("traces go to X-Ray, logs do not")
        return made

    def drop(self):
        self.logs.delete_delivery(self.made.id)

    @property
    def physical_resource_id(self):
        return self.made.id

    @property
    def attributes(self):
        return {
            "Arn": self.made.arn,
            "DeliveryDestinationType": self.made.destination_type,
            "DeliveryId": self.made.id,
        }
