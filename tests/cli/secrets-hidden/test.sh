#!/usr/bin/env bash
# A credential in any place of a config or of the command line is in no output of any form.
token=ghp_$(printf 'aB3dE5gH7jK9%.0s' 1 2 3) # put together here, so that no scanner takes it for real
cat >config.yaml <<END
project: $token
environment: test
region: $token
account_id: $token
$token: x
tags: {$token: a, Owner: $token, Team: [$token]}
repositories: [{repository_name: $token}, $token]
network: {vpc: {cidr: $token}, vpc_endpoints: [$token, {service: $token}]}
execution_roles: [{role_name: $token, secrets: [$token], statements: [{actions: [$token], resources: [$token]}]}]
suppress: [{rule: $token, at: $token, reason: r}]
environments: {$token: {runtimes: [{runtime_name: $token}]}, test: {}}
runtimes:
  - runtime_name: $token
    artifact: {repository: $token, tag: $token, password: hunter22-of-the-north, container_cpu: $token}
    protocol: $token
    execution_role: $token
    network_configuration: {network_mode: $token, subnet_ids: [$token]}
    lifecycle: {idle_timeout: $token}
    authorizer: {discovery_url: $token, allowed_audience: $token}
    endpoints: [{name: $token, runtime_version: $token}]
END
cat >sound.yaml <<END
project: hackathon
environment: test
region: us-east-1
suppress: [{rule: secret-in-environment, reason: a test}]
runtimes:
  - artifact: {repository: agent-images, tag: v1, environment_variables: {A: $token, DB_PASSWORD: hunter22-of-the-north}}
END
look() {
  if grep -q 'ghp_aB3\|hunter22' out; then
    echo "shown:"
    grep -o '.\{0,40\}\(ghp_aB3\|hunter22\).\{0,20\}' out | head -5
  else
    echo "$(grep -c '\*\*\*\|concealed' out | sed 's/^[1-9].*/hidden/; s/^0$/nothing/'): $*"
  fi
}
arguments=(--set "$token=1" --set "tags.$token=$token" --set "runtimes[$token].protocol=x" --set "region=$token")
for form in text json sarif github junit; do
  agentcore-synth validate --diagnostics $form config.yaml >out 2>&1
  look "$form"
  agentcore-synth validate --diagnostics $form config.yaml "${arguments[@]}" >out 2>&1
  look "$form with --set"
  agentcore-synth validate --diagnostics $form config.yaml --env "$token" >out 2>&1
  look "$form with --env"
  agentcore-synth build -v --diagnostics $form sound.yaml --set "project=$token" >out 2>&1
  look "$form of build"
done
agentcore-synth validate --set "$token" sound.yaml >out 2>&1
look usage
agentcore-synth explain "$token" >out 2>&1
look explain
agentcore-synth validate --fix config.yaml >out 2>&1
look fix
for print in document model; do
  agentcore-synth build --print $print sound.yaml >out 2>/dev/null
  look "print $print"
done
agentcore-synth build --print document config.yaml >out 2>&1
look "print document of an unsound config"
