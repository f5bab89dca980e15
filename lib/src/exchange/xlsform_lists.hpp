// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "exchange/xlsform_sheet.hpp"

namespace scamdesk::exchange::xlsform {

/// The choice lists of an XLSForm as they are gathered: from its sheet choices, from files beside it, and those that its
/// types bring with them.
class Lists {
public:
  Lists(const FormSheet& choices, const FormSheet& files, std::string workbook, SheetFaults& faults)
      : m_choices(choices), m_files(files), m_workbook(std::move(workbook)), m_faults(faults) {}

  void read();
  bool has(const std::string& list) const { return m_all.contains(list); }
  std::vector<std::string> names() const;
  /// The one choice that an acknowledgement has.
  void add_acknowledge();
  /// A list with the choice `other` besides; its name.
  std::string with_other(const std::string& list);
  /// A CSV beside the workbook with the columns name and label. False when it cannot be read.
  bool read_file(const std::string& named, const SourcePlace& place);
  /// The lines of `choices:`; none when there are no lists.
  std::vector<std::string> yaml() const;

private:
  struct List { std::vector<std::string> lines; std::set<std::string> names; std::string file; };
  std::string filter_columns(const document::SheetRow& row) const;

  const FormSheet& m_choices;
  const FormSheet& m_files;
  std::string m_workbook;
  SheetFaults& m_faults;
  std::map<std::string, List> m_all;
};

}  // namespace scamdesk::exchange::xlsform
