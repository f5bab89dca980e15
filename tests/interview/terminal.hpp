// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <poll.h>
#include <pty.h>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

/// A program played through a pseudo-terminal, as an officer types.
namespace scamdesk::test {

inline constexpr int patience = 60000;  // milliseconds: a build machine may be busy

inline void require(bool holds, const std::string& what) {
  if (!holds) { throw std::runtime_error(what); }
}

/// The program at the other end of a terminal.
class Terminal {
public:
  Terminal(const std::string& program, std::vector<std::string> words) {
    winsize size{40, 100, 0, 0};
    m_child = forkpty(&m_end, nullptr, nullptr, &size);
    require(m_child >= 0, "no pseudo-terminal");
    if (m_child == 0) {
      setenv("TERM", "xterm", 1);
      std::vector<char*> arguments{const_cast<char*>("scamdesk")};
      for (auto& word : words) { arguments.push_back(word.data()); }
      arguments.push_back(nullptr);
      execv(program.c_str(), arguments.data());
      _exit(127);
    }
  }
  ~Terminal() {
    close(m_end);
    if (!m_ended) { waitpid(m_child, nullptr, 0); }
  }
  Terminal(Terminal&&) = delete;

  void type(const std::string& text) { require(write(m_end, text.data(), text.size()) == static_cast<ssize_t>(text.size()), "typing failed"); }

  /// All that was shown since the last call, up to and with `text`.
  std::string until(const std::string& text) {
    for (;;) {
      if (const auto at = m_shown.find(text); at != std::string::npos) {
        auto seen = m_shown.substr(0, at + text.size());
        m_shown.erase(0, at + text.size());
        return seen;
      }
      require(more(), "never shown: " + text + "\nbut: " + m_shown);
    }
  }
  /// True when the first is shown before the second; what was shown up to it is taken.
  bool first_of(const std::string& one, const std::string& other) {
    for (;;) {
      const auto at_one = m_shown.find(one), at_other = m_shown.find(other);
      if (at_one != std::string::npos || at_other != std::string::npos) {
        const bool is_one = at_one < at_other;
        until(is_one ? one : other);
        return is_one;
      }
      require(more(), "neither shown: " + one + ", " + other + "\nbut: " + m_shown);
    }
  }
  /// How it ended: its code, or minus the signal that ended it.
  int end() {
    while (more()) {}
    int status = 0;
    waitpid(m_child, &status, 0);
    m_ended = true;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
  const std::string& rest() const { return m_shown; }  ///< what was shown and not waited for

private:
  bool more() {
    pollfd waiting{m_end, POLLIN, 0};
    if (poll(&waiting, 1, patience) <= 0) { return false; }
    std::array<char, 4096> bytes{};
    const auto size = read(m_end, bytes.data(), bytes.size());
    if (size <= 0) { return false; }
    m_shown.append(bytes.data(), static_cast<std::size_t>(size));
    return true;
  }

  int m_end = -1;
  pid_t m_child = -1;
  bool m_ended = false;
  std::string m_shown;
};

inline void require_in(const std::string& text, const std::string& part) {
  require(text.find(part) != std::string::npos, "missing: " + part + "\nin: " + text);
}

/// What a command writes on its standard output.
inline std::string output_of(const std::string& command) {
  require(std::system((command + " >output").c_str()) == 0, "failed: " + command);
  std::ifstream file("output");
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Runs a test in a folder of its own, with clock, language and home held still: `usage: TEST PROGRAM GOLDEN_DIR`.
inline int play(int argc, char** argv, const std::string& done, const std::function<void(const std::string& program)>& test) {
  if (argc != 3) { return 2; }
  const auto program = std::filesystem::canonical(argv[1]).string();
  const auto golden = std::filesystem::canonical(argv[2]).string();
  std::array<char, 32> name{"/tmp/interview.XXXXXX"};
  if (mkdtemp(name.data()) == nullptr) { return 2; }
  std::filesystem::current_path(name.data());
  for (const auto& [key, value] : {std::pair{"GOLDEN", golden}, {"HOME", std::string(name.data())}, {"SCAMDESK_LANG", std::string("ko")},
                                   {"SCAMDESK_NOW", std::string("2025-10-20T00:00:00Z")}, {"SCAMDESK_ACTOR", std::string("tester")},
                                   {"PATH", std::filesystem::path(program).parent_path().string() + ":" + getenv("PATH")}}) {
    setenv(key, value.c_str(), 1);
  }
  for (const auto* key : {"LC_ALL", "LANG", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "SCAMDESK_STORE", "NO_COLOR"}) { unsetenv(key); }
  int ended = 0;
  try {
    test(program);
    std::puts(done.c_str());
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "FAILED: %s\n", fault.what());
    ended = 1;
  }
  std::filesystem::current_path("/");
  std::filesystem::remove_all(name.data());
  return ended;
}

}  // namespace scamdesk::test
