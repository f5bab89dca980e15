// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <string>
#include <string_view>

#include "register/query.hpp"
#include "register/registers.hpp"
#include "support/temp_ledger.hpp"

namespace scamdesk::test {

inline constexpr std::string_view case_form = R"yaml(form: case
version: "1"
title: {ko: 사건, en: Case}
plural: cases
choices:
  status: [{name: Active, label: {ko: 진행, en: Active}}, {name: Closed, label: {ko: 종결, en: Closed}}]
  signs: [{name: a, label: {ko: 가, en: A}}, {name: b, label: {ko: 나, en: B}}, {name: ab, label: {ko: 다, en: AB}}]
questions:
  - {name: title, type: text, required: true, label: {ko: 제목, en: Title}}
  - {name: status, type: select_one status, default: Active, label: {ko: 상태, en: Status}}
  - {name: country, type: text, label: {ko: 국가, en: Country}}
  - {name: persons, type: integer, missing: [not_available], constraint: ". >= 0", constraint_message: {ko: 음수, en: no negative numbers}, label: {ko: 인원, en: Persons}}
  - {name: losses, type: decimal, missing: [not_available, not_applicable], label: {ko: 피해액, en: Losses}}
  - {name: opened_on, type: date, label: {ko: 개시일, en: Opened on}}
  - {name: seen_at, type: dateTime, label: {ko: 시각, en: Seen at}}
  - {name: signs, type: select_multiple signs, label: {ko: 징후, en: Signs}}
  - {name: passport, type: text, sensitive: true, label: {ko: 여권, en: Passport}}
  - name: places
    type: repeat
    label: {ko: 장소, en: Places}
    questions:
      - {name: place, type: text, label: {ko: 장소, en: Place}}
      - {name: nights, type: integer, label: {ko: 박, en: Nights}}
      - name: visits
        type: repeat
        label: {ko: 방문, en: Visits}
        questions:
          - {name: visited_on, type: date, label: {ko: 방문일, en: Visited on}}
)yaml";

inline constexpr std::string_view ad_form = R"yaml(form: ad
version: "1"
title: {ko: 광고, en: Advertisement}
plural: ads
owner: shared
key: [url]
questions:
  - {name: url, type: text, required: true, appearance: url, label: {ko: 주소, en: Address}}
  - {name: platform, type: text, label: {ko: 매체, en: Platform}}
)yaml";

inline constexpr std::string_view link_form = R"yaml(form: involvement
version: "1"
title: {ko: 연루, en: Involvement}
plural: involvements
questions:
  - {name: case, type: record case, required: true, label: {ko: 사건, en: Case}}
  - {name: part, type: text, label: {ko: 역할, en: Part}}
)yaml";

inline constexpr std::string_view survey_form = R"yaml(form: scam-survey
kind: survey
version: "1"
title: {ko: 조사, en: Survey}
plural: returns
key: [round]
questions:
  - {name: round, type: text, required: true, read_only: true, label: {ko: 차수, en: Round}}
  - {name: reports, type: integer, nil: "0", missing: [not_available], label: {ko: 신고, en: Reports}}
  - {name: open_cases, type: calculate, calculation: "count(instance('case')/root/item[status = 'Active'])", label: {ko: 진행, en: Open}}
  - {name: doubled, type: calculate, calculation: "${reports} * 2", label: {ko: 두 배, en: Doubled}}
  - name: countries
    type: repeat
    label: {ko: 국가, en: Countries}
    questions:
      - {name: country, type: text, label: {ko: 국가, en: Country}}
      - {name: likelihood, type: integer, label: {ko: 가능성, en: Likelihood}}
)yaml";

