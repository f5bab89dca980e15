// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "base/text.hpp"
#include "exchange/answers.hpp"
#include "exchange/xform/layout.hpp"
#include "exchange/xform/xform.hpp"
#include "form/run.hpp"
#include "register/registers.hpp"
#include "support/temp_ledger.hpp"

/// The library's side of the agreement with ODK's own engine.
///   xform_agreement export FORM.yaml TEMPLATES OUT.xml
///   xform_agreement compare FORM.yaml TEMPLATES FOLDER NAME     the sets NAME-000.xml, NAME-000.facts …
/// A line of facts: `now INSTANT`, `relevant PATH 0|1`, `value PATH TEXT`, `violation PATH required|constraint`.
namespace {

using namespace scamdesk;
namespace fs = std::filesystem;

form::FormPtr compile(const std::string& file, const std::string& templates) {
  const auto source = form::read_source(file, templates);
  if (!source) { return nullptr; }
  const auto compiled = form::compile(*source);
  for (const auto& error : compiled.errors) {
    std::printf("%s:%zu: %s\n", file.c_str(), error.place ? error.place->row : 0, word(error.problem, Lang::en).c_str());
  }
  return compiled.form;
}

int export_form(const form::Form& form, const std::string& out) {
  const auto made = exchange::xform::to_xform(form);
  for (const auto& error : made.not_carried) { std::printf("%s\n", word(error.problem, Lang::en).c_str()); }
  std::ofstream(out, std::ios::binary) << made.xml;
  return 0;
}

std::string read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// What the engine said of one set, by our names: `countries[2].likelihood`.
struct Facts {
  Instant now{};
  std::map<std::string, bool> relevant;
  std::map<std::string, std::string> values;
  std::set<std::string> violations;  ///< `required.NAME at FIELD`
};

/// The path without the root and the sections.
std::string field_of(std::string_view path, const form::Form& form) {
  std::string field;
  const auto parts = base::split(path, '/');
  for (std::size_t i = 2; i < parts.size(); ++i) {
    const auto* question = form.find(parts[i].substr(0, parts[i].find('[')));
    const bool last = i + 1 == parts.size();
    if (!last && question != nullptr && question->type == form::Type::group) { continue; }
    if (!last && question == nullptr) { continue; }  // the group of checks
    field.append(parts[i]).append(last ? "" : ".");
  }
  return field;
}

std::string name_of(std::string_view field) {
  auto name = field.substr(field.rfind('.') + 1);
  return std::string(name.substr(0, name.find('[')));
}

Facts facts_of(const fs::path& file, const form::Form& form) {
  Facts facts;
  const auto text = read(file);
  for (const auto line : base::split(text, '\n')) {
    const auto words = base::split(line, '\t');
    if (words.size() == 2) { facts.now = parse_instant(words[1]).value(); }
    if (words.size() != 3) { continue; }
    const auto field = field_of(words[1], form);
    if (words[0] == "relevant") { facts.relevant[field] = words[2] == "1"; }
    if (words[0] == "value") { facts.values[field] = words[2]; }
    if (words[0] == "violation") { facts.violations.insert(std::string(words[2]) + "." + name_of(field) + " at " + field); }
  }
  return facts;
}

class Comparison {
public:
  Comparison(const form::Form& form, const std::string& set) : m_form(form), m_set(set), m_layout(form) {}

  std::size_t compare(const fs::path& submission, const Facts& facts) {
    const auto assignments = exchange::read_answers(m_form, {}, submission.string(), "");
    if (!assignments) { return refused(assignments.error()); }
    test::TempLedger ledger;
    records::Registers registers(*ledger);
    const auto random = base::seeded_random(m_set);
    const records::Author author{"officer", facts.now, random.get()};
    const auto cells = registers.assign(m_form, {}, *assignments, author, true);
    if (!cells) { return refused(cells.error()); }
    const auto answers = form::to_answers(m_form, *cells);
    form::Run run(m_form, answers, {facts.now, nullptr});
    if (!run.settle()) { return 1; }
    for (std::size_t i = 0; i < m_form.questions.size(); ++i) {
      for (const auto* scope : run.scopes_of(m_form.questions[i].repeat)) { compare_question(i, *scope, facts); }
    }
    compare_findings(form::check(m_form, answers, {facts.now, nullptr}).value(), facts);
    return m_differences;
  }

private:
  std::size_t refused(const Error& error) {
    differ("", "imports", word(error.problem, Lang::en));
    for (const auto& more : error.more) { differ("", "imports", word(more.problem, Lang::en)); }
    return m_differences;
  }

  void differ(const std::string& field, const std::string& what, const std::string& how) {
    ++m_differences;
    std::printf("%s: %s: %s: %s\n", m_set.c_str(), field.c_str(), what.c_str(), how.c_str());
  }

  void compare_question(std::size_t index, const form::Scope& scope, const Facts& facts) {
    const auto& asked = m_form.questions[index];
    const auto field = scope.prefix + asked.name;
    const bool ours = !scope.hidden[index] && !scope.is_gone();
    const auto theirs = facts.relevant.find(field);
    if (theirs == facts.relevant.end()) { return; }  // left out of the file
    if (theirs->second != ours) { differ(field, "relevant", ours ? "only here" : "only there"); }
    if (!ours || !theirs->second || !asked.holds_value()) { return; }
    if (asked.read_only && asked.calculation.empty()) { return; }
    const auto found = scope.live->cells.find(asked.name);
    compare_value(asked, field, found == scope.live->cells.end() ? Cell::blank() : found->second, facts);
  }

