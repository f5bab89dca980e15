// SPDX-License-Identifier: Apache-2.0
#include "exchange/row_source.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "base/text.hpp"
#include "document/csv.hpp"
#include "document/json_reader.hpp"
#include "exchange/text_file.hpp"

namespace scamdesk::exchange {
namespace {

class CsvSource final : public RowSource {
public:
  CsvSource(std::string_view text, std::string file) : m_file(std::move(file)), m_reader(text, m_file) {}

  Status read_header() {
    SourceRow row;
    const auto more = m_reader.next(row.cells);
    if (!more) { return fail(more.error()); }
    if (!*more) { return fail(Errc::bad_input, message("the file is empty"), {}, SourcePlace{m_file}); }
    for (const auto cell : row.cells) {
      std::string name(base::trim(document::unguard_formula(cell)));
      const auto place = SourcePlace{m_file, 1, m_columns.size() + 1};
      if (name.empty()) { return fail(Errc::bad_input, message("a column without a name"), {}, place); }
      if (std::ranges::find(m_columns, name) != m_columns.end()) {
        return fail(Errc::bad_input, message("{0}: the column stands twice", name), {}, place);
      }
      m_columns.push_back(std::move(name));
    }
    return {};
  }

  const std::vector<std::string>& columns() const override { return m_columns; }

  Result<bool> next(SourceRow& row) override {
    row.fault.reset();
    auto more = m_reader.next(row.cells);
    row.number = m_reader.row_number();
    if (!more || !*more) { return more; }
    if (row.cells.size() != m_columns.size()) {
      row.fault = Error{Errc::bad_input, message("the row has {0} cells, and the header has {1}", row.cells.size(), m_columns.size()),
                        message("a text with a comma or a newline stands in double quotes"), SourcePlace{m_file, row.number}, {}};
      return true;
    }
    for (auto& cell : row.cells) {
      if (!cell.empty() && cell.front() == '\'') { cell = document::unguard_formula(cell); }
    }
    return true;
  }

private:
  std::string m_file;
  document::CsvReader m_reader;
  std::vector<std::string> m_columns;
};

/// Objects, flattened.
class JsonSource final : public GatheredRows {
public:
  explicit JsonSource(std::string file) : m_file(std::move(file)) {}

  Status add(const Data& data, std::size_t number) {
    const auto* object = std::get_if<Data::Object>(&data.value());
    m_rows.push_back({number, {}, {}});
    auto status = object == nullptr ? Status(fail(Errc::bad_input, message("not an object of answers"), {}, SourcePlace{m_file, number}))
                                    : flatten(*object, "");
    if (!status) { m_rows.back().fault = std::move(status.error()); }
    return {};
  }

  /// Every row is given all columns, those that only others name among them. Errors: bad_input beyond the limits.
  Status check_size() const {
    if (m_columns.size() > most_columns) { return fail(Errc::bad_input, message("more than {0} columns", most_columns), {}, SourcePlace{m_file}); }
    if (m_columns.size() * m_rows.size() > most_cells) { return fail(Errc::bad_input, message("more than {0} cells", most_cells), {}, SourcePlace{m_file}); }
    return {};
  }

  /// A line that cannot be read: those after it can.
  void add_fault(Error error, std::size_t number) { m_rows.push_back({number, {}, std::move(error)}); }

private:
  Status flatten(const Data::Object& object, const std::string& prefix) {
    for (const auto& [key, value] : object) {
      if (auto status = flatten(value, prefix + key); !status) { return status; }
    }
    return {};
  }

  Status flatten(const Data& value, const std::string& name) {
    if (const auto* map = std::get_if<Data::Object>(&value.value())) {
      const auto* why = map->size() == 1 && map->front().first == "na" ? std::get_if<std::string>(&map->front().second.value()) : nullptr;
      if (why == nullptr) { return refuse(name); }
      keep(name, "@" + *why);
    } else if (const auto* list = std::get_if<Data::Array>(&value.value())) {
      return flatten_list(*list, name);
    } else if (const auto* text = std::get_if<std::string>(&value.value())) {
      keep(name, *text);
    } else if (const auto* flag = std::get_if<bool>(&value.value())) {
      keep(name, *flag ? "true" : "false");
    } else if (const auto* number = std::get_if<std::int64_t>(&value.value())) {
      keep(name, std::to_string(*number));
    } else if (const auto* real = std::get_if<double>(&value.value())) {
      keep(name, fmt::format("{}", *real));
    } else {
      keep(name, {});
    }
    return {};
  }

