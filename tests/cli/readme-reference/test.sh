# The README's config reference and its table of rules are what the binary prints.
# To mend: tools/update-readme path/to/agentcore-synth
readme=$CASE/../../../README.md
compare() { # compare PART TOPIC
  sed -n "/<!-- $1 -->/,/<!-- end of $1 -->/p" "$readme" | sed '1d;$d' >written.md
  agentcore-synth reference "$2" >printed.md
  diff written.md printed.md && echo "the README agrees with the binary: $1"
}
compare reference config
compare rules rules
