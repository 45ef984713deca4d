#!/usr/bin/env bash
# What cannot be read or is no text: a diagnostic and exit 1. /proc/self/mem cannot be read even by root.
try() {
  agentcore-synth validate "$@" 2>&1
  echo "exit $?"
}
mkdir folder
: >empty.yaml
printf '# nothing\n\n' >comments.yaml
printf 'project: d\0mo\n' >nul.yaml
printf '\x7fELF\x02\x01\x01\0' >binary.yaml
printf 'project: caf\xe9\n' >latin1.yaml
printf '\xff\xfep\0r\0o\0' >utf16.yaml
for config in missing.yaml folder /proc/self/mem empty.yaml comments.yaml nul.yaml binary.yaml latin1.yaml utf16.yaml; do
  try "$config"
done
try - <&-
agentcore-synth build folder
echo "exit $?"
ls
