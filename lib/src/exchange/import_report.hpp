// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/import.hpp"
#include "exchange/row_maker.hpp"

namespace scamdesk::exchange {

/// Gathers what becomes of rows, and every fault with its place.
class ImportNotes {
public:
  /// An error and those in its `more`, placed in the row; in the column of the field that it names, where there is one.
  void note(const SourceRow& row, const RowMaker& maker, const Error& error, std::string_view field = {});
  void note(std::vector<Error>& errors);
  /// True while nothing was wrong.
  bool clean() const { return m_count == 0; }
  /// How many faults there were.
  std::size_t count() const { return m_count; }
  /// The file that the rows are of from now on, which knows where its cells stand; none after the last.
  void read_from(const RowSource* source) { m_source = source; }
  /// The row was not taken: it, and the faults told since there were `before`.
  void reject(const SourceRow& row, const RowMaker& maker, std::size_t before);
  Imported finish();

  Imported report;

private:
  void keep(Error error);
  const RowSource* m_source = nullptr;
  std::size_t m_count = 0;
  std::size_t m_untold = 0;
  std::vector<Error> m_latest;  ///< of the row at hand
};

}  // namespace scamdesk::exchange
