// SPDX-License-Identifier: Apache-2.0
// Somebody else's program over the installed library: counts the missions of the roster.
#include <cstdio>

#include <scamdesk/desk.hpp>

int main(int, char** argv) {
  const auto missions = scamdesk::list_missions(argv[1]);
  if (!missions) {
    std::fprintf(stderr, "%s\n", scamdesk::word(missions.error().problem, scamdesk::Lang::en).c_str());
    return 1;
  }
  std::printf("%zu missions\n", missions->size());
  return 0;
}
