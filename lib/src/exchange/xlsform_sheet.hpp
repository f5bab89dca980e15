// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/error.hpp>

#include "base/errors.hpp"
#include "document/workbook.hpp"

namespace scamdesk::exchange {

/// A sheet of an XLSForm by the names above its columns. Languages stand after `::`: `label::English (en)`.
class FormSheet {
public:
  struct Column { std::size_t at = 0; std::string name, language; };  ///< language: ko, en, another, or empty

  /// A sheet that is not there has no rows.
  FormSheet(const document::Sheet* sheet, std::string file, std::string default_language);

  const std::vector<Column>& columns() const { return m_columns; }
  /// The rows below the header that hold something.
  const std::vector<document::SheetRow>& rows() const { return m_rows; }

  std::string text(const document::SheetRow& row, std::string_view name) const;
  /// Both languages: what is written for one alone, or without a language, stands for the other as well.
  Text both(const document::SheetRow& row, std::string_view name) const;
  /// The cell of a column, or the first one of the row.
  SourcePlace place(const document::SheetRow& row, std::string_view name) const;
  SourcePlace heading(const Column& column) const;

private:
  std::string m_name, m_file, m_default;
  std::size_t m_header = 1;
  std::vector<Column> m_columns;
  std::vector<document::SheetRow> m_rows;
};

/// What is wrong with a workbook, and what was left out of it, as it is found.
struct SheetFaults {
  base::Errors errors;
  std::vector<Error> warnings;
  void error(Message problem, SourcePlace place, std::optional<Message> hint = {}) {
    errors.add({Errc::bad_input, std::move(problem), std::move(hint), std::move(place), {}});
  }
  void warning(Message problem, SourcePlace place) {
    warnings.push_back({Errc::bad_input, std::move(problem), {}, std::move(place), {}});
  }
};

}  // namespace scamdesk::exchange
