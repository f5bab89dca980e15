// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "ledger/store.hpp"

namespace scamdesk::ledger {
namespace {

constexpr std::string_view checkpoint_sql =
    "SELECT length, head, signature FROM checkpoint WHERE desk = ?1 AND owner = ?2 ORDER BY length DESC";

Checkpoint checkpoint_of(Statement& row, const DeskKey& desk, const Owner& owner) {
  Checkpoint checkpoint{{desk, owner, 0, static_cast<std::uint64_t>(row.integer(0)), id_of(row.blob(1))}, {}};
  const auto signature = row.blob(2);
  if (signature.size() != checkpoint.signature.size()) { damaged("a signature of the wrong length"); }
  std::copy(signature.begin(), signature.end(), reinterpret_cast<char*>(checkpoint.signature.data()));
  return checkpoint;
}

/// As headquarters' revisions say; of this desk itself, too.
std::optional<Enrolment> kept_enrolment(const Store& store, const DeskKey& key) {
  auto row = store.query("SELECT mission, role, enrolled FROM enrolment WHERE key = ?1", blob(key));
  if (!row->step()) { return std::nullopt; }
  return Enrolment{key, MissionCode(std::string(row->text(0))), static_cast<Role>(row->integer(1)), row->integer(2) != 0};
}

/// What an author signs of its chain. The branch is left out: its number is the holder's own.
std::string checkpoint_bytes(const ChainHead& chain) {
  base::Writer writer;
  writer.text("scamdesk checkpoint 1").fixed(chain.desk.value().bytes).text(chain.owner.value());
  writer.integer(chain.length).fixed(chain.head.value().bytes);
  return std::move(writer).bytes();
}

}  // namespace

bool is_sound(const Checkpoint& checkpoint) {
  return base::verify(checkpoint.chain.desk, checkpoint_bytes(checkpoint.chain), checkpoint.signature);
}

Checkpoint Ledger::checkpoint(const ChainHead& own_chain) {
  if (own_chain.desk != m_impl->identity.key) { throw StoreFault(Errc::bug, "a checkpoint for another desk's chain"); }
  return {own_chain, sign(checkpoint_bytes(own_chain))};
}

void Ledger::keep_checkpoint(const Checkpoint& checkpoint) {
  auto& store = m_impl->store;
  const auto& chain = checkpoint.chain;
  if (is_vouched(chain)) { return; }
  const bool forked = store.chains(chain.desk, chain.owner).size() > 1;
  store.require_transaction();
  store.query.run("INSERT INTO checkpoint (desk, owner, length, head, signature) VALUES (?1, ?2, ?3, ?4, ?5)",
                  blob(chain.desk), chain.owner.value(), number(chain.length), blob(chain.head),
                  BlobView{base::as_text(checkpoint.signature)});
  // Earlier words are of no more use, unless the chain is not held so far; of a fork each branch needs one.
  if (!forked && holds(chain)) {
    store.query.run("DELETE FROM checkpoint WHERE desk = ?1 AND owner = ?2 AND length < ?3", blob(chain.desk),
                    chain.owner.value(), number(chain.length));
  }
}

std::optional<Checkpoint> Ledger::latest_checkpoint(const DeskKey& desk, const Owner& owner) const {
  const auto& store = m_impl->store;
  auto row = store.query(checkpoint_sql, blob(desk), owner.value());
  std::optional<Checkpoint> latest;
  while (row->step()) {
    auto checkpoint = checkpoint_of(*row, desk, owner);
    if (holds(checkpoint.chain)) { return checkpoint; }
    if (!latest) { latest = std::move(checkpoint); }
  }
  return latest;
}

std::optional<Checkpoint> Ledger::checkpoint_on(const ChainHead& chain) const {
  auto row = m_impl->store.query(checkpoint_sql, blob(chain.desk), chain.owner.value());
  while (row->step()) {
    const auto checkpoint = checkpoint_of(*row, chain.desk, chain.owner);
    if (id_at(chain, checkpoint.chain.length) == checkpoint.chain.head) { return checkpoint; }
  }
  return std::nullopt;
}

bool Ledger::is_vouched(const ChainHead& head) const {
  const auto& store = m_impl->store;
  const auto branches = store.chains(head.desk, head.owner);
  auto row = store.query(checkpoint_sql, blob(head.desk), head.owner.value());
  while (row->step()) {
    const auto kept = checkpoint_of(*row, head.desk, head.owner).chain;
    if (kept.length < head.length) { return false; }  // the longest come first
    if (kept.length == head.length && kept.head == head.head) { return true; }
    if (kept.length == head.length) { continue; }
    const bool beyond = std::any_of(branches.begin(), branches.end(), [&](const ChainRow& branch) {
      return store.id_at(branch, kept.length) == kept.head && store.id_at(branch, head.length) == head.head;
    });
    const bool unforked = branches.size() < 2 && !holds(kept);
    if (beyond || unforked) { return true; }
  }
  return false;
}

std::optional<Enrolment> Ledger::enrolment(const DeskKey& key) const {
  const auto& self = m_impl->identity;
  if (key == self.key) { return Enrolment{key, self.mission, self.role, true}; }
  return kept_enrolment(m_impl->store, key);
}

std::vector<Enrolment> Ledger::enrolments(const MissionCode& mission) const {
  std::vector<Enrolment> enrolments;
  auto row = m_impl->store.query("SELECT key, role FROM enrolment WHERE mission = ?1 AND enrolled = 1 ORDER BY key",
                                 mission.value());
  while (row->step()) {
    enrolments.push_back({DeskKey(hash_of(row->blob(0))), mission, static_cast<Role>(row->integer(1)), true});
  }
  return enrolments;
}

void Ledger::keep_enrolment(const Enrolment& enrolment) {
  auto known = kept_enrolment(m_impl->store, enrolment.key);
  if (!known) { known = this->enrolment(enrolment.key); }
  if (known == enrolment) { return; }
  m_impl->store.require_transaction();
  m_impl->store.query.run(
      "INSERT INTO enrolment (key, mission, role, enrolled) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT (key) DO UPDATE SET mission = excluded.mission, role = excluded.role,"
      " enrolled = excluded.enrolled",
      blob(enrolment.key), enrolment.mission.value(), static_cast<std::int64_t>(enrolment.role),
      std::int64_t{enrolment.enrolled});
  m_impl->store.forget_revoked();
}

std::vector<Enrolment> Ledger::all_enrolments() const {
  std::vector<Enrolment> enrolments;
  auto row = m_impl->store.query("SELECT key, mission, role, enrolled FROM enrolment ORDER BY mission, key");
  while (row->step()) {
    enrolments.push_back({DeskKey(hash_of(row->blob(0))), MissionCode(std::string(row->text(1))),
                          static_cast<Role>(row->integer(2)), row->integer(3) != 0});
  }
  return enrolments;
}

std::vector<ChainHead> Ledger::last_good(const DeskKey& desk) const {
  std::vector<ChainHead> heads;
  auto row = m_impl->store.query("SELECT owner, length, head FROM good_head WHERE key = ?1 ORDER BY owner, length, head", blob(desk));
  while (row->step()) {
    heads.push_back({desk, Owner(std::string(row->text(0))), 0, static_cast<std::uint64_t>(row->integer(1)), id_of(row->blob(2))});
  }
  return heads;
}

void Ledger::keep_last_good(const DeskKey& desk, std::span<const ChainHead> heads) {
  m_impl->store.require_transaction();
  m_impl->store.query.run("DELETE FROM good_head WHERE key = ?1", blob(desk));
  for (const auto& head : heads) {
    m_impl->store.query.run("INSERT INTO good_head (key, owner, length, head) VALUES (?1, ?2, ?3, ?4)", blob(desk),
                            head.owner.value(), number(head.length), blob(head.head));
  }
  m_impl->store.forget_revoked();
}

}  // namespace scamdesk::ledger
