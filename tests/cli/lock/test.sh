#!/usr/bin/env bash
# The life of a lock: none for a small config, made from half a stack on, kept up to date, proved by --frozen.
build() {
  echo "\$ agentcore-synth build config.yaml $*"
  agentcore-synth build config.yaml "$@" 2>&1 | grep -v '^  aws\|bytes)\|^next\|^             '
  echo "exit ${PIPESTATUS[0]}"
}
config() { # config NAME...: with these runtimes
  printf 'project: demo\nenvironment: prod\nregion: us-east-1\nruntimes:\n'
  for name in "$@"; do printf '  - {runtime_name: %s, artifact: {repository: agent-images, tag: v1.0.0}}\n' "$name"; done
}
places() { grep -v '^#' config.yaml.lock; }

config a b >config.yaml
build
ls

config a b c d e f g >config.yaml
build --max-resources 5 --frozen
ls
build --max-resources 5
cat config.yaml.lock
build --max-resources 5 --frozen

echo "--- one goes, one comes, the order changes: the others stay"
config new g f e d b a >config.yaml
build --max-resources 5 --frozen
build --max-resources 5
places

echo "--- a lock alone makes a config keep its stacks"
config f >config.yaml
build
places
ls agentcore.out

echo "--- the lines of another environment stay; --stack and --print write nothing"
build --env test
build --stack agentcore-2 --env test | head -3
cp config.yaml.lock before
config f x y z >config.yaml
agentcore-synth build config.yaml --stack agentcore-2 | head -2
agentcore-synth build config.yaml --print stacks | grep -c AWS::BedrockAgentCore::Runtime
agentcore-synth validate config.yaml
cmp before config.yaml.lock && echo "the lock is as it was"
