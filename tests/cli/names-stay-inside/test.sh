#!/usr/bin/env bash
# No name of a config becomes a path: what could leave the output folder is refused.
config() {
  printf 'project: %s\nenvironment: %s\nregion: us-east-1\nruntimes:\n  - runtime_name: %s\n' "$1" "$2" "$3"
  printf '    artifact: {repository: %s, tag: v1}\nrepositories: [{repository_name: %s}]\n' "$4" "$4"
}
mkdir -p deep/er
for names in "../../x t r i" "p ../x r i" "p t ../../x i" "p t r ../../x" "p t r ../x" "p t /etc/x i" "p t r /etc/x"; do
  # shellcheck disable=SC2086
  config $names | (cd deep/er && agentcore-synth build - -o out 2>&1 | grep -m1 -o 'error.AC[0-9]*.')
done
find . | sort
