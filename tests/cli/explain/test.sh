#!/usr/bin/env bash
# One rule's page, by code or by name; several in one run; rules that no config shows.
agentcore-synth explain AC1007
echo "exit $?"
agentcore-synth explain duplicate-key | head -1
echo "--- with arguments"
agentcore-synth explain unknown-environment
echo "--- hostile, long, secret"
agentcore-synth explain control-character alias-expansion secret-in-environment
echo "--- without a case"
agentcore-synth explain AC1001 AC1002 AC5001 AC5101 AC9001 | grep -E '^(AC|Example)'
for code in $(agentcore-synth rules AC4 | cut -d' ' -f1); do
  agentcore-synth explain "$code" | grep -E '^(AC|Example)'
done
echo "--- colour"
agentcore-synth explain AC1007 --color always | head -1 | cat -v