/// A folder of templates that a test may change.
class TestTemplates {
public:
  TestTemplates() {
    std::filesystem::create_directory(m_folder.file("forms"));
    std::filesystem::create_directory(m_folder.file("codes"));
    write("case", case_form);
    write("ad", ad_form);
    write("involvement", link_form);
    write("scam-survey", survey_form);
  }
  void write(const std::string& form, std::string_view yaml) const { std::ofstream(file(form)) << yaml; }
  std::string file(const std::string& form) const { return m_folder.file("forms/" + form + ".yaml"); }
  const std::string& path() const { return m_folder.path(); }

private:
  TempFolder m_folder;
};

/// A desk of one mission with the forms above, as far as this floor goes.
class TestDesk {
public:
  explicit TestDesk(std::string_view name = "desk", std::string_view mission = "KH-PNH")
      : m_ledger(name, mission), m_registers(*m_ledger), m_random(base::seeded_random(std::string(name) + " ids")) {
    load();
  }
  TestDesk(TestDesk&&) = delete;

  records::Registers& operator*() { return m_registers; }
  records::Registers* operator->() { return &m_registers; }
  TempLedger& ledger() { return m_ledger; }
  TestTemplates& templates() { return m_templates; }
  Status load() { return m_registers.load(m_templates.path()); }
  form::FormPtr form(std::string_view name) { return m_registers.find(name); }

  records::Author author() { return {"officer", m_now, m_random.get()}; }
  void later(std::chrono::milliseconds by = std::chrono::minutes(1)) { m_now += by; }
  Instant now() const { return m_now; }

  /// Runs what writes in a transaction, committed when it succeeds.
  template <class Use>
  auto writing(Use use) {
    ledger::Transaction transaction(m_ledger->database());
    auto result = use();
    if (result) { transaction.commit(); }
    later();
    return result;
  }
  Result<records::Registers::Written> add(std::string_view form_name, const Cells& cells, std::string_view owner = "KH-PNH") {
    return writing([&] { return m_registers.add(*form(form_name), Owner(std::string(owner)), cells, author()); });
  }
  Result<records::Registers::Written> change(std::int64_t no, const Cells& cells) {
    return writing([&] { return m_registers.change(no, cells, author()); });
  }
  Result<records::Registers::Written> mark(std::int64_t no, ledger::Change change, const Cells& body = {}) {
    return writing([&] { return m_registers.mark(no, change, body, author()); });
  }
  /// Takes all that another desk holds, as merging does.
  void merge(TestDesk& other) {
    for (const auto& chain : other.ledger()->chains()) {
      ledger::Transaction transaction(m_ledger->database());
      const auto reception = m_ledger->receive(other.ledger()->read_chain(chain, 1), m_now, 1);
      m_registers.follow(reception.touched);
      transaction.commit();
    }
  }
  /// A query's rows as text: cells by `|`, rows by newline; NULL as `-`.
  std::string sql(std::string_view query) {
    m_registers.lay_views();
    const auto rows = records::select_sql(m_ledger->database(), query);
    if (!rows) { return "! " + word(rows.error().problem, Lang::en); }
    std::string text;
    for (const auto& row : rows->rows) {
      text += text.empty() ? "" : "\n";
      for (std::size_t i = 0; i < row.size(); ++i) { text += (i == 0 ? "" : "|") + to_text(row[i]); }
    }
    return text;
  }

private:
  static std::string to_text(const records::SqlCell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) { return std::to_string(*number); }
    if (const auto* real = std::get_if<double>(&cell)) { return std::to_string(*real); }
    const auto* text = std::get_if<std::string>(&cell);
    return text == nullptr ? "-" : *text;
  }

  TestTemplates m_templates;
  TempLedger m_ledger;
  records::Registers m_registers;
  std::unique_ptr<base::Random> m_random;
  Instant m_now = *parse_instant("2025-10-15T00:00:00Z");
};

inline Cells cells(std::initializer_list<std::pair<const std::string, std::string>> values) {
  Cells result;
  for (const auto& [path, text] : values) { result.emplace(path, Cell::of(text)); }
  return result;
}

}  // namespace scamdesk::test
