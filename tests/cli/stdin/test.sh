#!/usr/bin/env bash
# - is standard input, in every command that reads a config.
agentcore-synth validate - <"$CASE/../../../examples/minimal.yaml"
echo "exit $?"
echo 'projekt: x' | agentcore-synth validate - | head -2
agentcore-synth build - --stack storage <"$CASE/../../../examples/minimal.yaml" 2>/dev/null | cksum
agentcore-synth build "$CASE/../../../examples/minimal.yaml" --stack storage 2>/dev/null | cksum
agentcore-synth validate - </dev/null
echo "exit $?"
