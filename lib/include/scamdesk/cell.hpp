// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace scamdesk {

/// What one cell holds: a value, one of two reasons for having none, or nothing at all.
/// A nil (zero) is the value "0". The five are never mixed in a total.
enum class CellState : unsigned char { blank = 0, value = 1, not_available = 2, not_applicable = 3, erased = 4 };

/// An answer as it is kept and travels: canonical text whatever its type (integers without leading zeros,
/// decimals normalised, dates YYYY-MM-DD, dateTimes RFC 3339, several choices separated by one space).
struct Cell {
  CellState state = CellState::blank;
  std::string text;  // empty unless state is value

  static Cell blank() { return {}; }
  static Cell of(std::string text) { return {CellState::value, std::move(text)}; }
  static Cell not_available() { return {CellState::not_available, {}}; }
  static Cell not_applicable() { return {CellState::not_applicable, {}}; }
  bool has_value() const { return state == CellState::value; }
  auto operator<=>(const Cell&) const = default;
};

/// A cell whose text lies elsewhere, and must outlive it.
struct CellView {
  CellState state = CellState::blank;
  std::string_view text;

  CellView() = default;
  CellView(CellState of, std::string_view with) : state(of), text(with) {}
  explicit CellView(const Cell& cell) : state(cell.state), text(cell.text) {}
  explicit CellView(Cell&&) = delete;
  bool has_value() const { return state == CellState::value; }
};

/// The cells of a record by path: `status`, or `sites/<row>/place` for a question in a repeat row.
/// Groups do not stand in a path. Reserved names begin with '#' and belong to the program:
/// `#` the short number, `sites/<row>/#` the row's number, `sites/<row>/#gone` a row taken away.
using Cells = std::map<std::string, Cell, std::less<>>;

struct AnswerRow;

/// The same answers as a tree: one scope's cells by question name, and the rows of its repeats in number order.
struct Answers {
  std::map<std::string, Cell, std::less<>> cells;
  std::map<std::string, std::vector<AnswerRow>, std::less<>> repeats;
  bool operator==(const Answers&) const;
};

/// One row of a repeat. The id is its name in paths and for merging; the number is what people type and see.
struct AnswerRow {
  std::string id;
  int number = 0;
  Answers answers;
  bool operator==(const AnswerRow&) const = default;
};

inline bool Answers::operator==(const Answers& other) const {
  return cells == other.cells && repeats == other.repeats;
}

}  // namespace scamdesk