  void compare_value(const form::Question& asked, const std::string& field, const Cell& ours, const Facts& facts) {
    const auto reason = facts.values.find(field.substr(0, field.size() - asked.name.size()) +
                                          m_layout.missing_name(m_form.index_of(asked.name)));
    const auto given = facts.values.find(field);
    Cell theirs;
    if (given != facts.values.end() && !given->second.empty()) {
      theirs = asked.type == form::Type::calculate
                   ? Cell::of(given->second)
                   : form::canonical(m_form, asked, given->second).value_or(Cell::of(given->second));
    } else if (reason != facts.values.end() && !reason->second.empty() && exchange::xform::Layout::allows_missing(asked)) {
      theirs = reason->second == "not_available" ? Cell::not_available() : Cell::not_applicable();
    }
    ++compared;
    const bool calculated = asked.type == form::Type::calculate;  // here a reason may be passed on
    if (ours == theirs || (calculated && ours.text == theirs.text) || same_number(ours.text, theirs.text)) { return; }
    differ(field, "value", "here \"" + ours.text + "\", there \"" + theirs.text + "\"");
  }

  /// Decimals that engines write with more digits than people see.
  static bool same_number(const std::string& one, const std::string& other) {
    char* end = nullptr;
    const double left = std::strtod(one.c_str(), &end);
    if (one.empty() || *end != '\0') { return false; }
    const double right = std::strtod(other.c_str(), &end);
    return !other.empty() && *end == '\0' && std::abs(left - right) <= 1e-9 * std::max(1.0, std::abs(left));
  }

  void compare_findings(const std::vector<form::Finding>& findings, const Facts& facts) {
    std::set<std::string> ours;
    std::set<std::string> notes;
    for (const auto& finding : findings) {
      const bool of_question = finding.check.starts_with("required.") || finding.check.starts_with("constraint.");
      const auto check = std::ranges::find(m_form.checks, finding.check, &form::Check::id);
      if (check != m_form.checks.end()) {
        notes.insert(row_of(finding.field, *check) + m_layout.check_name(*check));
      } else if (of_question && !is_the_programs(finding.field)) {
        ours.insert(finding.check + " at " + finding.field);
      }
    }
    compare_sets(ours, facts.violations, "violation");
    std::set<std::string> shown;
    for (const auto& [field, relevant] : facts.relevant) {
      if (relevant && name_of(field).starts_with("check_")) { shown.insert(field); }
    }
    std::erase_if(notes, [&](const auto& note) { return !facts.relevant.contains(note); });  // not carried
    compare_sets(notes, shown, "check");
    compared += notes.size() + ours.size();
  }

  bool is_the_programs(const std::string& field) const {
    const auto* asked = m_form.find(name_of(field));
    return asked != nullptr && asked->read_only;
  }

  /// `countries[2].` of a finding about a row of countries; a field further out or in does not say which.
  std::string row_of(const std::string& field, const form::Check& check) const {
    if (check.repeat < 0) { return {}; }
    const auto& repeat = m_form.questions[static_cast<std::size_t>(check.repeat)].name;
    const auto at = field.rfind(repeat + "[");
    return at == std::string::npos ? std::string("?") : field.substr(0, field.find("].", at) + 2);
  }

  void compare_sets(const std::set<std::string>& ours, const std::set<std::string>& theirs, const std::string& what) {
    for (const auto& each : ours) {
      if (!theirs.contains(each)) { differ(each, what, "only here"); }
    }
    for (const auto& each : theirs) {
      if (!ours.contains(each)) { differ(each, what, "only there"); }
    }
  }

  const form::Form& m_form;
  std::string m_set;
  exchange::xform::Layout m_layout;
  std::size_t m_differences = 0;

public:
  std::size_t compared = 0;
};

int compare_all(const form::Form& form, const fs::path& folder, const std::string& name) {
  std::vector<fs::path> sets;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto file = entry.path().filename().string();
    if (file.starts_with(name + "-") && file.ends_with(".facts")) { sets.push_back(entry.path()); }
  }
  std::ranges::sort(sets);
  std::size_t different = 0;
  std::size_t compared = 0;
  for (auto set : sets) {
    const auto facts = facts_of(set, form);
    Comparison comparison(form, set.stem().string());
    different += comparison.compare(set.replace_extension(".xml"), facts) > 0 ? 1 : 0;
    compared += comparison.compared;
  }
  std::printf("%s: %zu sets, %zu answers and findings compared, %zu sets differ\n", name.c_str(), sets.size(), compared, different);
  return sets.empty() || different > 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const bool exporting = words.size() == 4 && words[0] == "export";
  const bool comparing = words.size() == 5 && words[0] == "compare";
  if (!exporting && !comparing) {
    std::fprintf(stderr, "usage: xform_agreement export FORM TEMPLATES OUT | compare FORM TEMPLATES FOLDER NAME\n");
    return 2;
  }
  const auto form = compile(words[1], words[2]);
  if (form == nullptr) { return 65; }
  return exporting ? export_form(*form, words[3]) : compare_all(*form, words[3], words[4]);
}
