// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <doctest/doctest.h>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "exchange/enrol.hpp"
#include "exchange/merge.hpp"
#include "exchange/pack.hpp"
#include "exchange/succession.hpp"
#include "register/registers.hpp"
#include "support/temp_folder.hpp"

namespace scamdesk::test {

inline base::SigningKey key_of(std::string_view name) {
  const auto random = base::seeded_random(name);
  return base::make_signing_key(*random);
}

/// A desk that needs no store: a key and a name are enough to write and read packages.
struct Sender {
  base::SigningKey key;
  ledger::Identity identity;
  exchange::Signer sign;
};

inline Sender sender(std::string_view mission, bool exercise = false) {
  Sender desk;
  desk.key = key_of(mission);
  desk.identity = {desk.key.name, MissionCode(std::string(mission)),
                   mission == "HQ" ? ledger::Role::headquarters : ledger::Role::mission, exercise, {}};
  desk.sign = [key = desk.key](std::string_view bytes) { return base::sign(key, bytes); };
  return desk;
}

inline Hash hash_of(std::string_view text) { return base::blake2b(text); }

/// Small forms, so that many desks are made quickly.
inline const std::string& small_templates() {
  static const TempFolder folder;
  static const bool written = [] {
    std::filesystem::create_directory(folder.file("forms"));
    const auto write = [](const std::string& form, std::string_view yaml) {
      std::ofstream(folder.file("forms/" + form + ".yaml")) << yaml;
    };
    write("case", R"yaml(form: case
version: "1"
title: {ko: 사건, en: Case}
plural: cases
import_key: [file_no]
choices:
  status: [{name: Active, label: {ko: 진행, en: Active}}, {name: Closed, label: {ko: 종결, en: Closed}}]
questions:
  - {name: file_no, type: text, label: {ko: 번호, en: File number}}
  - {name: status, type: select_one status, required: true, default: Active, label: {ko: 상태, en: Status}}
  - {name: persons, type: integer, missing: [not_available], constraint: ". >= 0", label: {ko: 인원, en: Persons}}
  - {name: opened_on, type: date, label: {ko: 개시일, en: Opened on}}
  - {name: closed_on, type: date, label: {ko: 종결일, en: Closed on}}
  - {name: note, type: text, label: {ko: 비고, en: Note}}
  - {name: passport, type: text, sensitive: true, label: {ko: 여권, en: Passport}}
checks:
  - {id: in-order, severity: hard, fields: [closed_on], test: "${opened_on} = '' or ${closed_on} = '' or ${closed_on} >= ${opened_on}", message: {ko: 순서, en: closed before it was opened}}
)yaml");
    write("memo", R"yaml(form: memo
version: "1"
title: {ko: 메모, en: Memo}
plural: memos
import_key: [line]
questions:
  - {name: line, type: text, label: {ko: 줄, en: Line}}
  - {name: about, type: record case, label: {ko: 사건, en: Case}}
)yaml");
    write("site", R"yaml(form: site
version: "1"
title: {ko: 단지, en: Compound}
plural: sites
owner: shared
questions:
  - {name: name, type: text, required: true, label: {ko: 이름, en: Name}}
  - name: aliases
    type: repeat
    label: {ko: 별칭, en: Aliases}
    questions:
      - {name: alias, type: text, label: {ko: 별칭, en: Alias}}
      - {name: since, type: integer, label: {ko: 해, en: Since}}
)yaml");
    write("ad", R"yaml(form: ad
version: "1"
title: {ko: 광고, en: Advertisement}
plural: ads
owner: shared
key: [url]
questions:
  - {name: url, type: text, required: true, appearance: url, label: {ko: 주소, en: Address}}
  - {name: platform, type: text, label: {ko: 매체, en: Platform}}
)yaml");
    write("dossier", R"yaml(form: dossier
version: "1"
title: {ko: 서류철, en: Dossier}
plural: dossiers
questions:
  - {name: line, type: text, label: {ko: 줄, en: Line}}
  - {name: count, type: integer, label: {ko: 수, en: Count}}
  - {name: passport, type: text, sensitive: true, label: {ko: 여권, en: Passport}}
  - {name: continues, type: text, label: {ko: 이어받은 것, en: Continues}}
)yaml");
    write("yearly", R"yaml(form: yearly
kind: survey
version: "1"
title: {ko: 조사, en: Survey}
plural: yearlies
key: [round]
questions:
  - {name: round, type: text, required: true, read_only: true, label: {ko: 차수, en: Round}}
  - {name: reports, type: integer, label: {ko: 수, en: Reports}}
  - {name: remark, type: text, label: {ko: 비고, en: Remark}}
)yaml");
    write("desk", R"yaml(form: desk
kind: system
version: "1"
title: {ko: 데스크, en: Desk}
plural: desks
owner: shared
key: [public_key]
choices:
  role: [{name: mission, label: {ko: 공관, en: Mission}}, {name: headquarters, label: {ko: 본부, en: Headquarters}}]
  yes_no: [{name: "yes", label: {ko: 예, en: "Yes"}}, {name: "no", label: {ko: 아니요, en: "No"}}]
questions:
  - {name: public_key, type: text, required: true, label: {ko: 열쇠, en: Key}}
  - {name: desk_mission, type: text, required: true, label: {ko: 공관, en: Mission}}
  - {name: role, type: select_one role, required: true, label: {ko: 구분, en: Role}}
  - {name: enrolled, type: select_one yes_no, required: true, label: {ko: 등록, en: Enrolled}}
)yaml");
    return true;
  }();
  static_cast<void>(written);
  return folder.path();
}

inline Cells cells(std::initializer_list<std::pair<const std::string, std::string>> values) {
  Cells result;
  for (const auto& [path, text] : values) { result.emplace(path, Cell::of(text)); }
  return result;
}

/// A desk with its store, as far as this floor goes. Exercise desks, unless told otherwise: they may pack anything.
class StoreDesk {
public:
  explicit StoreDesk(std::string_view mission, std::string_view name = "", bool exercise = true, const Secret* passphrase = nullptr)
      : m_random(base::seeded_random(std::string(mission) + std::string(name))), m_ledger(make(mission, exercise, passphrase)),
        m_registers(m_ledger) {
    REQUIRE(m_registers.load(small_templates()));
    keep_own_card();
  }
  /// A desk put back from a copy of a store's bytes.
  struct Copy { std::string bytes; };
  StoreDesk(const Copy& copy, std::string_view name, Instant now)
      : m_now(now), m_random(base::seeded_random(std::string(name))), m_ledger(put_back(copy)), m_registers(m_ledger) {
    REQUIRE(m_registers.load(small_templates()));
  }
  StoreDesk(StoreDesk&&) = delete;

