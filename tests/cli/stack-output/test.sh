#!/usr/bin/env bash
# --stack prints one template, to the byte that of the folder, and nothing else on standard output.
config=$CASE/../../../examples/production.yaml
for format in json yaml; do
  agentcore-synth build "$config" -o $format --format $format 2>/dev/null
  for stack in network security storage agentcore; do
    agentcore-synth build "$config" --stack $stack --format $format 2>/dev/null | cmp - $format/$stack.template.$format
    agentcore-synth build "$config" --stack $stack --format $format -o - 2>/dev/null | cmp - $format/$stack.template.$format
  done
done
agentcore-synth build "$CASE/../../../examples/minimal.yaml" --stack network
echo "exit $?"
agentcore-synth build "$config" --stack agentcore 2>/dev/null | head -1
echo "exit ${PIPESTATUS[1]}"
ls
