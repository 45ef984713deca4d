#!/usr/bin/env bash
# A build that is killed at any point leaves the folder of before or the new one, and the next build clears up.
cp "$CASE/../build-folder/config.yaml" a.yaml
sed 's/3600/7200/; s/tag: v1/tag: v2/' a.yaml >b.yaml
for config in a b; do agentcore-synth build $config.yaml -o $config 2>/dev/null; done
echo mine | tee a/notes.txt >b/notes.txt
cp -r a out

exec {idle}<> <(:) # nothing ever comes: reading from it with a limit is a pause that starts no process
pause() { read -rt "$(printf '0.%06d' "$1")" -u "$idle"; }
length=1000000 # of a build, in microseconds: the shortest of several, since the first finds cold caches
for _ in {1..5}; do
  start=${EPOCHREALTIME/./}
  agentcore-synth build b.yaml -o c 2>/dev/null
  took=$((${EPOCHREALTIME/./} - start))
  length=$((took < length ? took : length))
  rm -r c
done

attempts=250 killed=0 torn=0 target=b
for ((i = 0; i < attempts; ++i)); do
  # Each attempt is killed a little later than the one before, from at once to after the end.
  agentcore-synth build $target.yaml -o out 2>/dev/null &
  pause $((length * i / attempts))
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
test $killed -gt 20 || echo "only $killed of $attempts builds were killed"
echo "torn: $torn"

agentcore-synth build a.yaml -o out 2>/dev/null
agentcore-synth build a.yaml -o out 2>/dev/null
echo "exit $?"
diff -r out a && echo "the folder is that of the config"

# The same at the very system calls of which some change the folder, where strace is installed and may trace.
for call in openat mkdir write link renameat2 unlinkat; do
  for ((when = 1; ; ++when)); do
    strace -f -o /dev/null -e inject=$call:signal=KILL:when=$when agentcore-synth build b.yaml -o out &>/dev/null &
    wait $! 2>/dev/null
    code=$?
    diff -r out a &>/dev/null || diff -r out b || echo "torn at $call $when"
    test $code -eq 137 || break
    rm -rf out .out.staging-*
    cp -r a out
  done
done
agentcore-synth build a.yaml -o out 2>/dev/null
ls -A
