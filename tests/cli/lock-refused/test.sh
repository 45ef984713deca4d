#!/usr/bin/env bash
# Locks that cannot be had: for each a finding, exit 1, and nothing written.
config() { # config COUNT
  printf 'project: demo\nenvironment: prod\nregion: us-east-1\nruntimes:\n'
  for i in $(seq "$1"); do printf '  - {runtime_name: r%s, artifact: {repository: agent-images, tag: v1.0.0}}\n' "$i"; done
}
try() {
  echo "\$ agentcore-synth $*"
  agentcore-synth "$@" 2>&1
  echo "exit $?"
}
config 40 >config.yaml

config 40 | try build - | grep -v '^ *|\|-->'
config 32 | agentcore-synth build - -o in-one 2>/dev/null
echo "exit $? for what fits into one stack"
rm -rf in-one

for bad in 0 501 x -1; do try build config.yaml --max-resources $bad; done

echo "--- a folder in the lock's place"
mkdir config.yaml.lock
try validate config.yaml
rmdir config.yaml.lock

echo "--- a lock that cannot be read; /proc/self/mem cannot be read even by root"
ln -s /proc/self/mem config.yaml.lock
try build config.yaml
rm config.yaml.lock

echo "--- a lock of 17 MB"
head -c 17000000 /dev/zero >config.yaml.lock
try validate config.yaml
rm config.yaml.lock

echo "--- a link to a lock that is gone"
ln -s gone.lock config.yaml.lock
try build config.yaml -o out
rm config.yaml.lock

echo "--- a folder in which nothing can be written, even by root"
try build /proc/self/fd/3 -o out 3<config.yaml | grep -v '^ *|\|-->\|^ *[0-9]* |'
ls -A

echo "--- an output that cannot be written leaves no lock behind"
echo "a file" >out
try build config.yaml -o out | sed "s|$PWD|.|" | grep '^error\|^exit\|nothing'
ls -A
rm out

echo "--- two configs that share a lock"
agentcore-synth build config.yaml 2>/dev/null
cp config.yaml other.yaml
ln -s config.yaml.lock other.yaml.lock
try validate other.yaml | sed -n 1,2p
