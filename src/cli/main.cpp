#include <cstdio>
#include <cstdlib>

#include "cli/commands.hpp"

int main(int argc, char** argv) {
  const int code = agentcore::cli::run(argc, argv);
#ifdef NDEBUG
  std::fflush(nullptr);
  std::_Exit(code);  // to free what the end of the process frees takes a tenth of a short run
#endif
  return code;
}
