"""AWS::CloudWatch::Alarm on moto's own cloudwatch backend."""

from moto.cloudformation.exceptions import UnformattedGetAttTemplateException
from moto.cloudwatch.models import Dimension, Metric, MetricDataQuery, MetricStat, cloudwatch_backends
from moto.core.common_models import CloudFormationModel

from .patching import refuse


def as_query(written):
    """One of an alarm's Metrics."""
    stat = written.get("MetricStat")
    if stat:
        named = stat["Metric"]
        dimensions = [Dimension(each["Name"], each["Value"]) for each in named.get("Dimensions", [])]
        metric = Metric(named["MetricName"], named["Namespace"], dimensions)
        stat = MetricStat(metric, stat["Period"], stat["Stat"], stat.get("Unit"))
    return MetricDataQuery(
        query_id=written["Id"],
        label=written.get("Label"),
        period=written.get("Period"),
        return_data=written.get("ReturnData", True),
        expression=written.get("Expression"),
        metric_stat=stat,
    )


def put(cloudwatch, name, properties):
    return cloudwatch.put_metric_alarm(
        name=name,
        namespace=properties.get("Namespace"),
        metric_name=properties.get("MetricName"),
        metric_data_queries=[as_query(each) for each in properties.get("Metrics", [])],
        comparison_operator=properties.get("ComparisonOperator"),
        evaluation_periods=properties.get("EvaluationPeriods"),
        datapoints_to_alarm=properties.get("DatapointsToAlarm"),
        period=properties.get("Period"),
        threshold=properties.get("Threshold"),
        statistic=properties.get("Statistic"),
        extended_statistic=properties.get("ExtendedStatistic"),
        description=properties.get("AlarmDescription"),
        dimensions=properties.get("Dimensions", []),
        alarm_actions=properties.get("AlarmActions", []),
        ok_actions=properties.get("OKActions", []),
        insufficient_data_actions=properties.get("InsufficientDataActions", []),
        unit=properties.get("Unit"),
        actions_enabled=properties.get("ActionsEnabled", True),
        treat_missing_data=properties.get("TreatMissingData"),
        evaluate_low_sample_count_percentile=properties.get("EvaluateLowSampleCountPercentile"),
        tags=properties.get("Tags"),
    )


class AlarmResource(CloudFormationModel):
    def __init__(self, cloudwatch, alarm):
        self.cloudwatch, self.alarm = cloudwatch, alarm

    @staticmethod
    def cloudformation_name_type():
        return "AlarmName"

    @staticmethod
    def cloudformation_type():
        return "AWS::CloudWatch::Alarm"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
        cloudwatch = cloudwatch_backends[account_id][region_name]
        if resource_name in cloudwatch.alarms:
            refuse(f"an alarm {resource_name} exists already")
        return cls(cloudwatch, put(cloudwatch, resource_name, cloudformation_json["Properties"]))

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name
    ):
        cloudwatch, name = original_resource.cloudwatch, original_resource.alarm.name
        properties = cloudformation_json["Properties"]
        if properties.get("AlarmName", name) != name:  # create-only: replace
            new = cls.create_from_cloudformation_json(new_resource_name, cloudformation_json, account_id, region_name)
            original_resource.delete(account_id, region_name)
            return new
        cloudwatch.tagger.delete_all_tags_for_resource(original_resource.alarm.alarm_arn)
        original_resource.alarm = put(cloudwatch, name, properties)
        return original_resource

    def delete(self, account_id, region_name):
        self.cloudwatch.delete_alarms([self.alarm.name])

    @property
    def physical_resource_id(self):
        return self.alarm.name

    def get_cfn_attribute(self, attribute_name):
        if attribute_name != "Arn":
            raise UnformattedGetAttTemplateException()
        return self.alarm.alarm_arn
