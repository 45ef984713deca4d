#!/usr/bin/env python3
"""Writes config/resource_types.json from the CloudFormation schemas that cfn-lint carries.

usage: distil_resource_types.py [--check]

--check writes nothing and exits 1 when the file is not what this script would write. Needs the Python
package cfn-lint; its version is part of the output. To add a resource type, add it to TYPES and run this.
"""

import json
import pathlib
import re
import sys
from importlib.metadata import version

TYPES = [
    "AWS::BedrockAgentCore::Runtime",
    "AWS::BedrockAgentCore::RuntimeEndpoint",
    "AWS::CloudWatch::Alarm",
    "AWS::EC2::EIP",
    "AWS::EC2::FlowLog",
    "AWS::EC2::InternetGateway",
    "AWS::EC2::NatGateway",
    "AWS::EC2::Route",
    "AWS::EC2::RouteTable",
    "AWS::EC2::SecurityGroup",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::EC2::SecurityGroupIngress",
    "AWS::EC2::Subnet",
    "AWS::EC2::SubnetRouteTableAssociation",
    "AWS::EC2::VPC",
    "AWS::EC2::VPCEndpoint",
    "AWS::EC2::VPCGatewayAttachment",
    "AWS::ECR::Repository",
    "AWS::IAM::Role",
    "AWS::KMS::Alias",
    "AWS::KMS::Key",
    "AWS::Logs::Delivery",
    "AWS::Logs::DeliveryDestination",
    "AWS::Logs::DeliverySource",
    "AWS::Logs::LogGroup",
    "AWS::SSM::Parameter",
]
REGION = "us-east-1"  # cfn-lint keeps one variant per region; this one has every type
TARGET = pathlib.Path(__file__).resolve().parent.parent / "config" / "resource_types.json"

# Per kind: the schema's names of the bounds. Below this, a bound says nothing (or "none" in the tables).
BOUNDS = {
    "string": ("minLength", "maxLength", 1),
    "array": ("minItems", "maxItems", 1),
    "map": ("minProperties", "maxProperties", 1),
    "integer": ("minimum", "maximum", 0),
    "number": ("minimum", "maximum", 0),
}
# What RE2 does not have: looking around, back references, and repeats beyond REPEATS.
NOT_RE2 = re.compile(r"\(\?[=!]|\(\?<[=!]|\\[1-9]")
REPEATS = 1000
# Two ways of saying a length within a pattern. RE2 has no use for the one and is slow at the other.
LENGTH_LOOKAHEAD = re.compile(r"\^\(\?=\.\{(?P<low>\d+),(?P<high>\d+)\}\$\)")
ONE_CLASS = re.compile(r"\^(?P<class>\[(?:\\.|[^\]\\])*\])\{(?P<low>\d+),(?P<high>\d+)\}(?:\$|\\Z)")
# Names of words, and the same joined by slashes: the second says it in one.
REPOSITORY_WORDS = r"([a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*)"
WORDS_AND_JOINTS = r"[a-z0-9]+((\.|_|__|-+|\/)[a-z0-9]+)*"
# How a value begins, and nothing of how it goes on.
FIRST_CHARACTER = re.compile(r"\^\[(?:\\.|[^\]\\])*\]")


def has_choice(pattern):
    """Whether `|` stands at the top level, where an anchor binds to one branch only."""
    rest = re.sub(r"\\.|\[(?:\\.|[^\]\\])*\]", "", pattern)
    while (inner := re.sub(r"\([^()]*\)", "", rest)) != rest:
        rest = inner
    return "|" in rest


def is_beyond_re2(pattern):
    return NOT_RE2.search(pattern) or any(int(count) > REPEATS for count in re.findall(r"[{,](\d+)\}", pattern))


def to_re2(pattern):
    """The pattern in RE2's syntax, for the whole value. The schemas' own match anywhere within it."""
    pattern = re.sub(r"\\u([0-9A-Fa-f]{4})", r"\\x{\1}", pattern)
    pattern = re.sub(r"\\Z$", "$", pattern)
    if FIRST_CHARACTER.fullmatch(pattern):
        pattern += ".*"
    if not has_choice(pattern):
        pattern = re.sub(r"(?<!\\)\$$", "", pattern.removeprefix("^"))
    if pattern == REPOSITORY_WORDS:
        pattern = WORDS_AND_JOINTS
    return f"^(?:{pattern})$"


