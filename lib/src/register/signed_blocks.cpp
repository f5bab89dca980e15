// SPDX-License-Identifier: Apache-2.0
#include "register/signed_blocks.hpp"

#include <limits>

#include <fmt/format.h>

#include "base/codec.hpp"
#include "base/hash.hpp"

namespace scamdesk::records {
namespace {

using form::Type;
using ledger::Statement;

constexpr std::int64_t block_size = 256;

/// A number for the columns that signatures are made by, so that one made by others is told from it.
std::int64_t number_of_columns(const Layout& layout) {
  base::Writer writer;
  for (const auto& table : layout.tables) {
    for (const auto& column : table.columns) {
      if (is_signed(*layout.form, column)) { writer.text(table.repeat).text(column.name); }
    }
  }
  const auto hash = base::blake2b(writer.bytes());
  std::int64_t number = 0;
  for (std::size_t i = 0; i < 7; ++i) { number = number << 8 | hash.bytes[i]; }
  return number;
}

std::vector<Statement> texts_of(ledger::Database& db, const Layout& layout) {
  std::vector<Statement> statements;
  for (const auto& table : layout.tables) {
    std::string columns;
    for (const auto& column : table.columns) {
      if (is_signed(*layout.form, column)) { columns += (columns.empty() ? "" : ", ") + sql_name(column.name); }
    }
    if (columns.empty()) { continue; }
    statements.emplace_back(db, fmt::format("SELECT {} FROM main.{} WHERE _no BETWEEN ? AND ?", columns,
                                            sql_name(table_name(*layout.form, table.repeat, Holds::current))));
  }
  return statements;
}

}  // namespace

bool is_signed(const form::Form& form, const Column& column) {
  if (form.questions[static_cast<std::size_t>(column.question)].sensitive) { return false; }
  switch (column.type) {
    case Type::integer: case Type::decimal: case Type::date: case Type::date_time: case Type::record: return false;
    case Type::text: case Type::calculate: case Type::select_one: case Type::select_multiple: case Type::note:
    case Type::group: case Type::repeat: break;
  }
  return true;
}

std::vector<Numbers> numbers_with(ledger::Database& db, const Layout& layout, const std::vector<std::uint64_t>& pairs) {
  std::vector<Numbers> found;
  std::int64_t next = 0;
  Statement blocks(db, "SELECT block, bits FROM main.text_signature WHERE form = ? AND columns = ? ORDER BY block");
  blocks.bind(layout.form->name.value(), number_of_columns(layout));
  while (blocks.step()) {
    if (may_hold(blocks.blob(1), pairs)) { continue; }
    const auto first = blocks.integer(0) * block_size;
    if (next < first) { found.emplace_back(next, first - 1); }
    next = first + block_size;
  }
  found.emplace_back(next, std::numeric_limits<std::int64_t>::max());
  return found;
}

std::int64_t SignedBlocks::block_of(std::int64_t no) { return no / block_size; }

SignedBlocks::SignedBlocks(ledger::Database& db, const Layout& layout)
    : m_db(db), m_form(layout.form->name.value()), m_table("main." + sql_name(table_name(*layout.form, {}, Holds::current))),
      m_columns(number_of_columns(layout)),
      m_drop(db, "DELETE FROM main.text_signature WHERE form = ? AND block = ?"),
      m_keep(db, "INSERT OR REPLACE INTO main.text_signature (form, block, columns, bits) VALUES (?, ?, ?, ?)"),
      m_kept(db, "SELECT bits FROM main.text_signature WHERE form = ? AND block = ? AND columns = ?"),
      m_count(db, fmt::format("SELECT count(*) FROM {} WHERE _no BETWEEN ? AND ?", m_table)),
      m_texts(texts_of(db, layout)) {}

void SignedBlocks::changed(std::int64_t no) {
  const auto block = block_of(no);
  // Each time: what was noted may have been rolled back since.
  m_drop.bind(m_form, block).run();
  m_changed.insert(block);
}

void SignedBlocks::sign() {
  for (const auto block : std::exchange(m_changed, {})) { sign(block); }
}

void SignedBlocks::sign_all() {
  Statement blocks(m_db, fmt::format("SELECT DISTINCT _no / {} FROM {}", block_size, m_table));
  while (blocks.step()) { m_changed.insert(blocks.integer(0)); }
  sign();
}

bool SignedBlocks::drop_others() {
  Statement(m_db, "DELETE FROM main.text_signature WHERE form = ? AND columns <> ?").bind(m_form, m_columns).run();
  return m_db.changes() > 0;
}

void SignedBlocks::sign(std::int64_t block) {
  m_signature.clear();
  for (auto& rows : m_texts) {
    rows.bind(block * block_size, block * block_size + block_size - 1);
    while (rows.step()) {
      for (int column = 0; column < rows.columns(); ++column) { m_signature.add(rows.text(column)); }
    }
    rows.reset();
  }
  keep(block, m_signature.bits());
}

void SignedBlocks::keep(std::int64_t block, std::string_view bits) {
  m_keep.bind(m_form, block, m_columns, ledger::BlobView{bits}).run();
  m_keep.reset();
}

std::optional<std::string> SignedBlocks::kept(std::int64_t block) {
  m_kept.bind(m_form, block, m_columns);
  std::optional<std::string> bits;
  if (m_kept.step()) { bits = m_kept.blob(0); }
  m_kept.reset();
  return bits;
}

void SignedBlocks::added(std::int64_t block, std::string_view bits, std::int64_t count) {
  if (const auto before = kept(block)) { return keep(block, joined(*before, bits)); }
  m_count.bind(block * block_size, block * block_size + block_size - 1).step();
  const bool all = m_count.integer(0) == count;
  m_count.reset();
  if (all) { keep(block, bits); } else { sign(block); }
}

void NewSignatures::begin_row(std::int64_t no) {
  if (const auto block = SignedBlocks::block_of(no); block != m_block) {
    end_block();
    m_block = block;
  }
  ++m_count;
}

void NewSignatures::end_block() {
  if (m_count > 0) { m_done.push_back({m_block, m_texts.bits(), m_count}); }
  m_texts.clear();
  m_count = 0;
}

void NewSignatures::finish() {
  end_block();
  for (const auto& done : m_done) { m_blocks.added(done.block, done.bits, done.count); }
  m_done.clear();
}

}  // namespace scamdesk::records
