#!/usr/bin/env bash
# Several configs in one run: each is checked, whatever is wrong with the others.
cp "$CASE"/*.yaml .
agentcore-synth validate good.yaml bad.yaml missing.yaml
echo "exit $?"
agentcore-synth validate good.yaml good.yaml
echo "exit $?"
echo "# no document" >empty.yaml
sed "s/tag: v1/tag: latest/" good.yaml >latest.yaml
echo "repositories: [{repository_name: agent-images, image_tag_mutability: MUTABLE}]" >>latest.yaml
agentcore-synth validate empty.yaml bad.yaml latest.yaml | tail -1
