// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/codec.hpp"
#include "ledger/flat.hpp"
#include "ledger/revision.hpp"

/// A run: consecutive revisions of one chain as bytes, in blocks at rest and in packages alike. Desk, owner and first
/// place stand outside; `previous` follows from the ids; a register's name, an actor or a list of fields that comes
/// again is a number. One run has exactly one form: what is written otherwise is refused.
namespace scamdesk::ledger {

class RunWriter {
public:
  RunWriter();
  RunWriter(RunWriter&&) = default;
  RunWriter& operator=(RunWriter&&) = default;
  /// Adds a revision whose id is known. All of a run are of one chain, in order.
  void add(const Revision& revision);
  /// Computes the id of a revision (all but `id` filled in), and adds it.
  void identify_and_add(Revision& revision);
  /// The same of a revision whose cells lie elsewhere, in the order of `fields`; its own are not looked at.
  /// Where its salt and cells begin in `bytes()`. Lists of one owner, since they are told apart by address.
  std::size_t identify_and_add(Revision& revision, const FieldList& fields, std::span<const CellView> values);
  /// The same of a revision whose id is known, salt and cells as another run holds them.
  std::size_t add(const Revision& revision, const FieldList& fields, std::string_view body);
  /// False when a reader would refuse it: text that is not UTF-8, a time before 1970 or after 9999.
  static bool can_write(const Revision& revision);

  std::size_t count() const { return m_count; }
  const std::string& bytes() const { return m_bytes.bytes(); }
  /// Begins the next run.
  void clear();

private:
  struct Written {
    std::string_view fields;  // canonical
    std::size_t body;         // where it starts
  };
  Written put(const Revision& revision);
  void put_header(const Revision& revision);
  void put_fields(const FieldList& fields);
  void identify(Revision& revision, std::string_view fields, std::size_t body);
  void word(const std::string& word);
  std::string_view paths(const Cells& cells);

  base::Writer m_bytes;
  base::Writer m_scratch;
  std::unordered_map<std::string, std::uint64_t> m_words;
  std::unordered_map<std::string, std::uint64_t> m_fields;  // lists of fields, as canonical bytes
  const std::pair<const std::string, std::uint64_t>* m_last_fields =
      nullptr;  // imports set the same ones again and again
  std::unordered_map<const FieldList*, std::uint64_t> m_lists;  // those met by their address, a shortcut to m_fields
  std::size_t m_count = 0;
};

/// Where a run stands: what its bytes leave out.
struct RunPlace {
  DeskKey desk;
  Owner owner;
  std::uint64_t first = 1;
  RevisionId previous;
};

/// Reads strictly, recomputing every id. After a fault nothing more is read and `sound()` says no.
class RunReader {
public:
  RunReader(std::string_view bytes, RunPlace place);
  /// The same of a run that was read before: its ids are known, and not computed again.
  RunReader(std::string_view bytes, RunPlace place, std::span<const RevisionId> ids);
  RunReader(RunReader&&) = delete;  // what is known looks into what it owns

  /// The next revision, whole; false at the end or at a fault. Filling the same one again reuses its memory.
  bool next(Revision& revision);
  /// The next one without its cells and salt.
  bool skim(Revision& revision);
  /// Cells and salt of the one skimmed last.
  void fill(Revision& revision) const;

  /// Of the revision skimmed last: the canonical bytes of its fields, which of the run's lists that is, and the bytes of
  /// its salt and cells.
  std::string_view field_bytes() const { return m_fields[m_field_list].bytes; }
  std::size_t field_list_number() const { return m_field_list; }
  std::string_view body() const { return m_body; }

  bool sound() const { return m_rest.sound(); }
  /// Place and id after the revisions read so far.
  const RunPlace& place() const { return m_place; }

private:
  struct FieldList {
    std::string bytes;  // canonical: count and paths
    std::vector<std::string> paths;
  };
  struct Value {
    CellState state;
    std::string_view text;
  };

  RevisionId identify(const Revision& revision);
  void header(Revision& revision);
  std::string_view text();
  void word(std::string& out);
  void parents(std::vector<RevisionId>& out);
  void field_list();
  void values(std::size_t count);

  base::Reader m_rest;
  RunPlace m_place;
  // Of its own, so that what was read may be let go. Deques: those that are known are views into them.
  std::deque<std::string> m_words;
  std::unordered_set<std::string_view> m_known_words;
  std::deque<FieldList> m_fields;
  std::unordered_set<std::string_view> m_known_fields;
  std::size_t m_field_list = 0;  // of the revision skimmed last
  std::string_view m_body, m_salt;
  std::span<const RevisionId> m_ids;
  std::size_t m_next_id = 0;
  std::vector<Value> m_values;
  bool m_may_lack = false;  // the run says that values of some revision were destroyed
  bool m_lacks = false;     // one of them was met
  base::Writer m_scratch;
};

}  // namespace scamdesk::ledger
