// SPDX-License-Identifier: Apache-2.0
#include <scamdesk/ids.hpp>

#include "unit/form/expression_support.hpp"

using namespace scamdesk;
using namespace scamdesk::form;

TEST_CASE("sum, min and max skip blanks and count() does not") {
  const Survey survey;
  CHECK(survey.says("sum(${workers})") == "7");
  CHECK(survey.says("max(${workers})") == "4");
  CHECK(survey.says("min(${workers})") == "3");
  CHECK(survey.says("count(${workers})") == "3");
  CHECK(survey.says("count-non-empty(${workers})") == "2");
  CHECK(survey.says("max(1, ${total}, ${blank})") == "12");
  CHECK(survey.says("max(${place})") == "NaN");
  CHECK(survey.wrong_column("count(1)") == 7);
  CHECK(survey.wrong_column("1 + count('a')") == 11);
}

TEST_CASE("a function of one value refuses several answers") {
  const Survey survey;
  CHECK(survey.wrong_column("string-length(${country})") == 15);
  CHECK(survey.wrong_column("selected(${country}, 'KH')") == 10);
  CHECK(survey.says("concat(${country}, '!')") == "KHLA!");
  CHECK(survey.says("join(', ', ${country})") == "KH, LA");
}

TEST_CASE("an unknown function is an error that names the nearest one") {
  const Survey survey;
  const auto value = survey.ask("1 + strng-length('a')");
  REQUIRE_FALSE(value.has_value());
  CHECK(value.error().place->column == 5);
  CHECK(word(*value.error().hint, Lang::en) == "did you mean string-length()?");
  CHECK(survey.wrong_column("if(1, 2)") == 1);
  CHECK(survey.wrong_column("true(1)") == 1);
}

TEST_CASE("rounding goes half away from zero in the decimals people see") {
  const Survey survey;
  CHECK(survey.says("round(2.5)") == "3");
  CHECK(survey.says("round(-2.5)") == "-3");
  CHECK(survey.says("round(1.005, 2)") == "1.01");
  CHECK(survey.says("round(-12345.15, 1)") == "-12345.2");
  CHECK(survey.says("round(12345, -2)") == "12300");
  CHECK(survey.says("round(99.96, 1)") == "100");
  CHECK(survey.says("round(999, -3)") == "1000");
  CHECK(survey.says("round(4, -3)") == "0");
  CHECK(survey.says("round(1.5, 1000000)") == "1.5");
  CHECK(survey.says("int(-1.9)") == "-1");
  CHECK(survey.says("floor(-1.1)") == "-2");
  CHECK(survey.says("ceiling(-1.9)") == "-1");
  CHECK(survey.says("pow(2, 10)") == "1024");
  CHECK(survey.says("sqrt(-1)") == "NaN");
}

TEST_CASE("numbers are texts without exponents, and texts with commas or exponents are no numbers") {
  const Survey survey;
  CHECK(survey.says("string(1230000000000000000000)") == "1230000000000000000000");
  CHECK(survey.says("string(0.000000000123)") == "0.000000000123");
  CHECK(survey.says("string(-0)") == "0");
  CHECK(survey.says("string(9007199254740991)") == "9007199254740991");
  for (const auto* text : {"'1e3'", "'1,234'", "'+1'", "'0x10'", "'1.2.3'", "'- 1'", "'Infinity'", "''", "'.'"}) {
    CHECK_MESSAGE(survey.says("number(" + std::string(text) + ")") == "NaN", text);
  }
  CHECK(survey.says("number(' 010.50 ')") == "10.5");
  CHECK(to_cell(*survey.ask("12.0")) == Cell::of("12"));
  CHECK(to_cell(*survey.ask("1 div 0")) == Cell::blank());
}

