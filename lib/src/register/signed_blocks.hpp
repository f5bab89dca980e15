// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ledger/database.hpp"
#include "register/signature.hpp"
#include "register/tables.hpp"

namespace scamdesk::records {

/// Whether signatures speak of a column: not of what is sensitive, which is never looked through, nor of what holds
/// ASCII alone.
bool is_signed(const form::Form& form, const Column& column);

/// Records by number, from the first to the last.
using Numbers = std::pair<std::int64_t, std::int64_t>;

/// Where the words may stand that hold these pairs: every record outside of it lacks one of them. Ascending.
std::vector<Numbers> numbers_with(ledger::Database& db, const Layout& layout, const std::vector<std::uint64_t>& pairs);

/// The signatures of a form's rows in `main`, by blocks of 256 record numbers (table `text_signature`). A block that has
/// one has it of all its rows; it loses it with the first change, and gets it again by `sign`.
class SignedBlocks {
public:
  SignedBlocks(ledger::Database& db, const Layout& layout);

  /// Before or after a change of a record's rows, in the same transaction.
  void changed(std::int64_t no);
  /// Signs again what was changed.
  void sign();
  /// Signs all rows again.
  void sign_all();
  /// Drops what was signed by other columns; true when there was any.
  bool drop_others();
  /// `count` new rows of a block, which stand in the table now, have this signature.
  void added(std::int64_t block, std::string_view bits, std::int64_t count);

  static std::int64_t block_of(std::int64_t no);

private:
  void sign(std::int64_t block);
  void keep(std::int64_t block, std::string_view bits);
  std::optional<std::string> kept(std::int64_t block);

  ledger::Database& m_db;
  const std::string m_form;
  const std::string m_table;
  const std::int64_t m_columns;
  ledger::Statement m_drop, m_keep, m_kept, m_count;
  std::vector<ledger::Statement> m_texts;  ///< of each table's rows in a block
  std::set<std::int64_t> m_changed;
  Signature m_signature;
};

/// Signs new rows while they are written, in the order of their numbers: none of them is read again. The store is left
/// alone until `finish`.
class NewSignatures {
public:
  NewSignatures(ledger::Database& db, const Layout& layout) : m_blocks(db, layout) {}

  void begin_row(std::int64_t no);
  void text(std::string_view text) { m_texts.add(text); }
  /// After the last row, when all of them stand in the table.
  void finish();

private:
  struct Done {
    std::int64_t block;
    std::string bits;
    std::int64_t count;
  };
  void end_block();

  SignedBlocks m_blocks;
  std::vector<Done> m_done;
  Signature m_texts;
  std::int64_t m_block = 0;
  std::int64_t m_count = 0;  ///< rows of the block
};

}  // namespace scamdesk::records
