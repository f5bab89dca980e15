// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "form/live.hpp"
#include "support/seed.hpp"

using namespace scamdesk;
using namespace scamdesk::form;

namespace {

constexpr std::string_view definition = R"yaml(
form: survey
kind: survey
version: "1"
plural: returns
title: {ko: 조사, en: Survey}
choices:
  scale: [{name: low, label: {ko: 낮음, en: Low}}, {name: high, label: {ko: 높음, en: High}}]
  area: [{name: poipet, label: {ko: 포이펫, en: Poipet}, of: KH}, {name: boten, label: {ko: 보텐, en: Boten}, of: LA}]
questions:
  - {name: received, type: integer, label: {ko: 접수, en: Received}, required: true, missing: [not_available], constraint: ". >= 0"}
  - {name: open, type: integer, label: {ko: 미종결, en: Open}, constraint: ". <= ${received}", constraint_message: {ko: "접수(${received})보다 많습니다", en: "More than received (${received})"}}
  - {name: pattern, type: text, label: {ko: 식, en: Pattern}}
  - {name: due, type: text, label: {ko: 기한, en: Due}}
  - {name: after, type: calculate, label: {ko: 이후, en: After}, calculation: "date(${due}) + 1"}
  - name: details
    type: group
    relevant: "${received} > 1"
    label: {ko: 상세, en: Details}
    questions:
      - {name: cause, type: text, label: {ko: 사유, en: Reason}, required: "${open} > 0"}
      - {name: persons, type: integer, label: {ko: 인원, en: Persons}, relevant: "${cause} != 'none'"}
      - {name: matches, type: calculate, label: {ko: 맞음, en: Matches}, calculation: "regex(${cause}, ${pattern})"}
      - {name: kept, type: calculate, label: {ko: 첫, en: First}, calculation: "once(${persons})"}
  - {name: doubled, type: calculate, label: {ko: 두 배, en: Doubled}, calculation: "coalesce(${persons}, 0) * 2"}
  - name: countries
    type: repeat
    relevant: "${doubled} < 8"
    label: {ko: 국가, en: Countries}
    questions:
      - {name: country, type: text, label: {ko: 국가, en: Country}, required: true}
      - {name: likelihood, type: select_one scale, label: {ko: 가능성, en: Likelihood}, relevant: "${reports} > 0 or position(..) = 2"}
      - {name: reports, type: integer, label: {ko: 신고, en: Reports}, constraint: ". <= ${received}"}
      - {name: share, type: calculate, label: {ko: 몫, en: Share}, calculation: "${reports} div sum(/survey/countries/reports)"}
      - name: areas
        type: repeat
        relevant: "${likelihood} = 'high'"
        label: {ko: 지역, en: Areas}
        questions:
          - {name: area, type: select_one area, label: {ko: 지역, en: Area}, choice_filter: "of = ${country}"}
          - {name: level, type: integer, label: {ko: 단계, en: Level}, constraint: ". >= 1 and . <= ${persons} + 1"}
          - {name: weight, type: calculate, label: {ko: 무게, en: Weight}, calculation: "${level} * ${reports}"}
    checks:
      - {id: high-needs-an-area, severity: soft, fields: [likelihood], test: "not(${likelihood} = 'high') or count(${areas}) > 0", message: {ko: "${country}: ${likelihood}", en: "${country}: ${likelihood}"}}
  - {name: reports_sum, type: calculate, label: {ko: 합계, en: Sum}, calculation: "sum(${reports})"}
  - {name: heaviest, type: calculate, label: {ko: 최대, en: Heaviest}, calculation: "max(${weight}) + ${doubled}"}
checks:
  - {id: sum-agrees, severity: hard, fields: [received, reports], test: "${reports_sum} = ${received}", message: {ko: "합계 ${reports_sum}", en: "Sum ${reports_sum} of ${reports}"}}
  - {id: some-are-high, severity: info, fields: [level], test: "${likelihood} = 'high'", message: {ko: 없음, en: None}}
  - {id: cause-is-long, severity: info, fields: [cause], test: "string-length(${cause}) > 3", message: {ko: 짧음, en: Short}}
)yaml";

