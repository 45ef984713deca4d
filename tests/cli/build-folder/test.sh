#!/usr/bin/env bash
# The life of an output folder: made, left alone, changed in part, a stack dropped.
cp "$CASE"/*.yaml .
build() {
  echo "\$ agentcore-synth build $*"
  agentcore-synth build "$@" 2>&1
  echo "exit $?"
}
state() { (cd "$1" && find . -type f -printf '%p %i %T@\n' | sort); }

build config.yaml -o out | sed 's/[0-9]* bytes/N bytes/'
find . -path '*out*' | sort

state out >before
build config.yaml -o out | sed -n 1,2p
state out >after
cmp before after && echo "nothing was touched"

echo mine >out/notes.txt
mkdir -p out/foreign/deep
echo mine >out/foreign/deep/file
state out >before
sed 's/max_session_duration: 3600/max_session_duration: 7200/' config.yaml >longer.yaml
build longer.yaml -o out | sed -n 1,2p
state out >after
join -v2 before after | cut -d' ' -f1

sed '/execution_role/,$d' config.yaml >fewer.yaml
echo "    execution_role: arn:aws:iam::123456789012:role/theirs" >>fewer.yaml
build fewer.yaml -o out | sed -n 1,2p
find out -type f | sort
cat out/notes.txt out/foreign/deep/file
ls -A | grep staging

build config.yaml | sed -n 1,2p
ls agentcore.out
build config.yaml -o yaml-out --format yaml | sed -n 1,2p
ls yaml-out
