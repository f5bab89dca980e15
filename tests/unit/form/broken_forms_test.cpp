// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <doctest/doctest.h>

#include "form/compile.hpp"

using namespace scamdesk;
using namespace scamdesk::form;

namespace {

/// A sound form but for what follows it: its last line is a question.
const std::string sound =
    "form: trial\nversion: \"1\"\nplural: trials\ntitle: {ko: 시험, en: Trial}\n"
    "choices:\n  level: [{name: low, label: {ko: 낮음, en: Low}}, {name: high, label: {ko: 높음, en: High}}]\n"
    "  side: codes/side.csv\n"
    "questions:\n  - {name: count, type: integer, label: {ko: 건수, en: Count}}\n"
    "  - {name: grade, type: select_one level, label: {ko: 단계, en: Grade}}\n"
    "  - {name: flank, type: select_multiple side, label: {ko: 쪽, en: Flank}}\n"
    "  - {name: seen, type: date, label: {ko: 목격일, en: Seen}}\n";
const std::string label = ", label: {ko: 나, en: B}";
const std::string words = ", message: {ko: 가, en: A}}\n";

Source source_of(const std::string& yaml) {
  return {"f.yaml", yaml, {{"codes/side.csv", "code,label_ko,label_en,of\nleft,왼쪽,Left,low\n"}}};
}

/// Line and column of the mark `<>`, which is taken out. Columns count characters.
std::pair<std::string, SourcePlace> unmark(std::string marked) {
  const auto at = marked.find("<>");
  REQUIRE(at != std::string::npos);
  marked.erase(at, 2);
  const auto before = std::string_view(marked).substr(0, at);
  const auto line = before.substr(before.rfind('\n') + 1);
  const auto row = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const auto column = std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xc0) != 0x80; }) + 1;
  return {marked, {"f.yaml", row, static_cast<std::size_t>(column)}};
}

void check_error(const Error& error, const SourcePlace& place, const std::string& problem, const std::string& hint) {
  CHECK(word(error.problem, Lang::en) == problem);
  CHECK(word(error.problem, Lang::ko) != problem);
  CHECK(error.place == place);
  CHECK((error.hint ? word(*error.hint, Lang::en) : "") == hint);
}

/// One error and no other, at the mark.
void broken(const std::string& marked, const std::string& problem, const std::string& hint = "") {
  const auto [yaml, place] = unmark(marked);
  CAPTURE(yaml);
  const auto result = compile(source_of(yaml));
  CHECK(result.form == nullptr);
  for (const auto& error : result.errors) { INFO(word(error.problem, Lang::en)); }
  REQUIRE(result.errors.size() == 1);
  check_error(result.errors.front(), place, problem, hint);
}

void warned(const std::string& marked, const std::string& problem, const std::string& hint) {
  const auto [yaml, place] = unmark(marked);
  CAPTURE(yaml);
  const auto result = compile(source_of(yaml));
  CHECK(result.form != nullptr);
  REQUIRE(result.warnings.size() == 1);
  check_error(result.warnings.front(), place, problem, hint);
}

/// The sound form with one question more.
std::string question(const std::string& keys) { return sound + "  - {" + keys + "}\n"; }
std::string rule(const std::string& keys) { return sound + "checks:\n  - {" + keys + words; }

}  // namespace

TEST_CASE("the sound form is sound") {
  const auto result = compile(source_of(sound));
  CHECK(result.errors.empty());
  CHECK(result.warnings.empty());
  REQUIRE(result.form != nullptr);
  CHECK(result.form->hash == source_of(sound).hash());
}

TEST_CASE("keys are known ones") {
  broken("<>cheks: []\n" + sound, "unknown key cheks in a form", "did you mean checks?");
  broken(question("name: b, type: text, <>requird: true" + label), "unknown key requird in a question",
         "did you mean required?");
  broken(rule("id: c, severity: hard, fields: [count], test: 'true()', <>when: x"), "unknown key when in a check");
  broken(question("name: b, type: text, label: {ko: 나, en: B, <>fr: B}"), "unknown key fr in label");
}

