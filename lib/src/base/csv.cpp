// SPDX-License-Identifier: Apache-2.0
#include "base/csv.hpp"

#include "base/text.hpp"

namespace scamdesk::base {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// Splits one table into rows of cells, noting where a fault lies.
class TableReader {
public:
  TableReader(std::string_view bytes, const std::string& file) : m_rest(bytes), m_file(file) {
    if (m_rest.starts_with(byte_order_mark)) { m_rest.remove_prefix(byte_order_mark.size()); }
  }

  bool at_end() const { return m_rest.empty(); }
  std::size_t row() const { return m_row; }

  Result<std::vector<std::string>> next() {
    ++m_row;
    std::vector<std::string> cells;
    for (;;) {
      auto cell = take_cell(cells.size() + 1);
      if (!cell) { return fail(cell.error()); }
      cells.push_back(std::move(*cell));
      if (m_rest.starts_with(',')) {
        m_rest.remove_prefix(1);
        continue;
      }
      if (m_rest.starts_with('\r')) { m_rest.remove_prefix(1); }
      if (m_rest.starts_with('\n')) { m_rest.remove_prefix(1); }
      return cells;
    }
  }

private:
  Result<std::string> take_cell(std::size_t column) {
    if (!m_rest.starts_with('"')) {
      const auto end = std::min(m_rest.find_first_of(",\r\n"), m_rest.size());
      std::string cell(m_rest.substr(0, end));
      m_rest.remove_prefix(end);
      return cell;
    }
    std::string cell;
    m_rest.remove_prefix(1);
    for (;;) {
      const auto quote = m_rest.find('"');
      if (quote == std::string_view::npos) {
        return fail(Errc::bad_input, message("a quote is opened and not closed"), message("close the cell with \""),
                    SourcePlace{m_file, m_row, column});
      }
      cell += m_rest.substr(0, quote);
      m_rest.remove_prefix(quote + 1);
      if (!m_rest.starts_with('"')) { return cell; }
      cell += '"';
      m_rest.remove_prefix(1);
    }
  }

  std::string_view m_rest;
  const std::string& m_file;
  std::size_t m_row = 0;
};

}  // namespace

Result<std::vector<std::map<std::string, std::string, std::less<>>>> read_table(std::string_view bytes,
                                                                                  const std::string& file) {
  if (!is_utf8(bytes)) {
    return fail(Errc::bad_input, message("not UTF-8 text"), message("save the file as UTF-8, or name its encoding with --encoding"),
                SourcePlace{file, 0, 0});
  }
  TableReader reader(bytes, file);
  if (reader.at_end()) {
    return fail(Errc::bad_input, message("the file is empty"), message("its first row names the columns"),
                SourcePlace{file, 1, 0});
  }
  const auto header = reader.next();
  if (!header) { return fail(header.error()); }
  std::vector<std::map<std::string, std::string, std::less<>>> rows;
  while (!reader.at_end()) {
    auto cells = reader.next();
    if (!cells) { return fail(cells.error()); }
    if (cells->size() == 1 && cells->front().empty()) { continue; }  // a blank line
    if (cells->size() != header->size()) {
      return fail(Errc::bad_input, message("{0} cells where the header has {1}", cells->size(), header->size()),
                  message("give every row the header's columns; quote a cell that holds a comma"),
                  SourcePlace{file, reader.row(), 0});
    }
    auto& row = rows.emplace_back();
    for (std::size_t i = 0; i < header->size(); ++i) { row.insert_or_assign((*header)[i], std::move((*cells)[i])); }
  }
  return rows;
}

}  // namespace scamdesk::base
