#!/usr/bin/env bash
# One lock for the targets of a config: a name lives in the same stack in every region, and of one region
# alone the lock does not change.
{
  printf 'project: demo\nenvironment: prod\ntargets:\n'
  printf '  - {region: us-east-1, accounts: ["111122223333"]}\n  - {region: eu-west-1, accounts: ["111122223333"]}\n'
  printf 'runtimes:\n  - artifact: {repository: agent-images, tag: v1.0.0}\n'
  for i in $(seq 4); do printf '  - {runtime_name: r%s, artifact: {repository: agent-images, tag: v1.0.0}}\n' "$i"; done
} >config.yaml
agentcore-synth build config.yaml --max-resources 3 2>/dev/null
echo "exit $?"
grep -v '^#' config.yaml.lock
find agentcore.out -name 'agentcore*.template.json' | sort

agentcore-synth build config.yaml --max-resources 3 --frozen 2>&1 | grep '\.sh'
agentcore-synth build config.yaml --max-resources 3 --frozen --region eu-west-1 --stack agentcore-2 2>/dev/null |
  grep -c '"Type": "AWS::BedrockAgentCore::Runtime"'
