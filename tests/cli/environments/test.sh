# One file for several environments: which is built, what the command line overrides, and where findings point.
cat >config.yaml <<'YAML'
project: demo
environment: test
region: us-east-1
runtimes:
  - runtime_name: planner
    artifact: {repository: agent-images, tag: v1}
environments:
  prod:
    region: us-west-2
    runtimes: [{runtime_name: planner, lifecycle: {idle_timeout: 300}}]
  stage:
    tags: {Stage: "true"}
YAML
stack_names() { grep -o '"stackName": "[^"]*"' "$1/manifest.json"; }
agentcore-synth build config.yaml -o test 2>/dev/null && stack_names test
agentcore-synth build config.yaml --env prod -o prod 2>/dev/null && stack_names prod && grep -c us-west-2 prod/manifest.json
agentcore-synth build config.yaml --set 'runtimes[planner].artifact.tag=v2' --stack agentcore | grep ':v2'
echo "--- what is wrong is found where it was written"
agentcore-synth build config.yaml --env prd
agentcore-synth build config.yaml --set 'runtimes[planer].artifact.tag=v2'
agentcore-synth validate config.yaml --set 'runtimes[0].lifecycle.idle_timeout=many' --diagnostics json
echo "--- validate looks at every environment, and says what they share once"
sed -i 's/300/30/; s/tag: v1/tag: latest/' config.yaml
agentcore-synth validate config.yaml
agentcore-synth validate config.yaml --env stage