TEST_CASE("what a form needs is there") {
  broken("<>form: trial\nversion: \"1\"\nplural: trials\nquestions:\n  - {name: a, type: text, label: {ko: 가, en: A}}\n",
         "a form needs title");
  broken("<>form: trial\nversion: \"1\"\nplural: trials\ntitle: {ko: 시험, en: Trial}\n", "there are no questions");
  broken(sound + "  - <>{type: text" + label + "}\n", "a question needs a name");
  broken(sound + "  - <>{name: b" + label + "}\n", "a question needs a type");
  broken(sound + "  - <>{name: b, type: text}\n", "the question b needs a label");
  broken(sound + "  - <>{name: b, type: calculate" + label + "}\n", "a question of type calculate needs calculation");
  broken(sound + "  - <>{name: b, type: group" + label + "}\n", "there are no questions");
  broken(sound + "checks:\n  - <>{id: c, severity: hard, fields: [count]" + words, "a check needs test");
  broken("<>[1, 2]\n", "a form must be a map of keys and values");
}

TEST_CASE("every text is there in Korean and English") {
  broken(question("name: b, type: text, label: <>{ko: 나}"), "label has no words in the language en");
  broken(question("name: b, type: text, label: {ko: '<>', en: B}"), "label has no words in the language ko");
  broken(question("name: b, type: text, label: <>B"), "label must be given in both languages", "write label: {ko: …, en: …}");
  broken(question("name: b, type: text" + label + ", hint: <>{en: B}"), "hint has no words in the language ko");
}

TEST_CASE("names are names, each once, none of the program's") {
  broken(question("name: <>Count, type: text" + label), "Count is not a name",
         "use small letters, digits and _, a letter first");
  broken(question("name: <>2nd, type: text" + label), "2nd is not a name", "use small letters, digits and _, a letter first");
  broken(question("name: <>b_, type: text" + label), "b_ is not a name", "use small letters, digits and _, a letter first");
  broken(question("name: <>count, type: text" + label), "the name count is taken", "question count stands in line 9 already");
  broken(question("name: <>dry_run, type: text" + label), "dry_run is a word of the program", "choose another name");
  broken("form: <>Trial_1" + sound.substr(11), "Trial_1 is not a name", "use small letters, digits and -, a letter first");
  broken(rule("id: <>Not_Kebab, severity: hard, fields: [count], test: 'true()'"), "Not_Kebab is not a name",
         "use small letters, digits and -, a letter first");
  broken(rule("id: c, severity: hard, fields: [count], test: 'true()'") +
             "  - {id: <>c, severity: soft, fields: [count], test: 'true()'" + words,
         "the name c is taken", "every check has its own id");
}

TEST_CASE("types, lists, reasons and severities are known ones") {
  broken(question("name: b, type: <>txt" + label), "unknown type txt", "did you mean text?");
  broken(question("name: b, type: select_one <>levels" + label), "unknown list levels", "did you mean level?");
  broken(question("name: b, type: select_multiple <>leve" + label), "unknown list leve", "did you mean level?");
  broken(question("name: b, type: <>select_one" + label), "select_one needs a name after it");
  broken(question("name: b, type: <>integer level" + label), "integer takes no name after it");
  broken(question("name: b, type: record <>No_Register" + label), "No_Register is not the name of a register");
  broken(question("name: b, type: text, missing: [<>unknown]" + label), "unknown reason unknown",
         "the reasons are not_available and not_applicable");
  broken(rule("id: c, severity: <>fatal, fields: [count], test: 'true()'"), "unknown severity fatal",
         "the severities are hard, soft and info");
  broken("kind: <>form\n" + sound, "unknown kind form", "the kinds are survey, register and system");
  broken("owner: <>all\n" + sound, "unknown owner all", "the owner is mission or shared");
  broken(question("name: b, type: text, sensitive: <>maybe" + label), "sensitive must be true or false");
}