  ledger::Ledger& ledger() { return m_ledger; }
  records::Registers& registers() { return m_registers; }
  base::Random& random() { return *m_random; }
  records::Author author() { return {"officer", m_now, m_random.get()}; }
  std::string file(const std::string& name) const { return m_folder.file(name); }
  std::string store() const { return file("desk.db"); }
  std::string store_bytes() const { return base::read_file(store()).value(); }
  const DeskKey& key() const { return m_ledger.identity().key; }
  Instant now() const { return m_now; }
  void set_now(Instant now) { m_now = now; }

  /// Runs what writes in a transaction of its own; each takes a minute.
  template <class Use>
  auto writing(Use use) {
    ledger::Transaction transaction(m_ledger.database());
    auto result = use();
    transaction.commit();
    m_now += std::chrono::minutes(1);
    return result;
  }
  std::int64_t add(std::string_view form, const Cells& cells) {
    const auto definition = m_registers.find(form);
    const auto owner = definition->shared ? shared_owner : Owner(m_ledger.identity().mission.value());
    return writing([&] { return m_registers.add(*definition, owner, cells, author()); }).value().no;
  }
  void set(std::int64_t no, const Cells& cells) {
    writing([&] { return m_registers.change(no, cells, author()); }).value();
  }
  /// What a careful desk would never write.
  void append(const ledger::NewRevision& revision) {
    writing([&] { return m_ledger.append(std::span(&revision, 1), m_now, *m_random); });
  }
  void enrol(StoreDesk& other) {
    const auto card = other.card();
    writing([&] { return exchange::enrol(m_ledger, m_registers, card, author()); });
  }
  /// As a desk of headquarters does that begins with the card of another.
  void vouch_for(StoreDesk& other) {
    writing([&] {
      exchange::vouch(m_ledger, m_registers, other.card(), author());
      return true;
    });
  }
  /// As `desk trust revoke`; `last_good` as there.
  void revoke(const ledger::Enrolment& desk, const std::string& last_good) {
    const auto good = exchange::good_heads(m_ledger, desk.key, last_good).value();
    writing([&] {
      exchange::revoke(m_ledger, m_registers, desk, good, "lost", author());
      return true;
    });
  }
  /// Whether headquarters ever said of a desk what still counts: that it is enrolled, or that it is revoked.
  bool stands(const DeskKey& desk) const {
    const auto known = m_ledger.enrolment(desk);
    if (!known || known->enrolled) { return known.has_value(); }
    const std::array key{to_string(desk.value())};
    const auto no = m_ledger.record_no({shared_owner, exchange::desk_register, records::keyed_id(*m_registers.find("desk"), key)});
    return no && m_ledger.state(*no).counted > 0;
  }
  exchange::Card card() { return exchange::own_card(m_ledger); }
  /// As `desk rotate`.
  void rotate() {
    ledger::Transaction transaction(m_ledger.database());
    m_ledger.renew_sealing_key(*m_random);
    transaction.commit();
    keep_own_card();
  }
  /// As `desk rotate --signing`.
  void rotate_signing() {
    writing([&] {
      exchange::renew_signing_key(m_ledger, m_registers, author());
      return true;
    });
    rotate();
  }
  /// A mission's `desk repair` or `desk rotate --signing`; its `desk restore` does not know where its old key ended.
  void renew_signing_key(exchange::Ended ended = exchange::Ended::here) {
    const auto old = key();
    writing([&] {
      m_ledger.use_signing_key(m_ledger.make_signing_key(*m_random));
      exchange::succeed(m_ledger, m_registers, old, ended, author());
      return true;
    });
    keep_own_card();
  }
  /// Its keys are locked again, as for the next command.
  void lock() { m_ledger.lock(); }
  void pin(const StoreDesk& headquarters) {
    ledger::Transaction transaction(m_ledger.database());
    m_ledger.pin_headquarters(headquarters.key());
    transaction.commit();
  }

