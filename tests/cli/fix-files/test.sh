#!/usr/bin/env bash
# `validate --fix` and the file: its mode, a symbolic link to it, standard input, and a file that cannot be written.
config() { printf 'project: hackathon\nenvironment: test\nregion: us-east-1\nruntims:\n  - artifact: {repository: agent-images, tag: v1.0.0}\n'; }
config >a.yaml
chmod 640 a.yaml
mkdir links
ln -s ../a.yaml links/link.yaml
agentcore-synth validate --fix links/link.yaml
echo "exit $?, mode $(stat -c %a a.yaml), $(stat -c %F links/link.yaml), files: $(ls -A . links | tr '\n' ' ')"

before=$(stat -c '%i %Y' a.yaml)
agentcore-synth validate --fix a.yaml
test "$before" = "$(stat -c '%i %Y' a.yaml)" && echo "a sound file is not touched"

echo "--- standard input"
config | agentcore-synth validate --fix - 2>findings
echo "exit $?"
cat findings

echo "--- JSON stays JSON"
config >b.yaml
agentcore-synth validate --fix --diagnostics json b.yaml 2>listing
cat listing

echo "--- a full disk"
mkdir closed
config >closed/c.yaml
(ulimit -f 0; trap '' XFSZ; exec agentcore-synth validate --fix closed/c.yaml) 2>&1 | head -n 1
config | cmp - closed/c.yaml && ls -A closed

echo "--- several files"
config >d.yaml
agentcore-synth validate --fix a.yaml d.yaml missing.yaml
echo "exit $?"

echo "--- a hard link"
config >e.yaml
ln e.yaml f.yaml
agentcore-synth validate --fix e.yaml 2>&1 | head -n 1
config | cmp - e.yaml && cmp e.yaml f.yaml

echo "--- with --set"
agentcore-synth validate --fix d.yaml --set region=us-west-2
echo "exit $?"