TEST_CASE("code lists are found and whole") {
  auto misspelt = sound;
  broken(misspelt.replace(misspelt.find("codes/side"), 10, "<>codes/sides"), "codes/sides.csv: no such code list",
         "did you mean codes/side.csv?");
  const auto with_codes = [](const std::string& csv) {
    auto source = source_of(sound);
    source.code_files["codes/side.csv"] = csv;
    const auto result = compile(source);
    REQUIRE(result.errors.size() == 1);
    CHECK(result.errors.front().place->file == "codes/side.csv");
    return word(result.errors.front().problem, Lang::en) + " @" + std::to_string(result.errors.front().place->row);
  };
  CHECK(with_codes("code,label_ko,label_en\na,가,A\na,나,B\n") == "the code a stands here twice @3");
  CHECK(with_codes("code,label_ko,label_en\na,,A\n") == "the code a has no label_ko @2");
  CHECK(with_codes("code,label_en\na,A\n") == "the code a has no label_ko @2");
  CHECK(with_codes("code,label_ko,label_en\na b,가,A\n") == "the code \"a b\" is empty or has a space or a quote @2");
  CHECK(with_codes("code,label_ko,label_en\n") == "the code list is empty @1");
}

TEST_CASE("keys are questions that are plain") {
  broken("key: [<>coumt]\n" + sound, "unknown question coumt", "did you mean count?");
  broken("import_key: [<>b]\n" + question("name: b, type: calculate, calculation: '1'" + label),
         "b cannot be a key: it is calculated, in a repeat, or holds no answer");
  broken("key: <>b\n" + question("name: b, type: text, sensitive: true" + label), "b cannot be a key: it is sensitive");
  broken("key: <>r\n" + question("name: rows, type: repeat, questions: [{name: r, type: text" + label + "}]" + label),
         "r cannot be a key: it is calculated, in a repeat, or holds no answer");
}

TEST_CASE("a shared form holds nothing sensitive") {
  broken("owner: shared\n" + question("name: b, type: text, sensitive: <>true" + label),
         "a shared form may hold no sensitive question", "what all missions see may hold no personal data");
}

TEST_CASE("keys stand where they mean something") {
  broken(question("name: b, type: note, required: <>true" + label), "a question of type note takes no required");
  broken(question("name: b, type: text, questions: <>[]" + label), "a question of type text takes no questions");
  broken(question("name: b, type: calculate, calculation: '1', default: <>1" + label), "a question of type calculate takes no default");
  broken(question("name: b, type: integer, choice_filter: '<>true()'" + label), "a question of type integer takes no choice_filter");
  broken(question("name: b, type: repeat, prefill: {from: mission_countries, into: <>count}, questions: [{name: r, type: text" +
                  label + "}]" + label),
         "count is no question of this repeat's rows");
}

TEST_CASE("expressions are checked to the column") {
  broken(question("name: b, type: text, relevant: \"<>${coumt} > 1\"" + label), "unknown question ${coumt}", "did you mean count?");
  broken(question("name: b, type: text, relevant: \"1 < 2 and <>${coumt} > 1\"" + label), "unknown question ${coumt}",
         "did you mean count?");
  broken(question("name: b, type: text, relevant: '<>../total > 1'" + label), "unknown question total");
  broken(question("name: b, type: text, relevant: \"<>selectd(${count}, 'a')\"" + label), "unknown function selectd()",
         "did you mean selected?");
  broken(question("name: b, type: text, relevant: \"<>selected(${flank})\"" + label), "selected() takes 2 arguments, not 1");
  broken(rule("id: c, severity: hard, fields: [<>coumt], test: 'true()'"), "unknown question coumt", "did you mean count?");
  broken(rule("id: c, severity: hard, fields: [count], test: \"<>${b} > 1\""), "unknown question ${b}");
  broken(sound + "checks:\n  - {id: c, severity: hard, fields: [count], test: 'true()', message: <>{ko: '${b}', en: A}}\n",
         "unknown question ${b}");
  broken(question("name: b, type: select_one side, choice_filter: \"<>off = ${count}\"" + label),
         "the list side has no column off", "did you mean of?");
}

