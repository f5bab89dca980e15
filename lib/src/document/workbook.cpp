// SPDX-License-Identifier: Apache-2.0
#include <scamdesk/text.hpp>

#include "document/office.hpp"

namespace scamdesk::document {
namespace {

Status check_text(const Workbook& workbook, const std::string& file) {
  for (const auto& sheet : workbook.sheets) {
    if (!is_utf8(sheet.name)) { return fail(Errc::bad_input, message("not UTF-8 text"), {}, SourcePlace{file}); }
    for (const auto& row : sheet.rows) {
      for (const auto& cell : row.cells) {
        if (is_utf8(cell.text)) { continue; }
        return fail(Errc::bad_input, message("not UTF-8 text"), {}, SourcePlace{file, row.number, cell.column, sheet.name});
      }
    }
  }
  return {};
}

}  // namespace

Result<Workbook> read_workbook(std::string_view bytes, const std::string& file, const WorkbookLimits& limits) {
  if (bytes.size() > limits.file_bytes) {
    return fail(Errc::bad_input, message("larger than {0} MiB", limits.file_bytes >> 20), {}, SourcePlace{file});
  }
  const auto loaded = office();
  if (!loaded) { return fail(loaded.error()); }
  auto workbook = (*loaded)->read_workbook(bytes, file, limits);
  if (!workbook) { return workbook; }
  if (auto status = check_text(*workbook, file); !status) { return fail(status.error()); }
  return workbook;
}

Result<std::string> write_workbook(const WrittenWorkbook& workbook) {
  return office().and_then([&](const Office* loaded) { return loaded->write_workbook(workbook); });
}

}  // namespace scamdesk::document
