// SPDX-License-Identifier: Apache-2.0
#include "exchange/xform/xform.hpp"

#include <doctest/doctest.h>

#include "document/xml.hpp"
#include "exchange/xform/submission.hpp"
#include "exchange/xform/xpath.hpp"

using namespace scamdesk;
using namespace scamdesk::exchange;

namespace {

constexpr std::string_view survey = R"yaml(form: survey
kind: survey
version: "2"
title: {ko: 조사, en: Survey}
plural: returns
key: [round]
choices:
  need: [{name: a, label: {ko: 가, en: A}}, {name: b, label: {ko: 나, en: B}}]
questions:
  - {name: round, type: text, required: true, read_only: true, label: {ko: 차수, en: Round}}
  - name: figures
    type: group
    label: {ko: 통계, en: Figures}
    questions:
      - {name: reports, type: integer, missing: [not_available], required: true, label: {ko: 신고, en: Reports}}
      - {name: loss, type: decimal, label: {ko: 피해액, en: Loss}}
      - {name: since, type: date, label: {ko: 시작일, en: Since}}
  - {name: remark, type: text, constraint_message: {ko: "${reports}건 <확인>", en: "${reports} & <more>"}, constraint: ". != 'x'", label: {ko: 비고, en: Remark}}
  - {name: needs, type: select_multiple need, label: {ko: 필요, en: Needs}}
  - {name: cases, type: calculate, calculation: "count(instance('case')/root/item)", label: {ko: 사건, en: Cases}}
  - name: sites
    type: repeat
    label: {ko: 단지, en: Sites}
    questions:
      - {name: site, type: text, label: {ko: 단지, en: Site}}
      - {name: people, type: integer, missing: [not_available, not_applicable], label: {ko: 사람, en: People}}
checks:
  - {id: cases-known, severity: soft, fields: [reports], test: "${cases} >= ${reports}", message: {ko: 점검, en: Check}}
)yaml";

form::FormPtr compiled() {
  static const auto form = form::compile({"survey.yaml", std::string(survey), {}}).form;
  REQUIRE(form != nullptr);
  return form;
}

/// In XPath, as an expression of the record, or of a row of sites.
std::string xpath(std::string_view expression, bool in_row = false) {
  const auto form = compiled();
  const xform::Layout layout(*form);
  const int self = form->index_of(in_row ? "people" : "remark");
  const auto parsed = form::Expression::parse(expression);
  REQUIRE(parsed);
  const auto value = xform::value(layout, layout.standing(self), self, *parsed);
  return value ? *value : "! " + word(value.error().problem, Lang::en);
}

std::string problem(std::string_view xml) {
  const auto read = xform::read_submission(*compiled(), xml, "s.xml");
  if (read) { return "read"; }
  const auto& place = read.error().place;
  return word(read.error().problem, Lang::en) + " @" + std::to_string(place ? place->row : 0);
}

}  // namespace

TEST_CASE("expressions are exported so that every engine takes them as we do") {
  SUBCASE("a blank is told apart before it is added") {
    CHECK(xpath("${reports} + 1") == "if(/data/figures/reports = '', '', (/data/figures/reports + 1))");
    CHECK(xpath("${reports} div 2").ends_with(" * 0 = 0, (/data/figures/reports div 2), '')"));
  }
  SUBCASE("sums skip blanks, and of nothing the sum is 0") {
    CHECK(xpath("sum(${people})") ==
          "if(count(/data/sites/people[. != '']) = 0, 0, sum(/data/sites/people[. != '']))");
  }
  SUBCASE("a pattern matches the whole answer, and what engines read apart is not carried") {
    CHECK(xpath("regex(., 'a|b')") == "regex(., '^(?:a|b)$')");
    CHECK(xpath("regex(., '\\w+')") == "! a pattern with \\w, which engines read apart");
  }
  SUBCASE("equality knows blanks, numbers and decimals apart") {
    CHECK(xpath("${remark} = ''") == "(/data/remark = '')");
    CHECK(xpath("${remark} != 'a'") == "not((/data/remark = 'a'))");
    CHECK(xpath("${loss} = 0.3") == "(abs(/data/figures/loss - 0.3) < 0.000000000001)");
  }
  SUBCASE("coalesce takes two values at a time") {
    CHECK(xpath("coalesce(${remark}, ${needs}, 'x')") == "coalesce(/data/remark, coalesce(/data/needs, 'x'))");
  }
  SUBCASE("days are civil days in whatever zone the device is") {
    CHECK(xpath("number(${since})").find("concat(/data/figures/since, 'T00:00:00.000Z')") != std::string::npos);
  }
  SUBCASE("in a row, its own answers are beside it and all rows are asked for from above") {
    CHECK(xpath("${site}", true) == "../site");
    CHECK(xpath("count(${sites})", true) == "count(../../sites)");
    CHECK(xpath("position(..)", true) == "position(..)");
  }
  SUBCASE("the record itself is no answer to compare") {
    CHECK(xpath("/ = 1").starts_with("! "));
    CHECK(xpath("${remark} = /").starts_with("! "));
  }
  SUBCASE("both kinds of quote") { CHECK(xform::quoted("a'b\"c") == "concat('a', \"'b\", '\"c')"); }
}