TEST_CASE("what cannot be meant is found, whatever the answers") {
  const auto calculated = [](const std::string& expression) {
    return question("name: b, type: calculate, calculation: \"" + expression + "\"" + label);
  };
  const auto asked = [](const std::string& expression) {
    return question("name: b, type: text, relevant: \"" + expression + "\"" + label);
  };
  broken(calculated("${seen} + <>'a'"), "'a' is no number to reckon with");
  broken(calculated("<>${grade} * 2"), "grade is no number to reckon with: it is of type select_one",
         "where its text is one, write number(${grade})");
  broken(calculated("<>${seen} * 2"), "seen is a date: days may be added and taken away, nothing else");
  broken(calculated("-<>${seen}"), "seen is a date: days may be added and taken away, nothing else");
  broken(calculated("<>digest('a')"), "digest() takes 2 to 3 arguments, not 1");
  broken(calculated("<>true(1)"), "true() takes no arguments, not 1");
  broken(calculated("<>uuid(1, 2)"), "uuid() takes 0 to 1 argument, not 2");
  broken(calculated("<>weighted-checklist(1, 2, 3)"), "weighted-checklist() takes 2 arguments, and 2 more any number of times, not 3");
  broken(calculated("digest('a', <>'SHA-0', 'hex')"), "digest(): there is no algorithm SHA-0", "choose from: MD5, SHA-1, SHA-256, SHA-384, SHA-512");
  broken(calculated("digest('a', 'MD5', <>'octal')"), "digest(): there is no encoding octal", "choose from: base64, hex");
  broken(calculated("sum(<>${grade})"), "sum() takes numbers: grade is of type select_one");
  broken(calculated("max(1, <>${flank})"), "max() takes numbers: flank is of type select_multiple");
  broken(asked("selected(<>${count}, '1')"), "selected() takes a select: count is of type integer");
  broken(asked("count-selected(<>${seen}) > 1"), "count-selected() takes a select: seen is of type date");
  broken(asked("selected(${flank}, <>'lefft')"), "'lefft' is no choice of flank", "did you mean left?");
  broken(asked("${grade} = <>'middle'"), "'middle' is no choice of grade", "choose from: low, high");
  broken(asked("<>'hihg' != ${grade}"), "'hihg' is no choice of grade", "did you mean high?");
  broken(asked("${count} = <>'many'"), "count is a number: it is never 'many'");
  broken(asked("${seen} > <>'2025-02-30'"), "seen is a date: it is never '2025-02-30'",
         "write dates like 2025-10-15, and times like 2025-10-15T09:30:00+09:00");
  broken(asked("<>. > 1"), "`.` is the answer being checked, and none is here", "name the question: ${name}");
  broken(question("name: b, type: select_one level, constraint: \". != <>'lo'\"" + label), "'lo' is no choice of b",
         "did you mean low?");
  broken(question("name: b, type: text, constraint: \". < <>'m'\"" + label),
         "less and more are of numbers and dates, which 'm' is not");
  broken(question("name: b, type: text, constraint: \"<>. + 1 > 2\"" + label), "b is no number to reckon with: it is of type text",
         "where its text is one, write number(${b})");
  broken(rule("id: c, severity: hard, fields: [count], test: \"<>. > 1\""), "`.` is the answer being checked, and none is here",
         "name the question: ${name}");
}

