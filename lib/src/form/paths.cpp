// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.hpp"
#include "form/form.hpp"

namespace scamdesk::form {
namespace {

struct LooseRow;

/// A scope while it is gathered: its rows by id, their numbers not yet settled.
struct LooseScope {
  Answers answers;
  std::map<std::string, std::map<std::string, LooseRow, std::less<>>, std::less<>> repeats;
};
struct LooseRow {
  int number = 0;  ///< 0: none was given
  bool gone = false;
  LooseScope scope;
};

int number_of(const Cell& cell) {
  int number = 0;
  const auto* end = cell.text.data() + cell.text.size();
  const auto [at, fault] = std::from_chars(cell.text.data(), end, number);
  return cell.has_value() && fault == std::errc{} && at == end && number > 0 ? number : 0;
}

/// The index of the innermost repeat that the path's rows stand in, -1 for the top; empty: the form has no such path.
std::optional<int> repeat_of(const Form& form, const std::vector<std::string_view>& parts) {
  int repeat = -1;
  if (parts.size() % 2 == 0) { return std::nullopt; }
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    const int index = form.index_of(parts[i]);
    if (index < 0 || parts[i + 1].empty()) { return std::nullopt; }
    const auto& question = form.questions[static_cast<std::size_t>(index)];
    if (question.type != Type::repeat || question.repeat != repeat) { return std::nullopt; }
    repeat = index;
  }
  return repeat;
}

bool has_leaf(const Form& form, std::string_view leaf, int repeat) {
  if (leaf == "#" || leaf == "#gone") { return repeat >= 0; }
  const auto* question = form.find(leaf);
  return question != nullptr && question->holds_value() && question->repeat == repeat;
}

void gather(const Form& form, std::string_view path, const Cell& cell, LooseScope& top) {
  const auto parts = base::split(path, '/');
  const auto repeat = repeat_of(form, parts);
  const auto leaf = parts.back();
  if (!repeat || !has_leaf(form, leaf, *repeat)) { return; }
  auto* scope = &top;
  LooseRow* row = nullptr;
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    auto& rows = scope->repeats.try_emplace(std::string(parts[i])).first->second;
    row = &rows.try_emplace(std::string(parts[i + 1])).first->second;
    scope = &row->scope;
  }
  if (leaf == "#") {
    row->number = number_of(cell);
  } else if (leaf == "#gone") {
    row->gone = cell.has_value();
  } else if (cell.state != CellState::blank) {
    scope->answers.cells.insert_or_assign(std::string(leaf), cell);
  }
}

/// Each number once: the lower row id keeps it, the other takes the next free one.
void settle_numbers(std::vector<AnswerRow>& rows) {
  std::sort(rows.begin(), rows.end(), [](const AnswerRow& a, const AnswerRow& b) {
    return std::pair(a.number, std::string_view(a.id)) < std::pair(b.number, std::string_view(b.id));
  });
  std::set<int> taken;
  std::vector<AnswerRow*> waiting;
  for (auto& row : rows) {
    if (row.number == 0 || !taken.insert(row.number).second) { waiting.push_back(&row); }
  }
  for (auto* row : waiting) {
    do { ++row->number; } while (!taken.insert(row->number).second);
  }
  std::sort(rows.begin(), rows.end(), [](const AnswerRow& a, const AnswerRow& b) { return a.number < b.number; });
}

Answers settle(LooseScope&& loose) {
  Answers answers = std::move(loose.answers);
  for (auto& [name, rows] : loose.repeats) {
    std::vector<AnswerRow> kept;
    for (auto& [id, row] : rows) {
      if (!row.gone) { kept.push_back({id, row.number, settle(std::move(row.scope))}); }
    }
    if (kept.empty()) { continue; }
    settle_numbers(kept);
    answers.repeats.emplace(name, std::move(kept));
  }
  return answers;
}

void spread(const Form& form, const Answers& answers, const std::string& prefix, int repeat, Cells& cells) {
  for (const auto& [name, cell] : answers.cells) {
    if (cell.state != CellState::blank && has_leaf(form, name, repeat)) { cells.insert_or_assign(prefix + name, cell); }
  }
  for (const auto& [name, rows] : answers.repeats) {
    const int index = form.index_of(name);
    if (index < 0) { continue; }
    for (const auto& row : rows) {
      const auto inside = prefix + name + '/' + row.id + '/';
      cells.insert_or_assign(inside + '#', Cell::of(std::to_string(row.number)));
      spread(form, row.answers, inside, index, cells);
    }
  }
}

}  // namespace

Answers to_answers(const Form& form, const Cells& cells) {
  LooseScope top;
  for (const auto& [path, cell] : cells) { gather(form, path, cell, top); }
  return settle(std::move(top));
}

Cells to_cells(const Form& form, const Answers& answers) {
  Cells cells;
  spread(form, answers, {}, -1, cells);
  return cells;
}

}  // namespace scamdesk::form
