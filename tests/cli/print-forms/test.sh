# Every intermediate form, on standard output, with nothing written.
cat >config.yaml <<'YAML'
environment: test # of the desk
project: demo
region: us-east-1
runtimes:
  - runtime_name: planner
    artifact: {repository: agent-images, tag: 1.10}
environments:
  prod: {runtimes: [{runtime_name: planner, artifact: {container_cpu: 2048}}]}
YAML
agentcore-synth build config.yaml --print document --env prod --set 'tags={Owner: me}'
agentcore-synth build config.yaml --print model --env prod 2>/dev/null | tee model.yaml
agentcore-synth build config.yaml --print stacks | head -3
echo "--- the model is a config of the same templates"
agentcore-synth build config.yaml --env prod -o one 2>/dev/null
agentcore-synth build model.yaml -o two 2>/dev/null
diff -r one two && ls one
echo "--- wrong usage"
agentcore-synth build config.yaml --print model -o out
agentcore-synth build config.yaml --print modle
ls