TEST_CASE("texts count characters, not bytes") {
  const Survey survey;
  CHECK(survey.says("string-length('감금')") == "2");
  CHECK(survey.says("substr('대사관에', 1, 3)") == "사관");
  CHECK(survey.says("substring('대사관에', 2, 2)") == "사관");
  CHECK(survey.says("substr('hello', -2)") == "lo");
  CHECK(survey.says("translate('감금', '금', '시')") == "감시");
  CHECK(survey.says("substring-before('a-b', '-')") == "a");
  CHECK(survey.says("substring-after('a-b', '-')") == "b");
  CHECK(survey.says("normalize-space('  a   b ')") == "a b");
  CHECK(survey.holds("contains('대사관에', '사관')"));
  CHECK(survey.holds("starts-with('abc', 'ab') and ends-with('abc', 'bc')"));
}

TEST_CASE("regex() matches the whole value and stops a pattern that would not end") {
  Survey survey;
  CHECK(survey.holds("regex('123', '[0-9]{3}')"));
  CHECK_FALSE(survey.holds("regex('1234', '[0-9]{3}')"));
  CHECK_FALSE(survey.holds("regex(${blank}, '[0-9]+')"));
  CHECK(survey.wrong_column("regex('a', '(')") == 1);
  CHECK(survey.wrong_column("regex('" + std::string(60, 'a') + "', '(a+)+(a+)+(a+)+b')") == 1);
  const auto never_ends = survey.ask("regex('" + std::string(60, 'a') + "', '(a+)+(a+)+(a+)+b')");
  CHECK(word(never_ends.error().problem, Lang::en) == "the regular expression takes too long");
  CHECK(word(*never_ends.error().hint, Lang::en) == "avoid repeats inside repeats, such as (a+)+");
  survey.answers.cells["title"] = Cell::of(std::string(2'000'000, 'a'));
  const auto too_deep = survey.ask("regex(${title}, '(a|b)*')");
  CHECK(word(too_deep.error().problem, Lang::en) == "the regular expression needs too much memory");
  base::Patterns patterns;
  survey.context.patterns = &patterns;
  CHECK(survey.holds("regex('KH-PNH', '[A-Z]{2}-[A-Z]{3}') and regex('LA-VTE', '[A-Z]{2}-[A-Z]{3}')"));
}

TEST_CASE("choices are names with spaces between") {
  Survey survey;
  CHECK(survey.holds("selected('a b c', 'b')"));
  CHECK_FALSE(survey.holds("selected('ab c', 'b')"));
  CHECK(survey.holds("selected('', '')"));
  CHECK_FALSE(survey.holds("selected(${blank}, 'a')"));
  CHECK(survey.says("count-selected('a b  c')") == "3");
  CHECK(survey.says("count-selected(${blank})") == "0");
  CHECK(survey.says("selected-at('a b c', 1)") == "b");
  CHECK(survey.says("selected-at('a b c', 3)").empty());
  survey.context.choice_label = [](std::string_view question, std::string_view value) -> std::optional<std::string> {
    return question == "title" && value == "Report" ? std::optional<std::string>("보고") : std::nullopt;
  };
  CHECK(survey.says("jr:choice-name(${title}, '${title}')") == "보고");
  CHECK(survey.says("jr:choice-name(${title}, ${title})") == "보고");
  CHECK(survey.says("jr:choice-name('x', 'title')").empty());
}

TEST_CASE("choosing between values evaluates only what is chosen") {
  Survey survey;
  CHECK(survey.says("if(1 > 2, date('never'), 'no')") == "no");
  CHECK(survey.says("coalesce(${blank}, 'x')") == "x");
  CHECK(survey.says("coalesce(${title}, date('never'))") == "Report");
  CHECK(survey.says("once('new')") == "new");
  survey.checking("old");
  CHECK(survey.says("once('new')") == "old");
  CHECK(survey.holds("boolean-from-string('1') and not(boolean-from-string('yes'))"));
  CHECK(survey.holds("checklist(1, 2, true(), false(), true())"));
  CHECK(survey.holds("weighted-checklist(3, -1, true(), 2, true(), 1)"));
}