const CheckContext context{*parse_instant("2025-10-15T03:00:00Z"), nullptr};

FormPtr survey() {
  const auto compiled = compile({"survey.yaml", std::string(definition), {}});
  for (const auto& error : compiled.errors) { MESSAGE(word(error.problem, Lang::en)); }
  REQUIRE(compiled.form != nullptr);
  return compiled.form;
}

Cell v(const char* text) { return Cell::of(text); }

LiveAnswers started(const FormPtr& form, Answers answers = {}) {
  auto live = LiveAnswers::begin(form, std::move(answers), context);
  REQUIRE(live.has_value());
  return std::move(*live);
}

const AnswerChange* change_of(const std::vector<AnswerChange>& changes, std::string_view path) {
  const auto found = std::find_if(changes.begin(), changes.end(), [&](const AnswerChange& one) { return one.path == path; });
  return found == changes.end() ? nullptr : &*found;
}

/// Answers of a kind, meant to toggle relevance, stumble and collide often.
class Hand {
public:
  explicit Hand(unsigned seed) : m_random(seed) {}
  int die(int sides) { return std::uniform_int_distribution<int>(0, sides - 1)(m_random); }

  std::string path() {
    switch (die(4)) {
      case 0: return pick({"countries/a/", "countries/b/", "countries/c/"}) + pick({"country", "likelihood", "reports"});
      case 1: return row() + pick({"area", "level"});
      default: return pick({"received", "open", "pattern", "due", "cause", "persons"});
    }
  }
  std::string row() { return pick({"countries/a/", "countries/b/"}) + pick({"areas/x/", "areas/y/"}); }
  std::string any_row() { return die(2) == 0 ? pick({"countries/a", "countries/b", "countries/c"}) : without_slash(row()); }

  Cell answer(std::string_view path) {
    if (die(6) == 0) { return Cell::blank(); }
    if (path.ends_with("cause")) { return Cell::of(pick({"none", "lost", "x"})); }
    if (path.ends_with("pattern")) { return Cell::of(pick({"[a-z]+", "(", "x"})); }
    if (path.ends_with("due")) { return Cell::of(pick({"2025-10-15", "soon"})); }
    if (path.ends_with("country")) { return Cell::of(pick({"KH", "LA"})); }
    if (path.ends_with("likelihood")) { return Cell::of(pick({"low", "high", "high"})); }
    if (path.ends_with("area")) { return Cell::of(pick({"poipet", "boten", "nowhere"})); }
    return die(8) == 0 ? Cell::not_available() : Cell::of(std::to_string(die(6)));
  }

private:
  std::string pick(const std::vector<std::string>& of) { return of[static_cast<std::size_t>(die(static_cast<int>(of.size())))]; }
  static std::string without_slash(std::string text) {
    text.pop_back();
    return text;
  }
  std::mt19937 m_random;
};

void play(const FormPtr& form, unsigned seed) {
  Hand hand(seed);
  auto live = started(form);
  for (int i = 0; i < 60; ++i) {
    const auto path = hand.path();
    std::string did = path;
    if (hand.die(12) == 0) {
      did = hand.any_row();
      static_cast<void>(live.remove_row(did));
    } else {
      const auto cell = hand.answer(path);
      did += " := " + cell.text;
      REQUIRE_MESSAGE(live.set(path, cell).has_value(), did);
    }
    const auto where = "SCAMDESK_TEST_SEED=" + std::to_string(seed) + ", step " + std::to_string(i) + ": " + did;
    const auto full = started(form, live.answers());
    REQUIRE_MESSAGE(live.answers() == full.answers(), where);
    REQUIRE_MESSAGE(live.findings() == check(*form, live.answers(), context).value(), where);
    REQUIRE_MESSAGE(live.asked(true) == full.asked(true), where);
    const auto filed = relevant_only(*form, live.answers(), context).value();
    for (const auto& [name, cell] : filed.cells) { REQUIRE_MESSAGE(live.cell(name) == cell, where << " at " << name); }
    for (const auto& asked : full.asked()) {
      REQUIRE_MESSAGE(live.cell(asked) == full.cell(asked), where << " at " << asked);
      REQUIRE_MESSAGE(live.findings_of(asked) == full.findings_of(asked), where << " at " << asked);
    }
  }
}

}  // namespace

