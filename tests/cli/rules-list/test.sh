#!/usr/bin/env bash
# The list of rules: all, those with certain words, and as JSON.
agentcore-synth rules | head -3
agentcore-synth rules yaml
echo "exit $?"
agentcore-synth rules Image LATEST
agentcore-synth rules latest --color always | cat -v
agentcore-synth rules no-such-word
echo "exit $?"
agentcore-synth rules AC1007 --output json
agentcore-synth rules --output json | grep -c '"code"' >json
agentcore-synth rules | wc -l >text
cmp json text && echo "both forms list all"
agentcore-synth rules --output xml
echo "exit $?"
