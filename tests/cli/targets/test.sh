# One file for several regions and accounts: a folder for each region, the roll-out, and which region is shown.
cat >config.yaml <<'YAML'
project: demo
environment: test
targets:
  - region: us-east-1
    accounts: ["111122223333", "222233334444"]
  - region: eu-west-1
    organizational_units: [ou-ab12-cd34ef56]
rollout: {failure_tolerance: 10%, max_concurrent: 25%, concurrency_mode: SOFT_FAILURE_TOLERANCE, call_as: DELEGATED_ADMIN}
runtimes:
  - artifact: {repository: agent-images, tag: {parameter: ImageTag}}
YAML
agentcore-synth build config.yaml && find agentcore.out -type f | sort && ls -l agentcore.out/rollout/rollout.sh | cut -c1-10
echo "--- files for the AWS CLI"
cat agentcore.out/rollout/us-east-1/security.create-stack-set.json agentcore.out/rollout/eu-west-1/storage.create-stack-set.json
cat agentcore.out/rollout/*/agentcore.update-stack-set.json agentcore.out/rollout/*/agentcore.create-stack-instances.json
sh -n agentcore.out/rollout/rollout.sh && sed -n '/^accounts=/,$p' agentcore.out/rollout/rollout.sh
echo "--- a build that changes nothing touches nothing"
agentcore-synth build config.yaml 2>&1 | head -1
agentcore-synth build config.yaml --stats 2>&1 | sed -n '/quota/q; /^ *resources/,$p'
agentcore-synth build config.yaml --stats=json 2>/dev/null | grep '"file"'
echo "--- what goes to standard output is of one region"
agentcore-synth build config.yaml --stack security
agentcore-synth build config.yaml --print model
agentcore-synth build config.yaml --region eu-west-1
agentcore-synth build config.yaml --region eu-west-1 --stack security | grep -c 'demo-agent-execution-role-test-eu-west-1'
agentcore-synth build config.yaml --region eu-west-2 --stack security
agentcore-synth build config.yaml --region eu-west-1 --print document | head -6
echo "--- every region is checked, each finding shown once, with the region where it matters"
sed 's/repository: agent-images, tag: .*}}/container_uri: "999988887777.dkr.ecr.us-east-1.amazonaws.com\/agent:latest"}/' config.yaml >fixed.yaml
agentcore-synth validate fixed.yaml
agentcore-synth validate fixed.yaml --region us-east-1
echo "--- diff is of one region, too"
agentcore-synth diff config.yaml config.yaml
sed 's/cd34ef56\]/&\n    overlay: {outputs: minimal}/' config.yaml >changed.yaml
agentcore-synth diff changed.yaml config.yaml --region us-east-1
agentcore-synth diff changed.yaml config.yaml --region eu-west-1
agentcore-synth diff agentcore.out/us-east-1 agentcore.out/eu-west-1 --stack security
agentcore-synth diff agentcore.out agentcore.out
echo "--- a target that goes"
sed -i '/eu-west-1/,+1d; s/, call_as: DELEGATED_ADMIN//' config.yaml
agentcore-synth build config.yaml 2>&1 | head -1
find agentcore.out -type f | sort
