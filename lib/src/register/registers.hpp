// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <scamdesk/assignment.hpp>
#include <scamdesk/error.hpp>

#include "base/hash.hpp"
#include "form/form.hpp"
#include "ledger/ledger.hpp"

/// Forms made tables: the records of this desk, their current values in SQL, their views, and how they change.
/// (The folder is `register`; that word is C++'s, so the namespace is `records`.)
namespace scamdesk::records {

/// One record as people meet it.
struct Record {
  std::int64_t no = 0;
  ledger::RecordKey key;
  form::FormPtr form;
  ledger::RecordState state;
  form::Form const& definition() const { return *form; }
};

/// Who writes, when, with which randomness.
struct Author {
  std::string actor;
  Instant now{};
  base::Random* random = nullptr;
};

class Registers {
public:
  explicit Registers(ledger::Ledger& ledger);
  Registers(Registers&&) noexcept;
  Registers& operator=(Registers&&) noexcept;
  ~Registers();

  // forms
  /// Knows the forms of `templates` and those that arrived (register `form-definition`), compiled from the desk's cache;
  /// compiles, caches and makes tables for what is new (which needs a writable desk). Unchanged templates cost a stat each.
  Status load(const std::string& templates);
  /// What is wrong with the templates; the last good version of a broken one goes on, and comes back with the next load.
  const std::vector<Error>& faults() const;
  std::vector<form::FormPtr> forms() const;
  /// The newest of that name; null when unknown. `plural` names are found too.
  form::FormPtr find(std::string_view name) const;
  /// All that this desk knows of that name, the newest first.
  std::vector<form::FormPtr> versions(std::string_view name) const;
  /// All that this desk knows of that name as one: the newest, and the questions that only others have. Null when unknown.
  form::FormPtr all_versions(std::string_view name) const;
  /// The one pinned by hash; errors: not_found.
  Result<form::FormPtr> pinned(const Hash& hash) const;
  /// Puts a form's source into register `form-definition` (owner *), once, so that it travels.
  Status publish(const form::Source& source, const Author& author);

  // reading
  /// A short number, a full id, or a unique prefix of either. Errors: not_found; bad_input when several match (their numbers).
  Result<std::int64_t> resolve(const form::Form& form, std::string_view text) const;
  /// A return with the form that it was begun on, as it stands; a record of a register as its newest form reads it.
  Result<Record> read(std::int64_t record_no) const;
  /// All that was ever filed of a return, by version, each as it was filed.
  std::vector<ledger::Filing> filings(std::int64_t record_no) const;
  /// A record's cells as a tree, with its calculations worked out: they are not kept in the ledger, but for what is
  /// done once() and what was filed.
  Answers answers(const form::Form& form, const ledger::RecordKey& key, const Cells& cells, Instant now) const;
  std::optional<std::int64_t> find_keyed(const form::Form& form, const Owner& owner, std::span<const std::string> key_values) const;
  /// Rows of a register that a condition selects, in (owner, number) order. `now` is for today() and now() in it.
  /// `text`: every word stands in some answer that is not sensitive, whatever its case.
  /// Errors: bad_input with the column; not_permitted for a sensitive question.
  struct Selection { std::string where = {}; std::string text = {}; std::optional<Owner> owner = {}; bool retired = false; std::size_t limit = 0; std::optional<Instant> now = {}; };
  Result<std::vector<std::int64_t>> select(const form::Form& form, const Selection& selection) const;
  /// instance('x') for expressions: the records of one owner, and the shared ones of a shared register.
  std::unique_ptr<form::Instances> instances(const Owner& owner) const;

  // writing, in the caller's transaction
  /// Turns assignments into cells against the present answers; all errors at once in `more`.
  /// Refused: unknown names, sensitive values on the command line, read-only questions, key changes, conflicted fields.
  Result<Cells> assign(const form::Form& form, const Answers& present, const Assignments& answers, const Author& author, bool creating) const;
  /// A new record: its id (version 7, or 5 of the key) and short number, defaults and calculations.
  /// For a keyed form that exists already: a change of what differs.
  /// `findings`: the soft and info ones that the change brought; hard ones refuse it.
  struct Written { std::int64_t no = 0; ledger::RecordKey key; std::string number; bool changed = true; std::vector<form::Finding> findings = {}; };
  Result<Written> add(const form::Form& form, const Owner& owner, const Cells& cells, const Author& author);
  Result<Written> change(std::int64_t record_no, const Cells& cells, const Author& author);
  Result<Written> mark(std::int64_t record_no, ledger::Change change, const Cells& body, const Author& author);
  /// Settles what stands apart: a revision that has seen all heads and may speak of conflicted fields, of a retired
  /// record too. `cells` may hold notes. Errors: bad_input when a hard check fails that none of the answers failed before.
  Result<Written> decide(std::int64_t record_no, ledger::Change change, const Cells& cells, const Author& author);
  /// Erases by law what stands at these paths of a record, wherever it was ever set; `notes` go with it. Nothing is changed
  /// where no value of them is left. Errors: not_permitted at a mission's desk, and for the program's own registers.
  Result<Written> erase(std::int64_t record_no, const std::function<bool(std::string_view path)>& taken, const Cells& notes, const Author& author);
  /// For many new records of a form that needs nothing more than their rows; null for other forms. See bulk.hpp.
  class Bulk;
  Result<std::unique_ptr<Bulk>> bulk(const form::Form& form, const Owner& owner, const Author& author);
  /// For many new records of other desks. See arrivals.hpp.
  class Arrivals;
  std::unique_ptr<Arrivals> arrivals();
  /// Brings the tables up to date after the ledger received revisions.
  void follow(std::span<const ledger::Touched> touched);

  /// Makes the documented views (views.hpp), which last as long as the ledger is open; for what reads them in SQL.
  void lay_views() const;
  /// Makes every table again from the ledger.
  void rebuild();
  /// Differences between the tables and what the ledger settles to; each one message.
  std::vector<Message> verify() const;
  /// All open conflicts: record and the settled conflict.
  std::vector<std::pair<Record, ledger::Conflict>> conflicts() const;

private:
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

/// The id that a keyed form gives: UUIDv5 of the form's name and the key's canonical values.
Uuid keyed_id(const form::Form& form, std::span<const std::string> key_values);
/// What uuid() makes its ids of in a record: they are the record's for life, at every desk.
std::string seed_of(const ledger::RecordKey& key);
/// WHATWG-like canonical form of a URL, version 1: frozen, since ids are made of it. Empty when it is none.
std::string canonical_url(std::string_view url);

/// A condition over a record's own questions as SQL over its view columns; values are bound as `?`.
using SqlValue = std::variant<std::int64_t, double, std::string>;
struct SqlCondition { std::string sql; std::vector<SqlValue> values; };
Result<SqlCondition> to_sql(const form::Form& form, const form::Node& condition);

}  // namespace scamdesk::records
