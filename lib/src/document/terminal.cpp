// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <scamdesk/text.hpp>

#include "document/clean.hpp"
#include "document/terminal_table.hpp"
#include "document/writers.hpp"

namespace scamdesk::document {
namespace {

constexpr std::size_t longest_bar = 40;

class Terminal {
public:
  explicit Terminal(const WriteStyle& style) : m_style(style) {}

  void add(const Heading& heading) {
    add_break();
    const std::string text = shown(heading.text);
    add_line(bold(text));
    if (heading.level > 1) { return; }
    std::string rule;
    for (std::size_t i = 0; i < std::min(display_width(text), m_style.width); ++i) { rule += "─"; }
    add_line(rule);
  }
  void add(const Paragraph& paragraph) {
    add_break();
    add_folded(shown(paragraph.text), {}, 0);
  }
  void add(const Item& item, const std::string& mark) {
    const auto level = static_cast<std::size_t>(std::clamp(item.level, 1, 8));
    if (level == 1) { add_break(); }
    add_folded(shown(item.text), mark.empty() ? mark : mark + ' ', 2 * (level - 1));
  }
  void add(const Table& table) {
    add_break();
    if (!table.title.empty()) { add_line(bold(shown(table.title))); }
    if (!table.columns.empty()) { m_text += grid(table, m_style); }
    if (table.rows.empty()) { add_line(word(message("(none)"), m_style.lang)); }
    if (!table.note.empty()) { add_folded(shown(table.note), "※ ", 0); }
  }
  void add(const Chart& chart) {
    add_break();
    std::string title = shown(chart.title);
    if (!chart.unit.empty()) { title += " (" + shown(chart.unit) + ')'; }
    add_line(bold(title));
    double greatest = 0;
    std::size_t label_width = 0;
    for (const auto& [label, value] : chart.bars) {
      greatest = std::max(greatest, value);
      label_width = std::max(label_width, std::min<std::size_t>(30, display_width(one_line(label.in(m_style.lang)))));
    }
    for (const auto& [label, value] : chart.bars) { add_bar(one_line(label.in(m_style.lang)), value, greatest, label_width); }
  }
  void add_title(const Document& document) {
    if (!document.watermark.empty()) { add_line('[' + shown(document.watermark) + ']'); }
    add_folded(shown(document.title), {}, 0);
    if (!document.subtitle.empty()) { add_folded(shown(document.subtitle), {}, 0); }
  }
  std::string take() { return std::move(m_text); }

private:
  std::string shown(const Text& text) const { return showable(text.in(m_style.lang)); }
  std::string bold(const std::string& text) const { return m_style.colour ? "\x1b[1m" + text + "\x1b[0m" : text; }
  void add_line(const std::string& line) { m_text += line + '\n'; }
  void add_break() {
    if (!m_text.empty()) { m_text += '\n'; }
  }
  void add_folded(const std::string& text, const std::string& mark, std::size_t indent) {
    const std::size_t hang = indent + display_width(mark);
    const std::size_t room = m_style.width > hang + 20 ? m_style.width - hang : 20;
    bool first = true;
    for (const auto& line : fold_lines(text, room)) {
      add_line(first ? std::string(indent, ' ') + mark + line : std::string(hang, ' ') + line);
      first = false;
    }
  }
  void add_bar(const std::string& label, double value, double greatest, std::size_t label_width) {
    const double share = greatest > 0 ? std::max(value, 0.0) / greatest : 0;
    auto length = static_cast<std::size_t>(std::lround(share * static_cast<double>(longest_bar)));
    if (value > 0) { length = std::max<std::size_t>(length, 1); }
    std::string bar;
    for (std::size_t i = 0; i < length; ++i) { bar += "█"; }
    add_line(pad(label, label_width) + "  " + bar + (bar.empty() ? "" : " ") + figure(value));
  }

  const WriteStyle& m_style;
  std::string m_text;
};

}  // namespace

std::string to_terminal(const Table& table, const WriteStyle& style) {
  Terminal terminal(style);
  terminal.add(table);
  return terminal.take();
}

std::string to_terminal(const Document& document, const WriteStyle& style) {
  Terminal terminal(style);
  terminal.add_title(document);
  const auto marks = item_marks(document.blocks, style.lang);
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    std::visit([&](const auto& block) {
      if constexpr (std::is_same_v<std::decay_t<decltype(block)>, Item>) {
        terminal.add(block, marks[i]);
      } else {
        terminal.add(block);
      }
    }, document.blocks[i]);
  }
  return terminal.take();
}

}  // namespace scamdesk::document
