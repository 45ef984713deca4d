# Sides that cannot be compared, or not all of it: each with its reason, and never half an answer.
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_CEILING_DIRECTORIES=$PWD
git() { command git -c user.name=a -c user.email=a@example.com "$@" >/dev/null; }
ends() { echo "--- $*"; "$@"; echo "exit $?"; }
echo '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}' >sound.json
echo 'just a sentence' >sentence.txt
printf 'Resources:\n  Topic: {Type: "AWS::SNS' >half.yaml
head -c 1000000 /dev/zero | tr '\0' '[' >deep.json
ends agentcore-synth diff sentence.txt sound.json
ends agentcore-synth diff half.yaml sound.json
ends agentcore-synth diff sound.json missing.json
echo "--- agentcore-synth diff sound.json deep.json"
agentcore-synth diff sound.json deep.json 2>&1 | sed 's/\[\[\[\[\[*/[.../'
echo "exit ${PIPESTATUS[0]}"
ends agentcore-synth diff sound.json
git init -q .
ends agentcore-synth diff sound.json
git add sound.json
git commit -qm first
ends agentcore-synth diff sound.json git:nowhere
ends agentcore-synth diff sound.json
ends agentcore-synth diff sentence.txt git:HEAD:half.yaml
ends agentcore-synth diff sound.json git:HEAD:half.yaml
ends agentcore-synth diff git:HEAD sound.json
tool=$(command -v agentcore-synth)
ends agentcore-synth diff sound.json aws
cat >config.yaml <<'END'
project: p
environment: test
region: us-east-1
runtimes: [{artifact: {repository: agent-images, tag: v1}}]
END
echo "--- without the AWS CLI"
PATH=/nowhere "$tool" diff config.yaml aws
echo "exit $?"
cat >circle.json <<'END'
{"Resources": {
  "A": {"Type": "AWS::EC2::Subnet", "Properties": {"CidrBlock": "10.0.0.0/24", "VpcId": {"Fn::GetAtt": ["B", "SubnetId"]}}},
  "B": {"Type": "AWS::EC2::Subnet", "Properties": {"CidrBlock": "10.0.1.0/24", "VpcId": {"Fn::GetAtt": ["A", "SubnetId"]}}}}}
END
sed 's|10.0.0.0/24|10.0.2.0/24|' circle.json >circle2.json
ends agentcore-synth diff circle2.json circle.json
cat >loop.yaml <<'END'
Transform: [AWS::LanguageExtensions, MyMacro]
Resources:
  Fn::ForEach::Topics:
    - Name
    - [a, b]
    - Topic${Name}: {Type: AWS::SNS::Topic}
END
ends agentcore-synth diff loop.yaml sound.json
echo "--- overrides that would change nothing"
ends agentcore-synth diff sound.json sound.json --env prod
ends agentcore-synth diff sound.json sound.json --set region=eu-west-1
