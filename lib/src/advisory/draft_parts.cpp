// SPDX-License-Identifier: Apache-2.0
#include "advisory/draft_parts.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace scamdesk::advisory {
namespace {

Text same(const std::string& text) { return {text, text}; }

/// `2025. 10. 15.` in Korean official writing.
Text date_words(Date date) {
  return {fmt::format("{}. {}. {}.", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                      static_cast<unsigned>(date.day())),
          to_string(date)};
}

Text joined(const std::vector<Text>& texts) {
  Text all;
  for (const auto& text : texts) {
    if (!all.empty()) {
      all.ko += ", ";
      all.en += ", ";
    }
    all.ko += text.ko;
    all.en += text.en;
  }
  return all;
}

}  // namespace

DraftParts::DraftParts(const DraftInput& input, const NoticeTemplate& notice)
    : m_input(input), m_notice(notice), m_areas(proposals(input, notice.word("whole_country"))) {
  if (input.alerts) { m_current = current_levels(*input.alerts, input.now, input.levels.special); }
  m_slots = make_slots();
}

Slots DraftParts::make_slots() const {
  Slots slots{{"country", m_input.name},
              {"round", same(m_input.round)},
              {"date", date_words(seoul_date(m_input.now))},
              {"days", same(std::to_string(m_input.levels.special.days))},
              {"first_day", m_notice.word(m_input.levels.special.first_day_counts ? "included" : "not_included")}};
  for (const std::string_view change : {"raised", "lowered", "lifted", "new", "kept", "differ", "unknown"}) {
    slots[std::string(change)] = changed_areas(change);
  }
  slots["cause"] = fill(m_notice.word("cause"), {{"missions", mission_codes()}, {"areas", area_names()}});
  return slots;
}

Text DraftParts::changed_areas(std::string_view change) const {
  std::vector<Text> names;
  for (const auto& area : m_areas) {
    if (area.change == change) { names.push_back(area.name); }
  }
  const auto all = joined(names);
  if (names.empty()) { return same("0"); }
  return {fmt::format("{}({})", names.size(), all.ko), fmt::format("{} ({})", names.size(), all.en)};
}

Text DraftParts::area_names() const {
  std::vector<Text> names;
  for (const auto& area : m_areas) { names.push_back(area.name); }
  return joined(names);
}

Text DraftParts::mission_codes() const {
  std::set<std::string> codes;
  for (const auto& one : m_input.recommendations) { codes.insert(one.mission.value()); }
  std::vector<Text> texts;
  for (const auto& code : codes) { texts.push_back(same(code)); }
  return joined(texts);
}

Text DraftParts::level_words(const std::string& code) const {
  const auto* level = code.empty() ? nullptr : m_input.levels.find(code);
  if (level == nullptr) { return m_notice.word("not_known"); }
  if (level->number.empty()) { return level->name; }
  return fill(m_notice.word(level->special ? "special" : "level"),
              {{"number", same(level->number)}, {"name", level->name}, {"colour", level->colour}});
}

TableColumn DraftParts::column(std::string_view key, Align align) const {
  return {std::string(key), m_notice.word("column_" + std::string(key)), align};
}

void DraftParts::add(const NoticeSection& section, std::vector<Block>& blocks) const {
  if (section.part == "end") {
    blocks.emplace_back(Paragraph{m_notice.word("end")});
    return;
  }
  auto content = part(section);
  if (section.part == "penalty" && content.empty()) { return; }
  blocks.emplace_back(Heading{1, filled(section.heading)});
  const bool empty = section.part == "summary" ? m_areas.empty() : content.empty();
  if (empty && !section.none.empty()) {
    blocks.emplace_back(Item{1, filled(section.none), false});
    return;
  }
  for (const auto& point : section.points) { blocks.emplace_back(Item{1, filled(point), true}); }
  std::move(content.begin(), content.end(), std::back_inserter(blocks));
}

std::vector<Block> DraftParts::part(const NoticeSection& section) const {
  if (section.part == "changed") { return proposal_table(section, false); }
  if (section.part == "kept") { return proposal_table(section, true); }
  if (section.part == "current") { return current_table(section); }
  if (section.part == "guidance") { return guidance(); }
  if (section.part == "penalty") { return penalty(); }
  if (section.part == "figures") { return figure_table(section); }
  if (section.part == "contacts") { return contacts(); }
  return {};
}

std::vector<Block> DraftParts::proposal_table(const NoticeSection& section, bool kept) const {
  Table table;
  table.rows_key = section.part;
  table.title = filled(section.table);
  table.note = m_input.coverage;
  table.columns = {column("area"), column("current"), column("said"), column("proposed"), column("change"),
                   column("mission"), column("reason"), column("evidence")};
  for (const auto& area : m_areas) {
    if ((area.change == "kept") != kept) { continue; }
    for (const auto& one : area.recommendations) { table.rows.push_back(proposal_row(area, one)); }
  }
  if (table.rows.empty()) { return {}; }
  return {std::move(table)};
}

std::vector<TableCell> DraftParts::proposal_row(const AreaProposal& area, const Recommendation& one) const {
  const auto code = [](const std::string& text) { return text.empty() ? Data() : Data(text); };
  return {TableCell(area.name, area.code.empty() ? Data(area.name.ko) : Data(area.code)),
          TableCell(level_words(area.current), code(area.current)),
          one.said_now.empty() ? TableCell(same("–"), Data()) : TableCell(level_words(one.said_now), Data(one.said_now)),
          TableCell(level_words(one.level), Data(one.level)),
          TableCell(m_notice.word(area.change), Data(area.change)),
          TableCell(one.mission.value()),
          TableCell(one.reason),
          TableCell(one.evidence)};
}

