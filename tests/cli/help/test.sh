#!/usr/bin/env bash
# What --help and --version print. Every command has a help of its own.
agentcore-synth --help
echo "exit $?"
agentcore-synth --version
echo "exit $?"
for command in build validate rules explain reference schema; do
  agentcore-synth "$command" --help | grep -m1 "agentcore-synth $command" || echo "$command --help names no use of it"
done
# The help in another form is the same help.
for form in -h --help=true; do
  diff <(agentcore-synth build --help) <(agentcore-synth build $form) && echo "$form: the same"
done
agentcore-synth validate --help >/dev/full
echo "exit $?"