  /// Packs into a file of this desk's folder.
  std::string pack(const std::string& to, const std::string& name = "") {
    return write(exchange::Packer(m_ledger, m_registers, m_now, *m_random).pack(MissionCode(to)).value(), name);
  }
  std::string kit(const std::string& to) {
    return write(exchange::Packer(m_ledger, m_registers, m_now, *m_random).kit(MissionCode(to)).value(), "");
  }
  MergeReport merge(const std::vector<std::string>& files) {
    m_now += std::chrono::minutes(1);
    return exchange::Merger(m_ledger, m_registers, m_now).merge({files.begin(), files.end()}, nullptr);
  }
  PackageResult merge(const std::string& package) { return merge(std::vector{package}).packages.front(); }

private:
  void keep_own_card() {
    m_now += std::chrono::milliseconds(1);
    ledger::Transaction transaction(m_ledger.database());
    const auto sign = [&](std::string_view bytes) { return m_ledger.sign(bytes); };
    m_ledger.keep_card(exchange::to_known(exchange::make_card(m_ledger.identity(), sign, m_now)));
    transaction.commit();
    m_now -= std::chrono::milliseconds(1);
  }
  ledger::Ledger make(std::string_view mission, bool exercise, const Secret* passphrase) {
    ledger::Identity identity;
    identity.mission = MissionCode(std::string(mission));
    identity.role = mission == "HQ" ? ledger::Role::headquarters : ledger::Role::mission;
    identity.exercise = exercise;
    return std::move(ledger::Ledger::create(store(), identity, *m_random, {passphrase, base::least_cost}).value());
  }
  ledger::Ledger put_back(const Copy& copy) {
    REQUIRE(base::write_file(store(), copy.bytes));
    return std::move(ledger::Ledger::open(store(), ledger::OpenMode::write, {}).value());
  }
  std::string write(const exchange::Packed& packed, const std::string& name) {
    const auto path = file(name.empty() ? "package" + std::to_string(++m_packages) + ".sdpk" : name);
    REQUIRE(base::write_file(path, packed.bytes));
    return path;
  }

  TempFolder m_folder;
  Instant m_now = *parse_instant("2025-10-15T00:00:00Z");
  std::unique_ptr<base::Random> m_random;
  ledger::Ledger m_ledger;
  records::Registers m_registers;
  int m_packages = 0;
};

}  // namespace scamdesk::test
