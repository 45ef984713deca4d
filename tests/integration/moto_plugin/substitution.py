"""Fn::Sub, whose ${!X} is ${X} as it stands: moto takes every ! within the braces away."""

from moto.cloudformation import parsing

from .patching import patch

DOLLAR = "\ue000"  # of private use, for a $ that begins no variable


@patch(parsing)
def clean_json(own, value, resources_map):
    if not (isinstance(value, dict) and isinstance(value.get("Fn::Sub"), str)):
        return own(value, resources_map)
    kept = value["Fn::Sub"].replace("${!", DOLLAR + "{")
    return own({"Fn::Sub": kept}, resources_map).replace(DOLLAR, "$")
