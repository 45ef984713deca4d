#!/usr/bin/env bash
# Findings as JUnit XML: a suite for each file, and warnings that fail only under --strict.
cp "$CASE/../validate-several/"*.yaml .
sed 's/tag: v1/tag: latest/' good.yaml >latest.yaml
echo 'repositories: [{repository_name: agent-images, image_tag_mutability: MUTABLE}]' >>latest.yaml
agentcore-synth validate --diagnostics junit good.yaml bad.yaml missing.yaml latest.yaml
echo "exit $?"
agentcore-synth validate --diagnostics junit --strict latest.yaml | grep -E 'testsuite |failure'
