// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <scamdesk/error.hpp>

#include "base/hash.hpp"
#include "base/seal.hpp"
#include "ledger/database.hpp"
#include "ledger/revision.hpp"
#include "ledger/settle.hpp"

/// One desk's append-only store of revisions, its chains, its keys and what it knows of others.
/// How they lie at rest (blocks of revisions, zstd) is private to this floor.
namespace scamdesk::ledger {

enum class Role : std::uint8_t { mission = 0, headquarters = 1 };

/// Who a desk is. Its secret keys never leave the store.
struct Identity {
  DeskKey key;
  MissionCode mission;
  Role role = Role::mission;
  bool exercise = false;
  DeskKey headquarters;  ///< the pinned key; zero when none is pinned yet
  Hash sealing = {};     ///< the public key that packages for this desk are sealed to; zero in a desk older than these
};

/// What guards the secret keys of a new desk.
struct Protection {
  const Secret* passphrase = nullptr;  ///< none: the keys lie in the store as they are
  base::LockCost cost = base::usual_cost;
};

/// The latest card of a desk, signed by itself: which key to seal to. How it is signed is the floor's above.
struct KnownCard {
  DeskKey key;
  Hash sealing;  ///< zero: none
  Instant made{};
  base::Signature signature{};
};

/// A chain is one desk's revisions for one owner. `branch` is 0 but on a fork, where both branches are kept.
struct ChainHead {
  DeskKey desk;
  Owner owner;
  std::uint32_t branch = 0;
  std::uint64_t length = 0;
  RevisionId head;
  auto operator<=>(const ChainHead&) const = default;
};
/// The author's own word on a chain's head, so that others can pass the chain on.
struct Checkpoint {
  ChainHead chain;
  base::Signature signature{};
  bool operator==(const Checkpoint&) const = default;
};
/// True when the chain's own desk signed it (desk, owner, length and head; not the branch, which is local).
bool is_sound(const Checkpoint& checkpoint);

/// What a desk is enrolled for, as headquarters' revisions say (register `desk`, owner *).
struct Enrolment {
  DeskKey key;
  MissionCode mission;
  Role role = Role::mission;
  bool enrolled = true;
  bool operator==(const Enrolment&) const = default;
};

/// A change to write: the ledger adds place, previous, parents (the record's heads), time, salt and id.
struct NewRevision {
  RecordKey record;
  Change change = Change::set;
  Cells cells;
  std::string actor;
};

/// What appending did, for the floor above to bring its tables up to date.
struct Touched {
  std::int64_t record_no = 0;  ///< the record's local row; never leaves its desk
  RecordKey record;
  bool simple = false;  ///< parents were the heads and it is a set: `cells` are the change, nothing else moved
  Cells cells;
  bool created = false;
};

struct NewRecords;

/// A desk's secret sealing keys apart from its store, so that another thread can open packages. They are wiped with it.
class Opener {
public:
  explicit Opener(std::vector<base::SealingKey> keys) : m_keys(std::move(keys)) {}
  /// Empty when no key here opens it.
  std::optional<base::StreamKey> open_key(const Hash& recipient, const base::SealedKey& sealed) const;

private:
  std::vector<base::SealingKey> m_keys;
};

/// How a chain segment was received.
enum class Taken : std::uint8_t { nothing, some, gap, fork };

class Ledger {
public:
  /// Makes a new store with its own key pairs; it is not locked until it is opened again. Errors: cannot_create, io, busy.
  static Result<Ledger> create(const std::string& file, Identity identity, base::Random& random, const Protection& protection = {});
  /// Opens a store, read-only or not; refuses a newer one, a foreign file, a network file system.
  static Result<Ledger> open(const std::string& file, OpenMode mode, std::chrono::milliseconds wait);
  /// An in-memory store holding what `source` held at `as_of` (by arrival).
  static Result<Ledger> as_of(Ledger& source, Instant as_of);
  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;
  ~Ledger();

  Database& database();
  const Identity& identity() const;
  void pin_headquarters(const DeskKey& key);

