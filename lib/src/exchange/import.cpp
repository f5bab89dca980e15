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
      : m_ledger(ledger), m_registers(registers), m_order(order), m_author(author), m_memory(ledger, order),
        m_notes(order.keep_good) {}

  Status take(const std::string& file) {
    ++m_files;
    const auto text = read_text_file(file, m_order.encoding);
    if (!text) { return fail(text.error()); }
    const auto source = open_rows(*text, file);
    if (!source) { return fail(source.error()); }
    if (auto status = lay_out(file, (*source)->columns()); !status) { return placed(**source, status.error()); }
    m_notes.read_from(source->get());
    const auto taken = take_all(**source, *text);
    m_notes.read_from(nullptr);
    return taken;
  }

  Imported finish() {
    settle();
    return m_notes.finish();
  }

private:
  static Status placed(const RowSource& source, Error error) {
    if (error.place) { error.place = source.locate(*error.place); }
    for (auto& further : error.more) {
      if (further.place) { further.place = source.locate(*further.place); }
    }
    return fail(std::move(error));
  }

  Status take_all(RowSource& source, std::string_view text) {
    const bool names_records = !m_key.empty() || !m_order.form->key.empty() || m_maker->id() != nullptr ||
                               m_maker->number() != nullptr;
    return names_records ? take_rows(source) : take_by_bytes(source, base::blake2b(text));
  }

  // Files of one export have the same columns: what was learnt of them and of the records here goes on.
  Status lay_out(const std::string& file, const std::vector<std::string>& columns) {
    if (m_adder && columns == m_columns) {
      m_maker->begin(file);
      if (m_adder->looks_at_records()) { settle(); }  // at those of the file before, too
      return {};
    }
    settle();
    m_adder.reset();
    m_maker.emplace(*m_order.form, m_registers, m_ledger, file);
    m_columns = columns;
    if (auto status = m_maker->bind(columns); !status) { return status; }
    if (auto status = read_present(); !status) { return status; }
    m_adder.emplace(m_registers, m_order, m_author, *m_maker);
    m_maker->before_lookup([this] { m_adder->pause(); });
    return m_adder->open();
  }

  // The records here, unless they were read for the same questions before.
  Status read_present() {
    auto key = key_columns(m_order, *m_maker);
    if (!key) { return fail(key.error()); }
    m_key = std::move(*key);
    if (m_key.empty()) {
      m_present.reset();
    } else if (!m_present || !m_present->serves(m_key, m_maker->questions())) {
      m_present.emplace(m_ledger.database(), *m_order.form, m_order.owner, m_key, m_maker->questions());
    }
    return {};
  }

  void settle() {
    if (m_adder) { m_adder->settle(); }
  }

  Status take_rows(RowSource& source) {
    ImportRows rows({m_registers, m_order, m_author, *m_maker, *m_adder, m_present ? &*m_present : nullptr, m_notes}, m_files);
    if (auto status = read_rows(source, rows); !status) { return status; }
    return rows.finish();
  }

  // Nothing in the file tells its rows apart: the same bytes are known, others under its name are not to be guessed at.
  Status take_by_bytes(RowSource& source, const Hash& bytes) {
    auto& report = m_notes.report;
    settle();
    if (const auto known = m_memory.rows_of(bytes)) {
      report.rows += *known;
      report.known += *known;
      return {};
    }
    if (m_memory.had_other_bytes(m_maker->file())) { return fail(changed_file(m_maker->file())); }
    const auto before = report.rows;
    if (auto status = take_rows(source); !status) { return status; }
    settle();
    if (m_notes.clean() || m_order.keep_good) { m_memory.keep(m_maker->file(), bytes, report.rows - before); }
    return {};
  }

  ledger::Ledger& m_ledger;
  records::Registers& m_registers;
  const ImportOrder& m_order;
  const records::Author& m_author;
  FileMemory m_memory;
  ImportNotes m_notes;
  std::size_t m_files = 0;
  std::vector<std::string> m_columns;
  std::vector<RowColumn> m_key;
  std::optional<RowMaker> m_maker;
  std::optional<PresentRows> m_present;
  std::optional<RowAdder> m_adder;
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
