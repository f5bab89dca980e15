// SPDX-License-Identifier: Apache-2.0
#include "survey/exercise/cases.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

#include "survey/exercise/words.hpp"
#include "survey/roster.hpp"

namespace scamdesk::survey::exercise {
namespace {

constexpr std::array<std::string_view, 6> digits{"0", "1", "2", "3", "4", "5"};
constexpr std::size_t usual_row = 480;  // bytes, so that a file's text is allocated once

/// Where a mission's cases happen, each country with its areas as fields of the file.
struct Land {
  std::string country;
  std::vector<std::string> areas;
  std::size_t opened = 0, open = 0;
};
std::vector<Land> lands_of(const Mission& mission) {
  std::vector<Land> result;
  for (const auto& code : Roster::countries(mission)) {
    Land land{code, {}};
    for (const auto place : words::places(code)) { land.areas.emplace_back(place); }
    if (land.areas.empty()) { land.areas.push_back(code == mission.country ? csv_field(mission.city.ko) : ""); }
    result.push_back(std::move(land));
  }
  return result;
}

/// Seven case files in thirty are open.
bool is_open(std::size_t index) { return (index + 1) * 7 / 30 > index * 7 / 30; }

/// Makes one row after the other and counts them; the views of a row live until the next one.
class RowMaker {
public:
  RowMaker(const CaseColumns& columns, const Calendar& calendar, const MissionPlan& plan, const std::string& seed)
      : m_columns(columns),
        m_calendar(calendar),
        m_dice("cases/" + seed + "/" + plan.mission.code.value()),
        m_lands(lands_of(plan.mission)),
        m_count(plan.cases),
        m_kinds(columns.kinds.size()),
        m_sources(columns.sources.size()),
        m_open_outcomes(columns.open_outcomes.size()),
        m_closed_outcomes(columns.closed_outcomes.size()),
        m_number("EX-" + plan.mission.code.value() + "-"),
        m_prefix(m_number.size()) {}

  const CaseRow& make(std::size_t index) {
    m_row.fill({});
    m_open = is_open(index);
    number(index);
    what_and_where();
    days(index);
    recruitment();
    host();
    result();
    words();
    return m_row;
  }
  Tally tally() const;

private:
  std::size_t draw(const Pool& pool, Column column, std::vector<std::size_t>& counts, std::size_t weight = 1) {
    if (pool.empty()) { return 0; }
    const auto drawn = pool.draw(m_dice);
    m_row[column] = pool.name(drawn);
    counts[drawn] += weight;
    return drawn;
  }
  void number(std::size_t index);
  void what_and_where();
  void days(std::size_t index);
  void recruitment();
  void host();
  void result();
  void words();

