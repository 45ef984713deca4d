#!/usr/bin/env bash
# A config with an error, and a disk that takes no more: exit 1, and the folder of before stays as it is.
cp "$CASE/../build-folder/config.yaml" .
agentcore-synth build config.yaml -o out 2>/dev/null
cp -r out before

sed 's/region: .*/region: nowhere-1/' config.yaml >wrong.yaml
agentcore-synth build wrong.yaml -o out 2>&1 | tail -1
echo "exit ${PIPESTATUS[0]}"
diff -r before out && echo "the folder is as before"

# A limit on file size stands for a full disk: both fail in the middle of a write.
sed 's/agent-images/other-images/; s/3600/7200/' config.yaml >changed.yaml
echo 'repositories: [{repository_name: other-images}]' >>changed.yaml
(trap '' XFSZ; ulimit -f 1; agentcore-synth build changed.yaml -o out) 2>&1 | grep -o 'error.AC4001.\|File too large'
diff -r before out && echo "the folder is as before"
(trap '' XFSZ; ulimit -f 1; agentcore-synth build changed.yaml -o new) 2>/dev/null
echo "exit $?"
ls -A

for stack in security network; do
  agentcore-synth build config.yaml --stack $stack >/dev/full
  echo "exit $?"
done
agentcore-synth validate config.yaml >/dev/full
echo "exit $?"
agentcore-synth rules >/dev/full
echo "exit $?"
