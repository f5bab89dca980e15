// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "form/row_checker.hpp"
#include "support/seed.hpp"

using namespace scamdesk;
using namespace scamdesk::form;

namespace {

constexpr std::string_view definition = R"yaml(
form: visit
version: "1"
plural: visits
title: {ko: 방문, en: Visit}
choices:
  state: [{name: open, label: {ko: 진행, en: Open}}, {name: shut, label: {ko: 종결, en: Shut}}, {name: sent, label: {ko: 이관, en: Sent}}]
  sign: [{name: act, label: {ko: 행위, en: Act}}, {name: means, label: {ko: 수단, en: Means}}, {name: purpose, label: {ko: 목적, en: Purpose}}]
questions:
  - {name: file_no, type: text, label: {ko: 번호, en: Number}, constraint: "regex(., '^[A-Z]{2}-[0-9]+$') and string-length(.) <= 6"}
  - {name: state, type: select_one state, label: {ko: 상태, en: State}, required: true}
  - {name: signs, type: select_multiple sign, label: {ko: 정황, en: Signs}, missing: [not_available]}
  - {name: opened, type: date, label: {ko: 개시일, en: Opened}, constraint: ". <= today()"}
  - {name: closed, type: date, label: {ko: 종결일, en: Closed}, required: "${state} = 'shut'"}
  - {name: persons, type: integer, label: {ko: 인원, en: Persons}, constraint: ". >= 0"}
  - {name: reports, type: integer, label: {ko: 신고, en: Reports}, missing: [not_applicable]}
  - {name: both, type: calculate, label: {ko: 합, en: Both}, calculation: "sum(${persons}) + coalesce(${reports}, 0)", constraint: ". < 7"}
  - {name: due, type: date, label: {ko: 기한, en: Due}, calculation: "date(${opened}) + 30"}
  - name: details
    type: group
    relevant: "${both} > 2 or contains(${file_no}, 'KH')"
    label: {ko: 상세, en: Details}
    questions:
      - {name: cause, type: text, label: {ko: 사유, en: Cause}, required: "${persons} > 1"}
      - {name: weight, type: decimal, label: {ko: 무게, en: Weight}, relevant: "${cause} != 'none'", constraint: ". mod 1 = 0"}
      - {name: twice, type: calculate, label: {ko: 두 배, en: Twice}, calculation: "if(${weight} > 2, ${weight} * 2, '')"}
checks:
  - {id: in-order, severity: hard, fields: [closed], test: "${opened} = '' or ${closed} = '' or ${closed} >= ${opened}", message: {ko: 가, en: A}}
  - {id: shut-has-a-sign, severity: soft, fields: [signs], test: "not(${state} = 'shut') or selected(${signs}, 'act') or count-selected(${signs}) > 1", message: {ko: 나, en: B}}
  - {id: little, severity: info, fields: [weight, twice], test: "max(${weight}, ${persons}) < 5 and ${twice} != 8", message: {ko: 다, en: C}}
  - {id: early, severity: soft, fields: [due], test: "not(${due} < today())", message: {ko: 라, en: D}}
)yaml";

const CheckContext context{*parse_instant("2025-10-15T03:00:00Z")};

FormPtr compiled(const std::string& yaml) {
  const auto result = compile({"visit.yaml", yaml, {}});
  for (const auto& error : result.errors) { MESSAGE(word(error.problem, Lang::en)); }
  REQUIRE(result.form != nullptr);
  return result.form;
}

/// Answers meant to break each rule now and then.
class Hand {
public:
  explicit Hand(unsigned seed) : m_random(seed) {}