TEST_CASE("what is meant is left alone") {
  const auto sane = [](const std::string& expression) {
    const auto yaml = question("name: b, type: calculate, calculation: \"" + expression + "\"" + label);
    const auto result = compile(source_of(yaml));
    CHECK_MESSAGE(result.errors.empty(), expression);
    CHECK_MESSAGE(result.warnings.empty(), expression);
  };
  for (const auto* expression : {"if(${grade} = '', 0, 1)", "coalesce(${seen}, today()) + 30", "if(${count} = '5', 1, 2)",
                                 "selected(${flank}, 'left')", "concat(${grade}, 1)", "if(${seen} > '2025-10-01', 1, 0)",
                                 "once(.)", "if(${count} >= 3 and ${count} <= 3 and ${count} < 10, 1, 0)"}) {
    sane(expression);
  }
}

TEST_CASE("a pattern that is none is found before anyone fills the form in") {
  const auto [yaml, place] = unmark(question("name: b, type: text, constraint: \"regex(., '^[0-9<>$')\"" + label));
  const auto result = compile(source_of(yaml));
  CHECK(result.form == nullptr);
  REQUIRE(result.errors.size() == 1);
  CHECK(result.errors.front().place->row == place.row);
}

TEST_CASE("an expression that does not parse is placed in its own text") {
  const auto result = compile(source_of(question("name: b, type: text, relevant: \"${count} > > 1\"" + label)));
  REQUIRE(result.errors.size() == 1);
  CHECK(result.errors.front().place->row == 13);
  CHECK(result.errors.front().place->column == 49);
}

TEST_CASE("defaults and nil answers are answers") {
  broken(question("name: b, type: select_one level, default: <>hihg" + label), "b: \"hihg\" is not one of its choices",
         "did you mean high?");
  broken(question("name: b, type: integer, nil: '<>00'" + label), "b: \"00\" is not a whole number",
         "write digits alone, such as 1234: no sign +, no comma, no leading 0, no exponent");
  broken(question("name: b, type: text, default: <>\"'\\\"\"" + label), "a default may hold ' or \", not both");
}

TEST_CASE("a circle is told with its whole path") {
  broken(sound +
             "  - {name: a, type: calculate, calculation: '<>${b} * 2'" + label + "}\n" +
             "  - {name: b, type: calculate, calculation: '${c} * 2'" + label + "}\n" +
             "  - {name: c, type: calculate, calculation: '${a} * 2'" + label + "}\n",
         "a depends on itself: a → b → c → a");
  broken(sound + "  - {name: g, type: group, relevant: \"<>${x} = 1\", questions: [{name: x, type: integer" + label + "}]" + label +
             "}\n",
         "g depends on itself: g → x → g");
}

TEST_CASE("doubtful rules are warned of") {
  warned(question("name: b, type: text, constraint: \"regex(., <>'[0-9]+')\"" + label),
         "regex() matches the whole value; this pattern does not say so",
         "write it as ^…$, since other programs search inside the value");
  warned(question("name: b, type: text, constraint: \"<>${count} > 1\"" + label),
         "this constraint never looks at the answer itself", "the answer is written as a dot: . >= 0");
  warned(question("name: b, type: calculate, calculation: \"<>${count} + 1\"" + label), "the result is blank where count is",
         "where a blank counts as 0, write coalesce(${count}, 0)");
  warned(sound + "  - {name: b, type: text, sensitive: true" + label + "}\n" +
             "  - {name: d, type: calculate, calculation: \"<>concat(${b}, 'x')\"" + label + "}\n",
         "calculated from the sensitive answer b, and not sensitive itself",
         "add sensitive: true unless the result tells nothing of a person");
}

