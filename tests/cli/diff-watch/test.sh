# `--watch`: saved in place, by another file in its place, broken for a moment, mended; ended by a signal.
template() { printf '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "%s"}}}}\n' "$1"; }
template a >old.json
template b >new.json
agentcore-synth diff new.json old.json --watch >out.txt 2>err.txt &
watcher=$!
# Waits until the watcher has said N times that it waits, but not for ever.
rounds() { for _ in $(seq 200); do [ "$(grep -c '^watching' err.txt)" -ge "$1" ] && return; sleep 0.05; done; echo "no round $1"; }
rounds 1
template c >new.json
rounds 2
template d >new.json~ && mv new.json~ new.json
rounds 3
echo '{' >new.json
rounds 4
template e >new.json
rounds 5
touch other.json
kill -TERM $watcher
wait $watcher
echo "exit $?"
grep DisplayName out.txt
grep -c '^error' err.txt
tail -n 1 err.txt
