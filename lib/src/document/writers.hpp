// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/document.hpp>

/// The writers behind `write`, one file each.
namespace scamdesk::document {

/// A table as ordered data: schema, the head's keys, then the rows as objects by column key.
Data to_data(const Table& table);
/// A document's own data, or its title and tables when it carries none.
Data to_data(const Document& document);

/// `@not_available` for {"na": "not_available"}, as files of records have it; empty for other data.
std::string reason_word(const Data::Object& data);

std::string to_csv(const Table& table, const WriteStyle& style);
/// A document with one table is that table. With several, or none, a row for each cell: table, row, column, value.
std::string to_csv(const Document& document, const WriteStyle& style);
std::string to_terminal(const Table& table, const WriteStyle& style);
std::string to_terminal(const Document& document, const WriteStyle& style);
std::string to_markdown(const Table& table, const WriteStyle& style);
std::string to_markdown(const Document& document, const WriteStyle& style);
std::string to_html(const Document& document, const WriteStyle& style);

/// The marks of a document's items (`□`, `가.`), one for each block; empty for what is no item.
/// A numbered item that stands alone among its fellows takes no mark (Korean official style).
std::vector<std::string> item_marks(const std::vector<Block>& blocks, Lang lang);
/// A figure as people read it: at most two decimals, none when it is whole.
std::string figure(double value);

}  // namespace scamdesk::document
