// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "document/writers.hpp"

namespace scamdesk {
namespace {

/// The table without the columns that are for machines alone.
Table for_people(const Table& table) {
  Table shown{table.schema, table.rows_key, table.head, table.title, {}, {}, table.note};
  for (const auto& column : table.columns) {
    if (!column.data_only) { shown.columns.push_back(column); }
  }
  for (const auto& row : table.rows) {
    auto& cells = shown.rows.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i >= table.columns.size() || !table.columns[i].data_only) { cells.push_back(row[i]); }
    }
  }
  return shown;
}

Document for_people(Document page) {
  for (auto& block : page.blocks) {
    auto* table = std::get_if<Table>(&block);
    const bool mixed = table != nullptr && std::ranges::any_of(table->columns, &TableColumn::data_only);
    if (mixed) { *table = for_people(*table); }
  }
  return page;
}

}  // namespace

std::string write(const Table& table, Format format, const WriteStyle& style) {
  switch (format) {
    case Format::text: return document::to_terminal(for_people(table), style);
    case Format::json: return to_json(document::to_data(table));
    case Format::csv: return document::to_csv(table, style);
    case Format::markdown: return document::to_markdown(for_people(table), style);
    case Format::html: break;
  }
  Document page;
  page.schema = table.schema;
  page.title = table.title;
  page.blocks.emplace_back(for_people(table));
  return document::to_html(page, style);
}

std::string write(const Document& page, Format format, const WriteStyle& style) {
  switch (format) {
    case Format::text: return document::to_terminal(for_people(page), style);
    case Format::json: return to_json(document::to_data(page));
    case Format::csv: return document::to_csv(page, style);
    case Format::markdown: return document::to_markdown(for_people(page), style);
    case Format::html: break;
  }
  return document::to_html(for_people(page), style);
}

}  // namespace scamdesk