  /// The secret keys lie under a passphrase.
  bool has_lock() const;
  /// They do, and it was not given yet: signing and opening have to wait for `unlock`.
  bool locked() const;
  /// Errors: not_permitted for a wrong passphrase; config when there is not the memory that it takes.
  Status unlock(const Secret& passphrase);
  /// Forgets the key that the passphrase made.
  void lock();
  /// Puts the secret keys under another passphrase, or under none, in the caller's transaction. Errors: config when there is
  /// not the memory that it takes. Faults: config while locked.
  Status change_lock(const Protection& protection, base::Random& random);
  /// Signs with this desk's key, which never leaves the store: cards and packages. Faults: config while locked.
  base::Signature sign(std::string_view bytes) const;
  /// True for the sealing key in use and for those before it.
  bool has_sealing_key(const Hash& name) const;
  /// The key of a package sealed to one of this desk's sealing keys; empty when it does not open. Faults: config while locked.
  std::optional<base::StreamKey> open_key(const Hash& recipient, const base::SealedKey& sealed) const;
  /// Its keys as they are now; empty while locked.
  std::optional<Opener> opener() const;
  /// A new sealing key from now on; those before it stay and still open what was sealed to them. Faults: config while locked.
  void renew_sealing_key(base::Random& random);
  /// A further key to sign with, not in use yet. Faults: config while locked.
  DeskKey make_signing_key(base::Random& random);
  /// From now on this desk is that key: its chains end with their checkpoints, signed by the key before, and go on as a new
  /// desk's. In the caller's transaction.
  void use_signing_key(const DeskKey& key);
  /// True for the signing key in use and for those before it.
  bool has_signing_key(const DeskKey& key) const;
  /// Keeps a desk's card unless one as late is kept; true when it is news.
  bool keep_card(const KnownCard& card);
  std::optional<KnownCard> card(const DeskKey& key) const;

  // All below throw StoreFault on a fault of the store; writing needs a Transaction.

  /// Appends this desk's own revisions. Time is max(now, parents' times + 1 ms).
  std::vector<Touched> append(std::span<const NewRevision> changes, Instant now, base::Random& random);

  /// Where this desk's new records of a register and owner go (`kind.id` is not looked at): for NewRecordsMaker.
  struct NewPlace {
    std::int64_t owner_no = 0, register_no = 0;
    std::int64_t chain = 0;
    std::uint64_t length = 0;
    RevisionId head;
    std::int64_t next_block = 0, next_record = 0;
  };
  NewPlace place_for_new(const RecordKey& kind);
  /// The same for another desk's, from a revision of its chain on; empty when the chain is not held exactly up to there.
  /// For NewRecordsTaker.
  std::optional<NewPlace> place_for_arrivals(const Revision& first);
  /// The greatest id among the records of a register and owner. For NewRecordsTaker.
  struct Greatest { std::int64_t register_no = 0; std::optional<Uuid> greatest; };
  Greatest greatest_record(const RecordKey& kind);
  /// Writes a block that NewRecordsMaker or NewRecordsTaker made. May be called by another thread while none else uses the ledger.
  void write(const NewRecords& block);

  /// Takes a segment of another desk's chain, its first place `segment.front().place`. Ids were checked by the caller.
  /// What is held already is skipped, and writes nothing. `gap`: what comes before the segment is not held; nothing was
  /// taken. `fork`: the chain goes on otherwise here; the segment became a branch. A record stands once in `touched`.
  struct Reception {
    Taken taken = Taken::nothing;
    std::uint64_t added = 0;
    std::vector<Touched> touched;
  };
  Reception receive(std::span<const Revision> segment, Instant arrival, std::int64_t arrival_no);
  /// True when this desk holds that chain up to that head, on whichever branch: nothing in it can be news.
  bool holds(const ChainHead& head) const;
  /// Notes that a package came; the number orders what came with it. Only when it brought something.
  std::int64_t note_arrival(const Hash& package, const DeskKey& from, Instant when);

  std::vector<ChainHead> chains() const;
  /// The revision at a place of a chain; empty beyond its end.
  std::optional<RevisionId> id_at(const ChainHead& chain, std::uint64_t place) const;
  /// Revisions of a chain from place `from` (1 = the first) in order.
  std::vector<Revision> read_chain(const ChainHead& chain, std::uint64_t from) const;
  /// The same one by one, for chains too long to hold at once.
  void visit_chain(const ChainHead& chain, std::uint64_t from, const std::function<void(const Revision&)>& visit) const;
  /// Every revision once, in the order they came to this desk.
  void each_revision(const std::function<void(const Revision&)>& visit) const;

  std::optional<RecordKey> record(std::int64_t record_no) const;
  std::optional<std::int64_t> record_no(const RecordKey& key) const;
  std::vector<Revision> history(std::int64_t record_no) const;
  RecordState state(std::int64_t record_no) const;
  /// The same for many, in their order: each block of the ledger is read once.
  std::vector<RecordState> states(std::span<const std::int64_t> record_nos) const;
  /// When this desk first held a revision of a record; empty when it does not.
  std::optional<Instant> arrived(std::int64_t record_no, const RevisionId& revision) const;
  /// Every record of a register (all owners when none is given), by row.
  std::vector<std::int64_t> records(const FormName& form, const std::optional<Owner>& owner) const;

  Checkpoint checkpoint(const ChainHead& own_chain);
  void keep_checkpoint(const Checkpoint& checkpoint);
  std::optional<Checkpoint> latest_checkpoint(const DeskKey& desk, const Owner& owner) const;
  /// Of one branch: the latest that lies on it.
  std::optional<Checkpoint> checkpoint_on(const ChainHead& chain) const;
  /// The author's word reaches this head already, on its branch.
  bool is_vouched(const ChainHead& head) const;

