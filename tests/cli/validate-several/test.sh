#!/usr/bin/env bash
# Several configs in one run: each is checked, whatever is wrong with the others.
cp "$CASE"/*.yaml .
agentcore-synth validate good.yaml bad.yaml missing.yaml
echo "exit $?"
agentcore-synth validate good.yaml good.yaml
echo "exit $?"
