// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "document/office/parts.hpp"

namespace scamdesk::document::office_module {
namespace {

/// A file without a name, in memory alone: what is written may be personal, and no copy of it is to stay on a disk.
class MemoryFile {
public:
  MemoryFile() : m_fd(memfd_create("scamdesk", MFD_CLOEXEC)) {}
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { if (m_fd >= 0) { close(m_fd); } }
  bool opened() const { return m_fd >= 0; }
  std::string path() const { return "/proc/self/fd/" + std::to_string(m_fd); }

  std::string bytes() const {
    std::string all;
    std::array<char, 65536> buffer{};
    lseek(m_fd, 0, SEEK_SET);
    for (;;) {
      const auto count = ::read(m_fd, buffer.data(), buffer.size());
      if (count < 0 && errno == EINTR) { continue; }
      if (count <= 0) { return all; }
      all.append(buffer.data(), static_cast<std::size_t>(count));
    }
  }

private:
  int m_fd;
};

/// The first `count` characters, for titles and helps that the format bounds.
std::string cut(std::string_view utf8, std::size_t count) {
  std::size_t at = 0;
  for (std::size_t used = 0; at < utf8.size() && used < count; ++used) {
    ++at;
    while (at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xc0) == 0x80) { ++at; }
  }
  return std::string(utf8.substr(0, at));
}

class Writer {
public:
  Writer(lxw_workbook* book, const WrittenWorkbook& from) : m_book(book), m_from(from) {}

  Status write() {
    set_properties();
    for (const auto& sheet : m_from.sheets) {
      if (auto status = write_sheet(sheet); !status) { return status; }
    }
    return {};
  }

private:
  void set_properties() {
    std::string title = m_from.title;
    std::string by = "scamdesk";
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.author = by.data();
    properties.created = std::chrono::duration_cast<std::chrono::seconds>(m_from.made.time_since_epoch()).count();
    workbook_set_properties(m_book, &properties);
  }

  lxw_format* format_of(const CellLook& look) {
    auto& format = m_formats[look];
    if (format != nullptr) { return format; }
    format = workbook_add_format(m_book);
    format_set_font_name(format, "맑은 고딕");
    format_set_font_size(format, look.size);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (look.bold) { format_set_bold(format); }
    if (look.wrap) { format_set_text_wrap(format); }
    if (!look.locked) { format_set_unlocked(format); }
    if (look.border) {
      format_set_border(format, LXW_BORDER_THIN);
      format_set_border_color(format, 0xBFBFBF);
    }
    switch (look.fill) {
      case CellLook::Fill::none: break;
      case CellLook::Fill::title: format_set_bg_color(format, 0xD9E2F3); break;
      case CellLook::Fill::heading: format_set_bg_color(format, 0xEDEDED); break;
      case CellLook::Fill::input: format_set_bg_color(format, 0xFFFBE6); break;
      case CellLook::Fill::muted: format_set_font_color(format, 0x595959); break;
    }
    switch (look.shown) {
      case CellLook::Shown::general: break;
      case CellLook::Shown::text: format_set_num_format(format, "@"); break;
      case CellLook::Shown::whole: format_set_num_format(format, "#,##0"); break;
      case CellLook::Shown::date: format_set_num_format(format, "yyyy-mm-dd"); break;
    }
    return format;
  }

  Status write_sheet(const WrittenSheet& sheet) {
    auto* made = workbook_add_worksheet(m_book, sheet.name.c_str());
    if (made == nullptr) { return fail(Errc::bad_input, message("{0} cannot be the name of a sheet", sheet.name)); }
    if (sheet.hidden) { worksheet_hide(made); }
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      lxw_row_col_options options{};
      options.hidden = sheet.columns[i].hidden;
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column_opt(made, column, column, sheet.columns[i].width, nullptr, &options);
    }
    for (const auto& [row, height] : sheet.heights) {
      lxw_row_col_options options{};
      options.hidden = height == 0;
      worksheet_set_row_opt(made, static_cast<lxw_row_t>(row - 1), height == 0 ? LXW_DEF_ROW_HEIGHT : height, nullptr, &options);
    }
    for (const auto& cell : sheet.cells) {
      if (auto status = write_cell(made, sheet, cell); !status) { return status; }
    }
    for (const auto& list : sheet.drop_downs) { add_list(made, list); }
    if (sheet.frozen_rows + sheet.frozen_columns > 0) {
      worksheet_freeze_panes(made, static_cast<lxw_row_t>(sheet.frozen_rows), static_cast<lxw_col_t>(sheet.frozen_columns));
    }
    if (sheet.landscape) { worksheet_set_landscape(made); }
    worksheet_set_paper(made, 9);  // A4
    worksheet_fit_to_pages(made, 1, 0);
    if (sheet.guarded) { guard(made, sheet.rows_may_be_added); }
    return {};
  }

