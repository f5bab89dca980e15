// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "document/office/parts.hpp"

namespace scamdesk::document::office_module {
namespace {

constexpr std::size_t most_rows = 1'048'576, most_columns = 16'384;

/// Row and column of `B7`; empty when it is no cell's name.
std::optional<std::pair<std::size_t, std::size_t>> place_of(std::string_view name) {
  std::size_t column = 0, letters = 0;
  while (letters < name.size() && name[letters] >= 'A' && name[letters] <= 'Z' && letters < 3) {
    column = column * 26 + static_cast<std::size_t>(name[letters++] - 'A' + 1);
  }
  std::size_t row = 0;
  const auto* end = name.data() + name.size();
  const auto read = std::from_chars(name.data() + letters, end, row);
  if (letters == 0 || read.ec != std::errc{} || read.ptr != end || row == 0 || row > most_rows || column > most_columns) {
    return std::nullopt;
  }
  return std::pair{row, column};
}

class RowReader {
public:
  RowReader(const std::string& sheet, const CellContext& context, CellCount& count)
      : m_sheet(sheet), m_context(context), m_count(count) {}

  Result<std::vector<SheetRow>> read(const pugi::xml_node& data) {
    for (const auto& node : data.children()) {
      if (local_name(node) != "row") { continue; }
      if (auto status = read_row(node); !status) { return fail(status.error()); }
    }
    return std::move(m_rows);
  }

private:
  Status read_row(const pugi::xml_node& node) {
    const auto number = node.attribute("r").as_ullong(m_last + 1);
    if (number <= m_last || number > most_rows) { return fault({}, message("the rows do not stand in order")); }
    m_last = number;
    SheetRow row{m_last, {}};
    std::size_t column = 0;
    for (const auto& inner : node.children()) {
      if (local_name(inner) != "c") { continue; }
      if (++m_count.cells > m_context.limits.cells) { return fault({}, message("more than {0} cells", m_context.limits.cells)); }
      ++column;
      if (const auto name = inner.attribute("r"); !name.empty()) {
        const auto place = place_of(name.value());
        if (!place || place->first != m_last || place->second < column) {
          return fault({}, message("the cells of a row do not stand in order"));
        }
        column = place->second;
      }
      if (column > most_columns) { return fault({}, message("the cells of a row do not stand in order")); }
      auto cell = read_cell(inner, column);
      if (!cell) { return fail(cell.error()); }
      m_count.text_bytes += cell->text.size();
      if (m_count.text_bytes > m_context.limits.all_text_bytes) {
        return fault(column, message("texts of more than {0} MiB in all", m_context.limits.all_text_bytes >> 20));
      }
      if (!cell->text.empty()) { row.cells.push_back(std::move(*cell)); }
    }
    if (!row.cells.empty()) { m_rows.push_back(std::move(row)); }
    return {};
  }

  Result<SheetCell> read_cell(const pugi::xml_node& node, std::size_t column) const {
    const std::string_view type = node.attribute("t").value();
    const std::string value = child(node, "v").text().get();
    if (type == "s") { return shared(value, column); }
    if (type == "inlineStr") { return text(rich_text(child(node, "is")), column); }
    if (type == "str") { return text(value, column); }
    if (type == "b") { return SheetCell{column, SheetKind::boolean, value.empty() ? "" : value == "1" ? "true" : "false"}; }
    if (type == "e") { return SheetCell{column, SheetKind::fault, value}; }
    if (type == "d") { return SheetCell{column, SheetKind::date, value}; }
    return number(node, value, column);
  }

  Result<SheetCell> text(std::string words, std::size_t column) const {
    if (words.size() <= m_context.limits.text_bytes) { return SheetCell{column, SheetKind::text, std::move(words)}; }
    return fault(column, message("a text of more than {0} bytes", m_context.limits.text_bytes));
  }

  Result<SheetCell> shared(std::string_view index, std::size_t column) const {
    std::size_t at = 0;
    const auto read = std::from_chars(index.data(), index.data() + index.size(), at);
    if (read.ec != std::errc{} || at >= m_context.shared.size()) {
      return fault(column, message("the cell refers to a text that is not there"));
    }
    return text(m_context.shared[at], column);
  }

  Result<SheetCell> number(const pugi::xml_node& node, const std::string& value, std::size_t column) const {
    if (value.empty()) { return SheetCell{column, SheetKind::number, {}}; }
    const auto plain = plain_number(value);
    if (!plain) { return fault(column, message("the cell's number cannot be read")); }
    const auto style = node.attribute("s").as_uint(0);
    if (style >= m_context.dates.size() || !m_context.dates[style]) { return SheetCell{column, SheetKind::number, *plain}; }
    double serial = 0;
    std::from_chars(value.data(), value.data() + value.size(), serial);
    const auto date = date_of(serial, m_context.from_1904);
    if (!date) { return fault(column, message("the cell's date cannot be read")); }
    return SheetCell{column, SheetKind::date, *date};
  }

  tl::unexpected<Error> fault(std::size_t column, Message problem) const {
    return fail(Errc::bad_input, std::move(problem), message("open the file in a spreadsheet and save it again"),
                SourcePlace{m_context.file, m_last, std::max<std::size_t>(column, 1), m_sheet});
  }

  const std::string& m_sheet;
  const CellContext& m_context;
  CellCount& m_count;
  std::vector<SheetRow> m_rows;
  std::size_t m_last = 0;
};

}  // namespace

Result<std::vector<SheetRow>> read_rows(std::string bytes, const std::string& sheet, const CellContext& context, CellCount& count) {
  const auto xml = parse(std::move(bytes), SourcePlace{context.file, 0, 0, sheet});
  if (!xml) { return fail(xml.error()); }
  return RowReader(sheet, context, count).read(child((*xml)->document.document_element(), "sheetData"));
}

}  // namespace scamdesk::document::office_module
