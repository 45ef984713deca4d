#!/usr/bin/env bash
# Colour only where it is asked for, or at a terminal: standard output is a file here.
unset NO_COLOR CLICOLOR_FORCE
echo 'projekt: x' >config.yaml
colored() {
  "$@" 2>&1 | grep -q $'\x1b' && echo "coloured: $*" || echo "plain: $*"
}
colored agentcore-synth validate config.yaml
colored agentcore-synth validate config.yaml --color always
colored agentcore-synth validate config.yaml --color never
colored agentcore-synth build config.yaml --color always
colored env CLICOLOR_FORCE=1 agentcore-synth validate config.yaml
colored env CLICOLOR_FORCE=0 agentcore-synth validate config.yaml
colored env CLICOLOR_FORCE=1 NO_COLOR=1 agentcore-synth validate config.yaml
colored env NO_COLOR=1 agentcore-synth validate config.yaml --color always
colored agentcore-synth validate config.yaml --color always --diagnostics json
