# The README's config reference is what the binary prints.
# To mend: put the output of `agentcore-synth reference` between the two comments in README.md.
readme=$CASE/../../../README.md
sed -n '/<!-- reference -->/,/<!-- end of reference -->/p' "$readme" | sed '1d;$d' >written.md
agentcore-synth reference >printed.md
diff written.md printed.md && echo "the README agrees with the binary"
