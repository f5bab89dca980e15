// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "document/clean.hpp"
#include "document/writers.hpp"

namespace scamdesk::document {
namespace {

/// Characters that Markdown or the HTML in it would read are escaped; newlines become hard breaks.
std::string escaped(std::string_view text) {
  constexpr std::string_view marks = "\\`*_[]<>|~";
  std::string result;
  for (const char c : showable(text)) {
    if (c == '\n') {
      result += "<br>";
    } else if (c == '&') {
      result += "&amp;";
    } else {
      if (marks.find(c) != std::string_view::npos) { result += '\\'; }
      result += c;
    }
  }
  return result;
}

/// Text at the start of a line, where `#`, `-`, `+` and `1.` would begin a block.
std::string at_line_start(std::string_view text) {
  std::string result = escaped(text);
  const auto digits = std::min(result.find_first_not_of("0123456789"), result.size());
  if (result.starts_with('#') || result.starts_with('-') || result.starts_with('+') || result.starts_with('=')) {
    return '\\' + result;
  }
  if (digits > 0 && digits < result.size() && (result[digits] == '.' || result[digits] == ')')) {
    result.insert(digits, 1, '\\');
  }
  return result;
}

class Markdown {
public:
  explicit Markdown(const WriteStyle& style) : m_lang(style.lang) {}

  void add(const Heading& heading) {
    const auto level = static_cast<std::size_t>(std::clamp(heading.level, 1, 5));
    add_block(std::string(level + 1, '#') + ' ' + escaped(one_line(heading.text.in(m_lang))));
  }
  void add(const Paragraph& paragraph) { add_block(at_line_start(paragraph.text.in(m_lang))); }
  /// Items keep their official marks (`1.` reads as a list of that number); ideographic spaces indent them, which no
  /// Markdown reader takes for code.
  void add(const Item& item, const std::string& mark) {
    std::string line;
    for (int i = 1; i < item.level; ++i) { line += "\u3000"; }
    if (mark.empty()) {
      add_block(line + at_line_start(item.text.in(m_lang)));
    } else {
      add_block(line + (mark == "-" ? "\\-" : mark) + ' ' + escaped(item.text.in(m_lang)));
    }
  }
  void add(const Table& table) {
    if (!table.title.empty()) { add_block("**" + escaped(one_line(table.title.in(m_lang))) + "**"); }
    if (!table.columns.empty()) { add_grid(table); }
    if (table.rows.empty()) { add_block(word(message("(none)"), m_lang)); }
    if (!table.note.empty()) { add_block("※ " + escaped(table.note.in(m_lang))); }
  }
  void add(const Chart& chart) {
    Table table;
    table.title = chart.title;
    table.columns = {{"label", {" ", " "}, Align::left}, {"value", chart.unit, Align::right}};
    for (const auto& [label, value] : chart.bars) {
      const std::string words_of_value = figure(value);
      table.rows.push_back({TableCell(label, Data()), TableCell(Text{words_of_value, words_of_value}, Data(value))});
    }
    add(table);
  }
  void add_title(const Document& document) {
    if (!document.watermark.empty()) { add_block("> **" + escaped(document.watermark.in(m_lang)) + "**"); }
    add_block("# " + escaped(one_line(document.title.in(m_lang))));
    if (!document.subtitle.empty()) { add_block(at_line_start(document.subtitle.in(m_lang))); }
  }
  std::string take() { return std::move(m_text); }

private:
  void add_block(const std::string& block) {
    if (!m_text.empty()) { m_text += '\n'; }
    m_text += block + '\n';
  }
  void add_grid(const Table& table) {
    std::string text = "|";
    std::string rule = "|";
    for (const auto& column : table.columns) {
      text += ' ' + escaped(column.title.in(m_lang)) + " |";
      rule += column.align == Align::right ? " ---: |" : " --- |";
    }
    text += '\n' + rule;
    for (const auto& row : table.rows) {
      text += "\n|";
      for (std::size_t i = 0; i < table.columns.size(); ++i) {
        text += ' ' + (i < row.size() ? escaped(row[i].text.in(m_lang)) : std::string()) + " |";
      }
    }
    add_block(text);
  }

  Lang m_lang;
  std::string m_text;
};

}  // namespace

std::string to_markdown(const Table& table, const WriteStyle& style) {
  Markdown markdown(style);
  markdown.add(table);
  return markdown.take();
}

std::string to_markdown(const Document& document, const WriteStyle& style) {
  Markdown markdown(style);
  markdown.add_title(document);
  const auto marks = item_marks(document.blocks, style.lang);
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    std::visit([&](const auto& block) {
      if constexpr (std::is_same_v<std::decay_t<decltype(block)>, Item>) {
        markdown.add(block, marks[i]);
      } else {
        markdown.add(block);
      }
    }, document.blocks[i]);
  }
  return markdown.take();
}

}  // namespace scamdesk::document
