// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "exchange/workbook.hpp"
#include "exchange/workbook_layout.hpp"

namespace scamdesk::exchange {
namespace {

std::string text_at(const document::SheetRow& row, std::size_t column) {
  const auto* cell = row.at(column);
  return cell == nullptr ? std::string() : cell->text;
}

/// What an officer wrote beside a mark on the cover of a blank workbook.
std::optional<std::string> written(const document::Workbook& workbook, std::string_view mark) {
  for (const auto& sheet : workbook.sheets) {
    std::size_t answers = 0;
    for (const auto& row : sheet.rows) {
      const auto marked = std::ranges::find(row.cells, workbook::answer_mark, &document::SheetCell::text);
      if (marked != row.cells.end()) { answers = marked->column; }
      const auto named = std::ranges::find(row.cells, mark, &document::SheetCell::text);
      if (named != row.cells.end() && answers != 0) { return std::string(base::trim(text_at(row, answers))); }
    }
  }
  return std::nullopt;
}

tl::unexpected<Error> foreign(const std::string& file) {
  return fail(Errc::bad_input, message("not a workbook made by scamdesk to be filled in"),
              message("'scamdesk form export FORM --to workbook --prefill ROUND -o FILE.xlsx' makes one"), SourcePlace{file});
}

}  // namespace

Result<WorkbookCover> read_cover(const document::Workbook& workbook, const std::string& file) {
  const auto* sheet = workbook.find(workbook::hidden_sheet);
  if (sheet == nullptr) { return foreign(file); }
  std::map<std::string, std::string> lines;
  for (const auto& row : sheet->rows) {
    if (text_at(row, 1) == workbook::base_mark) { break; }
    lines[text_at(row, 1)] = text_at(row, 2);
  }
  const auto hash = parse_hash(lines["form_hash"]);
  if (lines["schema"] != workbook::schema || !hash) { return foreign(file); }
  WorkbookCover cover{MissionCode(lines["mission"]), RoundId(lines["round"]), FormName(lines["form"]), lines["version"], *hash,
                      lines["base"], lines["id"]};
  if (cover.mission.value().empty()) {
    const auto mission = written(workbook, workbook::mission_name).value_or("");
    cover.mission = MissionCode(mission.substr(0, mission.find(' ')));
  }
  if (cover.round.value().empty()) { cover.round = RoundId(written(workbook, workbook::round_name).value_or("")); }
  return cover;
}

Cells read_base(const document::Workbook& workbook) {
  Cells cells;
  const auto* sheet = workbook.find(workbook::hidden_sheet);
  if (sheet == nullptr) { return cells; }
  bool begun = false;
  for (const auto& row : sheet->rows) {
    const auto path = text_at(row, 1);
    const auto state = text_at(row, 3);
    if (begun && state == "value") { cells[path] = Cell::of(text_at(row, 2)); }
    if (begun && state == "not_available") { cells[path] = Cell::not_available(); }
    if (begun && state == "not_applicable") { cells[path] = Cell::not_applicable(); }
    begun = begun || path == workbook::base_mark;
  }
  return cells;
}

}  // namespace scamdesk::exchange
