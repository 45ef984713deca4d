#!/usr/bin/env bash
# A command line that cannot be carried out: exit 64, a message and a hint, nothing on standard output.
touch config.yaml
try() {
  echo "\$ agentcore-synth $*"
  agentcore-synth "$@" 2>&1 >stdout
  echo "exit $?"
  cat stdout
}
try
try biuld config.yaml
try frobnicate
try --frobnicate
try build
try validate
try build --frobnicate config.yaml
try build --stack securty config.yaml
try build --stack security -o out config.yaml
try build -o - config.yaml
try build --format xml config.yaml
try build config.yaml other.yaml
try validate --diagnostics xml config.yaml
try validate --color sometimes config.yaml
try validate --set region config.yaml
try reference rule
try explain
try explain AC9999
try explain fargate-pairs
try explain AC1007 AC9999
try rules --output xml
ls
