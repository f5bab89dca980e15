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
  /// True while nothing was wrong, so that writing still makes sense.
  bool clean() const { return report.errors.empty(); }
  Imported finish();

  Imported report;

private:
  void keep(Error error);
  std::size_t m_untold = 0;
};

}  // namespace scamdesk::exchange
