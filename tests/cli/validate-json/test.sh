#!/usr/bin/env bash
# Findings as JSON on standard output, and nothing on standard error.
cp "$CASE/../validate-several/bad.yaml" .
agentcore-synth validate --diagnostics json bad.yaml 2>stderr
echo "exit $?"
cat stderr
agentcore-synth validate --diagnostics json "$CASE/../validate-several/good.yaml" >findings.json
echo "exit $?"
cat findings.json