  // Rows of a repeat, or the names of several choices.
  Status flatten_list(const Data::Array& list, const std::string& name) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (const auto* row = std::get_if<Data::Object>(&list[i].value())) {
        if (auto status = flatten(*row, name + "[" + std::to_string(i + 1) + "]."); !status) { return status; }
      } else if (const auto* choice = std::get_if<std::string>(&list[i].value())) {
        names.push_back(*choice);
      } else {
        return refuse(name);
      }
    }
    if (!names.empty()) { keep(name, base::join(names, " ")); }
    return {};
  }

  Status refuse(const std::string& name) const {
    return fail(Errc::bad_input, message("{0}: not an answer", name),
                message("write a value, a list of choices, or {na: not_available}"),
                SourcePlace{m_file, m_rows.back().number});
  }

  void keep(const std::string& name, std::string text) {
    if (name.ends_with(".#")) { return; }  // a row's number follows from its place
    const auto [found, fresh] = m_by_name.try_emplace(name, m_columns.size());
    if (fresh) { m_columns.push_back(name); }
    m_rows.back().cells.emplace_back(found->second, std::move(text));
  }

  std::string m_file;
  std::map<std::string, std::size_t> m_by_name;
};

/// Each is told of; a file with more is none of JSON Lines.
constexpr std::size_t most_unread_lines = 10'000;

Status read_lines(std::string_view text, const std::string& file, JsonSource& source) {
  document::JsonLinesReader reader(text, file);
  Data data;
  std::size_t unread = 0;
  for (;;) {
    const auto more = reader.next(data);
    if (!more) {
      if (++unread > most_unread_lines) {
        return fail(Errc::bad_input, message("more than {0} lines cannot be read", most_unread_lines),
                    message("check that this is the file you mean"), SourcePlace{file, reader.line()});
      }
      source.add_fault(more.error(), reader.line());
      continue;
    }
    if (!*more) { return {}; }
    if (auto status = source.add(data, reader.line()); !status) { return status; }
  }
}

// An array of objects, or what `export --json` prints: they stand under `records`.
Status read_array(std::string_view text, const std::string& file, JsonSource& source) {
  const auto data = document::read_json(text, file);
  if (!data) { return fail(data.error()); }
  const auto* list = std::get_if<Data::Array>(&data->value());
  if (const auto* object = std::get_if<Data::Object>(&data->value())) {
    const auto found = std::ranges::find_if(*object, [](const auto& entry) { return entry.first == "records"; });
    if (found != object->end()) { list = std::get_if<Data::Array>(&found->second.value()); }
  }
  if (list == nullptr) {
    return fail(Errc::bad_input, message("not a list of records"), message("write [{\"question\": value}, …]"),
                SourcePlace{file});
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    if (auto status = source.add((*list)[i], i + 1); !status) { return status; }
  }
  return {};
}

}  // namespace

Result<bool> GatheredRows::next(SourceRow& row) {
  if (m_next == m_rows.size()) { return false; }
  const auto& kept = m_rows[m_next++];
  row.number = kept.number;
  row.fault = kept.fault;
  row.cells.assign(m_columns.size(), {});
  for (const auto& [column, text] : kept.cells) { row.cells[column] = text; }
  return true;
}

Result<std::unique_ptr<RowSource>> open_rows(std::string_view text, const std::string& file) {
  const auto kind = kind_of(file);
  if (!kind) { return fail(kind.error()); }
  if (*kind == TextKind::yaml) {
    return fail(Errc::bad_input, message("{0}: records in bulk are not read from YAML", file),
                message("use CSV or JSON Lines"));
  }
  if (*kind == TextKind::workbook) { return open_workbook_rows(text, file); }
  if (*kind == TextKind::csv) {
    auto source = std::make_unique<CsvSource>(text, file);
    if (auto status = source->read_header(); !status) { return fail(status.error()); }
    return source;
  }
  if (base::trim(text).empty()) { return fail(Errc::bad_input, message("the file is empty"), {}, SourcePlace{file}); }
  auto source = std::make_unique<JsonSource>(file);
  auto status = *kind == TextKind::json ? read_array(text, file, *source) : read_lines(text, file, *source);
  if (status) { status = source->check_size(); }
  if (!status) { return fail(status.error()); }
  return source;
}

}  // namespace scamdesk::exchange
