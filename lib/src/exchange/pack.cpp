// SPDX-License-Identifier: Apache-2.0
#include "exchange/pack.hpp"

#include <algorithm>

#include "ledger/run.hpp"

namespace scamdesk::exchange {
namespace {

// `sites/<row>/passport` is the question `passport`: names are unique in a form.
std::string_view question_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

void sort_and_unite(std::vector<ledger::RecordKey>& records) {
  std::ranges::sort(records);
  records.erase(std::unique(records.begin(), records.end()), records.end());
}

Text joined(const std::vector<Text>& words) {
  Text all;
  for (const auto& each : words) {
    all.ko += (all.ko.empty() ? "" : ", ") + each.ko;
    all.en += (all.en.empty() ? "" : ", ") + each.en;
  }
  return all;
}

}  // namespace

bool may_have(const MissionCode& mission, const Owner& owner) {
  return mission == headquarters_code || owner == shared_owner || owner.value() == mission.value();
}

Packer::Packer(ledger::Ledger& ledger, const records::Registers& registers, Instant now, base::Random& random)
    : m_ledger(ledger), m_registers(registers), m_now(now), m_random(random),
      m_sign([&ledger](std::string_view bytes) { return ledger.sign(bytes); }),
      m_card(own_card(ledger)), m_chains(ledger.chains()), m_successions(successions(ledger)) {
  std::ranges::sort(m_chains);
}

Result<Packed> Packer::pack(const MissionCode& to) {
  know_addressee(to);
  return assemble_for(to, false, recipients_for(m_ledger, to));
}

// The key of a desk that begins is not known yet. What has to be sealed goes to the mission's desks that are known.
Result<Packed> Packer::kit(const MissionCode& to) {
  auto open = assemble_for(to, true, {});
  return open ? std::move(open) : assemble_for(to, true, recipients_for(m_ledger, to));
}

// Every desk of the addressee counts, the silent ones as holding nothing; of headquarters, the desks heard from.
void Packer::know_addressee(const MissionCode& to) {
  m_holdings = m_ledger.acknowledged_by(to);
  const auto& self = m_ledger.identity();
  const auto speaks_no_more = [&](const DeskKey& desk) {
    return desk == self.key || m_ledger.is_revoked(desk) || has_successor(m_successions, desk);
  };
  std::erase_if(m_holdings, [&](const auto& held) { return speaks_no_more(held.desk); });
  const auto add = [&](const DeskKey& desk) {
    const bool known = std::ranges::any_of(m_holdings, [&](const auto& held) { return held.desk == desk; });
    if (!known && !speaks_no_more(desk)) { m_holdings.push_back({desk, {}}); }
  };
  if (to != headquarters_code) {
    const auto enrolled = m_ledger.enrolments(to);
    std::erase_if(m_holdings, [&](const auto& held) {
      return std::ranges::none_of(enrolled, [&](const auto& desk) { return desk.key == held.desk; });
    });
    for (const auto& desk : enrolled) { add(desk.key); }
  } else if (!self.headquarters.value().is_zero() && !m_ledger.is_revoked(self.headquarters)) {
    add(self.headquarters);
  }
}

// How much of a chain all desks of the addressee hold. A head that is on none of its branches acknowledges nothing.
std::uint64_t Packer::acknowledged(const ledger::ChainHead& chain) const {
  if (m_holdings.empty()) { return 0; }
  std::uint64_t least = chain.length;
  for (const auto& desk : m_holdings) {
    std::uint64_t most = 0;
    for (const auto& head : desk.heads) { most = std::max(most, m_ledger.held_under(chain, head)); }
    least = std::min(least, most);
  }
  return least;
}

// Others' chains can be passed on as far as their author's own word reaches.
std::optional<ledger::Checkpoint> Packer::checkpoint_of(const ledger::ChainHead& chain) {
  if (chain.desk == m_ledger.identity().key) { return m_ledger.checkpoint(chain); }
  return m_ledger.checkpoint_on(chain);
}

Result<Packed> Packer::assemble_for(const MissionCode& to, bool all, const Recipients& recipients) {
  Header header{m_card, to.value(), m_now, {}, {}, {}};
  Selection shared, own;
  for (const auto& chain : m_chains) {
    if (!may_have(to, chain.owner)) { continue; }
    header.holdings.push_back(chain);
    header.holdings.back().branch = 0;
    const auto from = (all ? 0 : acknowledged(chain)) + 1;
    if (from <= chain.length) { (chain.owner == shared_owner ? shared : own).emplace_back(chain, from); }
  }
  const std::pair shared_key(recipients.keys.empty(), shared);
  if (!m_shared.contains(shared_key)) {
    auto made = make_chunk(shared, recipients);
    if (!made) { return fail(made.error()); }
    m_shared.emplace(shared_key, std::move(*made));
  }
  const auto own_chunk = make_chunk(own, recipients);
  if (!own_chunk) { return fail(own_chunk.error()); }

  Packed packed;
  std::vector<const Part*> parts;
  for (const Chunk* chunk : {&std::as_const(m_shared.at(shared_key)), &*own_chunk}) {
    header.segments.insert(header.segments.end(), chunk->segments.begin(), chunk->segments.end());
    if (chunk->part) { parts.push_back(&*chunk->part); }
    packed.revisions += chunk->revisions;
    packed.records.insert(packed.records.end(), chunk->records.begin(), chunk->records.end());
  }
  sort_and_unite(packed.records);
  packed.sealed = !recipients.keys.empty();
  for (const auto& segment : header.segments) {
    packed.heads.push_back(segment.checkpoint.chain);
    packed.from.push_back(segment.from);
  }
  packed.bytes = assemble(header, parts, {recipients.keys, &m_random}, m_sign);
  return packed;
}

Result<Packer::Chunk> Packer::make_chunk(const Selection& selection, const Recipients& recipients) {
  Chunk chunk;
  base::Writer runs;
  for (const auto& selected : selection) {
    if (auto status = add_run(selected, recipients, chunk, runs); !status) { return fail(status.error()); }
  }
  if (!chunk.segments.empty()) { chunk.part = make_part(runs.bytes()); }
  sort_and_unite(chunk.records);
  return chunk;
}

Status Packer::add_run(const Selected& selected, const Recipients& recipients, Chunk& chunk, base::Writer& runs) {
  const auto& [chain, from] = selected;
  auto checkpoint = checkpoint_of(chain);
  if (!checkpoint || checkpoint->chain.length < from) { return {}; }
  checkpoint->chain.branch = 0;
  const auto before = from > 1 ? m_ledger.id_at(chain, from - 1).value_or(RevisionId()) : RevisionId();
  ledger::RunWriter run;
  for (const auto& revision : m_ledger.read_chain(chain, from)) {
    if (revision.place > checkpoint->chain.length) { break; }
    if (auto status = check_sensitive(revision, recipients); !status) { return status; }
    run.add(revision);
    if (chunk.records.empty() || chunk.records.back() != revision.record) { chunk.records.push_back(revision.record); }
  }
  chunk.revisions += run.count();
  chunk.segments.push_back({from, before, *checkpoint});
  runs.text(run.bytes());
  return {};
}

const std::vector<std::string>& Packer::sensitive_questions(const FormName& form) {
  const auto [found, fresh] = m_sensitive.try_emplace(form);
  if (fresh) {
    // Whatever any version calls personal is so under every name that a version gave it.
    const auto definition = m_registers.all_versions(form.value());
    const auto versions = m_registers.versions(form.value());
    for (const auto& version : versions) {
      for (const auto& question : version->questions) {
        const auto now = form::VersionMap(*definition).name_of(question.name);
        const auto* reads = definition->find(now.empty() ? question.name : now);
        if (question.sensitive || (reads != nullptr && reads->sensitive)) { found->second.push_back(question.name); }
      }
    }
    if (definition != nullptr) {
      for (const auto& older : form::VersionMap(*definition).sensitive_names()) { found->second.push_back(older); }
    }
  }
  return found->second;
}

Status Packer::check_sensitive(const ledger::Revision& revision, const Recipients& recipients) {
  if (m_card.exercise || !recipients.keys.empty()) { return {}; }
  const auto& names = sensitive_questions(revision.record.form);
  if (names.empty()) { return {}; }
  for (const auto& [path, cell] : revision.cells) {
    if (cell.has_value() && std::ranges::find(names, question_of(path)) != names.end()) {
      return fail(holds_personal_data(revision.record, recipients));
    }
  }
  return {};
}

Error Packer::holds_personal_data(const ledger::RecordKey& record, const Recipients& recipients) const {
  auto number = to_string(record.id);
  if (const auto no = m_ledger.record_no(record)) {
    const auto state = m_ledger.state(*no);
    if (const auto found = state.cells.find("#"); found != state.cells.end()) { number = found->second.text; }
  }
  return {Errc::not_permitted,
          message("{0} {1} holds personal data and cannot be sealed: the sealing key of {2} is missing", record.form.value(), number,
                  joined(recipients.missing)),
          message("take in that desk's card first: headquarters with 'scamdesk desk enrol', a mission with headquarters' next package"),
          {}, {}};
}

}  // namespace scamdesk::exchange
