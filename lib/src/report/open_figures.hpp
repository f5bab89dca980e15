// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include <scamdesk/document.hpp>

namespace scamdesk::report {

/// An answer that reports read, and that is one of the values of an open conflict.
struct OpenFigure {
  std::string from;      ///< the view it stands in, and those of its repeats: `filed_returns`, `cases`
  std::string mission;
  std::string question;  ///< empty: whether the whole record stands is itself in conflict
  std::string field;     ///< as it is set: `countries[2].likelihood`, of a register's record with its number before it
};

/// View and column of what a query reads; an empty column stands for all of the view's.
using Reads = std::set<std::pair<std::string, std::string>>;

/// Marks with * the figures of a table that rest on open conflicts, as far as they stand in a cell of their own, else the
/// table's title; says under it which they are, and names them in its JSON as `open_conflicts`.
void mark_open(Table& table, const std::vector<OpenFigure>& open, const Reads& reads);

}  // namespace scamdesk::report