  const CaseColumns& m_columns;
  const Calendar& m_calendar;
  Dice m_dice;
  std::vector<Land> m_lands;
  std::size_t m_count;
  std::vector<std::size_t> m_kinds, m_sources, m_open_outcomes, m_closed_outcomes;
  std::size_t m_persons_all = 0;
  std::string m_number;
  std::size_t m_prefix;
  std::string m_summary;
  CaseRow m_row;
  bool m_open = false;
  int m_opened = 0;           ///< the day's number
  std::size_t m_persons = 1;  ///< of this row
};

/// EX-KH-PNH-000001.
void RowMaker::number(std::size_t index) {
  constexpr std::size_t width = 6;
  char buffer[24];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, index + 1).ptr;
  const auto length = static_cast<std::size_t>(end - buffer);
  m_number.resize(m_prefix);
  if (length < width) { m_number.append(width - length, '0'); }
  m_number.append(buffer, length);
  m_row[file_no] = m_number;
}

void RowMaker::what_and_where() {
  const auto drawn = draw(m_columns.kinds, kind, m_kinds);
  if (!m_columns.kinds.empty()) {
    m_row[consular_type] = m_columns.consular_types[drawn];
    m_row[iccs] = m_columns.crimes[drawn];
  }
  draw(m_columns.sources, source, m_sources);
  m_row[status] = (m_open ? m_columns.open_states : m_columns.closed_states).answer(m_dice);
  auto& land = m_lands.size() > 1 && m_dice.chance(10) ? m_dice.pick(m_lands) : m_lands.front();
  m_row[country] = land.country;
  m_row[area] = m_dice.pick(land.areas);
  ++land.opened;
  land.open += m_open ? 1 : 0;
}

/// Reports grow over the year: the share of the files opened by a day grows with its square.
void RowMaker::days(std::size_t index) {
  const double share = (static_cast<double>(index) + 0.5) / static_cast<double>(m_count);
  m_opened = static_cast<int>(std::sqrt(share) * m_calendar.days());
  const int reported = m_opened - m_dice.between(0, 7);
  const int stay = m_dice.between(5, 64);
  m_row[opened_on] = m_calendar.text(m_opened);
  m_row[reported_on] = m_calendar.text(reported);
  m_row[entered_on] = m_calendar.text(reported - stay);
  m_row[last_contact_on] = m_calendar.text(reported - m_dice.between(0, stay));
  if (!m_open) { m_row[closed_on] = m_calendar.text(m_opened + m_dice.between(3, 92)); }
}

void RowMaker::recruitment() {
  m_row[recruitment_method] = m_columns.recruitment.answer(m_dice);
  m_row[platform] = m_columns.platforms.answer(m_dice);
  if (m_dice.chance(70)) {
    m_row[palermo] = m_columns.elements.answer(m_dice);
    m_row[means_of_control] = m_columns.means.answer(m_dice);
    m_row[exploitation_type] = m_columns.exploitation.answer(m_dice);
  }
  const auto transit = m_columns.transits.answer(m_dice);
  if (transit != m_row[country] && m_dice.chance(60)) { m_row[transit_countries] = transit; }
  m_persons = m_dice.chance(80) ? 1 : static_cast<std::size_t>(m_dice.between(2, 4));
  m_persons_all += m_persons;
  m_row[persons_count] = digits[m_persons];
  m_row[reports_count] = digits[m_dice.chance(75) ? 1U : 2U];
}

/// What was asked of the host, and its answer where there was time for one.
void RowMaker::host() {
  if (m_dice.chance(15)) { return; }
  const int asked = std::min(m_opened + m_dice.between(0, 3), m_calendar.days());
  const int answered = asked + m_dice.between(1, 40);
  m_row[host_notified_on] = m_calendar.text(asked);
  if (answered <= m_calendar.days()) { m_row[host_response_on] = m_calendar.text(answered); }
}

void RowMaker::result() {
  if (m_row[kind] == "death") {
    m_row[outcome] = m_columns.deaths.answer(m_dice);
  } else if (m_open) {
    draw(m_columns.open_outcomes, outcome, m_open_outcomes, m_persons);
  } else {
    draw(m_columns.closed_outcomes, outcome, m_closed_outcomes, m_persons);
  }
  if (m_row[status] == "ClosedReferred") { m_row[referred_to] = "EXERCISE 경찰청"; }
  m_row[source_reliability] = m_columns.reliability.answer(m_dice);
  m_row[information_credibility] = m_columns.credibility.answer(m_dice);
  m_row[tlp] = m_columns.sharing.answer(m_dice);
}

void RowMaker::words() {
  m_summary = "EXERCISE ";
  m_summary.append(m_row[area])
      .append(m_row[area].empty() ? "" : "에서 ")
      .append(m_dice.pick(words::happened(m_row[kind])));
  for (const auto& list : {words::told, words::taken, words::done}) {
    m_summary.append(". ").append(m_dice.pick(list));
  }
  m_row[summary] = m_summary;
}

Tally RowMaker::tally() const {
  Tally tally;
  const auto name = [](Tally::Counts& counts, const Pool& pool, const std::vector<std::size_t>& found) {
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (found[i] > 0) { counts[pool.name(i)] += found[i]; }
    }
  };
  name(tally.kinds, m_columns.kinds, m_kinds);
  name(tally.sources, m_columns.sources, m_sources);
  name(tally.outcomes, m_columns.open_outcomes, m_open_outcomes);
  name(tally.outcomes, m_columns.closed_outcomes, m_closed_outcomes);
  for (const auto& land : m_lands) {
    tally.countries[land.country] = {land.opened, land.open};
    tally.cases.opened += land.opened;
    tally.cases.open += land.open;
  }
  tally.persons = m_persons_all;
  return tally;
}

}  // namespace

std::size_t Tally::of(const Counts& counts, std::string_view name) {
  const auto found = counts.find(name);
  return found == counts.end() ? 0 : found->second;
}

Tally write_cases(const CaseColumns& columns, const Calendar& calendar, const MissionPlan& plan,
                  const std::string& seed, std::string* file) {
  RowMaker maker(columns, calendar, plan, seed);
  if (file != nullptr) {
    file->reserve(columns.header.size() + plan.cases * usual_row);
    *file = columns.header;
  }
  for (std::size_t index = 0; index < plan.cases; ++index) {
    const auto& row = maker.make(index);
    if (file == nullptr) { continue; }
    for (const auto& [column, constant] : columns.order) {
      file->append(column < 0 ? std::string_view(constant) : row[static_cast<std::size_t>(column)]) += ',';
    }
    file->back() = '\n';
  }
  return maker.tally();
}

}  // namespace scamdesk::survey::exercise
