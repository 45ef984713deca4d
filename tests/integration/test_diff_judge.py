"""Differences against @aws-cdk/cloudformation-diff: the effect on every resource, statements, managed policies and
security-group rules. A disagreement is ours to mend, or is in a table below with its reason and source."""

import collections
import json
import os
import re
import shutil
import subprocess

import pytest
from conftest import HERE, REPOSITORY, run
from diff_judge.pairs import HARMLESS, pairs

SEED = 20260714
COUNT = 400
IMPACTS = {
    "NO_CHANGE": "none",
    "WILL_CREATE": "create",
    "WILL_UPDATE": "update",
    "MAY_REPLACE": "may_replace",
    "WILL_REPLACE": "replace",
    "WILL_DESTROY": "delete",
    "WILL_ORPHAN": "retain",
}


@pytest.fixture(scope="module")
def judge():
    """cloudformation-diff, as a function of pairs of templates."""
    modules = REPOSITORY / "build/node/node_modules"
    if shutil.which("node") is None or not (modules / "@aws-cdk/cloudformation-diff").is_dir():
        pytest.skip("needs node and @aws-cdk/cloudformation-diff")

    def judged(templates):
        script = HERE / "diff_judge/judge.js"
        done = subprocess.run(
            ["node", str(script)],
            input=json.dumps(templates),
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "NODE_PATH": str(modules)},
        )
        return json.loads(done.stdout)

    return judged


@pytest.fixture(scope="module")
def compared(synth, judge, tmp_path_factory):
    """Every pair with both answers."""
    found = REPOSITORY.glob("tests/synth/example-*/expected/*.template.json")
    examples = [json.loads(path.read_text()) for path in sorted(found)]
    made = pairs(SEED, COUNT, examples)
    theirs = judge([{"base": pair["base"], "next": pair["next"]} for pair in made])
    folder = tmp_path_factory.mktemp("pairs")
    for number, (pair, their) in enumerate(zip(made, theirs)):
        sides = []
        for side in ("next", "base"):
            sides.append(folder / f"{number}.{side}.json")
            sides[-1].write_text(json.dumps(pair[side]))
        pair["number"] = number
        pair["ours"] = json.loads(run(synth, "diff", *sides, "--format", "json").stdout)
        pair["theirs"] = their
    return made


# --- resources -------------------------------------------------------------------------------------------------


def is_harmless(case):
    """Equal spellings, sets in another order and DependsOn are no change of a resource."""
    is_no_edit = case.edits and case.edits <= HARMLESS
    return is_no_edit and (case.ours == "none" or (case.ours == "update" and case.only_by_reference))


def follows_a_default(case):
    """A parameter has another default: what uses it, itself or through a condition, may change."""
    return case.ours in ("update", "may_replace") and case.theirs == "none" and case.is_by_default


def follows_by_value(case):
    """A reference to a replaced resource is another value: the property is updated."""
    return case.ours == "update" and case.theirs == "none" and case.by_reference and case.only_by_reference


def follows_through_functions(case):
    """Replacement through Fn::Sub, Fn::Join, Fn::If, or on from such a resource, or from one that may be replaced."""
    is_worse = case.ours in ("replace", "may_replace") and case.theirs in ("none", "update")
    return is_worse and case.by_reference and not case.seen_by_theirs


def keeps_its_name(case):
    """What refers to a resource that is replaced and keeps its fixed name may keep its value."""
    return case.ours == "may_replace" and case.theirs == "replace" and case.by_reference


def is_type_without_facts(case):
    """Of a type that it does not know, theirs gives a changed property no impact."""
    return case.ours == "update" and case.theirs == "none" and case.is_custom