std::vector<Block> DraftParts::current_table(const NoticeSection& section) const {
  if (m_current.empty()) { return {}; }
  Table table;
  table.rows_key = section.part;
  table.title = filled(section.table);
  table.columns = {column("area"), column("current"), column("since"), column("until"), column("remark")};
  for (const auto& current : m_current) { table.rows.push_back(current_row(current)); }
  std::vector<Block> blocks{std::move(table)};
  for (const auto& dispute : m_input.alerts->disputed) { blocks.emplace_back(Item{4, dispute, false}); }
  return blocks;
}

std::vector<TableCell> DraftParts::current_row(const CurrentLevel& current) const {
  const auto date_cell = [&](const std::optional<Date>& date, bool expected) {
    if (date) { return TableCell(date_words(*date), Data(to_string(*date))); }
    return TableCell(expected ? m_notice.word("not_known") : same("–"), Data());
  };
  // A special advisory has a first and a last day, and level 4 a set period, whether or not the sources tell them.
  const auto* level = m_input.levels.find(current.level);
  const bool special = level != nullptr && level->special;
  const bool period = level != nullptr && (special || !level->penalty.empty());
  const auto effective = current.effective ? std::optional(seoul_date(*current.effective)) : std::nullopt;
  std::vector<Text> remarks;
  if (!current.suspended.empty()) {
    remarks.push_back(fill(m_notice.word("suspended"), {{"level", level_words(current.suspended)}}));
  }
  if (!current.from.empty() && current.from != current.area) {
    remarks.push_back(fill(m_notice.word("inherited"), {{"area", m_input.alerts->find(current.from)->name}}));
  }
  return {TableCell(m_input.alerts->find(current.area)->name, Data(current.area)),
          TableCell(level_words(current.level), current.level.empty() ? Data() : Data(current.level)),
          date_cell(special ? current.since : effective, special),
          date_cell(current.last_day, period),
          TableCell(joined(remarks), Data())};
}

std::set<int> DraftParts::proposed_orders() const {
  std::set<int> orders;
  for (const auto& one : m_input.recommendations) {
    if (const auto* level = m_input.levels.find(one.level)) { orders.insert(level->order); }
  }
  return orders;
}

std::vector<Block> DraftParts::guidance() const {
  std::vector<Block> blocks;
  const auto orders = proposed_orders();
  for (const auto& level : m_input.levels.levels) {
    if (orders.count(level.order) == 0 || level.planning.empty()) { continue; }
    blocks.emplace_back(Item{1, level_words(level.code), true});
    for (const auto& [who, what] : {std::pair("planning", &level.planning), std::pair("present", &level.present)}) {
      const auto& label = m_notice.word(who);
      blocks.emplace_back(Item{2, {label.ko + ": " + what->ko, label.en + ": " + what->en}, true});
    }
  }
  return blocks;
}

std::vector<Block> DraftParts::penalty() const {
  std::vector<Block> blocks;
  auto orders = proposed_orders();
  for (const auto& current : m_current) {
    if (const auto* level = m_input.levels.find(current.level)) { orders.insert(level->order); }
  }
  for (const auto& level : m_input.levels.levels) {
    if (orders.count(level.order) == 0 || level.penalty.empty()) { continue; }
    blocks.emplace_back(Item{1, level.penalty, true});
    if (!level.rule.empty()) { blocks.emplace_back(Item{1, level.rule, true}); }
  }
  return blocks;
}

std::vector<Block> DraftParts::figure_table(const NoticeSection& section) const {
  if (m_input.figures.empty()) { return {}; }
  Table table;
  table.rows_key = section.part;
  table.title = filled(section.table);
  table.note = m_input.coverage;
  table.columns = {column("figure"), column("value", Align::right), column("mission"), column("as_of"), column("source"),
                   column("evidence")};
  for (const auto& figure : m_input.figures) {
    table.rows.push_back({TableCell(figure.what, Data(figure.what.en)), TableCell(figure.value, figure.datum),
                          TableCell(figure.mission.value()), TableCell(figure.as_of), TableCell(figure.source),
                          TableCell(figure.evidence)});
  }
  return {std::move(table)};
}

std::vector<Block> DraftParts::contacts() const {
  std::vector<Block> blocks;
  for (const auto& contact : m_input.contacts) {
    std::vector<Text> lines;
    const auto line = [&](std::string_view word, const std::string& value) {
      const auto& label = m_notice.word(word);
      lines.push_back({label.ko + ' ' + (value.empty() ? m_notice.word("not_known").ko : value),
                       label.en + ' ' + (value.empty() ? m_notice.word("not_known").en : value)});
    };
    line("main_line", contact.main_line);
    line("line_24h", contact.line_24h);
    if (!contact.email.empty()) { line("email", contact.email); }
    const auto all = joined(lines);
    blocks.emplace_back(Item{1, {contact.name.ko + ": " + all.ko, contact.name.en + ": " + all.en}, true});
  }
  return blocks;
}

}  // namespace scamdesk::advisory
