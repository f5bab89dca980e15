// SPDX-License-Identifier: Apache-2.0
#include "exchange/import.hpp"

#include <filesystem>
#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "exchange/import_rows.hpp"
#include "exchange/text_file.hpp"

namespace scamdesk::exchange {
namespace {

/// What a desk remembers of files that nothing but their bytes identifies.
class FileMemory {
public:
  FileMemory(ledger::Ledger& ledger, const ImportOrder& order)
      : m_ledger(ledger), m_scope(fmt::format("{}/{}/", order.form->name.value(), order.owner.value())) {}

  std::optional<std::size_t> rows_of(const Hash& bytes) const {
    const auto rows = m_ledger.setting("import.file/" + m_scope + to_string(bytes));
    return rows ? std::optional(std::stoul(*rows)) : std::nullopt;
  }
  bool had_other_bytes(const std::string& file) const { return m_ledger.setting(name_of(file)).has_value(); }
  void keep(const std::string& file, const Hash& bytes, std::size_t rows) {
    m_ledger.keep_setting("import.file/" + m_scope + to_string(bytes), std::to_string(rows));
    m_ledger.keep_setting(name_of(file), to_string(bytes));
  }

private:
  std::string name_of(const std::string& file) const {
    return "import.name/" + m_scope + std::filesystem::path(file).filename().string();
  }

  ledger::Ledger& m_ledger;
  std::string m_scope;
};

Status check_key(const form::Form& form, const std::vector<std::string>& key) {
  const auto names = form.question_names();
  for (const auto& name : key) {
    const auto* question = form.find(name);
    if (question != nullptr && question->holds_value() && question->repeat < 0) { continue; }
    const auto near = nearest(name, names);
    return fail(Errc::usage, message("{0}: the form {1} has no such question to match rows by", name, form.name.value()),
                near ? std::optional(message("did you mean {0}?", *near)) : std::nullopt);
  }
  return {};
}

// The columns that rows are matched by; none when the form names a key that this file does not have.
Result<std::vector<RowColumn>> key_columns(const ImportOrder& order, const RowMaker& maker) {
  std::vector<RowColumn> columns;
  for (const auto& name : order.key.empty() ? order.form->import_key : order.key) {
    if (const auto* column = maker.question(name)) {
      columns.push_back(*column);
    } else if (order.key.empty()) {
      return std::vector<RowColumn>();
    } else {
      return fail(Errc::bad_input, message("the file has no column {0} to match rows by", name), {},
                  SourcePlace{maker.file(), 1});
    }
  }
  return columns;
}

Status read_rows(RowSource& source, ImportRows& rows) {
  SourceRow row;
  for (;;) {
    const auto more = source.next(row);
    if (!more) { return fail(more.error()); }
    if (!*more) { return {}; }
    if (auto status = rows.take(row); !status) { return status; }
  }
}

Error changed_file(const std::string& file) {
  return {Errc::bad_input, message("a file of this name was imported before with other content"),
          message("name the question that tells its rows apart with --key FIELD, or add the column id of an export"),
          SourcePlace{file}, {}};
}

class Import {
public:
  Import(ledger::Ledger& ledger, records::Registers& registers, const ImportOrder& order, const records::Author& author)
      : m_ledger(ledger), m_registers(registers), m_order(order), m_author(author), m_memory(ledger, order) {}

  Status take(const std::string& file) {
    const auto text = read_text_file(file, m_order.encoding);
    if (!text) { return fail(text.error()); }
    const auto source = open_rows(*text, file);
    if (!source) { return fail(source.error()); }
    RowMaker maker(*m_order.form, m_registers, m_ledger, file);
    if (auto status = maker.bind((*source)->columns()); !status) { return placed(**source, status.error()); }
    m_notes.read_from(source->get());
    const auto taken = take_all(**source, maker, *text);
    m_notes.read_from(nullptr);
    return taken;
  }

  Imported finish() { return m_notes.finish(); }

private:
  static Status placed(const RowSource& source, Error error) {
    if (error.place) { error.place = source.locate(*error.place); }
    for (auto& further : error.more) {
      if (further.place) { further.place = source.locate(*further.place); }
    }
    return fail(std::move(error));
  }

  Status take_all(RowSource& source, RowMaker& maker, std::string_view text) {
    const auto key = key_columns(m_order, maker);
    if (!key) { return fail(key.error()); }
    const bool names_records = !key->empty() || !m_order.form->key.empty() || maker.id() != nullptr || maker.number() != nullptr;
    return names_records ? take_rows(source, maker, *key) : take_by_bytes(source, maker, base::blake2b(text));
  }

  Status take_rows(RowSource& source, RowMaker& maker, const std::vector<RowColumn>& key) {
    ImportRows rows(m_ledger, m_registers, m_order, m_author, maker, key, m_notes);
    if (auto status = read_rows(source, rows); !status) { return status; }
    return rows.finish();
  }

  // Nothing in the file tells its rows apart: the same bytes are known, others under its name are not to be guessed at.
  Status take_by_bytes(RowSource& source, RowMaker& maker, const Hash& bytes) {
    auto& report = m_notes.report;
    if (const auto known = m_memory.rows_of(bytes)) {
      report.rows += *known;
      report.known += *known;
      return {};
    }
    if (m_memory.had_other_bytes(maker.file())) { return fail(changed_file(maker.file())); }
    const auto before = report.rows;
    if (auto status = take_rows(source, maker, {}); !status) { return status; }
    if (m_notes.clean() || m_order.keep_good) { m_memory.keep(maker.file(), bytes, report.rows - before); }
    return {};
  }

  ledger::Ledger& m_ledger;
  records::Registers& m_registers;
  const ImportOrder& m_order;
  const records::Author& m_author;
  FileMemory m_memory;
  ImportNotes m_notes;
};

}  // namespace

Result<Imported> import_records(ledger::Ledger& ledger, records::Registers& registers, const ImportOrder& order,
                                const records::Author& author, Progress* progress) {
  if (auto status = check_key(*order.form, order.key); !status) { return fail(status.error()); }
  Import import(ledger, registers, order, author);
  for (std::size_t i = 0; i < order.files.size(); ++i) {
    if (progress != nullptr) { progress->at(message("reading files"), i, order.files.size()); }
    if (auto status = import.take(order.files[i]); !status) { return fail(status.error()); }
  }
  return import.finish();
}

}  // namespace scamdesk::exchange
