// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <scamdesk/error.hpp>
#include <scamdesk/progress.hpp>

#include "register/registers.hpp"

namespace scamdesk::exchange {

struct ImportOrder {
  form::FormPtr form;
  Owner owner;                     ///< of the records that are added
  std::vector<std::string> files;  ///< CSV, JSON, JSON Lines, XLSX
  std::vector<std::string> key;    ///< questions that rows are matched by; empty: the form's import key
  std::string encoding;
  bool keep_good = false;  ///< the good rows are written although others are wrong
};

/// A row that was not taken, as it stood in its file, and why.
struct RejectedRow {
  SourcePlace place;
  std::vector<std::pair<std::string, std::string>> cells;  ///< by column
  std::vector<Error> errors;
};

struct Imported {
  std::size_t rows = 0, added = 0, changed = 0, known = 0;
  std::vector<Error> errors;  ///< every bad row, with file, row and column: then the caller commits only where `keep_good`
  std::vector<RejectedRow> rejected;  ///< where `keep_good`
  std::vector<Error> warnings;  ///< free texts that seem to hold personal numbers, of rows that were taken: the first hundred
  std::size_t warned = 0;       ///< all of them
};

/// Adds and changes records as the rows of files say, in the caller's transaction. A row is matched by its `id` or
/// `number`, or by the key; what is so already is `known`; a retired record is left alone. A file without any of these
/// is known by its bytes, and refused when it came before with other ones.
/// Errors: not_found, io; bad_input for a file that cannot be read or a column that does not exist; usage for a key
/// that the form or the file does not have.
Result<Imported> import_records(ledger::Ledger& ledger, records::Registers& registers, const ImportOrder& order,
                                const records::Author& author, Progress* progress);

}  // namespace scamdesk::exchange
