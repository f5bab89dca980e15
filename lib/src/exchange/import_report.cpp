// SPDX-License-Identifier: Apache-2.0
#include "exchange/import_report.hpp"

namespace scamdesk::exchange {
namespace {

// So many faults are told one by one; a file of another form would fill the memory with them.
constexpr std::size_t most_told = 1000;

}  // namespace

void ImportNotes::reject(const SourceRow& row, const RowMaker& maker, std::size_t before) {
  if (m_count == before) { return; }
  RejectedRow rejected{SourcePlace{maker.file(), row.number}, {}, std::move(m_latest)};
  m_latest.clear();
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const auto name = m_source == nullptr || i >= m_source->columns().size() ? std::string() : m_source->columns()[i];
    rejected.cells.emplace_back(name, row.cells[i]);
  }
  report.rejected.push_back(std::move(rejected));
}

void ImportNotes::keep(Error error) {
  ++m_count;
  if (m_source != nullptr && error.place) { error.place = m_source->locate(*error.place); }
  m_latest.push_back(error);
  if (report.errors.size() < most_told) {
    report.errors.push_back(std::move(error));
  } else {
    ++m_untold;
  }
}

void ImportNotes::note(const SourceRow& row, const RowMaker& maker, const Error& error, std::string_view field) {
  const auto* column = maker.question(field);
  const auto keep_one = [&](Error one) {
    if (!one.place) { one.place = SourcePlace{maker.file(), row.number, column != nullptr ? column->source + 1 : 0}; }
    one.more.clear();
    keep(std::move(one));
  };
  keep_one(error);
  for (const auto& further : error.more) { keep_one(further); }
}

void ImportNotes::note(std::vector<Error>& errors) {
  for (auto& error : errors) { keep(std::move(error)); }
  errors.clear();
}

Imported ImportNotes::finish() {
  if (m_untold > 0) {
    report.errors.push_back({Errc::bad_input, message("and {0} more", m_untold), {}, {}, {}});
  }
  return std::move(report);
}

}  // namespace scamdesk::exchange
