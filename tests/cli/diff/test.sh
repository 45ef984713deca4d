# What `diff` says on which stream, and how it ends.
cat >old.json <<'END'
{"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "a"}}}}
END
sed 's/"a"/"b"/' old.json >new.json
ends() { echo "--- $*"; "$@"; echo "exit $?"; }
ends agentcore-synth diff new.json old.json
ends agentcore-synth diff new.json old.json --exit-code
ends agentcore-synth diff old.json old.json --exit-code
ends agentcore-synth diff new.json old.json --stack storage
ends agentcore-synth diff new.json old.json --format yaml
ends agentcore-synth diff new.json old.json --watch --exit-code
ends agentcore-synth diff - old.json --watch <new.json
ends agentcore-synth diff - old.json <new.json
echo '{"Resources": ' >half.json
ends agentcore-synth diff half.json old.json
ends agentcore-synth diff - - <new.json
ends agentcore-synth diff new.json old.json --context -1
