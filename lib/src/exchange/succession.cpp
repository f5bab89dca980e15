// SPDX-License-Identifier: Apache-2.0
#include "exchange/succession.hpp"

#include <algorithm>

namespace scamdesk::exchange {
namespace {

constexpr std::string_view desk_field = "ended_desk", heads_field = "ended_at";

std::vector<ledger::ChainHead> heads_of(const ledger::Ledger& ledger, const DeskKey& desk) {
  auto heads = ledger.chains();
  std::erase_if(heads, [&](const auto& head) { return head.desk != desk; });
  for (auto& head : heads) { head.branch = 0; }  // a number of this desk's alone
  std::ranges::sort(heads);
  return heads;
}

std::optional<Succession> succession_of(const ledger::Revision& revision) {
  const auto desk = revision.cells.find(desk_field);
  const auto heads = revision.cells.find(heads_field);
  const auto key = desk == revision.cells.end() ? std::nullopt : parse_hash(desk->second.text);
  if (!key) { return std::nullopt; }
  Succession said{DeskKey(*key), revision.desk, {}};
  if (heads != revision.cells.end()) { said.heads = heads_in(heads->second.text, said.desk); }
  return said;
}

// A desk speaks for desks of its own mission alone, and only once headquarters vouches for it.
bool counts(const ledger::Ledger& ledger, const Succession& said) {
  const auto successor = ledger.enrolment(said.successor);
  const auto ended = ledger.enrolment(said.desk);
  const auto mission = said.desk == ledger.identity().headquarters ? headquarters_code : ended ? ended->mission : MissionCode("");
  const bool own = ledger.has_signing_key(said.desk) && ledger.has_signing_key(said.successor);
  return own || (successor && successor->enrolled && mission == successor->mission);
}

bool is_mended(const ledger::Ledger& ledger, const std::vector<Succession>& successions, ledger::ChainHead branch) {
  if (ledger.is_revoked(branch.desk)) { return true; }
  branch.branch = 0;
  return std::ranges::any_of(successions, [&](const Succession& one) {
    return one.desk == branch.desk && (one.heads.empty() || std::ranges::find(one.heads, branch) != one.heads.end());
  });
}

}  // namespace

std::vector<Succession> successions(const ledger::Ledger& ledger) {
  std::vector<Succession> found;
  for (const auto no : ledger.records(succession_register, std::nullopt)) {
    for (const auto& revision : ledger.history(no)) {
      auto said = succession_of(revision);
      if (said && counts(ledger, *said)) { found.push_back(std::move(*said)); }
    }
  }
  return found;
}

bool has_successor(const std::vector<Succession>& successions, const DeskKey& desk) {
  return std::ranges::any_of(successions, [&](const Succession& one) { return one.desk == desk; });
}

std::vector<DeskKey> former_keys(const ledger::Ledger& ledger, const DeskKey& desk) {
  const auto said = successions(ledger);
  std::vector<DeskKey> keys{desk};
  for (std::size_t next = 0; next < keys.size(); ++next) {
    for (const auto& one : said) {
      const bool news = one.successor == keys[next] && std::ranges::find(keys, one.desk) == keys.end();
      if (news) { keys.push_back(one.desk); }
    }
  }
  keys.erase(keys.begin());
  return keys;
}

void succeed(ledger::Ledger& ledger, records::Registers& registers, const DeskKey& former, Ended ended, const records::Author& author) {
  const auto& self = ledger.identity();
  const auto owner = self.role == ledger::Role::headquarters ? shared_owner : Owner(self.mission.value());
  Cells cells{{std::string(desk_field), Cell::of(to_string(former.value()))}};
  if (ended == Ended::here) { cells.emplace(heads_field, Cell::of(to_words(heads_of(ledger, former)))); }
  const ledger::NewRevision revision{{owner, succession_register, base::uuid_v7(author.now, *author.random)}, ledger::Change::set,
                                     std::move(cells), author.actor};
  registers.follow(ledger.append(std::span(&revision, 1), author.now, *author.random));
}

std::vector<Fork> forks(const ledger::Ledger& ledger) {
  const auto found = ledger.forks();
  if (found.empty()) { return {}; }
  const auto said = successions(ledger);
  const auto chains = ledger.chains();
  std::vector<Fork> forks;
  for (const auto& fork : found) {
    const auto same = [&](const Fork& one) { return one.desk == fork.desk && one.owner == fork.owner; };
    if (const auto known = std::ranges::find_if(forks, same); known != forks.end()) {
      known->place = std::min(known->place, fork.place);
      continue;
    }
    const bool mended = std::ranges::all_of(chains, [&](const ledger::ChainHead& chain) {
      return chain.desk != fork.desk || chain.owner != fork.owner || is_mended(ledger, said, chain);
    });
    forks.push_back({fork.desk, fork.owner, fork.place, mended});
  }
  return forks;
}

std::vector<DeskKey> forked_desks(const ledger::Ledger& ledger) {
  const bool headquarters = ledger.identity().role == ledger::Role::headquarters;
  std::vector<DeskKey> desks;
  for (const auto& fork : forks(ledger)) {
    const bool concerns = headquarters || fork.desk == ledger.identity().key;
    if (!fork.mended && concerns && std::ranges::find(desks, fork.desk) == desks.end()) { desks.push_back(fork.desk); }
  }
  return desks;
}

std::vector<ForkedDesk> to_public(const ledger::Ledger& ledger) {
  std::vector<ForkedDesk> desks;
  for (const auto& desk : forked_desks(ledger)) {
    const auto enrolment = ledger.enrolment(desk);
    desks.push_back({enrolment ? enrolment->mission.value() : std::string(), fingerprint(desk.value()), desk == ledger.identity().key});
  }
  return desks;
}

bool is_forked(const ledger::Ledger& ledger) {
  const auto all = forks(ledger);
  return std::ranges::any_of(all, [&](const Fork& fork) { return fork.desk == ledger.identity().key && !fork.mended; });
}

}  // namespace scamdesk::exchange
