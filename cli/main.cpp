// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "program.hpp"
#include "signals.hpp"

int main(int argc, char** argv) {
  scamdesk::cli::handle_signals();
  const auto exit = scamdesk::cli::run_program(std::vector<std::string>(argv + 1, argv + argc));
  scamdesk::cli::end_as_asked();
  return static_cast<int>(exit);
}
