// SPDX-License-Identifier: Apache-2.0
#include "report/open_figures.hpp"

#include <algorithm>
#include <optional>

#include "report/cells.hpp"

namespace scamdesk::report {
namespace {

void mark(Text& text) {
  if (text.ko.ends_with('*')) { return; }
  text.ko += '*';
  text.en += '*';
}

bool is_view(const OpenFigure& figure, const std::string& view) {
  return view == figure.from || view.starts_with(figure.from + "_");
}

/// True when the query reads the view that the figure stands in, and its column too where `column` asks for that.
bool is_read(const OpenFigure& figure, const Reads& reads, bool column) {
  return std::ranges::any_of(reads, [&](const auto& read) {
    if (!is_view(figure, read.first)) { return false; }
    return !column || figure.question.empty() || read.second == figure.question || read.second == figure.question + "_state";
  });
}

std::optional<std::size_t> column_of(const Table& table, const std::string& key) {
  const auto found = std::ranges::find(table.columns, key, &TableColumn::key);
  if (key.empty() || found == table.columns.end()) { return std::nullopt; }
  return static_cast<std::size_t>(found - table.columns.begin());
}

/// Marks the figure where a row is about its question, or a column holds its answers; true when something was marked.
bool mark_figure(Table& table, const OpenFigure& figure) {
  const auto mission = column_of(table, "mission");
  const auto answers = column_of(table, figure.question.empty() ? "mission" : figure.question);
  bool marked = false;
  for (auto& row : table.rows) {
    const bool about = !figure.question.empty() && row.size() > 1 && plain_text(row[0].data) == figure.question;
    if (about) { mark(row[1].text); }
    const bool holds = answers && (!mission || plain_text(row[*mission].data) == figure.mission);
    if (holds) { mark(row[*answers].text); }
    marked = marked || about || holds;
  }
  return marked;
}

}  // namespace

void mark_open(Table& table, const std::vector<OpenFigure>& open, const Reads& reads) {
  Data::Array listed;
  std::string names;
  bool in_cells = false;
  for (const auto& figure : open) {
    const bool marked = is_read(figure, reads, false) && mark_figure(table, figure);
    if (!marked && !is_read(figure, reads, true)) { continue; }
    in_cells = in_cells || marked;
    names += (names.empty() ? "" : ", ") + figure.mission + ' ' + figure.field;
    listed.emplace_back(Data::Object{{"mission", figure.mission}, {"field", figure.field}});
  }
  if (listed.empty()) { return; }
  if (!in_cells && !table.title.empty()) { mark(table.title); }
  const auto words = word(message("* rests on {0} open conflicts: {1}", listed.size(), names));
  table.note.ko += (table.note.ko.empty() ? "" : "\n") + words.ko;
  table.note.en += (table.note.en.empty() ? "" : "\n") + words.en;
  table.head.emplace_back("open_conflicts", std::move(listed));
}

}  // namespace scamdesk::report