TEST_CASE("rules that are decided in advance are warned of") {
  const auto asked = [](const std::string& expression) {
    return question("name: b, type: text, relevant: \"<>" + expression + "\"" + label);
  };
  const std::string never = "b is never asked: this is false whatever the answers";
  warned(asked("1 > 2"), never, "");
  warned(asked("${grade} = 'low' and ${count} > 1 and ${grade} = 'high'"), never, "");
  warned(asked("${count} > 3 and ${count} <= 3"), never, "");
  warned(asked("not(true()) or (5 < ${count} and ${count} < 2)"), never, "");
  warned(question("name: b, type: integer, constraint: \"<>false() and . > 1\"" + label),
         "b takes no answer: this is false whatever it is", "");
  warned(rule("id: c, severity: hard, fields: [count], test: \"<>${count} > 1 or 2 = 2\""), "the check c can never fail", "");
  warned(rule("id: c, severity: hard, fields: [count], test: \"<>${count} = 1 and ${count} = 2\""), "the check c can never pass", "");
}

TEST_CASE("choices that no question can ever offer are warned of") {
  const auto filtered = [](const std::string& filter) {
    auto yaml = sound;
    const std::string plain = "type: select_multiple side,";
    return yaml.replace(yaml.find(plain), plain.size(), plain + " choice_filter: \"<>" + filter + "\",");
  };
  const std::string none = "flank offers no choice: this is false for each, whatever the answers";
  warned(filtered("of = 'medium'"), none, "");
  warned(filtered("name = 'right' or false()"), none, "");
  warned(filtered("of = ${seen} and 1 = 2"), none, "");
  auto [yaml, place] = unmark(filtered("of = ${grade}"));
  const auto two = [&, text = yaml](const std::string& rows) {
    return compile({"f.yaml", text, {{"codes/side.csv", "code,label_ko,label_en,of\n" + rows}}});
  };
  CHECK(two("left,왼쪽,Left,low\nright,오른쪽,Right,high\n").warnings.empty());
  CHECK(two("left,왼쪽,Left,low\nright,오른쪽,Right,\n").warnings.empty());  // of nothing: left open
  const auto one = two("left,왼쪽,Left,low\nright,오른쪽,Right,hihg\nback,뒤,Back,hi\n");
  REQUIRE(one.warnings.size() == 1);
  check_error(one.warnings.front(), place, "never offered: right, back: this is false for it, whatever the answers", "");
}

TEST_CASE("a list that no question uses is warned of") {
  auto yaml = sound;
  const auto at = yaml.find("  side: ");
  warned(yaml.insert(at, "  <>spare: [{name: x, label: {ko: 가, en: X}}]\n"), "no question uses the list spare", "");
}

TEST_CASE("among other forms, their names and their questions are looked up") {
  const auto other = compile(source_of(sound)).form;
  REQUIRE(other != nullptr);
  const auto among = [&](const std::string& marked, const std::string& problem, const std::string& hint) {
    auto [yaml, place] = unmark(marked);
    const auto result = compile_among(source_of("form: here" + yaml.substr(11)), {{"trial", other}});
    CAPTURE(yaml);
    REQUIRE(result.form != nullptr);
    REQUIRE(result.warnings.size() == (problem.empty() ? 0U : 1U));
    if (!problem.empty()) { check_error(result.warnings.front(), place, problem, hint); }
  };
  const auto counted = [](const std::string& nodes) {
    return question("name: b, type: calculate, calculation: \"count(" + nodes + ")\"" + label);
  };
  among(question("name: b, type: record <>trail" + label), "no form trail is known here", "did you mean trial?");
  among(counted("instance(<>'trail')/root/item"), "no form trail is known here", "did you mean trial?");
  among(counted("instance('trial')/root/item[<>cuont = ${count}]"), "the form trial has no question cuont", "did you mean count?");
  among(counted("<>instance('trial')/root/item/gade"), "the form trial has no question gade", "did you mean grade?");
  among("<>" + counted("instance('trial')/root/item[count = 1 and id != '']/grade"), "", "");
}

