// SPDX-License-Identifier: Apache-2.0
#include "exchange/workbook_sheets.hpp"

#include "exchange/workbook_layout.hpp"

namespace scamdesk::exchange::workbook {

using Fill = CellLook::Fill;
using Shown = CellLook::Shown;

CellLook look_of(Fill fill, bool bold) {
  CellLook look;
  look.fill = fill;
  look.bold = bold;
  look.border = fill == Fill::heading || fill == Fill::input;
  look.locked = fill != Fill::input;
  if (fill == Fill::title) { look.size = 14; }
  return look;
}

Shown shown_of(form::Type type) {
  switch (type) {
    case form::Type::integer: return Shown::whole;
    case form::Type::decimal: return Shown::general;
    case form::Type::date: return Shown::date;
    default: return Shown::text;
  }
}

void put(WrittenSheet& sheet, std::size_t row, std::size_t column, CellValue value, CellLook look) {
  sheet.cells.push_back({row, column, std::move(value), look});
}

void title(WrittenSheet& sheet, const Text& words, std::size_t column) {
  put(sheet, 1, column, words.ko == words.en ? words.ko : words.ko + "  " + words.en, [] {
    auto look = look_of(Fill::none, true);
    look.size = 14;
    look.wrap = false;
    return look;
  }());
}

void marks(WrittenSheet& sheet, const std::vector<std::string_view>& columns) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].empty()) { put(sheet, marks_row, i + 1, std::string(columns[i]), {}); }
  }
  sheet.heights.emplace_back(marks_row, 0);
}

namespace {

std::vector<Text> advice() {
  return {word(message("Fill in the yellow cells, sheet by sheet, and write the attestation at the end.")),
          word(message("A zero is an answer; a blank is none. Where a figure is not known, choose \"not available\"; where it does not apply, \"not applicable\".")),
          word(message("Several choices stand in one cell with a semicolon between them.")),
          word(message("Do not write names, passport numbers or phone numbers of people concerned."))};
}

}  // namespace

WrittenSheet cover_sheet(const std::string& name, const form::Form& form, const WorkbookOrder& order) {
  WrittenSheet sheet;
  sheet.name = name;
  sheet.guarded = true;
  sheet.columns = {{2, true}, {26, false}, {26, false}, {56, false}};
  title(sheet, form.title, 2);
  marks(sheet, {question_mark, {}, {}, answer_mark});
  const auto& cover = order.cover;
  std::size_t row = 3;
  const auto line = [&](const Text& label, const std::string& value, std::string_view mark) {
    const bool asked = !mark.empty() && value.empty();
    ++row;
    if (!mark.empty()) { put(sheet, row, 1, std::string(mark), {}); }
    put(sheet, row, 2, label.ko, look_of(Fill::heading, true));
    put(sheet, row, 3, label.en, look_of(Fill::heading));
    auto look = look_of(asked ? Fill::input : Fill::none);
    look.shown = Shown::text;
    look.border = true;
    put(sheet, row, 4, value, look);
  };
  const auto mission = cover.mission.value().empty() ? std::string() : cover.mission.value() + "  " + order.mission_name.ko;
  line(word(message("Mission")), mission, mission_name);
  line(word(message("Round")), cover.round.value(), round_name);
  if (order.due) { line(word(message("Due")), to_string(*order.due), {}); }
  line(word(message("Form")), cover.form.value() + " " + cover.version, {});
  line(word(message("Form's hash")), to_string(cover.form_hash).substr(0, 16), {});
  line(word(message("Made from")), cover.base, {});
  line(word(message("Made on")), to_string(seoul_date(order.made)), {});
  ++row;
  for (const auto& words : advice()) {
    put(sheet, ++row, 2, words.ko, [] { auto look = look_of(Fill::none); look.wrap = false; return look; }());
    put(sheet, ++row, 2, words.en, [] { auto look = look_of(Fill::muted); look.wrap = false; return look; }());
  }
  return sheet;
}

WrittenSheet attestation_sheet(const std::string& name) {
  WrittenSheet sheet;
  sheet.name = name;
  sheet.guarded = true;
  sheet.columns = {{2, true}, {26, false}, {26, false}, {40, false}};
  title(sheet, word(message("Attestation")), 2);
  marks(sheet, {question_mark, {}, {}, answer_mark});
  put(sheet, 3, 2, word(message("I have checked these answers and submit them for the mission.")).ko, look_of(Fill::none));
  put(sheet, 3, 3, word(message("I have checked these answers and submit them for the mission.")).en, look_of(Fill::muted));
  std::size_t row = 3;
  const auto line = [&](const Text& label, std::string_view mark, Shown shown) {
    put(sheet, ++row, 1, std::string(mark), {});
    put(sheet, row, 2, label.ko, look_of(Fill::heading, true));
    put(sheet, row, 3, label.en, look_of(Fill::heading));
    auto look = look_of(Fill::input);
    look.shown = shown;
    put(sheet, row, 4, std::monostate(), look);
  };
  line(word(message("Name")), attested_name, Shown::text);
  line(word(message("Post")), attested_post, Shown::text);
  line(word(message("Date")), attested_date, Shown::date);
  return sheet;
}

WrittenSheet hidden_sheet_of(const form::Form& form, const WorkbookOrder& order) {
  WrittenSheet sheet;
  sheet.name = std::string(hidden_sheet);
  sheet.hidden = sheet.guarded = true;
  std::size_t row = 0;
  auto look = CellLook{};
  look.shown = Shown::text;
  const auto line = [&](std::string_view name, const std::string& value, std::string_view state = {}) {
    put(sheet, ++row, 1, std::string(name), look);
    put(sheet, row, 2, value, look);
    if (!state.empty()) { put(sheet, row, 3, std::string(state), look); }
  };
  const auto& cover = order.cover;
  line("schema", std::string(schema));
  line("mission", cover.mission.value());
  line("round", cover.round.value());
  line("form", cover.form.value());
  line("version", cover.version);
  line("form_hash", to_string(cover.form_hash));
  line("base", cover.base);
  line("id", cover.id);
  line(base_mark, {});
  for (const auto& [path, cell] : order.cells) {
    const auto* question = form.find(path.substr(path.rfind('/') + 1));
    if (question != nullptr && question->sensitive) { continue; }
    if (cell.state == CellState::value) { line(path, cell.text, "value"); }
    if (cell.state == CellState::not_available) { line(path, {}, "not_available"); }
    if (cell.state == CellState::not_applicable) { line(path, {}, "not_applicable"); }
  }
  return sheet;
}

}  // namespace scamdesk::exchange::workbook
