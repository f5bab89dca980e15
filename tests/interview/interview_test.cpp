// SPDX-License-Identifier: Apache-2.0
// Plays `return fill` through a pseudo-terminal: a wrong date, choices by number, Hangul with a backspace, leaving and
// coming back to the same question, a soft check overridden with its reason, filing.
// usage: interview_test PROGRAM GOLDEN_DIR
#include "terminal.hpp"

using namespace scamdesk::test;

namespace {

std::string shown(const std::string& program) { return output_of("'" + program + "' --store pnh.db return show --json"); }

void first_sitting(const std::string& program) {
  Terminal terminal(program, {"--store", "pnh.db", "return", "fill", "2025-10"});
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
  Terminal terminal(program, {"--store", "pnh.db", "return", "fill", "2025-10"});
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
  Terminal terminal(program, {"--store", "pnh.db", "return", "fill", "2025-10"});
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
  return play(argc, argv, "entry, Hangul, a reason, leaving, coming back and filing work on a terminal", [](const std::string& program) {
    require(std::system("sh \"$GOLDEN/setup/round.sh\" && scamdesk -q exercise --out ex --round 2025-10 --seed 1 --missions KH-PNH &&"
                        " scamdesk -q --store pnh.db return start && scamdesk -q --store pnh.db return import ex/returns/KH-PNH.json") == 0,
            "the beginning failed");
    first_sitting(program);
    second_sitting(program);
    third_sitting(program);
  });
}
