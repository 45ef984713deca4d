#!/usr/bin/env bash
# The whole schema, so that a review sees what a change of the model means to an editor.
agentcore-synth schema
echo "exit $?"
agentcore-synth schema config.yaml
echo "exit $?"
