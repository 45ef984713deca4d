#!/usr/bin/env bash
# Findings as SARIF 2.1.0: pure on standard output, whatever the config.
cp "$CASE/../validate-several/bad.yaml" .
agentcore-synth validate --diagnostics sarif bad.yaml 2>stderr
echo "exit $?"
cat stderr
agentcore-synth validate --diagnostics sarif "$CASE/../validate-several/good.yaml" | grep -A1 -E '"(rules|results)"'
