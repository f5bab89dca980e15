// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>

#include "document/clean.hpp"
#include "document/writers.hpp"
#include "embedded/page_css.hpp"

namespace scamdesk::document {
namespace {

/// Fewer headings than this need no table of contents.
constexpr std::size_t long_document = 4;

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : showable(text)) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default: result += c;
    }
  }
  return result;
}

/// A longer word of a cell may be broken after its joints; it is copied from the page as it was written.
constexpr std::size_t long_word = 24;

/// The path of an answer (`countries[1].alert_areas[6].recommended_level`) is one word to a browser, and would push the
/// columns beside it out of sight.
std::string breakable(std::string_view cell) {
  std::string result;
  std::size_t start = 0;
  while (start < cell.size()) {
    const auto end = std::min(cell.find_first_of(" \n", start), cell.size());
    const auto word = cell.substr(start, end - start);
    std::size_t written = 0;
    while (word.size() >= long_word) {
      const auto joint = word.find_first_of("._", written);
      if (joint >= word.size() - 1) { break; }
      result += escaped(word.substr(written, joint + 1 - written)) + "<wbr>";
      written = joint + 1;
    }
    result += escaped(word.substr(written));
    result += cell.substr(end, 1);
    start = end + 1;
  }
  return result;
}

class Html {
public:
  explicit Html(const WriteStyle& style) : m_lang(style.lang) {}

  std::string page(const Document& document) {
    add_head(document);
    add_contents(document.blocks);
    m_text += "<main>\n";
    const auto marks = item_marks(document.blocks, m_lang);
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
      std::visit([&](const auto& block) {
        if constexpr (std::is_same_v<std::decay_t<decltype(block)>, Item>) {
          add(block, marks[i]);
        } else {
          add(block);
        }
      }, document.blocks[i]);
    }
    m_text += "</main>\n</body>\n</html>\n";
    return std::move(m_text);
  }

