// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "exchange/trust.hpp"
#include "ledger/graph.hpp"

/// Which keys of headquarters stand. They speak of one another: one whose own standing rests on the word of a key may be
/// the one that takes this key out, and two may take each other out unseen. What comes of it is a function of the
/// revisions that are held and of the key that this desk pinned, whichever came first:
///  - A revocation cuts off what the key said later than its last good revision; whom that alone had enrolled falls.
///  - It never unseats the desk that wrote it: whoever takes out a key that was believed is believed in its place.
///  - Where more than one speak of a key without having seen each other, one whom another's revocation would unseat, and
///    whose own would not unseat that other, is not heard. Where each would unseat the other, the key's own chain tells
///    whom it enrolled first. Else the word of the key's successor stands, and without one the later, as everywhere.
///  - A revocation counts when it does so whatever else is revoked. Of those that take each other out all count, as long as
///    others are believed still; if there are none, the one nearest to the pinned key stands.
///  - Where a key was renewed, its own last word says so: nothing that it says of desks after that is heard.
namespace scamdesk::exchange {

/// The note by which a key that enrols its successor says that it ends.
inline constexpr std::string_view end_note = "#ends";

class Authority {
public:
  struct Standing {
    ledger::Enrolment enrolment;  ///< not enrolled: revoked, or nobody's word for it counts any more
    std::vector<ledger::ChainHead> good;
  };
  /// `histories`: of each key that anybody ever enrolled as a desk of headquarters, all that is held.
  Authority(const ledger::Ledger& ledger, const std::vector<std::vector<ledger::Revision>>& histories);

  std::map<DeskKey, Standing> standings();

private:
  struct Word {  ///< what one revision says of a key
    const ledger::Revision* revision;
    ledger::Enrolment about;
    std::vector<ledger::ChainHead> good;
  };
  struct Record {
    ledger::Graph graph;
    std::map<std::size_t, Word> words;  ///< by node
  };
  struct Cut {
    std::vector<ledger::ChainHead> good;
    std::optional<DeskKey> seat;  ///< who is believed in its place
  };
  using Cuts = std::map<DeskKey, Cut>;
  using Keys = std::set<DeskKey>;
  using Candidates = std::map<DeskKey, const Word*>;  ///< the revocation of each key that would count

  void add(const std::vector<ledger::Revision>& history);
  bool counts(const Word& word, const Cuts& cuts) const;
  std::vector<DeskKey> reach(std::deque<DeskKey> from, const Cuts& cuts) const;
  Keys believed(const Cuts& cuts) const;
  const Word* latest_word(const DeskKey& key, const Cuts& cuts) const;
  bool unseats(const DeskKey& key, const Word& word, const DeskKey& other, const Cuts& cuts) const;
  std::uint64_t carried_from(const DeskKey& key, const DeskKey& other, const Cuts& cuts) const;
  bool prevails(const DeskKey& key, const Word& one, const Word& other, const Cuts& cuts) const;
  Candidates candidates(const Cuts& cuts) const;
  bool is_safe(const Word& word, const Candidates& all, const Cuts& cuts) const;
  void decide(Cuts& cuts, const Candidates& candidates) const;
  void settle_circle(Cuts& cuts, const Candidates& candidates) const;

  const ledger::Ledger& m_ledger;
  std::deque<DeskKey> m_roots;  ///< the pinned key first, then this desk's own
  std::map<DeskKey, Record> m_records;
  std::map<DeskKey, std::map<std::uint64_t, std::vector<const Word*>>> m_enrolled_by;  ///< by place in the author's chain
  std::map<DeskKey, const Word*> m_ends;  ///< by author: its last word
};

}  // namespace scamdesk::exchange