  /// What each desk of a mission has told us it holds (in its packages). By desk: two desks of one mission hold
  /// different things, and what one of them lacks has to be sent.
  struct Acknowledgement {
    DeskKey desk;
    std::vector<ChainHead> heads;
  };
  std::vector<Acknowledgement> acknowledged_by(const MissionCode& peer) const;
  /// Replaces what the desk said of these chains.
  void keep_acknowledgement(const MissionCode& peer, const DeskKey& desk, std::span<const ChainHead> heads);
  /// What is known of a desk's holdings after a package of its that was made then and names all of them: a later one is
  /// the truth, lower heads too (a desk restored from a backup has lost some); of the same moment the longer of each chain
  /// stand; an earlier one has nothing to say. Empty when that changes nothing.
  std::optional<std::vector<ChainHead>> news_of(const MissionCode& peer, const DeskKey& desk, std::span<const ChainHead> holdings,
                                                Instant made) const;
  /// Keeps that, and when it was made.
  void keep_holdings(const MissionCode& peer, const DeskKey& desk, std::span<const ChainHead> holdings, Instant made);
  /// How much of a chain a desk holds that tells this head of it, whichever branch that lies on.
  std::uint64_t held_under(const ChainHead& chain, const ChainHead& told) const;

  std::optional<Enrolment> enrolment(const DeskKey& key) const;  ///< this desk itself is always enrolled
  /// The desks enrolled for a mission and not revoked, by key.
  std::vector<Enrolment> enrolments(const MissionCode& mission) const;
  void keep_enrolment(const Enrolment& enrolment);  ///< derived from register `desk`; rebuilt with it
  /// Every desk that headquarters ever enrolled, those revoked too, by mission and key.
  std::vector<Enrolment> all_enrolments() const;
  bool is_revoked(const DeskKey& desk) const;
  /// A revision of a desk's chain that ends, or ended once, in this head; of a fork, as far as it can be told here.
  bool leads_to(const ChainHead& head, const Revision& revision) const;
  /// Every record that a desk wrote on, for the floor above to settle it again when the desk's standing changed.
  std::vector<Touched> touched_by(const DeskKey& desk) const;
  /// How far the chains of a revoked desk are good; a chain that is not named is good for nothing.
  std::vector<ChainHead> last_good(const DeskKey& desk) const;
  void keep_last_good(const DeskKey& desk, std::span<const ChainHead> heads);  ///< derived from register `desk`

  struct Held {
    std::int64_t no = 0;
    Hash package;
    std::string file;
    std::string reason;
    Instant since{};
  };
  void hold(const Hash& package, std::string_view file, std::string_view reason, std::string_view bytes, Instant now);
  std::vector<Held> held() const;
  std::string held_bytes(std::int64_t no) const;
  void release(std::int64_t no);

  struct Size {
    std::size_t records = 0, revisions = 0;
  };
  Size size() const;
  /// When this desk last came to hold something; empty when it holds nothing.
  std::optional<Instant> last_change() const;
  /// The last revisions this desk came to hold, the latest first.
  std::vector<Revision> latest(std::size_t limit) const;
  /// Revisions of this desk's own chains, those under its former keys too, that no desk of a mission has said it holds.
  std::uint64_t unacknowledged(const MissionCode& peer) const;

  struct Gap {
    DeskKey desk;
    Owner owner;
    std::uint64_t have = 0;
    std::uint64_t need = 0;
    std::vector<RevisionId> parents;
  };
  std::vector<Gap> gaps() const;
  struct Fork {
    DeskKey desk;
    Owner owner;
    std::uint64_t place = 0;  ///< the first that the branches do not share
  };
  std::vector<Fork> forks() const;

  /// The records of which an erasure by law is held.
  std::vector<std::int64_t> records_erased() const;
  /// True when values were erased by law and the file's free space may still show them.
  bool needs_scrub() const;
  /// Says that it is so, of values that lay elsewhere in the store. In the caller's transaction.
  void note_scrub();
  /// Writes the whole file anew, so that nothing of them is left in it. Outside any transaction. Faults: busy while others
  /// read; it stays due.
  void scrub();

  /// One hash over settled values by name, retirements and conflicts; of one owner, or of all.
  Hash digest(const std::optional<Owner>& owner) const;
  /// Rechecks ids, chains and checkpoints; each fault is one message.
  std::vector<Message> verify() const;

  /// Small settings of this desk alone (the officer's name, compiled forms): never travel.
  std::optional<std::string> setting(std::string_view name) const;
  void keep_setting(std::string_view name, std::string_view value);

private:
  struct Impl;
  explicit Ledger(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> m_impl;
};

}  // namespace scamdesk::ledger
