// SPDX-License-Identifier: Apache-2.0
// measure RUNS COMMAND [ARGUMENT...]: runs a command and prints the least of its runs: wall seconds, CPU seconds
// (user and system) and peak memory in MiB, as "wall cpu memory". The command's own output goes to standard error.
// measure --median RUNS COMMAND …: the medians instead, for commands of a few milliseconds.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <vector>

extern char** environ;

namespace {

struct Sample {
  double wall = 0;
  double cpu = 0;
  double memory = 0;
};

double seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

Sample run(char** command) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, 2, 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  const auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  if (const int error = posix_spawnp(&child, command[0], &actions, nullptr, command, environ); error != 0) {
    std::fprintf(stderr, "measure: %s: %s\n", command[0], std::strerror(error));
    std::exit(2);
  }
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
    std::fprintf(stderr, "measure: %s ended with %d\n", command[0], WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    std::exit(2);
  }
  return {wall.count(), seconds(usage.ru_utime) + seconds(usage.ru_stime), static_cast<double>(usage.ru_maxrss) / 1024};
}

template <class Member>
double pick(std::vector<Sample>& samples, Member member, bool median) {
  std::sort(samples.begin(), samples.end(), [&](const Sample& a, const Sample& b) { return a.*member < b.*member; });
  return samples[median ? samples.size() / 2 : 0].*member;
}

}  // namespace

int main(int argc, char** argv) {
  const bool median = argc > 1 && std::strcmp(argv[1], "--median") == 0;
  char** rest = argv + (median ? 2 : 1);
  const int runs = rest < argv + argc ? std::atoi(rest[0]) : 0;
  if (runs < 1 || rest + 1 >= argv + argc) {
    std::fprintf(stderr, "usage: measure [--median] RUNS COMMAND [ARGUMENT...]\n");
    return 2;
  }
  std::vector<Sample> samples;
  for (int i = 0; i < runs; ++i) { samples.push_back(run(rest + 1)); }
  std::printf("%.6f %.6f %.1f\n", pick(samples, &Sample::wall, median), pick(samples, &Sample::cpu, median),
              pick(samples, &Sample::memory, median));
  return 0;
}
