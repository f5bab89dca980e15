// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/document.hpp>

namespace scamdesk::document {

/// Lines of at most `width` columns; words longer than that are cut.
std::vector<std::string> fold_lines(std::string_view text, std::size_t width);
/// The widths that make `natural` columns, two spaces between them, fit into `width`: the widest ones give way first,
/// none below its share of readability (8 columns), and none of `whole` at all.
std::vector<std::size_t> fit(std::vector<std::size_t> natural, std::size_t width, const std::vector<bool>& whole = {});
/// The grid of a table, without its title and note: header, rule, rows.
std::string grid(const Table& table, const WriteStyle& style);

}  // namespace scamdesk::document