  Status write_cell(lxw_worksheet* sheet, const WrittenSheet& of, const WrittenCell& cell) {
    auto* format = format_of(cell.look);
    const auto row = static_cast<lxw_row_t>(cell.row - 1);
    const auto column = static_cast<lxw_col_t>(cell.column - 1);
    lxw_error fault = LXW_NO_ERROR;
    if (const auto* text = std::get_if<std::string>(&cell.value)) {
      fault = text->empty() ? worksheet_write_blank(sheet, row, column, format)
                            : worksheet_write_string(sheet, row, column, text->c_str(), format);
    } else if (const auto* whole = std::get_if<std::int64_t>(&cell.value)) {
      fault = worksheet_write_number(sheet, row, column, static_cast<double>(*whole), format);
    } else if (const auto* number = std::get_if<double>(&cell.value)) {
      fault = worksheet_write_number(sheet, row, column, *number, format);
    } else if (const auto* date = std::get_if<Date>(&cell.value)) {
      lxw_datetime day{static_cast<int>(date->year()), static_cast<int>(static_cast<unsigned>(date->month())),
                       static_cast<int>(static_cast<unsigned>(date->day())), 0, 0, 0};
      fault = worksheet_write_datetime(sheet, row, column, &day, format);
    } else {
      fault = worksheet_write_blank(sheet, row, column, format);
    }
    if (fault == LXW_NO_ERROR) { return {}; }
    return fail(Errc::bad_input, message("a spreadsheet does not hold what belongs into {0}!{1}: {2}", of.name,
                                         cell_name(cell.row, cell.column), std::string_view(lxw_strerror(fault))));
  }

  static void add_list(lxw_worksheet* sheet, const DropDown& list) {
    std::string source = list.source;
    std::string title = cut(list.title, 32);
    std::string help = cut(list.help, 255);
    lxw_data_validation rule{};
    rule.validate = source.empty() ? LXW_VALIDATION_TYPE_ANY : LXW_VALIDATION_TYPE_LIST_FORMULA;
    rule.value_formula = source.empty() ? nullptr : source.data();
    rule.ignore_blank = LXW_VALIDATION_ON;
    rule.show_error = LXW_VALIDATION_ON;
    rule.error_type = list.strict ? LXW_VALIDATION_ERROR_TYPE_STOP : LXW_VALIDATION_ERROR_TYPE_WARNING;
    rule.input_title = title.empty() ? nullptr : title.data();
    rule.input_message = help.empty() ? nullptr : help.data();
    worksheet_data_validation_range(sheet, static_cast<lxw_row_t>(list.first_row - 1), static_cast<lxw_col_t>(list.first_column - 1),
                                    static_cast<lxw_row_t>(list.last_row - 1), static_cast<lxw_col_t>(list.last_column - 1), &rule);
  }

  static void guard(lxw_worksheet* sheet, bool rows_may_be_added) {
    lxw_protection allowed{};
    allowed.format_cells = allowed.format_columns = allowed.format_rows = LXW_TRUE;
    allowed.sort = allowed.autofilter = LXW_TRUE;
    allowed.insert_rows = allowed.delete_rows = rows_may_be_added ? LXW_TRUE : LXW_FALSE;
    worksheet_protect(sheet, nullptr, &allowed);
  }

  lxw_workbook* m_book;
  const WrittenWorkbook& m_from;
  std::map<CellLook, lxw_format*> m_formats;
};

}  // namespace

Result<std::string> write_xlsx(const WrittenWorkbook& workbook) {
  const MemoryFile file;
  if (!file.opened()) { return fail(Errc::io, message("the workbook cannot be written: {0}", std::string_view(std::strerror(errno)))); }
  std::string memory = "/dev/shm";  // the library's own pieces, where they are never on a disk
  lxw_workbook_options options{};
  if (access(memory.c_str(), W_OK) == 0) { options.tmpdir = memory.data(); }
  auto* book = workbook_new_opt(file.path().c_str(), &options);
  if (book == nullptr) { return fail(Errc::io, message("the workbook cannot be written: {0}", "-")); }
  const auto status = Writer(book, workbook).write();
  const auto fault = workbook_close(book);  // frees it whatever happened
  if (!status) { return fail(status.error()); }
  if (fault != LXW_NO_ERROR) {
    return fail(Errc::io, message("the workbook cannot be written: {0}", std::string_view(lxw_strerror(fault))));
  }
  return file.bytes();
}

}  // namespace scamdesk::document::office_module
