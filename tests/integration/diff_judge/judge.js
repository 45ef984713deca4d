// Reads pairs of templates, [{"base": ..., "next": ...}], from standard input; writes what cloudformation-diff says
// of each.
const { fullDiff } = require("@aws-cdk/cloudformation-diff");

function judge({ base, next }) {
  const diff = fullDiff(base, next);
  const resources = {};
  diff.resources.forEachDifference((id, change) => {
    resources[id] = change.changeImpact;
  });
  return { resources, iam: diff.iamChanges._toJson(), groups: diff.securityGroupChanges.toJson() };
}

const pairs = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(pairs.map(judge)));
