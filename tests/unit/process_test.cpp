#include "agentcore/process.hpp"

#include <catch2/catch.hpp>

namespace agentcore {
namespace {

using End = ProcessResult::End;
using std::chrono::milliseconds;

ProcessResult shell(const std::string& script, milliseconds timeout = milliseconds(60'000)) {
  return system_processes().run({"sh", "-c", script}, timeout);
}

TEST_CASE("a process gives its output, its errors and its exit code") {
  const ProcessResult result = shell("printf out; printf err >&2; exit 3");
  CHECK(result.end == End::exited);
  CHECK(result.exit_code == 3);
  CHECK(result.output == "out");
  CHECK(result.error_output == "err");
  CHECK_FALSE(result.succeeded());
  CHECK(shell("true").succeeded());
}

TEST_CASE("arguments reach a process as they are") {
  const ProcessResult result =
      system_processes().run({"printf", "%s|", "a b", "$(id)", "*", ""}, milliseconds(60'000));
  CHECK(result.output == "a b|$(id)|*||");
}

TEST_CASE("much output on both streams does not block") {
  const ProcessResult result =
      shell("i=0; while [ $i -lt 3000 ]; do printf '%0100d' 1; printf '%0100d' 1 >&2; i=$((i+1)); done");
  CHECK(result.succeeded());
  CHECK(result.output.size() == 300'000);
  CHECK(result.error_output.size() == 300'000);
}

TEST_CASE("a process has no standard input") { CHECK(shell("cat").output.empty()); }

TEST_CASE("a process that takes too long is killed") {
  CHECK(shell("exec sleep 600", milliseconds(50)).end == End::timed_out);
}

TEST_CASE("a process that dies is no success") { CHECK(shell("kill -9 $$").end == End::killed); }

TEST_CASE("a program that is not there is told of") {
  const ProcessResult result = system_processes().run({"no-such-program-anywhere"}, milliseconds(1000));
  CHECK(result.end == End::not_started);
  CHECK(result.error_output == "No such file or directory");
}

}  // namespace
}  // namespace agentcore
