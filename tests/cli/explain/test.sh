#!/usr/bin/env bash
# One rule's page, by code or by name, and the list of all.
agentcore-synth explain AC1007
echo "exit $?"
agentcore-synth explain duplicate-key | head -1
agentcore-synth rules | head -3
