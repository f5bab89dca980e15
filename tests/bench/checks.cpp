// SPDX-License-Identifier: Apache-2.0
// checks TEMPLATES CASES.csv...: how many case records a second one core checks, beside the same rules written by hand in
// C++ over the same records, and what compiling scam-survey costs. Files are read before the clock starts.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <string>
#include <vector>

#include "base/files.hpp"
#include "document/csv.hpp"
#include "form/row_checker.hpp"

using namespace scamdesk;

namespace {

using Record = std::vector<CellView>;  // by question

struct Records {
  std::deque<std::string> files;
  std::deque<std::string> texts;  ///< answers that canonical() made otherwise than they were typed
  std::vector<std::vector<std::string_view>> typed;
  std::vector<Record> canonical;
  std::vector<int> questions;  ///< by column
};

[[noreturn]] void fault(const Error& error) {
  std::fprintf(stderr, "checks: %s\n", word(error.problem, Lang::en).c_str());
  std::exit(1);
}

template <class Value>
Value must(Result<Value> result) {
  if (!result) { fault(result.error()); }
  return std::move(*result);
}

form::FormPtr compiled(const std::string& templates, const std::string& name) {
  const auto source = must(form::read_source(templates + "/forms/" + name + ".yaml", templates));
  const auto result = form::compile(source);
  if (result.form == nullptr) { fault(result.errors.front()); }
  return result.form;
}

/// An answer of the file made canonical; its text lives in `scratch` or where it was typed.
CellView read(const form::Form& form, int question, std::string_view typed, std::string& scratch) {
  if (typed.empty()) { return {}; }
  if (typed == "@not_available") { return {CellState::not_available, {}}; }
  if (typed == "@not_applicable") { return {CellState::not_applicable, {}}; }
  auto cell = must(form::canonical(form, form.questions[static_cast<std::size_t>(question)], typed));
  if (cell.text == typed) { return {cell.state, typed}; }
  scratch = std::move(cell.text);
  return {cell.state, scratch};
}

void load(const form::Form& form, const std::string& file, Records& records) {
  const auto& bytes = records.files.emplace_back(must(base::read_file(file)));
  document::CsvReader reader(bytes, file);
  std::vector<std::string_view> row;
  if (!must(reader.next(row))) { return; }
  records.questions.clear();
  for (const auto name : row) { records.questions.push_back(form.index_of(name)); }
  while (must(reader.next(row))) {
    std::vector<std::string_view> typed;
    Record record(form.questions.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      typed.push_back(records.texts.emplace_back(row[i]));  // the reader's own memory is gone at the next row
      if (records.questions[i] < 0) { continue; }
      std::string scratch;
      auto cell = read(form, records.questions[i], typed.back(), scratch);
      if (cell.text.data() == scratch.data()) { cell.text = records.texts.emplace_back(scratch); }
      record[static_cast<std::size_t>(records.questions[i])] = cell;
    }
    records.typed.push_back(std::move(typed));
    records.canonical.push_back(std::move(record));
  }
}

// ---- the floor: templates/forms/case.yaml by hand -------------------------------------------------------------------

bool is(CellView cell, std::string_view text) { return cell.has_value() && cell.text == text; }

bool selected(CellView cell, std::string_view name) {
  for (auto rest = cell.has_value() ? cell.text : std::string_view(); !rest.empty();) {
    const auto end = std::min(rest.find(' '), rest.size());
    if (rest.substr(0, end) == name) { return true; }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

/// Days in their canonical text are in order as texts are.
bool in_order(CellView before, CellView after) {
  return !before.has_value() || !after.has_value() || before.text <= after.text;
}

class ByHand {
public:
  ByHand(const form::Form& form, std::string today) : m_today(std::move(today)) {
    const auto at = [&](const char* name) { return static_cast<std::size_t>(form.index_of(name)); };
    for (const auto* name : {"kind", "status", "country", "opened_on"}) { m_required.push_back(at(name)); }
    for (const auto* name : {"opened_on", "closed_on", "reported_on", "entered_on", "last_contact_on", "host_notified_on",
                             "host_response_on"}) {
      m_days.push_back(at(name));
    }
    for (const auto* name : {"persons_count", "reports_count"}) { m_counts.push_back(at(name)); }
    m_file_no = at("file_no");
    m_kind = at("kind");
    m_status = at("status");
    m_outcome = at("outcome");
    m_referred_to = at("referred_to");
    m_palermo = at("palermo");
    m_means = at("means_of_control");
    m_exploitation = at("exploitation_type");
  }

  bool passes(const Record& r) const {
    for (const auto i : m_required) {
      if (r[i].state == CellState::blank) { return false; }
    }
    for (const auto i : m_days) {
      if (r[i].has_value() && r[i].text > m_today) { return false; }
    }
    for (const auto i : m_counts) {
      if (r[i].has_value() && r[i].text.front() == '-') { return false; }
    }
    const auto characters = std::count_if(r[m_file_no].text.begin(), r[m_file_no].text.end(), [](char c) { return (c & 0xc0) != 0x80; });
    const auto &opened = r[m_days[0]], &closed = r[m_days[1]], &status = r[m_status];
    const bool referred = is(status, "ClosedReferred");
    const bool is_closed = is(status, "Closed");
    return characters <= 40 && in_order(opened, closed) && !((is_closed || referred) && !closed.has_value()) &&
           !(closed.has_value() && (is(status, "Active") || is(status, "FollowUp"))) && !(is_closed && !r[m_outcome].has_value()) &&
           !(referred && !r[m_referred_to].has_value()) && in_order(r[m_days[2]], opened) && in_order(r[m_days[5]], r[m_days[6]]) &&
           in_order(r[m_days[3]], r[m_days[4]]) &&
           !(is(r[m_kind], "confinement") && r[m_means].has_value() && !selected(r[m_means], "RestrictsMovement")) &&
           !(selected(r[m_exploitation], "ForcedCriminality") && r[m_palermo].has_value() && !selected(r[m_palermo], "P9") &&
             !selected(r[m_palermo], "P3"));
  }

private:
  std::string m_today;
  std::vector<std::size_t> m_required, m_days, m_counts;
  std::size_t m_file_no = 0, m_kind = 0, m_status = 0, m_outcome = 0, m_referred_to = 0, m_palermo = 0, m_means = 0, m_exploitation = 0;
};

// ---- measuring ------------------------------------------------------------------------------------------------------

/// Seconds of this process's CPU so far: whatever else the machine does.
double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

/// CPU seconds of the quickest of several runs.
template <class Job>
double quickest(int runs, Job job) {
  double least = 1e9;
  for (int i = 0; i < runs; ++i) {
    const double start = cpu_seconds();
    job();
    least = std::min(least, cpu_seconds() - start);
  }
  return least;
}

void line(const char* job, double seconds, std::size_t rows, double floor, const char* beside) {
  std::printf("%-46s %9.0f /s %12.2f   %s\n", job, static_cast<double>(rows) / seconds, seconds / floor, beside);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: checks TEMPLATES CASES.csv...\n");
    return 2;
  }
  const double compiling = quickest(5, [&] { static_cast<void>(compiled(argv[1], "scam-survey")); });
  std::printf("%-46s %9.1f ms %12s   (must 30 ms)\n", "compile scam-survey, files read", compiling * 1000, "-");
  const auto form = compiled(argv[1], "case");
  Records records;
  for (int i = 2; i < argc; ++i) { load(*form, argv[i], records); }
  const auto rows = records.canonical.size();
  const form::CheckContext context{*parse_instant("2025-10-20T00:00:00Z")};
  const ByHand by_hand(*form, "2025-10-20");
  form::RowChecker checker(*form, context);
  std::size_t floor_passed = 0, passed = 0, differ = 0;
  for (const auto& record : records.canonical) { differ += by_hand.passes(record) != checker.passes(record) ? 1 : 0; }
  const double floor = quickest(5, [&] {
    floor_passed = 0;
    for (const auto& record : records.canonical) { floor_passed += by_hand.passes(record) ? 1 : 0; }
  });
  const double ours = quickest(5, [&] {
    passed = 0;
    for (const auto& record : records.canonical) { passed += checker.passes(record) ? 1 : 0; }
  });
  Record record(form->questions.size());
  std::vector<std::string> scratch(form->questions.size());
  const double typed = quickest(3, [&] {
    for (const auto& row : records.typed) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        const auto question = static_cast<std::size_t>(records.questions[i]);
        record[question] = read(*form, records.questions[i], row[i], scratch[question]);
      }
      passed += checker.passes(record) ? 1 : 0;
    }
  });
  line("check case records", ours, rows, floor, "the same rules by hand in C++ (must 400,000 /s)");
  line("  the same, answers made canonical too", typed, rows, floor, "as above");
  std::printf("  %zu records, %zu without findings, %zu judged apart by the floor\n", rows, floor_passed, differ);
  return differ == 0 ? 0 : 1;
}
