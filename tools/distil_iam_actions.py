#!/usr/bin/env python3
"""Writes config/iam_actions.json: every service prefix of IAM with its actions.

usage: distil_iam_actions.py [--check]

--check writes nothing and exits 1 when the file is not what this script would write. The actions come from
cfn-lint, which keeps them in lower case, and from AWS's managed policies that moto carries, which name newer
ones. Their case, which IAM ignores and people read, comes from those policies and from the operations of
botocore; what none of them names is cut into words that they use. Needs these three Python packages; their
versions are part of the output.
"""

import json
import pathlib
import re
import sys
from importlib.metadata import version

TARGET = pathlib.Path(__file__).resolve().parent.parent / "config" / "iam_actions.json"
ACTION = re.compile(r"([a-z0-9-]+):([A-Z][A-Za-z0-9]+)")  # without wildcards
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[0-9]+")


def actions_within(value):
    """Every text under a key Action or NotAction."""
    if isinstance(value, list):
        for item in value:
            yield from actions_within(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in ("Action", "NotAction"):
                yield from [item] if isinstance(item, str) else item
            else:
                yield from actions_within(item)


def managed_actions():
    """The actions that AWS's managed policies name in full: (service, action)."""
    from moto.iam import aws_managed_policies

    texts = actions_within(json.loads(aws_managed_policies.aws_managed_policies_data))
    return sorted({match.groups() for match in map(ACTION.fullmatch, texts) if match})


def cased_actions(managed):
    """Of each service, and of all, the actions by their lower case."""
    import botocore.session

    session = botocore.session.get_session()
    models = [session.get_service_model(service) for service in session.get_available_services()]
    names = [(model.signing_name, operation) for model in models for operation in model.operation_names]
    names += sorted(managed, key=lambda name: (-sum(map(str.isupper, name[1])), name))  # some policies say Getitem
    own, all_services = {}, {}
    for service, action in names:
        own.setdefault((service, action.lower()), action)
        all_services.setdefault(action.lower(), action)
    return own, all_services


def words_of(actions):
    """The words that actions are made of, by their lower case. The most frequent case wins."""
    counts = {}
    for action in actions:
        for word in WORD.findall(action):
            cases = counts.setdefault(word.lower(), {})
            cases[word] = cases.get(word, 0) + 1
    return {low: max(sorted(cases), key=cases.get) for low, cases in counts.items()}


def cut(action, words):
    """The action in as few words as can be, each in its case. What cannot be cut is capitalised."""
    best = {0: []}
    for end in range(1, len(action) + 1):
        ways = [best[begin] + [action[begin:end]] for begin in best if action[begin:end] in words]
        if ways:
            best[end] = min(ways, key=len)
    if len(action) not in best:
        return action[0].upper() + action[1:]
    return "".join(words[part] for part in best[len(action)])


def actions_by_service():
    from cfnlint.data import AdditionalSpecs
    from cfnlint.helpers import load_resource

    managed = managed_actions()
    own, all_services = cased_actions(managed)
    words = words_of(all_services.values())
    policies = load_resource(AdditionalSpecs, "Policies.json")
    names = {service: set(facts["Actions"]) for service, facts in policies.items()}
    for service, action in managed:
        names.setdefault(service, set()).add(action.lower())
    services = {}
    for service, actions in sorted(names.items()):
        cased = [own.get((service, low)) or all_services.get(low) or cut(low, words) for low in actions]
        services[service] = " ".join(sorted(cased, key=str.lower))
    return services


def render(services):
    packages = ", ".join(f"{name} {version(name)}" for name in ("cfn-lint", "moto", "botocore"))
    source = (
        "The service authorization reference (https://docs.aws.amazon.com/service-authorization/latest/reference/), "
        "as cfn-lint has it, and AWS's managed policies, as moto has them; case of the names: these and botocore "
        f"({packages}); written by tools/distil_iam_actions.py"
    )
    rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(actions)}" for name, actions in services.items())
    return f'{{\n "_source": {json.dumps(source)},\n "services": {{\n{rows}\n }}\n}}\n'


def main():
    try:
        text = render(actions_by_service())
    except ImportError as error:
        sys.exit(f"distil_iam_actions.py: {error}: pip install cfn-lint moto botocore")
    if sys.argv[1:] == ["--check"]:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            sys.exit(f"{TARGET} is not what tools/distil_iam_actions.py writes: run it and look at the diff")
    elif sys.argv[1:]:
        sys.exit(__doc__)
    else:
        TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