private:
  std::string in(const Text& text) const { return escaped(text.in(m_lang)); }
  void add_line(const std::string& line) { m_text += line + '\n'; }

  /// The policy is a second wall behind the escaping: nothing can run and nothing can be fetched.
  void add_head(const Document& document) {
    add_line("<!DOCTYPE html>");
    add_line(fmt::format("<html lang=\"{}\">", m_lang == Lang::ko ? "ko" : "en"));
    add_line("<head>\n<meta charset=\"utf-8\">");
    add_line("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
    add_line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    add_line("<meta name=\"referrer\" content=\"no-referrer\">");
    add_line(fmt::format("<title>{}</title>", in(document.title)));
    m_text += fmt::format("<style>\n{}</style>\n</head>\n<body>\n", embedded::page_css);
    if (!document.watermark.empty()) {
      add_line(fmt::format("<div class=\"watermark\" aria-hidden=\"true\"><span>{}</span></div>", in(document.watermark)));
    }
    add_line("<header>");
    if (!document.watermark.empty()) { add_line(fmt::format("<p class=\"draft\">{}</p>", in(document.watermark))); }
    if (!document.title.empty()) { add_line(fmt::format("<h1>{}</h1>", in(document.title))); }
    if (!document.subtitle.empty()) { add_line(fmt::format("<p class=\"subtitle\">{}</p>", in(document.subtitle))); }
    add_line("</header>");
  }
  void add_contents(const std::vector<Block>& blocks) {
    std::string entries;
    std::size_t number = 0;
    std::size_t shown = 0;
    for (const auto& block : blocks) {
      const auto* heading = std::get_if<Heading>(&block);
      if (heading == nullptr) { continue; }
      ++number;
      if (heading->level > 1) { continue; }
      ++shown;
      entries += fmt::format("<li><a href=\"#s{}\">{}</a></li>\n", number, in(heading->text));
    }
    if (shown < long_document) { return; }
    const auto title = escaped(word(message("Contents"), m_lang));
    m_text += fmt::format("<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">{}</h2>\n<ol>\n{}</ol>\n</nav>\n", title,
                          entries);
  }

  void add(const Heading& heading) {
    const int level = std::clamp(heading.level, 1, 5) + 1;
    add_line(fmt::format("<h{0} id=\"s{1}\">{2}</h{0}>", level, ++m_headings, in(heading.text)));
  }
  void add(const Paragraph& paragraph) {
    std::string text = in(paragraph.text);
    for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 4)) { text.replace(at, 1, "<br>"); }
    add_line(fmt::format("<p>{}</p>", text));
  }
  void add(const Item& item, const std::string& mark) {
    const int level = std::clamp(item.level, 1, 7);
    const auto sign = mark.empty() ? std::string() : fmt::format("<span>{}</span>", escaped(mark));
    add_line(fmt::format("<p class=\"item l{}\">{}<span>{}</span></p>", level, sign, in(item.text)));
  }
  void add(const Table& table) {
    add_line("<figure>");
    const auto name = table.title.empty() ? escaped(word(message("Table"), m_lang)) : in(table.title);
    add_line(fmt::format("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n<table>", name));
    if (!table.title.empty()) { add_line(fmt::format("<caption>{}</caption>", in(table.title))); }
    add_header(table);
    m_text += "<tbody>\n";
    for (const auto& row : table.rows) { add_row(table, row); }
    if (table.rows.empty()) {
      add_line(fmt::format("<tr><td colspan=\"{}\">{}</td></tr>", std::max<std::size_t>(1, table.columns.size()),
                           escaped(word(message("(none)"), m_lang))));
    }
    m_text += "</tbody>\n</table>\n</div>\n";
    if (!table.note.empty()) { add_line(fmt::format("<p class=\"note\">※ {}</p>", in(table.note))); }
    add_line("</figure>");
  }
  static std::string_view numeric(const TableColumn& column) {
    return column.align == Align::right ? " class=\"num\"" : "";
  }
  void add_header(const Table& table) {
    m_text += "<thead><tr>";
    for (const auto& column : table.columns) {
      m_text += fmt::format("<th scope=\"col\"{}>{}</th>", numeric(column), in(column.title));
    }
    m_text += "</tr></thead>\n";
  }
  void add_row(const Table& table, const std::vector<TableCell>& row) {
    m_text += "<tr>";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const auto text = i < row.size() ? breakable(row[i].text.in(m_lang)) : std::string();
      if (i == 0 && table.columns[i].align == Align::left) {
        m_text += fmt::format("<th scope=\"row\">{}</th>", text);
      } else {
        m_text += fmt::format("<td{}>{}</td>", numeric(table.columns[i]), text);
      }
    }
    m_text += "</tr>\n";
  }
  /// Each bar is a list entry with its figure in words, so that it reads without the drawing too.
  void add(const Chart& chart) {
    double greatest = 0;
    for (const auto& bar : chart.bars) { greatest = std::max(greatest, bar.second); }
    const auto unit = chart.unit.empty() ? std::string() : " (" + in(chart.unit) + ')';
    m_text += fmt::format("<figure>\n<figcaption>{}{}</figcaption>\n<dl class=\"bars\">\n", in(chart.title), unit);
    for (const auto& [label, value] : chart.bars) {
      const double share = greatest > 0 ? 100 * std::max(value, 0.0) / greatest : 0;
      m_text += fmt::format("<dt>{}</dt><dd><svg aria-hidden=\"true\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\">"
                            "<rect width=\"{:.2f}\" height=\"10\"/></svg>{}</dd>\n", in(label), share, figure(value));
    }
    m_text += "</dl>\n</figure>\n";
  }

  Lang m_lang;
  std::size_t m_headings = 0;
  std::string m_text;
};

}  // namespace

std::string to_html(const Document& document, const WriteStyle& style) { return Html(style).page(document); }

}  // namespace scamdesk::document