TEST_CASE("dates are civil days, and what is none is an error without the answer in it") {
  Survey survey;
  CHECK(survey.says("today()") == "2025-10-16");
  CHECK(survey.says("now()") == "2025-10-16T01:00:00.000+09:00");
  CHECK(to_cell(*survey.ask("now()")) == Cell::of("2025-10-15T16:00:00.000Z"));
  CHECK(survey.says("number('2026-03-01')") == "20513");
  CHECK(survey.says("date('1970-1-2')") == "1970-01-02");
  CHECK(survey.says("date(${blank})") == "(blank)");
  CHECK(survey.says("format-date(${started}, '%Y/%n/%e %a %b')") == "2025/10/1 수 10월");
  survey.context.lang = Lang::en;
  CHECK(survey.says("format-date(${started}, '%Y/%n/%e %a %b')") == "2025/10/1 Wed Oct");
  CHECK(survey.says("format-date-time('2025-10-01T09:05:06', '%y-%m-%d %H:%M:%S.%3 %%')") ==
        "25-10-01 09:05:06.000 %%");
  CHECK(survey.says("decimal-time('06:00')") == "0.25");
  CHECK(survey.says("decimal-date-time('1970-01-02T09:00:00+09:00')") == "1");
  survey.answers.cells["title"] = Cell::of("2026-02-30");
  const auto wrong = survey.ask("date(${title})");
  REQUIRE_FALSE(wrong.has_value());
  CHECK(word(wrong.error().problem, Lang::en) == "${title} is no date that exists");
  CHECK(survey.wrong_column("1 + date(true())") == 5);
  CHECK(survey.wrong_column("date(1 div 0)") == 1);
}

TEST_CASE("a day and a number of days make a day, a moment and days a moment") {
  Survey survey;
  CHECK(survey.says("${started} + 30") == "2025-10-31");
  CHECK(survey.says("30 + ${started}") == "2025-10-31");
  CHECK(survey.says("today() - 7") == "2025-10-09");
  CHECK(survey.says("date(${started} + 30)") == "2025-10-31");
  CHECK(survey.says("now() + 1") == "2025-10-17T01:00:00.000+09:00");
  CHECK(survey.says("${started} + 0.5") == "2025-10-01T12:00:00.000+09:00");
  CHECK(survey.says("today() - ${started}") == "15");
  CHECK(survey.says("${started} + 'soon'") == "NaN");
  CHECK(survey.says("${started} * 2") == "40724");
  CHECK(survey.says("${started} + 9999999") == "10020361");
  CHECK(survey.says("max(${started}, today())") == "2025-10-16");
  CHECK(survey.says("min(${started}, today(), ${blank})") == "2025-10-01");
  CHECK(survey.says("max(${started}, 3)") == "20362");
  CHECK(survey.holds("${started} + 15 = today()"));
}

TEST_CASE("date() keeps a time of day, and a midnight in the zone is its day") {
  Survey survey;
  CHECK(survey.says("date('2025-10-15T16:00:00Z')") == "2025-10-16T01:00:00.000+09:00");
  CHECK(survey.says("date('2025-10-15T15:00:00Z')") == "2025-10-16");
  CHECK(survey.says("date(20513)") == "2026-03-01T09:00:00.000+09:00");
  CHECK(survey.says("date(decimal-date-time('2026-03-01'))") == "2026-03-01");
  CHECK(survey.says("date(20513.5)") == "2026-03-01T21:00:00.000+09:00");
  CHECK(survey.says("format-date(date(20513), '%Y-%m-%d')") == "2026-03-01");
  survey.context.zone = "UTC";
  CHECK(survey.says("date(20513)") == "2026-03-01");
  CHECK(survey.says("date('Sat Nov 21 2026 16:46:13 GMT-0700 (Mountain Standard Time)')") == "2026-11-22T08:46:13.000+09:00");
  CHECK(survey.wrong_column("date('Sat Nox 21 2026 16:46:13 GMT-0700')") == 1);
}

