#!/usr/bin/env bash
# How much of CloudFormation's quotas a build uses: in the summary, as a table, as JSON; and what --stats refuses.
cp "$CASE"/config.yaml .
agentcore-synth build config.yaml --stats
echo "exit $?"
agentcore-synth build config.yaml --stats=json 2>summary.txt
echo "exit $?"
agentcore-synth build config.yaml --stats=json --diagnostics json 2>/dev/null | cmp - <(
  agentcore-synth build config.yaml --stats=json 2>/dev/null) && echo "the same with --diagnostics json"
grep -c "resources\{0,1\} (" summary.txt

agentcore-synth build config.yaml --stats=jsno
echo "exit $?"
agentcore-synth build config.yaml --stats --stack agentcore
echo "exit $?"

# A template that goes only through a bucket, and more images than anybody reads.
{
  echo 'runtimes:'
  for number in $(seq 1 60); do
    echo "  - {runtime_name: agent-$number, artifact: {repository: agent-images, tag: v$number}}"
  done
} >runtimes.yaml
{ echo "outputs: minimal"; sed "/^runtimes:/,\$d" config.yaml; cat runtimes.yaml; } >many.yaml
agentcore-synth build many.yaml -o many | sed -n '/BUCKET/p; /image/p; /bytes/p'