TEST_CASE("of a form that is wrong everywhere the first errors are told") {
  std::string keys;
  for (int i = 0; i < 5000; ++i) { keys += "k" + std::to_string(i) + ": 1\n"; }
  CHECK(compile(source_of(keys + sound)).errors.size() == 1001);
  std::string path = "a";
  for (int i = 0; i < 10'000; ++i) { path += "/a"; }
  const auto long_path = compile(source_of(question("name: b, type: text, constraint: \"" + path + " = .\"" + label)));
  CHECK(long_path.errors.size() == 1001);
}

TEST_CASE("all errors come at once, in the order of the file") {
  const auto result = compile(source_of("form: T\n" + sound.substr(12) + "  - {name: B, type: txt, label: {ko: 나}, relevant: '${x} >'}\n"));
  std::vector<std::string> problems;
  for (const auto& error : result.errors) { problems.push_back(word(error.problem, Lang::en)); }
  REQUIRE(problems.size() == 5);
  CHECK(problems[0] == "T is not a name");
  CHECK(problems[1] == "B is not a name");
  CHECK(problems[2] == "unknown type txt");
  CHECK(problems[3] == "label has no words in the language en");
}

namespace {

/// `line:column problem`, a line each, as they are told.
std::string all_told(const CompileResult& result) {
  std::string told;
  for (const auto& error : result.errors) {
    told += std::to_string(error.place->row) + ":" + std::to_string(error.place->column) + " " + word(error.problem, Lang::en) + "\n";
  }
  return told;
}

}  // namespace

TEST_CASE("faults of every kind in one file are told in one run, each where it stands") {
  CHECK(all_told(compile(source_of(R"yaml(form: Trial
version: "1"
plural: trials
owner: everybody
title: {ko: 시험, en: Trial}
key: [when]
choices:
  level: [{name: low, label: {ko: 낮음, en: Low}}, {name: low, label: {ko: 높음, en: High}}]
  side: codes/side.csv
questions:
  - {name: dry_run, type: integer, label: {ko: 건수, en: Count}}
  - {name: grade, type: select_one levle, label: {ko: 단계, en: Grade}}
  - {name: seen, type: date, label: {ko: 목격일}}
  - {name: sum, type: calculate, calculation: "1 +", label: {ko: 합, en: Sum}}
  - {name: 값, type: text, label: {ko: 값, en: Value}}
checks:
  - {id: in-order, severity: hard, fields: [sen], test: "true()", message: {ko: 가, en: A}}
  - {id: in-order, severity: fatal, fields: [seen], test: "true()", message: {ko: 가, en: A}}
)yaml"))) == R"(1:7 Trial is not a name
4:8 unknown owner everybody
6:7 unknown question when
8:57 the code low stands here twice
11:12 dry_run is a word of the program
12:36 unknown list levle
13:37 label has no words in the language en
14:51 a value is missing before the end
15:12 값 is not a name
17:45 unknown question sen
18:10 the name in-order is taken
18:30 unknown severity fatal
)");
}

TEST_CASE("faults of meaning in one file are told in one run, each to its column") {
  CHECK(all_told(compile(source_of(sound + R"yaml(  - {name: twice, type: calculate, calculation: "${grade} * 2", label: {ko: 둘, en: Twice}}
  - {name: first, type: calculate, calculation: "${second} + 1", label: {ko: 처음, en: First}}
  - {name: second, type: calculate, calculation: "${first} + 1", label: {ko: 다음, en: Second}}
  - {name: note, type: text, relevant: "${cuont} > 3 and ${grade} = 'hihg'", label: {ko: 비고, en: Note}}
  - {name: site, type: text, constraint: "regex(., '[')", label: {ko: 곳, en: Site}}
  - {name: late, type: date, default: "sometime('x')", label: {ko: 늦음, en: Late}}
)yaml"))) == R"(13:50 grade is no number to reckon with: it is of type select_one
14:50 first depends on itself: first → second → first
16:41 unknown question ${cuont}
16:69 'hihg' is no choice of grade
17:54 not a regular expression
18:40 unknown function sometime()
)");
}
