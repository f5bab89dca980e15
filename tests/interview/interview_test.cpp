// SPDX-License-Identifier: Apache-2.0
// Plays `return fill` through a pseudo-terminal: a wrong date, choices by number, Hangul with a backspace, leaving and
// coming back to the same question, a soft check overridden with its reason, filing.
// usage: interview_test PROGRAM GOLDEN_DIR
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <pty.h>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr int patience = 60000;  // milliseconds: a build machine may be busy

void require(bool holds, const std::string& what) {
  if (!holds) { throw std::runtime_error(what); }
}

/// The program at the other end of a terminal.
class Terminal {
public:
  Terminal(const std::string& program, const std::string& round) {
    winsize size{40, 100, 0, 0};
    m_child = forkpty(&m_end, nullptr, nullptr, &size);
    require(m_child >= 0, "no pseudo-terminal");
    if (m_child == 0) {
      setenv("TERM", "xterm", 1);
      execl(program.c_str(), "scamdesk", "--store", "pnh.db", "return", "fill", round.c_str(), static_cast<char*>(nullptr));
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
  int end() {
    while (more()) {}
    int status = 0;
    waitpid(m_child, &status, 0);
    m_ended = true;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

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

std::string shown(const std::string& program) {
  require(std::system(("'" + program + "' --store pnh.db return show --json >shown.json").c_str()) == 0, "show failed");
  std::ifstream file("shown.json");
  return {std::istreambuf_iterator<char>(file), {}};
}

void require_in(const std::string& text, const std::string& part) { require(text.find(part) != std::string::npos, "missing: " + part); }

void first_sitting(const std::string& program) {
  Terminal terminal(program, "2025-10");
  terminal.until("집계 기간 시작일");
  terminal.until("> ");
  terminal.type("2025-13-01\n");
  terminal.until("2025-13-01");
  terminal.until("집계 기간 시작일");  // asked again
  terminal.type("2025-01-01\n");
  terminal.until("집계 기간 종료일");
  terminal.type("\n");
  terminal.until("자료 기준일");
  terminal.type("\n");
  terminal.until("통계 작성에 사용한 자료");
  terminal.type("1 2\n");
  terminal.until("집계에서 빠진 지역");
  terminal.until("> ");
  terminal.type("북부 국경짖\x7f지역\n");
  terminal.until("국가별 상황");
  terminal.type(":q\n");
  terminal.until("나갑니다");
  require(terminal.end() == 0, "leaving did not end with 0");
  require_in(shown(program), "\"coverage_gap\": \"북부 국경지역\"");
}

void second_sitting(const std::string& program) {
  Terminal terminal(program, "2025-10");
  const auto before = terminal.until("국가별 상황");
  require(before.find("집계 기간") == std::string::npos, "it did not come back to where it was left");
  terminal.type(":\n");
  const auto list = terminal.until("5. 인원");
  const auto line = list.rfind(") ");
  const auto start = list.find_last_not_of("0123456789", line - 1) + 1;
  terminal.type(":" + list.substr(start, line - start) + "\n");
  terminal.until("== 5. 인원");
  while (!terminal.first_of("사망한 인원", "> ")) { terminal.type("\n"); }
  terminal.until("> ");
  terminal.type("0\n");
  terminal.until("사망 신고는 25건");
  terminal.until("사유를 적거나");
  terminal.type("확인 중인 신고임\n");
  terminal.until("적었습니다");
  terminal.type(":q\n");
  terminal.until("나갑니다");
  require(terminal.end() == 0, "leaving did not end with 0");
  const auto now = shown(program);
  require_in(now, "\"persons_died\": 0");
  require_in(now, "확인 중인 신고임");
}

void third_sitting(const std::string& program) {
  Terminal terminal(program, "2025-10");
  int asked = 0;
  while (!terminal.first_of("제출하시겠습니까", "> ")) {
    require(++asked < 400, "it never came to an end");
    terminal.type("\n");
  }
  terminal.type("y\n");
  terminal.until("제출하였습니다");
  require(terminal.end() == 0, "filing did not end with 0");
  require_in(shown(program), "\"state\": \"filed\"");
}

}  // namespace

int main(int argc, char** argv) {
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
    require(std::system("sh \"$GOLDEN/setup/round.sh\" && scamdesk -q exercise --out ex --round 2025-10 --seed 1 --missions KH-PNH &&"
                        " scamdesk -q --store pnh.db return start && scamdesk -q --store pnh.db return import ex/returns/KH-PNH.json") == 0,
            "the beginning failed");
    first_sitting(program);
    second_sitting(program);
    third_sitting(program);
    std::puts("entry, Hangul, a reason, leaving, coming back and filing work on a terminal");
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "FAILED: %s\n", fault.what());
    ended = 1;
  }
  std::filesystem::current_path("/");
  std::filesystem::remove_all(name.data());
  return ended;
}
