#!/usr/bin/env bash
# Input that is hostile, a mistake or large: a finding, soon and in little memory, whatever its form.
# A line: what is read, exit code, the first finding.
memory=500000 # KB of address space; a sanitizer needs more
grep -qa __asan_init "$(readlink -f "$(command -v agentcore-synth)")" && memory=unlimited
try() {
  local name=$1
  shift
  (ulimit -v $memory; exec timeout 60 agentcore-synth validate "$@") >out 2>&1
  echo "$name: exit $? $(grep -m1 -o 'AC[0-9]\{4\}\|out of memory\|internal error' out)"
  test "$(stat -c %s out)" -lt 2000000 || echo "$name: $(stat -c %s out) bytes of findings"
}
text() { # text NAME PERL: what the Perl program prints, as a config
  perl -e "$2" >"$1.yaml"
  try "$1" "$1.yaml"
  rm "$1.yaml"
}
head=$'project: demo\nenvironment: test\nregion: us-east-1\n'
runtime=$'runtimes:\n  - artifact: {repository: agent-images, tag: v1}\n'
export head runtime

text nothing ''
text comments 'print "# x\n" x 100_000'
text 50-megabytes 'print "lorem ipsum\n" x 4_400_000'
text one-long-line 'print "project: ", "a" x 1_000_000'
text one-long-quote 'print "project: \"", "a" x 1_000_000'
text dashes 'print "- a\n" x 250_000'
text brackets 'print "[" x 1_000_000'
text braces 'print "{a: " x 250_000'
text explicit-keys 'print "? " x 500_000'
text nested-dashes 'print "- " x 10_000, "x"'
text nested-brackets 'print "[" x 10_000, "]" x 10_000'
text nested-braces 'print "{a: " x 10_000, "}" x 10_000'
text nested-block 'print map { (" " x $_) . "a:\n" } 0 .. 1_300'
text alias-on-itself 'print "a: &x *x\n"'
text anchors 'print "&a &b &c\n"'
text many-anchors 'print "&a " x 300_000'
text many-tags 'print "a: [", "!x 1, " x 150_000, "]\n"'
text many-aliases 'print "a: &a 1\nb: [", "*a, " x 250_000, "]\n"'
text many-keys 'print map { "k$_: 1\n" } 1 .. 90_000'
text same-key 'print "project: 1\n" x 90_000'
text same-key-on-one-line 'print "{", "project: 1, " x 80_000, "}"'
text same-long-key 'print "? \"", "a" x 100_000, "\"\n: 1\n", "? \"", "a" x 100_000, "\"\n: 1\n"'
text unknown-keys 'print map { "projekt$_: 1\n" } 1 .. 70_000'
text wrong-items 'print $ENV{head}, "runtimes:\n", "  - x\n" x 150_000'
text null-items 'print $ENV{head}, "runtimes:\n", "  -\n" x 200_000'
text empty-items 'print $ENV{head}, "runtimes:\n", "  - {}\n" x 100_000'
text null-tags 'print $ENV{head}, $ENV{runtime}, "tags:\n", map { "  k$_:\n" } 1 .. 90_000'
text many-tags-of-aws 'print $ENV{head}, $ENV{runtime}, "tags:\n", map { "  k$_: v\n" } 1 .. 90_000'
text many-secrets 'print $ENV{head}, "runtimes:\n  - artifact: {repository: agent-images, tag: v1, environment_variables: {", (map { "TOKEN_$_: abcdefgh, " } 1 .. 4_000), "}}\n"'
text many-runtimes 'print $ENV{head}, "runtimes:\n", map { "  - {runtime_name: r$_, artifact: {repository: agent-images, tag: v1}}\n" } 1 .. 13_000'
text many-roles 'print $ENV{head}, $ENV{runtime}, "    execution_role: r1\nexecution_roles:\n", map { "  - role_name: r$_\n" } 1 .. 4_000'
text many-repositories 'print $ENV{head}, "runtimes: [{artifact: {repository: r1, tag: v1}}]\nrepositories:\n", map { "  - repository_name: r$_\n" } 1 .. 35_000'
text many-endpoints 'print $ENV{head}, $ENV{runtime}, "    endpoints:\n", map { "      - name: e$_\n" } 1 .. 50_000'
text tabs 'print "a: 1\n", "\tb: 1\n" x 100_000'
text two-documents 'print "a: 1\n---\nb: 2\n"'
text many-documents 'print "---\n" x 200_000'
text anchor-in-itself 'print "a: &x [*x]\n"'
text alias-bomb 'print "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"; for (1 .. 20) { print "a$_: &a$_ [", join(", ", ("*a" . ($_ - 1)) x 10), "]\n" }'
text deep-aliases 'print $ENV{head}, $ENV{runtime}, "    network_configuration: {network_mode: VPC}\nnetwork:\n  internet_egress: nat\n  vpc_endpoints:\n    - service: bedrock-agentcore\n      endpoint_policy:\n        Statement:\n          - {Effect: Allow, Principal: \"*\", Action: \"*\", Resource: \"*\", Condition: {"; for (0 .. 180) { print "a$_: &a$_ ", "[" x 50, ($_ ? "*a" . ($_ - 1) : "x"), "]" x 50, ", " } print "}}\n"'
text random 'srand 1; print map { chr int rand 256 } 1 .. 1_000_000'
text random-printable 'srand 2; print "a", map { chr(32 + int rand 95) } 1 .. 200_000'
text latin1 'print "project: caf\xe9\n" x 1_000'
try zeros /dev/zero
try endless <(yes 'project: demo' 2>/dev/null)
mkfifo pipe
(echo 'a: 1' >pipe) &
try pipe pipe