TEST_CASE("giving answers one by one comes to what evaluating them all at once says") {
  const auto form = survey();
  const auto seed = test::seed();
  for (unsigned i = 0; i < 60; ++i) { play(form, seed + i); }
}

TEST_CASE("an answer says what changed with it, itself first") {
  auto live = started(survey());
  CHECK_FALSE(live.is_relevant("cause"));
  const auto changes = live.set("received", v("3")).value();
  REQUIRE(changes.front().path == "received");
  CHECK(changes.front() == AnswerChange{"received", true, false, true});
  REQUIRE(change_of(changes, "persons") != nullptr);
  CHECK(*change_of(changes, "persons") == AnswerChange{"persons", false, true, false});
  CHECK(change_of(changes, "open") == nullptr);
  CHECK(change_of(changes, "reports_sum") == nullptr);
  CHECK(live.is_relevant("cause"));
  CHECK(live.set("received", v("3")).value().empty());
  const auto opened = live.set("open", v("4")).value();
  REQUIRE(opened.size() == 2);
  CHECK(opened[0] == AnswerChange{"open", true, false, true});
  CHECK(opened[1] == AnswerChange{"cause", false, false, true});
  CHECK(live.findings_of("open").front().check == "constraint.open");
  CHECK(live.set("received", v("5")).value().front().path == "received");
  CHECK(live.findings_of("open").empty());
}

TEST_CASE("an answer is evaluated for those who look at it, and for nobody else") {
  auto live = started(survey());
  REQUIRE(live.set("received", v("3")));
  for (const auto* row : {"a", "b", "c", "d"}) { REQUIRE(live.set("countries/" + std::string(row) + "/reports", v("1"))); }
  const auto cost = [&](std::string_view path, const char* answer) {
    const auto before = live.evaluations();
    REQUIRE(live.set(path, v(answer)));
    return live.evaluations() - before;
  };
  CHECK(cost("due", "2025-10-15") == 1);               // the calculation after
  CHECK(cost("pattern", "x") == 1);                    // matches
  CHECK(cost("countries/a/country", "KH") == 1);       // a check that names it; required only while it is blank
  CHECK(cost("countries/a/likelihood", "low") == 3);   // whether there are areas, and two checks
  CHECK(cost("countries/a/reports", "2") == 8);        // its row's relevance and constraint, every row's share, the sum, a check
  CHECK(cost("open", "2") == 2);                       // its constraint, and whether the cause is required
  const auto whole = started(survey(), live.answers()).evaluations();
  CHECK(whole > 30);
}

TEST_CASE("rows come with their first answer and go with all of theirs") {
  auto live = started(survey());
  const auto came = live.set("countries/LA/reports", v("2")).value();
  CHECK(came.front().path == "countries/LA/reports");
  CHECK(change_of(came, "countries/LA/country")->findings);
  CHECK(live.cell("reports_sum") == v("2"));
  CHECK(live.answers().repeats.at("countries").front().number == 1);
  REQUIRE(live.add_row("countries/KH"));
  REQUIRE(live.set("countries/KH/country", v("KH")));
  REQUIRE(live.set("countries/KH/reports", v("1")));
  REQUIRE(live.set("countries/KH/likelihood", v("high")));
  REQUIRE(live.add_row("countries/KH/areas/x", 7));
  CHECK(live.answers().repeats.at("countries")[1].answers.repeats.at("areas").front().number == 7);
  const auto offered = live.offered("countries/KH/areas/x/area").value();
  REQUIRE(offered.size() == 1);
  CHECK(offered.front()->name == "poipet");
  const auto went = live.remove_row("countries/LA").value();
  CHECK(change_of(went, "countries/LA/reports")->value);
  CHECK(live.cell("reports_sum") == v("1"));
  CHECK_FALSE(live.remove_row("countries/LA"));
}

