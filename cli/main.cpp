// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "program.hpp"

int main(int argc, char** argv) {
  return static_cast<int>(scamdesk::cli::run_program(std::vector<std::string>(argv + 1, argv + argc)));
}
