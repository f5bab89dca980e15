// SPDX-License-Identifier: Apache-2.0
#include "exchange/import_report.hpp"

#include <algorithm>
#include <utility>

namespace scamdesk::exchange {
namespace {

// So many faults are told one by one; a file of another form would fill the memory with them.
constexpr std::size_t most_told = 1000;
constexpr std::size_t most_warned = 100;

template <class Told, class What>
void in_order(std::vector<Told>& told, std::vector<What>& out) {
  std::ranges::stable_sort(told, {}, &Told::nth);
  for (auto& one : told) { out.push_back(std::move(one.what)); }
  told.clear();
}

}  // namespace

void ImportNotes::turn_to(std::size_t nth) {
  m_nth = nth;
  m_latest.clear();
}

void ImportNotes::reject(const SourceRow& row, const RowMaker& maker) {
  if (m_latest.empty()) { return; }
  RejectedRow rejected{SourcePlace{maker.file(), row.number}, {}, std::exchange(m_latest, {})};
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const auto name = m_source == nullptr || i >= m_source->columns().size() ? std::string() : m_source->columns()[i];
    rejected.cells.emplace_back(name, row.cells[i]);
  }
  m_rejected.push_back({m_nth, std::move(rejected)});
}

void ImportNotes::keep(Error error) {
  ++m_count;
  if (m_source != nullptr && error.place) { error.place = m_source->locate(*error.place); }
  if (m_keep_rejected) { m_latest.push_back(error); }
  if (m_errors.size() < most_told) { m_errors.push_back({m_nth, std::move(error)}); }
}

void ImportNotes::note(std::size_t row, const RowMaker& maker, const Error& error, std::string_view field) {
  const auto* column = maker.question(field);
  const auto keep_one = [&](Error one) {
    if (!one.place) { one.place = SourcePlace{maker.file(), row, column != nullptr ? column->source + 1 : 0}; }
    one.more.clear();
    keep(std::move(one));
  };
  keep_one(error);
  for (const auto& further : error.more) { keep_one(further); }
}

void ImportNotes::warn(std::size_t row, const RowMaker& maker, const RowColumn& column, form::PersonalNumber kind) {
  if (++report.warned > most_warned) { return; }
  SourcePlace place{maker.file(), row, column.source + 1};
  if (m_source != nullptr) { place = m_source->locate(place); }
  report.warnings.push_back({Errc::bad_input, message("{0}: there seems to be {1} in it", column.question->label, form::name_of(kind)), {}, place, {}});
}

void ImportNotes::note(std::vector<Error>& errors) {
  for (auto& error : errors) { keep(std::move(error)); }
  errors.clear();
}

Imported ImportNotes::finish() {
  const auto untold = m_count - m_errors.size();
  in_order(m_errors, report.errors);
  in_order(m_rejected, report.rejected);
  if (untold > 0) { report.errors.push_back({Errc::bad_input, message("and {0} more", untold), {}, {}, {}}); }
  return std::move(report);
}

}  // namespace scamdesk::exchange
