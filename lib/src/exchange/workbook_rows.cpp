// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "document/workbook.hpp"
#include "exchange/row_source.hpp"

namespace scamdesk::exchange {
namespace {

using document::Sheet;
using document::SheetKind;
using document::SheetRow;

/// The first row of a sheet: names by column.
struct Header {
  std::size_t row = 0;
  std::vector<std::pair<std::size_t, std::string>> names;
  std::size_t column(std::string_view name) const {
    const auto found = std::ranges::find(names, name, &std::pair<std::size_t, std::string>::second);
    return found == names.end() ? 0 : found->first;
  }
};

std::string text_at(const SheetRow& row, std::size_t column) {
  const auto* cell = column == 0 ? nullptr : row.at(column);
  return cell == nullptr ? std::string() : std::string(base::trim(cell->text));
}

/// All sheets, flattened to the columns of a CSV before the first row is given: `aliases[2].alias` of the row of the
/// sheet aliases whose # is 2.
class WorkbookSource final : public GatheredRows {
public:
  explicit WorkbookSource(std::string file) : m_file(std::move(file)) {}

  Status read(const document::Workbook& workbook) {
    bool first = true;
    for (const auto& sheet : workbook.sheets) {
      if (sheet.hidden) { continue; }
      auto status = first ? read_records(sheet) : read_repeat(sheet);
      if (!status) { return status; }
      first = false;
    }
    if (m_columns.size() > most_columns) { return fail(Errc::bad_input, message("more than {0} columns", most_columns), {}, SourcePlace{m_file}); }
    if (m_columns.size() * m_rows.size() > most_cells) { return fail(Errc::bad_input, message("more than {0} cells", most_cells), {}, SourcePlace{m_file}); }
    return first || m_columns.empty() ? fail(Errc::bad_input, message("the file is empty"), {}, SourcePlace{m_file}) : Status();
  }

  SourcePlace locate(const SourcePlace& place) const override {
    if (!place.sheet.empty()) { return place; }
    const auto found = m_places.find({place.row, place.column});
    if (found != m_places.end()) { return found->second; }
    const auto column = place.column > 0 && place.column <= m_sheet_columns.size() ? m_sheet_columns[place.column - 1] : 1;
    return {m_file, place.row, column, m_sheet};
  }

private:
  Result<Header> header_of(const Sheet& sheet) const {
    Header header;
    if (sheet.rows.empty()) { return header; }
    header.row = sheet.rows.front().number;
    for (const auto& cell : sheet.rows.front().cells) {
      std::string name(base::trim(cell.text));
      if (header.column(name) != 0) {
        return fail(Errc::bad_input, message("{0}: the column stands twice", name), {}, SourcePlace{m_file, header.row, cell.column, sheet.name});
      }
      if (header.names.size() == most_columns) { return refused(message("more than {0} columns", most_columns), sheet, header.row); }
      header.names.emplace_back(cell.column, std::move(name));
    }
    // Every row is gone over for all columns, however few cells it has.
    if (header.names.size() * sheet.rows.size() > most_cells) { return refused(message("more than {0} cells", most_cells), sheet, header.row); }
    return header;
  }

  tl::unexpected<Error> refused(Message problem, const Sheet& sheet, std::size_t row) const {
    return fail(Errc::bad_input, std::move(problem), {}, SourcePlace{m_file, row, 1, sheet.name});
  }

  Status read_records(const Sheet& sheet) {
    m_sheet = sheet.name;
    const auto header = header_of(sheet);
    if (!header) { return fail(header.error()); }
    for (const auto& [column, name] : header->names) {
      m_columns.push_back(name);
      m_sheet_columns.push_back(column);
    }
    for (std::size_t i = 1; i < sheet.rows.size(); ++i) {
      const auto& row = sheet.rows[i];
      Kept kept{row.number, {}, {}};
      for (const auto& cell : row.cells) {
        const auto known = std::ranges::lower_bound(m_sheet_columns, cell.column);  // as they stand in the header
        if (known == m_sheet_columns.end() || *known != cell.column) {
          kept.fault = Error{Errc::bad_input, message("a cell without a name above its column"), {}, SourcePlace{m_file, row.number, cell.column, sheet.name}, {}};
          continue;
        }
        take_cell(kept, static_cast<std::size_t>(known - m_sheet_columns.begin()), cell, sheet, row);
      }
      for (const auto* name : {"id", "number"}) {
        if (const auto text = text_at(row, header->column(name)); !text.empty()) { m_by_name.try_emplace(std::string(name) + " " + text, m_rows.size()); }
      }
      m_rows.push_back(std::move(kept));
    }
    return {};
  }

