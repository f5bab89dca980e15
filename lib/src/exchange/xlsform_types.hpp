// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "exchange/xlsform_lists.hpp"
#include "exchange/xlsform_sheet.hpp"

namespace scamdesk::exchange::xlsform {

/// What a type of XLSForm's becomes here.
struct Made {
  std::string type;
  std::string constraint, calculation, default_value;
  bool read_only = false;
  bool other = false;  ///< a question for what `other` is goes with it
};

class Types {
public:
  Types(const FormSheet& survey, Lists& lists, SheetFaults& faults) : m_survey(survey), m_lists(lists), m_faults(faults) {}

  /// Of `word rest` in a row; what has no equivalent is an error.
  std::optional<Made> of(const document::SheetRow& row, const std::string& name, const std::string& word, const std::string& rest);

private:
  std::optional<Made> range(const document::SheetRow& row);
  std::optional<Made> select(const document::SheetRow& row, const std::string& word, const std::string& rest);

  const FormSheet& m_survey;
  Lists& m_lists;
  SheetFaults& m_faults;
};

}  // namespace scamdesk::exchange::xlsform
