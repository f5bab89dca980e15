// SPDX-License-Identifier: Apache-2.0
#include "document/csv.hpp"

#include <array>
#include <cstring>

namespace scamdesk::document {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// Bytes that end a plain cell or may not stand in one.
constexpr std::array<bool, 256> special = [] {
  std::array<bool, 256> table{};
  for (const unsigned char c : {',', '\n', '\r', '"', '\0'}) { table[c] = true; }
  return table;
}();

bool is_special(char c) { return special[static_cast<unsigned char>(c)]; }

}  // namespace

CsvReader::CsvReader(std::string_view bytes, std::string file, CsvLimits limits)
    : m_at(bytes.data()), m_end(bytes.data() + bytes.size()), m_row_start(m_at), m_file(std::move(file)),
      m_limits(limits) {
  if (bytes.starts_with(byte_order_mark)) { m_at += byte_order_mark.size(); }
}

Result<bool> CsvReader::next(std::vector<std::string_view>& row) {
  row.clear();
  m_unescaped.clear();
  ++m_row;
  while (skip_line_end()) { ++m_row; }
  if (m_at == m_end) { return false; }
  m_row_start = m_at;
  while (true) {
    auto read = m_at != m_end && *m_at == '"' ? read_quoted(row) : read_plain(row);
    if (!read) { return fail(std::move(read.error())); }
    if (m_at == m_end || skip_line_end()) { return true; }
    ++m_at;  // the comma
  }
}

Status CsvReader::read_plain(std::vector<std::string_view>& row) {
  const char* start = m_at;
  while (m_at != m_end && !is_special(*m_at)) { ++m_at; }
  if (m_at == m_end || *m_at == ',' || at_line_end()) {
    return end_cell(row, {start, static_cast<std::size_t>(m_at - start)});
  }
  if (*m_at == '"') {
    return fail(fault(row, message("a quote stands inside a cell that does not begin with one"),
                      message("write the cell in quotes and each quote in it twice")));
  }
  if (*m_at == '\r') {
    return fail(fault(row, message("a carriage return stands alone"), message("end rows with LF or CR LF")));
  }
  return fail(fault(row, message("a NUL byte: this is not a text file")));
}

Status CsvReader::read_quoted(std::vector<std::string_view>& row) {
  const char* start = ++m_at;
  std::string* text = nullptr;
  while (true) {
    const auto left = static_cast<std::size_t>(m_end - m_at);
    const auto* quote = left == 0 ? nullptr : static_cast<const char*>(std::memchr(m_at, '"', left));
    if (quote == nullptr) {
      return fail(fault(row, message("the quote that opens this cell never closes"),
                        message("close the cell with a quote")));
    }
    if (text != nullptr) { text->append(m_at, quote); }
    m_at = quote + 1;
    if (m_at == m_end || *m_at != '"') {
      if (m_at != m_end && *m_at != ',' && !at_line_end()) {
        return fail(fault(row, message("text follows the quote that closes this cell"),
                          message("write each quote inside a cell twice")));
      }
      const std::string_view plain(start, static_cast<std::size_t>(quote - start));
      const auto cell = text == nullptr ? plain : std::string_view(*text);
      if (cell.find('\0') != std::string_view::npos) {
        return fail(fault(row, message("a NUL byte: this is not a text file")));
      }
      return end_cell(row, cell);
    }
    if (text == nullptr) { text = &m_unescaped.emplace_back(start, quote); }
    *text += '"';
    ++m_at;
  }
}

Status CsvReader::end_cell(std::vector<std::string_view>& row, std::string_view cell) {
  if (cell.size() > m_limits.cell_bytes) {
    return fail(fault(row, message("a cell of more than {0} bytes", m_limits.cell_bytes)));
  }
  if (static_cast<std::size_t>(m_at - m_row_start) > m_limits.row_bytes) {
    return fail(fault(row, message("a row of more than {0} bytes", m_limits.row_bytes)));
  }
  if (row.size() == m_limits.row_cells) {
    return fail(fault(row, message("a row of more than {0} cells", m_limits.row_cells)));
  }
  row.push_back(cell);
  return {};
}

bool CsvReader::at_line_end() const {
  return *m_at == '\n' || (*m_at == '\r' && m_end - m_at > 1 && m_at[1] == '\n');
}

bool CsvReader::skip_line_end() {
  if (m_at == m_end || !at_line_end()) { return false; }
  m_at += *m_at == '\r' ? 2 : 1;
  return true;
}

Error CsvReader::fault(const std::vector<std::string_view>& row, Message problem, std::optional<Message> hint) const {
  return Error{Errc::bad_input, std::move(problem), std::move(hint), SourcePlace{m_file, m_row, row.size() + 1}, {}};
}

}  // namespace scamdesk::document
