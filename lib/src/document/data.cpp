// SPDX-License-Identifier: Apache-2.0
#include "document/writers.hpp"

namespace scamdesk::document {
namespace {

Data both(const Text& text) {
  return Data(Data::Object{{"ko", text.ko}, {"en", text.en}});
}

Data rows_of(const Table& table) {
  Data::Array rows;
  rows.reserve(table.rows.size());
  for (const auto& row : table.rows) {
    Data::Object object;
    object.reserve(table.columns.size());
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      object.emplace_back(table.columns[i].key, i < row.size() ? row[i].data : Data());
    }
    rows.emplace_back(std::move(object));
  }
  return Data(std::move(rows));
}

std::string rows_key(const Table& table) { return table.rows_key.empty() ? "rows" : table.rows_key; }

}  // namespace

std::string reason_word(const Data::Object& data) {
  const bool reason = data.size() == 1 && data.front().first == "na";
  const auto* word = reason ? std::get_if<std::string>(&data.front().second.value()) : nullptr;
  return word == nullptr ? std::string() : "@" + *word;
}

Data to_data(const Table& table) {
  Data::Object object;
  object.reserve(table.head.size() + 2);
  if (!table.schema.empty()) { object.emplace_back("schema", table.schema); }
  object.insert(object.end(), table.head.begin(), table.head.end());
  object.emplace_back(rows_key(table), rows_of(table));
  return Data(std::move(object));
}

Data to_data(const Document& document) {
  if (!std::holds_alternative<std::monostate>(document.data.value())) { return document.data; }
  Data::Array tables;
  for (const auto& block : document.blocks) {
    const auto* table = std::get_if<Table>(&block);
    if (table == nullptr) { continue; }
    Data::Object named{{"name", rows_key(*table)}, {"title", both(table->title)}, {"note", both(table->note)}};
    named.insert(named.end(), table->head.begin(), table->head.end());
    named.emplace_back("rows", rows_of(*table));
    tables.emplace_back(std::move(named));
  }
  Data::Object object;
  object.emplace_back("schema", document.schema);
  object.emplace_back("title", both(document.title));
  if (!document.watermark.empty()) { object.emplace_back("watermark", both(document.watermark)); }
  object.emplace_back("tables", std::move(tables));
  return Data(std::move(object));
}

}  // namespace scamdesk::document
