#!/usr/bin/env bash
# Findings as workflow commands of GitHub Actions; a build prints them on standard error.
cp "$CASE/../validate-several/"*.yaml .
echo 'a,b:c' | agentcore-synth validate --diagnostics github bad.yaml good.yaml - 'no%such:file,.yaml' --set 'tags[0]=x'
echo "exit $?"
agentcore-synth build --diagnostics github bad.yaml 2>stderr
echo "exit $?"
cat stderr