# name, whether it explains the case, the reason, its source
RESOURCE_TABLE = [
    (
        "spelling",
        is_harmless,
        "CloudFormation reads both templates alike; theirs compares texts but for Fn::GetAtt, numbers and DependsOn's order",
        "cloudformation-diff lib/diff-template.ts, normalize(); insertionOrder of the resource schemas",
    ),
    (
        "default of a parameter",
        follows_a_default,
        "a change set that gives the parameter no other value lists such a resource as modified, with ChangeSource "
        "ParameterReference; theirs shows the parameter alone",
        "CloudFormation API reference, ResourceChangeDetail; cloudformation-diff lib/diff-template.ts, diffTemplate()",
    ),
    (
        "update by reference",
        follows_by_value,
        "a change set lists such a resource as modified, with ChangeSource ResourceReference or ResourceAttribute; "
        "theirs copies only replacements to dependents",
        "CloudFormation API reference, ResourceChangeDetail; cloudformation-diff lib/diff-template.ts, diffTemplate()",
    ),
    (
        "through functions",
        follows_through_functions,
        "theirs stops at any function but Ref and Fn::GetAtt, and at a resource that only may be replaced",
        "cloudformation-diff lib/diff-template.ts, propagateReplacedReferences()",
    ),
    (
        "fixed name",
        keeps_its_name,
        "the physical name stays, so Ref and ARN may stay; a change set says Conditional",
        "CloudFormation API reference, ResourceChange.Replacement",
    ),
    (
        "type without facts",
        is_type_without_facts,
        "CloudFormation updates a custom resource whose properties change",
        "CloudFormation User Guide, Custom resources; cloudformation-diff lib/diff/index.ts, diffResource()",
    ),
]


def plain_reference(value):
    """The logical id in a Ref, or in a Fn::GetAtt as a list."""
    if not isinstance(value, dict):
        return None
    attribute = value.get("Fn::GetAtt")
    return attribute[0] if isinstance(attribute, list) else value.get("Ref")


class Case:
    """One resource of a pair, as both see it."""

    def __init__(self, pair, name, change, impact):
        self.edits = pair["edits"].get(name, set())
        self.ours = change["action"] if change else "none"
        self.theirs = impact
        self.is_custom = bool(change) and change["type"].startswith("Custom::")
        references = [each.get("by_reference", False) for each in change["properties"]] if change else []
        self.by_reference = any(references)
        self.only_by_reference = all(references) and not (change and change["attributes"])
        properties = change["properties"] if change else []
        certain = [each for each in properties if not each.get("uncertain")]
        self.is_by_default = pair["default"] and self.only_by_reference and not certain
        # Whether theirs should have come by a plain reference to where ours came.
        self.seen_by_theirs = any(
            pair["theirs"]["resources"].get(plain_reference(each["after"])) == "WILL_REPLACE"
            for each in (change["properties"] if change else [])
            if each.get("by_reference") and each["effect"] == "replace"
        )
        self.text = (
            f"pair {pair['number']}: {name}: {self.ours}, theirs {self.theirs}; edits {sorted(self.edits)}; "
            f"{json.dumps(change)[:600]}"
        )


def cases(compared):
    for pair in compared:
        (stack,) = pair["ours"]["stacks"]
        changes = {change["logical_id"]: change for change in stack["changes"]}
        for name in sorted({*changes, *pair["theirs"]["resources"]}):
            impact = IMPACTS[pair["theirs"]["resources"].get(name, "NO_CHANGE")]
            yield Case(pair, name, changes.get(name), impact)


def test_every_effect_is_theirs_or_explained(compared):
    explained, unexplained, agreed = collections.Counter(), [], 0
    for case in cases(compared):
        if case.ours == case.theirs:
            agreed += 1
            continue
        names = [name for name, explains, _, _ in RESOURCE_TABLE if explains(case)]
        explained.update(names[:1])
        if not names:
            unexplained.append(case.text)
    assert not unexplained, "\n".join(unexplained[:20]) + f"\n{len(unexplained)} in all"
    assert agreed > explained.total()
    unused = {name for name, *_ in RESOURCE_TABLE} - set(explained)
    assert not unused, f"no pair needs {unused} any more: take it out of the table"


# --- security --------------------------------------------------------------------------------------------------