namespace {

/// Cases by kind, until the store cannot be read.
class Cases final : public Instances {
public:
  bool broken = false;
  std::size_t cases = 2;
  int asked = 0;
  Result<std::size_t> count(const InstanceQuery&) override {
    ++asked;
    if (broken) { return fail(Errc::io, message("{0}: cannot be read", "desk.db")); }
    return cases;
  }
  Result<std::vector<Cell>> values(const InstanceQuery&) override { return std::vector<Cell>(); }
};

constexpr std::string_view counting = R"yaml(
form: counting
version: "1"
plural: countings
title: {ko: 조사, en: Survey}
questions:
  - {name: kind, type: text, label: {ko: 유형, en: Kind}}
  - {name: cases, type: calculate, label: {ko: 사건, en: Cases}, calculation: "count(instance('case')/root/item[kind = ${kind}])"}
  - {name: remark, type: text, label: {ko: 사유, en: Reason}, required: "${cases} > 1"}
  - name: sites
    type: repeat
    label: {ko: 단지, en: Sites}
    questions: [{name: found, type: text, label: {ko: 발견, en: Found}, relevant: "count(instance('site')/root/item[place = ${kind}]) >= 0"}]
)yaml";

}  // namespace

TEST_CASE("a register that cannot be read leaves all as it was, and answers go on from there") {
  const auto compiled = compile({"counting.yaml", std::string(counting), {}});
  REQUIRE(compiled.form != nullptr);
  Cases cases;
  auto live = LiveAnswers::begin(compiled.form, {}, {context.now, &cases}).value();
  REQUIRE(live.set("kind", v("fraud")));
  REQUIRE(live.cell("cases") == v("2"));
  const auto before = live.answers();
  const auto findings = live.findings();
  CHECK(findings.size() == 1);
  cases.broken = true;
  CHECK(live.set("kind", v("lost")).error().code == Errc::io);
  CHECK_FALSE(live.set("sites/a/found", v("here")));
  CHECK_FALSE(live.add_row("sites/a"));
  CHECK(live.answers() == before);
  CHECK(live.findings() == findings);
  CHECK(live.cell("cases") == v("2"));
  CHECK(live.is_relevant("remark"));
  CHECK(live.set("remark", v("many")).value().front() == AnswerChange{"remark", true, false, true});
  cases.broken = false;
  cases.cases = 0;
  const auto changes = live.set("kind", v("lost")).value();
  CHECK(change_of(changes, "cases")->value);
  CHECK(live.cell("cases") == v("0"));
}

TEST_CASE("the records of other registers are those of the beginning") {
  const auto compiled = compile({"counting.yaml", std::string(counting), {}});
  REQUIRE(compiled.form != nullptr);
  Cases cases;
  auto live = LiveAnswers::begin(compiled.form, {}, {context.now, &cases}).value();
  REQUIRE(live.set("kind", v("fraud")));
  cases.cases = 9;
  const int asked = cases.asked;
  REQUIRE(live.set("kind", v("lost")));
  CHECK(live.cell("cases") == v("9"));
  REQUIRE(live.set("kind", v("fraud")));
  CHECK(live.cell("cases") == v("2"));
  CHECK(cases.asked == asked + 1);
}

TEST_CASE("what is no answer of the form is refused and changes nothing") {
  auto live = started(survey());
  for (const auto* path : {"", "nosuch", "details", "countries", "countries/a/received", "countries//country", "received/a/b"}) {
    CHECK_FALSE_MESSAGE(live.set(path, v("1")), path);
  }
  CHECK_FALSE(live.set("doubled", v("1")));
  CHECK_FALSE(live.add_row("areas/x"));
  CHECK(live.answers() == started(survey()).answers());
}