class Distiller:
    """Distils one type. `dropped` collects the patterns that RE2 cannot take."""

    def __init__(self, schema, dropped):
        self.schema = schema
        self.type_name = schema["typeName"]
        self.read_only = set(self.pointers("readOnlyProperties"))
        self.dropped = dropped

    def pointers(self, key):
        """`/properties/A/B` as `A.B`; "properties" within a path is JSON Schema's, not AWS's."""
        return sorted(
            ".".join(p for p in pointer.split("/")[2:] if p != "properties") for pointer in self.schema.get(key, [])
        )

    def resolve(self, node, seen):
        while "$ref" in node:
            pointer = node["$ref"]
            if pointer in seen:
                return {}, seen
            seen = seen | {pointer}
            target = self.schema
            for step in pointer.removeprefix("#/").split("/"):
                target = target[step]
            node = target | {k: v for k, v in node.items() if k != "$ref"}
        return node, seen

    def kind(self, node):
        kind = node.get("type", "string" if "pattern" in node or "enum" in node else "any")
        if isinstance(kind, list):
            return "any"
        if kind == "object" and "properties" not in node:
            return "map"
        return kind

    def form(self, node, path, seen=frozenset()):
        """What a value must be, as PropertySchema in include/agentcore/catalog.hpp says it."""
        node, seen = self.resolve(node, seen)
        kind = self.kind(node)
        form = {"kind": kind} | self.bounds(node, kind)
        if "enum" in node and kind in ("string", "integer"):
            form["enum" if kind == "string" else "numbers"] = sorted(node["enum"])
        if kind == "string" and "pattern" in node:
            form |= self.text_pattern(node["pattern"], form, path)
        if kind == "array" and "items" in node:
            form["items"] = self.form(node["items"], f"{path}[]", seen)
        if kind == "object":
            form["members"] = self.members(node, path, seen)
            form["required"] = sorted(node.get("required", []))
        if kind == "map":
            form |= self.entries(node, path, seen)
        return {k: v for k, v in form.items() if v not in ([], {})}

    def bounds(self, node, kind):
        low, high, least = BOUNDS.get(kind, ("", "", 0))
        found = {"min": node.get(low, -1), "max": node.get(high, -1)}
        return {k: v for k, v in found.items() if v >= least}

    def text_pattern(self, pattern, form, path):
        """A text's pattern. A length that it states becomes a bound beside those of the form."""
        if length := LENGTH_LOOKAHEAD.match(pattern):
            pattern = "^" + pattern[length.end() :]
        elif length := ONE_CLASS.fullmatch(pattern):
            pattern = f"^{length['class']}*$"
        bounds = {}
        if length:
            low, high = int(length["low"]), int(length["high"])
            bounds = {"min": max(low, form.get("min", low)), "max": min(high, form.get("max", high))}
        return bounds | self.pattern(pattern, "pattern", path)

    def pattern(self, pattern, key, path):
        if is_beyond_re2(pattern):
            self.dropped.append(f"{self.type_name} {path}: {pattern}")
            return {}
        return {key: to_re2(pattern)}

    def members(self, node, path, seen):
        paths = {name: f"{path}.{name}".lstrip(".") for name in node["properties"]}
        return {
            name: self.form(node["properties"][name], paths[name], seen)
            for name in sorted(paths)
            if paths[name] not in self.read_only
        }

    def entries(self, node, path, seen):
        """Keys and values of a map. A schema with several forms of key does not occur."""
        for key, values in node.get("patternProperties", {}).items():
            return self.pattern(key, "key_pattern", path) | {"items": self.form(values, f"{path}.*", seen)}
        return {}

    def attributes(self, names):
        """Without the lists of objects among cfn-lint's: GetAtt gives text and lists of text."""
        return sorted(name for name in names if not self.is_list_of_objects(name))

    def is_list_of_objects(self, name):
        node = self.schema["properties"].get(name, {})
        node, _ = self.resolve(node, frozenset())
        items, _ = self.resolve(node.get("items", {}), frozenset())
        return items.get("type") == "object"

    def distil(self, attributes):
        return {
            "properties": self.members(self.schema, "", frozenset()),
            "required": sorted(self.schema.get("required", [])),
            "create_only": self.pointers("createOnlyProperties"),
            "conditional_create_only": self.pointers("conditionalCreateOnlyProperties"),
            "read_only": sorted(self.read_only),
            "attributes": self.attributes(attributes),
        }


def compact(value):
    return json.dumps(value, ensure_ascii=False)


def render_type(name, facts):
    """One property a line, so that a diff of the file shows properties."""
    properties = ",\n".join(f"    {compact(key)}: {compact(form)}" for key, form in facts["properties"].items())
    lists = ",\n".join(f"   {compact(key)}: {compact(value)}" for key, value in facts.items() if key != "properties")
    return f'  {compact(name)}: {{\n   "properties": {{\n{properties}\n   }},\n{lists}\n  }}'


def render(schemas, source):
    dropped = []
    types = []
    for schema in schemas:
        facts = Distiller(schema.schema, dropped).distil(schema.get_atts.data.keys())
        types.append(render_type(schema.schema["typeName"], facts))
    notes = ",\n".join(f"  {compact(line)}" for line in dropped)
    notes = f"[\n{notes}\n ]" if notes else "[]"
    body = ",\n".join(types)
    return f'{{\n "_source": {compact(source)},\n "_dropped_patterns": {notes},\n "types": {{\n{body}\n }}\n}}\n'


def main():
    try:
        from cfnlint.schema import PROVIDER_SCHEMA_MANAGER
    except ImportError:
        sys.exit("distil_resource_types.py: the schemas come from a Python package: pip install cfn-lint")
    schemas = [PROVIDER_SCHEMA_MANAGER.get_resource_schema(REGION, name) for name in sorted(TYPES)]
    source = f"CloudFormation provider schemas of {REGION} as cfn-lint {version('cfn-lint')} has them; "
    text = render(schemas, source + "written by tools/distil_resource_types.py")
    if sys.argv[1:] == ["--check"]:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            sys.exit(f"{TARGET} is not what tools/distil_resource_types.py writes: run it and look at the diff")
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
