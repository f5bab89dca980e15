// SPDX-License-Identifier: Apache-2.0
#include "survey/queries.hpp"

#include <algorithm>
#include <charconv>

namespace scamdesk::survey {
namespace {

std::string text_of(const Cells& cells, std::string_view name) {
  const auto found = cells.find(name);
  return found == cells.end() ? std::string() : found->second.text;
}

Query to_query(const records::Record& record) {
  const auto& cells = record.state.cells;
  Query query;
  query.id = to_string(record.key.id);
  query.number = text_of(cells, "#");
  query.mission = MissionCode(record.key.owner.value());
  query.round = RoundId(text_of(cells, "round"));
  query.field = text_of(cells, "field_name");
  query.check = text_of(cells, "check_id");
  query.asked.ko = text_of(cells, "asked");
  query.asked.en = cells.contains("asked_en") ? text_of(cells, "asked_en") : query.asked.ko;
  const auto version = text_of(cells, "filing_version");
  std::from_chars(version.data(), version.data() + version.size(), query.version);
  query.state = text_of(cells, "state");
  query.answer = text_of(cells, "answer");
  query.outcome = text_of(cells, "outcome");
  return query;
}

bool is_meant(const Query& query, const QueryFilter& filter) {
  if (!filter.round.empty() && query.round.value() != filter.round) { return false; }
  if (!filter.mission.empty() && query.mission.value() != filter.mission) { return false; }
  return filter.all || (filter.state.empty() ? query.state != "closed" : query.state == filter.state);
}

/// A check that is being asked about is not asked about again. Once closed it is, unless the same words, with the reason
/// that the mission had recorded, were answered and the answer was accepted.
bool asks_the_same(const Query& known, const Query& asked) {
  if (known.field != asked.field || known.check != asked.check) { return false; }
  const bool same_words = known.asked.ko == asked.asked.ko;
  if (known.state != "closed") { return same_words || !asked.check.empty(); }
  return same_words && known.outcome == "accepted";
}

bool finds(const std::vector<CheckFinding>& findings, const Query& query) {
  return std::ranges::any_of(findings, [&](const CheckFinding& finding) {
    return finding.check == query.check && finding.field == query.field;
  });
}

}  // namespace

Result<form::FormPtr> Queries::form() const {
  if (auto form = m_registers.find("query")) { return form; }
  return fail(Errc::config, message("the form '{0}' is missing from the templates", "query"),
              message("install the templates again, or name their folder with --templates"));
}

Result<std::vector<Query>> Queries::list(const QueryFilter& filter) const {
  const auto form = this->form();
  if (!form) { return fail(form.error()); }
  records::Registers::Selection selection;
  if (!filter.mission.empty()) { selection.owner = Owner(filter.mission); }
  const auto rows = m_registers.select(**form, selection);
  if (!rows) { return fail(rows.error()); }
  std::vector<Query> queries;
  for (const auto no : *rows) {
    const auto record = m_registers.read(no);
    if (!record) { return fail(record.error()); }
    auto query = to_query(*record);
    if (is_meant(query, filter)) { queries.push_back(std::move(query)); }
  }
  return queries;
}

Result<Query> Queries::find(const std::string& id) const {
  return form()
      .and_then([&](const form::FormPtr& form) { return m_registers.resolve(*form, id); })
      .and_then([&](std::int64_t no) { return m_registers.read(no); })
      .map(to_query);
}

std::size_t Queries::waiting(const RoundId& round, const MissionCode& mission) const {
  QueryFilter filter;
  filter.round = round.value();
  filter.mission = mission.value();
  const auto queries = list(filter);
  return queries ? queries->size() : 0;  // templates without the register: nothing can have been asked
}

Result<std::optional<Query>> Queries::raise(const Query& query, const records::Author& author) {
  QueryFilter all;
  all.round = query.round.value();
  all.mission = query.mission.value();
  all.all = true;
  const auto known = list(all);
  if (!known) { return fail(known.error()); }
  if (std::ranges::any_of(*known, [&](const Query& one) { return asks_the_same(one, query); })) { return std::nullopt; }
  Cells cells{{"round", Cell::of(query.round.value())},
              {"field_name", Cell::of(query.field)},
              {"filing_version", Cell::of(std::to_string(query.version))},
              {"asked", Cell::of(query.asked.ko)}};
  if (query.asked.en != query.asked.ko) { cells["asked_en"] = Cell::of(query.asked.en); }
  if (!query.check.empty()) { cells["check_id"] = Cell::of(query.check); }
  return form()
      .and_then([&](const form::FormPtr& form) { return m_registers.add(*form, Owner(query.mission.value()), cells, author); })
      .and_then([&](const records::Registers::Written& written) { return m_registers.read(written.no); })
      .map([](const records::Record& record) { return std::optional(to_query(record)); });
}

Result<Query> Queries::change(const Query& query, const Cells& cells, const records::Author& author) {
  return form()
      .and_then([&](const form::FormPtr& form) { return m_registers.resolve(*form, query.id); })
      .and_then([&](std::int64_t no) { return m_registers.change(no, cells, author); })
      .and_then([&](const records::Registers::Written&) { return find(query.id); });
}

Result<Query> Queries::answer(const Query& query, const std::string& text, const records::Author& author) {
  if (query.state == "closed") {
    return fail(Errc::not_permitted, message("query {0} is closed", query.number), message("ask headquarters to raise another"));
  }
  Cells cells{{"state", Cell::of("answered")}};
  if (!text.empty()) { cells["answer"] = Cell::of(text); }
  return change(query, cells, author);
}

Result<Query> Queries::close(const Query& query, const std::string& outcome, const std::string& note, const records::Author& author) {
  if (query.state == "closed") { return query; }
  Cells cells{{"state", Cell::of("closed")}, {"outcome", Cell::of(outcome)}};
  if (!note.empty()) { cells["closing_note"] = Cell::of(note); }
  return change(query, cells, author);
}

Status Queries::close_passed(const RoundId& round, const MissionCode& mission, const std::vector<CheckFinding>& findings,
                             const records::Author& author) {
  if (m_registers.find("query") == nullptr) { return {}; }
  QueryFilter filter;
  filter.round = round.value();
  filter.mission = mission.value();
  const auto queries = list(filter);
  if (!queries) { return fail(queries.error()); }
  for (const auto& query : *queries) {
    if (query.check.empty() || finds(findings, query)) { continue; }
    if (auto closed = close(query, "corrected", {}, author); !closed) { return fail(closed.error()); }
  }
  return {};
}

}  // namespace scamdesk::survey