  Cell answer(const Form& form, const Question& question) {
    if (!question.holds_value() || !question.calculation.empty() || die(3) == 0) { return Cell::blank(); }
    if (die(20) == 0) { return die(2) == 0 ? Cell::not_available() : Cell::not_applicable(); }
    return canonical(form, question, typed(question)).value();
  }

private:
  int die(int sides) { return std::uniform_int_distribution<int>(0, sides - 1)(m_random); }
  std::string pick(const std::vector<std::string>& of) { return of[static_cast<std::size_t>(die(static_cast<int>(of.size())))]; }
  std::string typed(const Question& question) {
    switch (question.type) {
      case Type::select_one: return pick({"open", "shut", "sent"});
      case Type::select_multiple: return pick({"act", "means purpose", "purpose"});
      case Type::date: return "2025-" + pick({"08", "09", "10"}) + "-" + pick({"01", "15", "20"});
      case Type::integer: return std::to_string(die(7) - 1);
      case Type::decimal: return pick({"1", "2.5", "4", "6"});
      default: return pick({"KH-1", "LA-22", "KH-12345", "none", "감금"});
    }
  }
  std::mt19937 m_random;
};

struct Row {
  Answers answers;
  std::vector<CellView> cells;
};

/// The same record as a tree and as cells in the form's order.
void fill(const Form& form, Hand& hand, Row& row) {
  row.answers.cells.clear();
  for (const auto& question : form.questions) {
    auto cell = hand.answer(form, question);
    if (cell.state != CellState::blank) { row.answers.cells.emplace(question.name, std::move(cell)); }
  }
  row.cells.assign(form.questions.size(), {});
  for (const auto& [name, cell] : row.answers.cells) { row.cells[static_cast<std::size_t>(form.index_of(name))] = CellView(cell); }
}

}  // namespace

TEST_CASE("a record passes just when the whole check finds nothing of that severity") {
  const auto form = compiled(std::string(definition));
  const auto seed = test::seed();
  Hand hand(seed);
  Row row;
  int passed = 0, failed = 0;
  for (const auto least : {Severity::info, Severity::soft, Severity::hard}) {
    RowChecker checker(*form, context, least);
    REQUIRE(checker.can_tell());
    for (int i = 0; i < 3000; ++i) {
      fill(*form, hand, row);
      const auto findings = check(*form, row.answers, context).value();
      const bool found = std::any_of(findings.begin(), findings.end(), [&](const Finding& one) { return one.severity <= least; });
      REQUIRE_MESSAGE(checker.passes(row.cells) == !found, "SCAMDESK_TEST_SEED=" << seed << ", row " << i);
      ++(found ? failed : passed);
    }
  }
  CHECK(passed > 500);
  CHECK(failed > 500);
}

TEST_CASE("a rule that looks beyond the record's own answers leaves it to the whole check") {
  const auto with = [](const std::string& test) {
    return compiled("form: visit\nversion: \"1\"\nplural: visits\ntitle: {ko: 방문, en: Visit}\nquestions:\n"
                    "  - {name: a, type: integer, label: {ko: 가, en: A}}\n"
                    "  - {name: rows, type: repeat, label: {ko: 행, en: Rows}, questions: [{name: b, type: integer, label: {ko: 나, en: B}}]}\n"
                    "checks:\n  - {id: c, severity: hard, fields: [a], test: \"" + test + "\", message: {ko: 다, en: C}}\n");
  };
  const std::vector<CellView> blank(3);
  for (const auto* test : {"sum(${b}) = 0", "count(${rows}) = 0", "../a = ''", "count(instance('case')/root/item) = 0"}) {
    const auto form = with(test);
    RowChecker checker(*form, context);
    CHECK_MESSAGE(!checker.can_tell(), test);
    CHECK_MESSAGE(!checker.passes(blank), test);
  }
  const auto form = with("${a} = ''");
  RowChecker checker(*form, context);
  CHECK(checker.can_tell());
  CHECK(checker.passes(blank));
}

TEST_CASE("what cannot be evaluated is left to the whole check, which words it") {
  const auto form = compiled("form: visit\nversion: \"1\"\nplural: visits\ntitle: {ko: 방문, en: Visit}\nquestions:\n"
                             "  - {name: a, type: text, label: {ko: 가, en: A}}\n"
                             "  - {name: b, type: calculate, label: {ko: 나, en: B}, calculation: \"date(${a})\"}\n");
  RowChecker checker(*form, context);
  const auto said = [&](const char* text) {
    const Cell cell = Cell::of(text);
    const std::vector<CellView> cells{CellView(cell), {}};
    return checker.passes(cells);
  };
  CHECK(said("2025-10-15"));
  CHECK_FALSE(said("soon"));
}