TEST_CASE("an expression nested deeply is exported in time with its length, or told to be too long") {
  std::string products = "${reports}";
  std::string quotients = "${reports}";
  for (int i = 0; i < 30; ++i) {
    products = "(" + products + " * ${reports})";
    quotients = "concat(1 div " + quotients + ", '0')";
  }
  CHECK(xpath(products).starts_with("if("));
  CHECK(xpath(quotients) == "! the expression is too long once it says what a blank means");
}

TEST_CASE("a calculation that names itself by a path is exported") {
  constexpr std::string_view itself = R"yaml(form: totals
version: "1"
title: {ko: 합계, en: Totals}
plural: totals
questions:
  - {name: first, type: calculate, calculation: "/second + /second", label: {ko: 처음, en: First}}
  - {name: second, type: calculate, calculation: "/second + ${first}", label: {ko: 다음, en: Second}}
)yaml";
  const auto form = form::compile({"totals.yaml", std::string(itself), {}}).form;
  REQUIRE(form != nullptr);
  CHECK(xform::to_xform(*form).not_carried.size() == 2);
}

TEST_CASE("a condition in brackets on what is no answer is named and not carried") {
  for (const char* expression : {"0[0]", "0 - 0[0]", "0 = 0 - 0[0]", "(1 + ${reports})[1]", "true()[1]", "'a'['b']", "max(1[1], 2)", "coalesce(1[1], 2)", "if(1[1], 2, 3)", "-1[1]"}) {
    CAPTURE(expression);
    CHECK(xpath(expression) == "! a condition in brackets on what is no answer");
  }
}

TEST_CASE("an exported form names what it cannot carry, and holds nothing that looks at it") {
  const auto made = xform::to_xform(*compiled());
  REQUIRE(made.not_carried.size() == 2);
  CHECK(word(made.not_carried[0].problem, Lang::en) ==
        "cases: the calculation cannot be carried: another register's records are not in the file");
  CHECK(word(made.not_carried[1].problem, Lang::en) == "cases-known: the check cannot be carried: cases is not in the file");
  CHECK(made.xml.find("<cases") == std::string::npos);
}

TEST_CASE("an exported form is XML whatever its words are") {
  const auto made = xform::to_xform(*compiled());
  const auto read = document::read_xml(made.xml);
  REQUIRE(read);
  CHECK(read->name == "h:html");
  CHECK(made.xml.find("<value><output value=\"/data/figures/reports\"/> &amp; &lt;more&gt;</value>") != std::string::npos);
  CHECK(made.xml.find("required=\"../reports_missing = ''\"") != std::string::npos);
}

TEST_CASE("a submission is read as answers, with the reasons for no value") {
  const auto read = xform::read_submission(*compiled(), R"(<?xml version="1.0"?>
<data id="survey" version="2" xmlns:orx="http://openrosa.org/xforms">
  <round/>
  <figures><reports/><reports_missing>not_available</reports_missing><loss>5.0</loss><since/></figures>
  <remark>가 &amp; 나</remark><needs>a b</needs>
  <sites><site>one</site><people>3000000000</people></sites>
  <sites><site>two</site></sites>
  <orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta>
</data>)",
                                           "s.xml");
  REQUIRE(read);
  CHECK(read->find("round") == nullptr);
  const auto* figures = read->find("figures");
  REQUIRE(figures != nullptr);
  REQUIRE(figures->find("reports")->find("na") != nullptr);
  CHECK(figures->find("reports")->find("na")->text == "not_available");
  CHECK(figures->find("since")->kind == AnswerNode::Kind::null);
  CHECK(read->find("remark")->text == "가 & 나");
  REQUIRE(read->find("sites")->items.size() == 2);
  CHECK(read->find("sites")->items[0].find("people")->text == "3000000000");
  CHECK(read->find("sites")->place.row == 6);
}

TEST_CASE("what is no submission of the form is refused with its line") {
  CHECK(problem("<data id=\"other\" version=\"2\"/>") == "a submission of the form other, not of survey @1");
  CHECK(problem("<data id=\"survey\" version=\"1\"/>") ==
        "a submission of version 1 of the form; the round has version 2 @1");
  CHECK(problem("<html/>") == "this is no submission of a form: its first element names none @1");
  CHECK(problem("<data id=\"survey\" version=\"2\" encrypted=\"yes\"/>") == "the submission is encrypted @1");
  CHECK(problem("<data id=\"survey\" version=\"2\">\n<nosuch/></data>") ==
        "/data/nosuch: the form has no such question here @2");
  CHECK(problem("<data id=\"survey\" version=\"2\">\n\n<sites><site><b/></site></sites></data>") ==
        "/data/sites[1]/site: a question holds an answer, not further elements @3");
  CHECK(problem("<data id=\"survey\" version=\"2\"><remark>a</remark>\n<remark>b</remark></data>") ==
        "/data/remark: the question stands here twice @2");
  CHECK(problem("<data id=\"survey\" version=\"2\"><figures>\n<reports>1</reports>\n<reports_missing>not_available</reports_missing></figures></data>") ==
        "/data/figures/reports_missing: an answer and a reason for having none @3");
  CHECK(problem("<data id=\"survey\" version=\"2\"><figures>\n<reports_missing>not_applicable</reports_missing></figures></data>") ==
        "/data/figures/reports_missing: no reason that this question allows @2");
  CHECK(problem("<!DOCTYPE data [<!ENTITY a \"b\">]><data id=\"survey\" version=\"2\"/>") != "read");
}
