// SPDX-License-Identifier: Apache-2.0
// Plays `<register> add` through a pseudo-terminal: a figure refused at once, help, back, choices by number and by label,
// states without a value, Hangul, rows; one revision at the end; nothing at all after :q or Ctrl-C.
// usage: record_test PROGRAM GOLDEN_DIR
#include "terminal.hpp"

using namespace scamdesk::test;

namespace {

const std::vector<std::string> adding{"--store", "hq.db", "--templates", "t", "sighting", "add", "--mission", "KH-PNH"};

std::string desk(const std::string& words) { return output_of("scamdesk --store hq.db --templates t " + words); }

void answer(Terminal& terminal, const std::string& question, const std::string& typed) {
  terminal.until(question);
  terminal.until("> ");
  terminal.type(typed + "\n");
}

void a_record(const std::string& program) {
  Terminal terminal(program, adding);
  const auto first = terminal.until("시·도");  // the hint
  require_in(first, "목격");
  require_in(first, "곳 *");
  terminal.until("> ");
  terminal.type("\n");
  terminal.until("반드시 답하여야");
  answer(terminal, "남 (명)", "-3");
  terminal.until("0보다 적을 수 없습니다");
  answer(terminal, "남 (명)", "many");
  terminal.until("정수이(가) 아닙니다");
  answer(terminal, "남 (명)", "?");
  terminal.until("아무것도 기록하지 않습니다");
  terminal.until(":na");
  answer(terminal, "남 (명)", "<");
  answer(terminal, "곳 *", "포이펫짖\x7f");
  answer(terminal, "남 (명)", "3");
  answer(terminal, "여", "0");
  answer(terminal, "미성년", ":na");
  answer(terminal, "차량", ":np");
  terminal.until("1) 높음");
  answer(terminal, "2) 낮음", "낮음");
  answer(terminal, "0행", "+");
  answer(terminal, "1행", "");
  answer(terminal, "별칭", "황금");
  terminal.until("Enter를 누르면 기록하고");
  terminal.type("<\n");
  answer(terminal, "황금", "은빛");
  terminal.until("Enter를 누르면 기록하고");
  terminal.type("\n");
  terminal.until("PNH-25-0001");
  require(terminal.end() == 0, "recording did not end with 0");
  const auto sheet = desk("--json sighting show PNH-25-0001");
  for (const auto* part : {"\"value\": \"포이펫\"", "\"value\": 3", "\"value\": 0", "\"na\": \"not_available\"", "\"na\": \"not_applicable\"",
                           "\"value\": \"low\"", "\"field\": \"names[1].alias\"", "\"value\": \"은빛\""}) {
    require_in(sheet, part);
  }
  const auto history = desk("--json sighting history PNH-25-0001");
  require(history.find("\"revision\"") == history.rfind("\"revision\""), "it was not written as one revision");
}

void left(const std::string& program) {
  Terminal terminal(program, adding);
  answer(terminal, "곳 *", "어딘가");
  answer(terminal, "남 (명)", ":q");
  terminal.until("아무것도 기록하지 않았습니다");
  require(terminal.end() == 1, "leaving did not end with 1");
}

void interrupted(const std::string& program) {
  Terminal terminal(program, adding);
  answer(terminal, "곳 *", "어딘가");
  terminal.until("남 (명)");
  terminal.until("> ");
  terminal.type("\x03");
  require(terminal.end() != 0, "an interrupt ended with 0");
}

void not_asked(const std::string& program) {
  auto words = adding;
  words.insert(words.begin(), "--no-input");
  Terminal terminal(program, words);
  require(terminal.end() == 2, "--no-input did not end with 2");
  require_in(terminal.rest(), "--FIELD VALUE");
}

}  // namespace

int main(int argc, char** argv) {
  return play(argc, argv, "a record is asked for, recorded as one revision, and left without a trace on a terminal", [](const std::string& program) {
    require(std::system("sh \"$GOLDEN/setup/states.sh\"") == 0, "the beginning failed");
    const auto before = desk("desk digest");
    left(program);
    interrupted(program);
    not_asked(program);
    require(desk("desk digest") == before, "something was left behind");
    a_record(program);
  });
}
