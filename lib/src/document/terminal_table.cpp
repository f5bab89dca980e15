// SPDX-License-Identifier: Apache-2.0
#include "document/terminal_table.hpp"

#include <algorithm>
#include <cstdint>

#include <scamdesk/text.hpp>

#include "document/clean.hpp"
#include "document/writers.hpp"

namespace scamdesk::document {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 8;

using Lines = std::vector<std::string>;

std::size_t sequence_length(char lead) {
  const auto byte = static_cast<std::uint8_t>(lead);
  return byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/// Cuts a line that has no space to break at.
void cut(std::string_view line, std::size_t width, Lines& lines) {
  std::string piece;
  std::size_t piece_width = 0;
  for (std::size_t i = 0; i < line.size();) {
    const auto character = line.substr(i, sequence_length(line[i]));
    const std::size_t character_width = display_width(character);
    if (!piece.empty() && piece_width + character_width > width) {
      lines.push_back(std::move(piece));
      piece.clear();
      piece_width = 0;
    }
    piece += character;
    piece_width += character_width;
    i += character.size();
  }
  lines.push_back(std::move(piece));
}

std::size_t widest_line(const std::string& text) {
  std::size_t width = 0;
  for (const auto& line : wrap(text, SIZE_MAX)) { width = std::max(width, display_width(line)); }
  return width;
}

class Grid {
public:
  Grid(const Table& table, const WriteStyle& style) : m_table(table), m_style(style) {
    std::vector<std::string> header;
    for (const auto& column : table.columns) { header.push_back(showable(column.title.in(style.lang))); }
    m_rows.push_back(std::move(header));
    for (const auto& row : table.rows) { m_rows.push_back(shown(row)); }
    std::vector<bool> whole;
    for (const auto& column : table.columns) { whole.push_back(column.whole); }
    m_widths = fit(natural_widths(), style.width, whole);
  }

  std::string text() const {
    std::string text;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
      add_row(text, m_rows[i], i == 0 && m_style.colour);
      if (i == 0) { add_rule(text); }
    }
    return text;
  }

private:
  std::vector<std::string> shown(const std::vector<TableCell>& row) const {
    std::vector<std::string> cells(m_table.columns.size());
    for (std::size_t i = 0; i < std::min(cells.size(), row.size()); ++i) {
      cells[i] = showable(row[i].text.in(m_style.lang));
    }
    return cells;
  }
  std::vector<std::size_t> natural_widths() const {
    std::vector<std::size_t> widths(m_table.columns.size(), 1);
    for (const auto& row : m_rows) {
      for (std::size_t i = 0; i < widths.size(); ++i) { widths[i] = std::max(widths[i], widest_line(row[i])); }
    }
    return widths;
  }
  void add_rule(std::string& text) const {
    for (std::size_t i = 0; i < m_widths.size(); ++i) {
      if (i > 0) { text.append(gap, ' '); }
      for (std::size_t k = 0; k < m_widths[i]; ++k) { text += "─"; }
    }
    text += '\n';
  }
  void add_row(std::string& text, const std::vector<std::string>& row, bool bold) const {
    std::vector<Lines> cells;
    std::size_t height = 1;
    for (std::size_t i = 0; i < row.size(); ++i) {
      cells.push_back(fold_lines(row[i], m_widths[i]));
      height = std::max(height, cells.back().size());
    }
    for (std::size_t at = 0; at < height; ++at) {
      const std::string line = line_of(cells, at);
      text += bold ? "\x1b[1m" + line + "\x1b[0m" : line;
      text += '\n';
    }
  }
  std::string line_of(const std::vector<Lines>& cells, std::size_t at) const {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) { line.append(gap, ' '); }
      const std::string piece = at < cells[i].size() ? cells[i][at] : std::string();
      line += m_table.columns[i].align == Align::right ? pad_left(piece, m_widths[i]) : pad(piece, m_widths[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
  }

  const Table& m_table;
  const WriteStyle& m_style;
  std::vector<std::vector<std::string>> m_rows;
  std::vector<std::size_t> m_widths;
};

}  // namespace

std::vector<std::string> fold_lines(std::string_view text, std::size_t width) {
  Lines lines;
  for (const auto& line : wrap(text, width)) {
    if (display_width(line) <= width) {
      lines.push_back(line);
    } else {
      cut(line, width, lines);
    }
  }
  return lines;
}

std::vector<std::size_t> fit(std::vector<std::size_t> widths, std::size_t width, const std::vector<bool>& whole) {
  if (widths.empty()) { return widths; }
  std::size_t total = gap * (widths.size() - 1);
  std::vector<std::size_t*> giving;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    total += widths[i];
    if (i >= whole.size() || !whole[i]) { giving.push_back(&widths[i]); }
  }
  while (total > width && !giving.empty()) {
    auto* const widest = *std::max_element(giving.begin(), giving.end(), [](const auto* a, const auto* b) { return *a < *b; });
    if (*widest <= narrowest) { break; }
    std::size_t second = narrowest;
    for (const auto* other : giving) {
      if (other != widest) { second = std::max(second, *other); }
    }
    const std::size_t step = std::min(total - width, std::max<std::size_t>(1, *widest - std::min(*widest, second)));
    *widest -= step;
    total -= step;
  }
  return widths;
}

std::string grid(const Table& table, const WriteStyle& style) { return Grid(table, style).text(); }

}  // namespace scamdesk::document
