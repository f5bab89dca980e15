// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/import.hpp"
#include "exchange/row_maker.hpp"
#include "form/personal.hpp"

namespace scamdesk::exchange {

/// Gathers what becomes of rows, and every fault with its place.
class ImportNotes {
public:
  explicit ImportNotes(bool keep_rejected) : m_keep_rejected(keep_rejected) {}

  /// An error and those in its `more`, placed in the row; in the column of the field that it names, where there is one.
  void note(std::size_t row, const RowMaker& maker, const Error& error, std::string_view field = {});
  void note(std::vector<Error>& errors);
  /// A free text of the row seems to hold a personal number; it does not keep the row out.
  void warn(std::size_t row, const RowMaker& maker, const RowColumn& column, form::PersonalNumber kind);
  /// What is noted from now on is about that row, counted through the whole import.
  void turn_to(std::size_t nth);
  /// The row turned to was not taken, if anything was wrong with it: it is kept, and the faults.
  void reject(const SourceRow& row, const RowMaker& maker);
  /// True while nothing was wrong.
  bool clean() const { return m_count == 0; }
  /// The file that the rows are of from now on, which knows where its cells stand; none after the last.
  void read_from(const RowSource* source) { m_source = source; }
  /// Faults and rejected rows stand in the order of the rows, whenever they were found.
  Imported finish();

  Imported report;

private:
  template <class What>
  struct Told { std::size_t nth; What what; };

  void keep(Error error);

  const bool m_keep_rejected;
  const RowSource* m_source = nullptr;
  std::size_t m_nth = 0;
  std::size_t m_count = 0;
  std::vector<Told<Error>> m_errors;
  std::vector<Told<RejectedRow>> m_rejected;
  std::vector<Error> m_latest;  ///< of the row at hand, where it may be rejected
};

}  // namespace scamdesk::exchange
