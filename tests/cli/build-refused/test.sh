#!/usr/bin/env bash
# A target that must not be replaced: exit 1, and nothing changes.
config=$CASE/../../../examples/minimal.yaml
try() {
  agentcore-synth build "$config" "$@" 2>&1 | grep -v '^help\|^note\|^$' | sed "s#$PWD#PWD#g; s#${PWD%/*}#PARENT#g"
  echo "exit ${PIPESTATUS[0]}"
}
echo mine >file
mkdir cdk.out
echo '{"version":"36.0.0","artifacts":{}}' >cdk.out/manifest.json
ln -s nowhere dangling
state() { find file cdk.out dangling -printf '%p %y %i %T@ %l\n'; }
state >before
try -o file
try -o file/below
try -o .
try -o ..
try -o /
try -o cdk.out
try -o dangling
try -o /proc/out
try -o /dev/null
try -o "$(printf 'x%.0s' {1..300})"
state | diff before - && ls -A
