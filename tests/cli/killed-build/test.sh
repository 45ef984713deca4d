#!/usr/bin/env bash
# A build that is killed at any point leaves the folder of before or the new one, and the next build clears up.
cp "$CASE/../build-folder/config.yaml" a.yaml
sed 's/3600/7200/; s/tag: v1/tag: v2/; /execution_role: /d' a.yaml >b.yaml
for config in a b; do agentcore-synth build $config.yaml -o $config 2>/dev/null; done
cmp -s a/security.template.json b/security.template.json && echo "the two configs must differ"
echo mine | tee a/notes.txt >b/notes.txt
cp -r a out

killed=0 torn=0 target=b
for ((i = 0; i < 300; ++i)); do
  # From before it starts to after it has ended: each attempt is killed a little later than the one before.
  agentcore-synth build $target.yaml -o out 2>/dev/null &
  perl -e "select undef, undef, undef, $((i % 100)) * 0.0002"
  kill -KILL $! 2>/dev/null
  wait $! 2>/dev/null
  test $? -eq 137 && killed=$((killed + 1))
  if diff -r out b >/dev/null; then
    target=a
  elif diff -r out a >/dev/null; then
    target=b
  else
    torn=$((torn + 1))
    diff -r out a
  fi
done
test $killed -gt 50 || echo "only $killed builds were killed"
echo "torn: $torn"

agentcore-synth build a.yaml -o out 2>/dev/null
echo "exit $?"
diff -r out a && echo "the folder is that of the config"
ls -A
