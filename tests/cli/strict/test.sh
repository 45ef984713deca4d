#!/usr/bin/env bash
# --strict turns a warning into an error; without it a config with a warning builds.
cp "$CASE/config.yaml" .
agentcore-synth validate config.yaml
echo "exit $?"
agentcore-synth validate --strict config.yaml | tail -1
echo "exit ${PIPESTATUS[0]}"
agentcore-synth build --strict config.yaml -o out 2>&1 | tail -1
ls
