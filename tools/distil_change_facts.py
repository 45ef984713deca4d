#!/usr/bin/env python3
"""Writes config/type_changes.json from the CloudFormation schemas that cfn-lint carries.

usage: distil_change_facts.py [--check]

--check writes nothing and exits 1 when the file is not what this script would write. Needs the Python
package cfn-lint; its version is part of the output. Where the documents of CloudFormation name a
replacement and the schema does not, documented_replacements.json has it: such a change may replace.
"""

import json
import pathlib
import re
import sys
from importlib.metadata import version

REGION = "us-east-1"  # cfn-lint keeps one variant per region; this one has the most types
TARGET = pathlib.Path(__file__).resolve().parent.parent / "config" / "type_changes.json"
DOCUMENTED = pathlib.Path(__file__).resolve().parent / "documented_replacements.json"
NOT_TYPES = {"Module"}  # a placeholder of cfn-lint

# A property that names what the resource belongs to, so that its own name is unique within that only.
SCOPE = re.compile(r"^(?!.*(Kms|Key|Role|Certificate)).*(Id|Arn|Identifier)$")


class Walker:
    """Finds the way through one schema."""

    def __init__(self, schema):
        self.schema = schema

    def resolve(self, node, seen=frozenset()):
        """The node behind `$ref`s, and which were passed. A reference to itself ends in nothing."""
        while "$ref" in node:
            pointer = node["$ref"]
            if pointer in seen:
                return {}, seen
            seen = seen | {pointer}
            target = self.schema
            for step in pointer.removeprefix("#/").split("/"):
                target = target[step]
            node = target | {key: value for key, value in node.items() if key != "$ref"}
        return node, seen

    @staticmethod
    def children(node):
        """(step, node): members of an object, of all its alternatives; `*` for the items of a list or map."""
        found = dict(node.get("properties", {}))
        for key in ("oneOf", "anyOf", "allOf"):
            for alternative in node.get(key, []):
                for name, member in alternative.get("properties", {}).items():
                    found.setdefault(name, member)
        if isinstance(node.get("items"), dict):
            found["*"] = node["items"]
        for values in node.get("patternProperties", {}).values():
            if isinstance(values, dict):
                found.setdefault("*", values)
        return found

    def unordered(self, node, path=(), seen=frozenset()):
        node, seen = self.resolve(node, seen)
        if node.get("type") == "array" and node.get("insertionOrder") is False:
            yield ".".join(path)
        for step, child in self.children(node).items():
            yield from self.unordered(child, (*path, step), seen)

    def path(self, pointer):
        """`/properties/A/items/properties/B` as `A.*.B`. None: the schema has no such property."""
        node, _ = self.resolve(self.schema)
        path = []
        for step in pointer.split("/")[2:]:
            while True:
                node, _ = self.resolve(node)
                children = self.children(node)
                if step in children or "*" not in children or step in ("items", "properties"):
                    break
                path.append("*")
                node = children["*"]
            if step in children:
                path.append(step)
                node = children[step]
            elif step not in ("items", "properties", "*"):
                return None
        return ".".join(path)


def without_covered(paths):
    """Without the paths below another one, which says the same already."""
    return sorted(path for path in paths if not any(path.startswith(other + ".") for other in paths))


class Distiller:
    """Distils one type. `dropped` collects the pointers that lead nowhere."""

    def __init__(self, schema, documented, dropped):
        self.schema = schema
        self.documented = set(documented.get(schema["typeName"], []))
        self.walker = Walker(schema)
        self.dropped = dropped

    def paths(self, key):
        found = {pointer: self.walker.path(pointer) for pointer in self.schema.get(key, [])}
        name = self.schema["typeName"]
        self.dropped.extend(f"{name} {key}: {pointer}" for pointer, path in found.items() if path is None)
        return {path for path in found.values() if path is not None}

    def is_own_name(self, name):
        """`Name`, or `RepositoryName` of a Repository, or `AgentRuntimeName` of a Runtime."""
        if name == "Name":
            return True
        subject = name.removesuffix("Name").lower()
        kind = self.schema["typeName"].split("::")[-1].lower()
        return name.endswith("Name") and subject != "" and (kind.endswith(subject) or subject.endswith(kind))

    def fixed_names(self, create_only, read_only):
        """What a template may set so that a second resource with the same would collide with the first."""
        identifiers = [self.schema.get("primaryIdentifier", []), *self.schema.get("additionalIdentifiers", [])]
        groups = [{self.walker.path(pointer) for pointer in group} for group in identifiers]
        for group in groups:
            if group and None not in group and not group & read_only:
                return sorted(group)
        names = {path for path in create_only if self.is_own_name(path)}
        if not names:
            return []
        parents = {path for path in create_only if SCOPE.match(path) or path in groups[0]}
        return sorted(names | parents)

    def distil(self):
        read_only = self.paths("readOnlyProperties")
        create_only = without_covered(self.paths("createOnlyProperties"))
        conditional = (self.paths("conditionalCreateOnlyProperties") | self.documented) - set(create_only)
        unordered = {path for path in self.walker.unordered(self.schema) if path not in read_only}
        facts = {
            "create_only": create_only,
            "conditional_create_only": without_covered(conditional),
            "unordered": sorted(unordered),
            "fixed_names": self.fixed_names(create_only, read_only),
            "delete_first": self.schema.get("replacementStrategy") == "delete_then_create",
        }
        return {key: value for key, value in facts.items() if value}


def compact(value):
    return json.dumps(value, ensure_ascii=False)


def lines(values):
    return ",\n".join(f"  {value}" for value in values)


def render(schemas, source):
    dropped = []
    documented = json.loads(DOCUMENTED.read_text(encoding="utf-8"))["types"]
    distilled = ((name, Distiller(schema, documented, dropped).distil()) for name, schema in schemas)
    types = [f"{compact(name)}: {compact(facts)}" for name, facts in distilled]
    notes = f"[\n{lines(compact(note) for note in dropped)}\n ]" if dropped else "[]"
    return (
        f'{{\n "_source": {compact(source)},\n "_dropped_paths": {notes},\n'
        f' "types": {{\n{lines(types)}\n }}\n}}\n'
    )


def main():
    try:
        from cfnlint.schema import PROVIDER_SCHEMA_MANAGER as manager
    except ImportError:
        sys.exit("distil_change_facts.py: the schemas come from a Python package: pip install cfn-lint")
    names = sorted(set(manager.get_resource_types(REGION)) - NOT_TYPES)
    schemas = [(name, manager.get_resource_schema(REGION, name).schema) for name in names]
    source = f"CloudFormation provider schemas of {REGION} as cfn-lint {version('cfn-lint')} has them, "
    source += "and tools/documented_replacements.json; written by tools/distil_change_facts.py"
    text = render(schemas, source)
    if sys.argv[1:] == ["--check"]:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            sys.exit(f"{TARGET} is not what tools/distil_change_facts.py writes: run it and look at the diff")
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
