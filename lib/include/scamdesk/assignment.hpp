// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <scamdesk/cell.hpp>
#include <scamdesk/error.hpp>

namespace scamdesk {

/// `name=value` as an officer gives it. The name may stand in a repeat row (`countries[2].likelihood`,
/// `sites[+].place`). An empty value clears; `@not_available` and `@not_applicable` give the reason for having none;
/// `@@` at the front is a literal @.
struct Assignment {
  std::string name;
  std::string value;
  std::optional<SourcePlace> place = std::nullopt;  ///< where in a file it was read
  bool on_command_line = false;                     ///< sensitive questions refuse these
};
using Assignments = std::vector<Assignment>;

/// The value by which an assignment gives a cell: empty for a blank, the reason, or the text with a literal @ doubled.
inline std::string assigned(const Cell& cell) {
  switch (cell.state) {
    case CellState::not_available: return "@not_available";
    case CellState::not_applicable: return "@not_applicable";
    case CellState::value: return cell.text.starts_with('@') ? "@" + cell.text : cell.text;
    case CellState::blank:
    case CellState::erased: break;
  }
  return {};
}

/// A text as it stands in a file of answers or records, where an @ begins a word for having none: one that would be
/// taken for such a word, or for one with its @ doubled, has another @ before it.
inline std::string in_file(std::string text) {
  const bool reads_as_reason = text.starts_with("@@") || text == "@not_available" || text == "@not_applicable";
  return reads_as_reason ? "@" + text : text;
}

}  // namespace scamdesk