TEST_CASE("a digest is of the text's bytes, in base64 or hex") {
  const Survey survey;
  CHECK(survey.says("digest('abc', 'MD5', 'hex')") == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(survey.says("digest('abc', 'SHA-1')") == "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");
  CHECK(survey.says("digest('감금', 'SHA-256', 'hex')") == "032bad5d87f2592f8c553178c21fd6db10bc23bb8c51cf114c5df3cb862c6bff");
  CHECK(survey.says("digest(${blank}, 'md5', 'hex')") == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(survey.wrong_column("1 + digest('abc', 'SHA-0')") == 5);
  CHECK(survey.wrong_column("digest('abc', 'MD5', 'octal')") == 1);
}

TEST_CASE("an id is the same for the same seed, question and row, and another for any other") {
  Survey survey;
  CHECK(survey.wrong_column("uuid()") == 1);
  survey.context.seed = "KH-PNH/case/1";
  const auto id = survey.says("uuid()");
  CHECK(parse_uuid(id).has_value());
  CHECK(id[14] == '4');
  CHECK(survey.says("uuid()") == id);
  survey.context.question = "ticket";
  const auto of_question = survey.says("uuid()");
  CHECK(of_question != id);
  survey.inside({{"countries", 0}});
  const auto of_row = survey.says("uuid()");
  CHECK(of_row != of_question);
  std::swap(survey.answers.repeats["countries"][0], survey.answers.repeats["countries"][1]);
  CHECK(survey.inside({{"countries", 1}}).says("uuid()") == of_row);
  survey.context.seed = "KH-PNH/case/2";
  CHECK(survey.says("uuid()") != of_row);
  CHECK(survey.says("string-length(uuid(12))") == "12");
  CHECK(survey.holds("regex(uuid(40), '[A-Za-z0-9]+')"));
  CHECK(survey.wrong_column("uuid(0)") == 1);
  CHECK(survey.wrong_column("uuid('x')") == 1);
}

TEST_CASE("every function says what it takes when it is given too few or too many") {
  for (const auto& name : function_names()) {
    const auto& function = *find_function(name);
    const auto least = static_cast<std::size_t>(function.least_arguments);
    CHECK_FALSE(wrong_arguments(function, least));
    if (least > 0) { CHECK(word(*wrong_arguments(function, least - 1), Lang::en).starts_with(name + "() takes ")); }
    if (function.most_arguments < 0) {
      CHECK_FALSE(wrong_arguments(function, least + static_cast<std::size_t>(10 * function.step)));
    } else {
      const auto most = static_cast<std::size_t>(function.most_arguments);
      CHECK_FALSE(wrong_arguments(function, most));
      CHECK(wrong_arguments(function, most + 1));
    }
  }
  const auto said = [](const char* name, std::size_t given) { return word(*wrong_arguments(*find_function(name), given), Lang::en); };
  CHECK(said("true", 1) == "true() takes no arguments, not 1");
  CHECK(said("not", 0) == "not() takes 1 argument, not 0");
  CHECK(said("round", 3) == "round() takes 1 to 2 arguments, not 3");
  CHECK(said("coalesce", 0) == "coalesce() takes at least 1 argument, not 0");
  CHECK(said("indexed-repeat", 4) == "indexed-repeat() takes 3 arguments, and 2 more any number of times, not 4");
}

TEST_CASE("the table of functions is open to the compiler and the manual") {
  REQUIRE(find_function("if") != nullptr);
  CHECK(find_function("if")->least_arguments == 3);
  CHECK(find_function("concat")->most_arguments == -1);
  CHECK(find_function("nosuch") == nullptr);
  const auto names = function_names();
  CHECK(names.size() >= 50);
  for (const auto& name : names) { CHECK(find_function(name) != nullptr); }
  auto unique = names;
  std::sort(unique.begin(), unique.end());
  CHECK(std::adjacent_find(unique.begin(), unique.end()) == unique.end());
}
