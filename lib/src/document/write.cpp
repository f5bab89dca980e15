// SPDX-License-Identifier: Apache-2.0
#include "document/writers.hpp"

namespace scamdesk {

std::string write(const Table& table, Format format, const WriteStyle& style) {
  switch (format) {
    case Format::text: return document::to_terminal(table, style);
    case Format::json: return to_json(document::to_data(table));
    case Format::csv: return document::to_csv(table, style);
    case Format::markdown: return document::to_markdown(table, style);
    case Format::html: break;
  }
  Document page;
  page.schema = table.schema;
  page.title = table.title;
  page.blocks.emplace_back(table);
  return document::to_html(page, style);
}

std::string write(const Document& page, Format format, const WriteStyle& style) {
  switch (format) {
    case Format::text: return document::to_terminal(page, style);
    case Format::json: return to_json(document::to_data(page));
    case Format::csv: return document::to_csv(page, style);
    case Format::markdown: return document::to_markdown(page, style);
    case Format::html: break;
  }
  return document::to_html(page, style);
}

}  // namespace scamdesk
