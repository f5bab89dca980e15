// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "register/catalog.hpp"
#include "register/registers.hpp"
#include "register/rows.hpp"
#include "register/tables.hpp"

namespace scamdesk::records {

/// One form's tables in this desk.
struct FormTables {
  Layout layout;
  std::string schema;  ///< `main`, or `temp` where the store cannot be written
  std::unique_ptr<FormWriter> writer;
};

/// Table `form_tables(form, layout, uses)`: the digest of the statements that made a form's tables, and the registers
/// that its calculations count. Table `form_objects(name, form, kind)`: which form made which table or view.
/// Table `conflicted_records(no)`: records with an open conflict, of known and unknown registers alike.
struct Registers::Impl {
  explicit Impl(ledger::Ledger& owned) : ledger(owned), catalog(owned) {}

  ledger::Ledger& ledger;
  Catalog catalog;
  std::string templates;
  std::map<std::string, std::unique_ptr<FormTables>, std::less<>> tables;
  std::size_t layouts = 0;  ///< how often a form's tables were laid out: pointers into them do not outlive it
  std::map<std::string, std::set<std::string>> uses;  ///< register → the surveys that count it
  bool uses_known = false;
  bool views_laid = false;
  std::map<std::string, std::int64_t> next_numbers;  ///< by form, owner and prefix

  ledger::Database& db() const { return ledger.database(); }

  // schema.cpp
  void make_bookkeeping();
  /// Makes or alters a form's tables where they are not as its definition says, and fills what is new.
  void make_tables(const std::string& name, bool anew = false);
  /// Makes the views of all forms in `temp`, unless they stand there as they should. SQLite parses its whole schema at
  /// every opening, and the views are four fifths of it: only what reads them pays for them.
  void lay_views();
  /// Null when no form bears this name, or its tables could not be made.
  FormTables* tables_of(const std::string& name);
  FormTables* laid_out(const std::string& name);
  std::string kept_layout(const std::string& name) const;

  // follow.cpp
  void follow(std::span<const ledger::Touched> touched);
  /// Writes a record's rows from what the ledger settles to.
  void settle(std::int64_t record_no);
  void note_conflicts(std::int64_t record_no, bool conflicted);
  /// Settles again the surveys of these owners that count these registers.
  void recount(const std::set<std::pair<Owner, std::string>>& changed);
  const std::map<std::string, std::set<std::string>>& counting();
  /// A record's answers as the tables hold them, in the names of the newest version.
  Spoken spoken(const FormTables& form, const ledger::RecordKey& key, const ledger::RecordState& state);
  void write_rows(FormTables& tables, std::int64_t no, const ledger::RecordKey& key, const ledger::RecordState& state);
  /// The answers as a tree, with what is calculated of them.
  Answers complete(const form::Form& form, const ledger::RecordKey& key, const Cells& cells, Instant now);
  FormWriter& writer_of(FormTables& tables);
  /// Ends some changes of rows: texts are found without reading all of them again.
  void sign();

  // versions.cpp
  /// The form that a return was begun on; null for any other record, and while that form has not arrived.
  form::FormPtr pinned_form(const FormName& name, const Cells& cells);
  /// A change as it is written: it also blanks what it stands for in older versions.
  Cells superseding(std::int64_t no, const form::Form& form, Cells change) const;

  // write.cpp
  ledger::Touched append(const ledger::RecordKey& key, ledger::Change change, const Cells& cells, const Author& author);
  /// The next running number; whoever takes it counts it up.
  std::int64_t& next_number(const form::Form& form, const Owner& owner, const std::string& prefix);
  std::string prefix_of(const Owner& owner, Instant now) const;
  Status may_write(const form::Form& form, const Owner& owner) const;
  std::string new_number(const form::Form& form, const Owner& owner, Instant now);
  Status may_change(const form::Form& form, const ledger::RecordState& state, const Cells& change) const;
  /// What a change brings that does not refuse it.
  Result<std::vector<form::Finding>> checked(const form::Form& form, const ledger::RecordKey& key, const Cells& before, const Cells& change, const Author& author);

  // verify.cpp
  std::int64_t differing_records(const std::string& name);

  // resolve.cpp
  std::optional<std::int64_t> by_id(const form::Form& form, const Uuid& id);

  // instances.cpp
  class Counts;
  std::unique_ptr<form::Instances> instances_of(const Owner& owner);
};

}  // namespace scamdesk::records
