#include "cli/commands.hpp"

int main(int argc, char** argv) { return agentcore::cli::run(argc, argv); }
