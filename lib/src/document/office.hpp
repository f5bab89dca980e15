// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/workbook.hpp"
#include "document/xml.hpp"

namespace scamdesk::document {

/// What `scamdesk/office.so` does: everything that needs pugixml, libzip or libxlsxwriter, and nothing else. It stands
/// apart so that a command which reads no such file does not load them.
class Office {
public:
  Office() = default;
  Office(const Office&) = delete;
  Office& operator=(const Office&) = delete;
  virtual ~Office() = default;
  virtual Result<XmlNode> read_xml(std::string_view utf8, const std::string& file, const XmlLimits& limits) const = 0;
  virtual Result<Workbook> read_workbook(std::string_view bytes, const std::string& file,
                                         const WorkbookLimits& limits) const = 0;
  virtual Result<std::string> write_workbook(const WrittenWorkbook& workbook) const = 0;
};

/// The one of this process, loaded on first need from beside the library (or the test program) this code is in.
/// Errors: io with what is missing.
Result<const Office*> office();

}  // namespace scamdesk::document