def plain(value):
    """Their texts keep functions as JSON; ours have what Fn::Sub makes, and the short forms."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if not (isinstance(value, str) and value.startswith('{"Fn::')):
        return value
    ((function, argument),) = json.loads(value).items()
    argument = plain(argument)
    if function == "Fn::Sub":
        return argument
    text = argument if isinstance(argument, str) else json.dumps(argument, separators=(",", ":"))
    return f"!{function.removeprefix('Fn::')} {text}"


def plain_target(text):
    """A principal has its kind before it: `AWS:{"Fn::Sub":...}`."""
    text = re.sub(r'(?<=.)\{"Fn::Sub":"([^"]*)"\}', r"\1", text)  # within a text that Fn::Join makes
    kind, brace, rest = text.partition('{"Fn::')
    return kind + plain(brace + rest) if brace and kind in ("", "AWS:", "Service:", "Federated:") else text


def targets(found):
    return (found["not"], tuple(sorted({plain_target(str(value)) for value in found["values"]})))


def canonical(condition):
    return json.dumps(plain(condition or {}), sort_keys=True, separators=(",", ":"))


def their_statements(iam):
    found = collections.Counter()
    for key, sign in (("statementAdditions", "+"), ("statementRemovals", "-")):
        for entry in iam.get(key, []):
            statement = entry["value"]
            sides = [targets(statement[part]) for part in ("actions", "resources", "principals")]
            found[(sign, statement["effect"], *sides, canonical(statement.get("condition")))] += 1
    return found


def our_targets(statement, name):
    negated = f"not_{name}" in statement
    return (negated, tuple(sorted(statement[f"not_{name}" if negated else name])))


def our_statements(iam):
    found = collections.Counter()
    for entry in iam:
        if "effect" not in entry:
            continue
        if entry["kind"] == "endpoint":
            # Theirs reads `*` as the endpoint itself. In an endpoint policy it is whatever is reached through it:
            # https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
            itself = f"${{{entry['logical_id']}.Arn}}"
            entry = {**entry, "resources": [itself if name == "*" else name for name in entry["resources"]]}
        sides = [our_targets(entry, part) for part in ("actions", "resources", "principals")]
        sign = "+" if entry["change"] == "added" else "-"
        found[(sign, entry["effect"], *sides, canonical(entry["condition"]))] += 1
    return found


def without_what_came_back(found):
    """Theirs also tells statements apart by Sid, and port 80 from port "80": such a one goes and comes there."""
    opposite = {"+": "-", "-": "+", "added": "removed", "removed": "added"}
    for statement in list(found):
        other = (opposite[statement[0]], *statement[1:])
        both = min(found[statement], found[other])
        found[statement] -= both
        found[other] -= both
    return {statement for statement, count in found.items() if count > 0}


def test_statements_are_theirs(compared):
    wrong, seen = [], 0
    for pair in compared:
        ours, theirs = our_statements(pair["ours"]["iam"]), their_statements(pair["theirs"]["iam"])
        seen += theirs.total()
        ours, theirs = without_what_came_back(ours), without_what_came_back(theirs)
        if ours != theirs:
            wrong.append(f"pair {pair['number']}: only ours {ours - theirs}\n  only theirs {theirs - ours}")
    assert not wrong, "\n".join(wrong[:10]) + f"\n{len(wrong)} in all"
    assert seen > 200


def test_managed_policies_are_theirs(compared):
    seen = 0
    for pair in compared:
        theirs = collections.Counter()
        for key, change in (("managedPolicyAdditions", "added"), ("managedPolicyRemovals", "removed")):
            for entry in pair["theirs"]["iam"].get(key, []):
                value = entry["value"]
                theirs[(change, value["identityArn"], plain(value["managedPolicyArn"]))] += 1
        ours = collections.Counter(
            (entry["change"], f"${{{entry['logical_id']}}}", entry["policy"])
            for entry in pair["ours"]["iam"]
            if entry["kind"] == "managed_policy"
        )
        assert ours == theirs, pair["number"]
        seen += theirs.total()
    assert seen > 30


def their_rules(groups):
    found = collections.Counter()
    for direction in ("ingress", "egress"):
        for key, change in (("Additions", "added"), ("Removals", "removed")):
            for rule in groups.get(f"{direction}Rule{key}", []):
                peer = rule.get("peer", {})
                ends = [str(rule.get(end, "")) for end in ("fromPort", "toPort")]
                value = next((plain(str(value)) for name, value in peer.items() if name != "kind"), "")
                found[(change, direction, plain(rule["groupId"]), str(rule["ipProtocol"]), *ends, value)] += 1
    return found


def test_security_group_rules_are_theirs(compared):
    seen = 0
    for pair in compared:
        keys = ("change", "direction", "group", "protocol", "from_port", "to_port", "peer")
        ours = collections.Counter(tuple(rule[key] for key in keys) for rule in pair["ours"]["security_groups"])
        theirs = their_rules(pair["theirs"]["groups"])
        seen += theirs.total()
        assert without_what_came_back(ours) == without_what_came_back(theirs), pair["number"]
    assert seen > 50