  void take_cell(Kept& kept, std::size_t column, const document::SheetCell& cell, const Sheet& sheet, const SheetRow& row) {
    if (cell.kind == SheetKind::fault) {
      kept.fault = Error{Errc::bad_input, message("the spreadsheet shows {0}", cell.text), message("write the value itself in the place of the formula"),
                         SourcePlace{m_file, row.number, cell.column, sheet.name}, {}};
      return;
    }
    kept.cells.emplace_back(column, cell.text);
  }

  /// Joins the rows of a repeat to their records.
  Status read_repeat(const Sheet& sheet) {
    const auto header = header_of(sheet);
    if (!header) { return fail(header.error()); }
    const auto own = header->column("#");
    if (own == 0) { return {}; }  // a sheet of remarks
    for (std::size_t i = 1; i < sheet.rows.size(); ++i) {
      const auto& row = sheet.rows[i];
      const auto place = SourcePlace{m_file, row.number, own, sheet.name};
      const auto record = record_of(row, *header);
      const auto number = text_at(row, own);
      if (!record || number.empty() || number.find_first_not_of("0123456789") != std::string::npos) {
        const auto problem = !record ? message("the row names no record of the sheet {0}", m_sheet) : message("the row has no number in the column #");
        m_rows.push_back({row.number, {}, Error{Errc::bad_input, problem, {}, place, {}}});
        continue;
      }
      join(m_rows[*record], sheet, row, *header, prefix_of(sheet, row, *header) + "[" + number + "].");
    }
    return {};
  }

  std::optional<std::size_t> record_of(const SheetRow& row, const Header& header) const {
    for (const auto* name : {"id", "number"}) {
      const auto text = text_at(row, header.column(name));
      if (text.empty()) { continue; }
      if (const auto found = m_by_name.find(std::string(name) + " " + text); found != m_by_name.end()) { return found->second; }
    }
    return std::nullopt;
  }

  /// `countries[2].areas` where the column #countries says 2.
  static std::string prefix_of(const Sheet& sheet, const SheetRow& row, const Header& header) {
    std::string prefix;
    for (const auto& [column, name] : header.names) {
      if (name.size() > 1 && name.starts_with('#')) { prefix.insert(0, name.substr(1) + "[" + text_at(row, column) + "]."); }
    }
    return prefix + sheet.name;
  }

  void join(Kept& record, const Sheet& sheet, const SheetRow& row, const Header& header, const std::string& prefix) {
    for (const auto& [at, name] : header.names) {
      const auto* cell = row.at(at);
      if (cell == nullptr || name == "id" || name == "number" || name.starts_with('#')) { continue; }
      const auto [found, fresh] = m_joined.try_emplace(prefix + name, m_columns.size());
      if (fresh) {
        m_columns.push_back(prefix + name);
        m_sheet_columns.push_back(at);
      }
      m_places[{record.number, found->second + 1}] = {m_file, row.number, at, sheet.name};
      take_cell(record, found->second, *cell, sheet, row);
    }
  }

  std::string m_file, m_sheet;
  std::vector<std::size_t> m_sheet_columns;  ///< where they stand in their sheet
  std::map<std::string, std::size_t> m_by_name;
  std::map<std::string, std::size_t> m_joined;
  std::map<std::pair<std::size_t, std::size_t>, SourcePlace> m_places;  ///< of the cells of repeats
};

}  // namespace

Result<std::unique_ptr<RowSource>> open_workbook_rows(std::string_view bytes, const std::string& file) {
  const auto workbook = document::read_workbook(bytes, file);
  if (!workbook) { return fail(workbook.error()); }
  auto source = std::make_unique<WorkbookSource>(file);
  if (auto status = source->read(*workbook); !status) { return fail(status.error()); }
  return source;
}

}  // namespace scamdesk::exchange
