// SPDX-License-Identifier: Apache-2.0
#include "exchange/judge.hpp"

#include <algorithm>

#include "exchange/pack.hpp"
#include "exchange/sealing.hpp"
#include "ledger/erasure.hpp"

namespace scamdesk::exchange {
namespace {

using ledger::Role;

tl::unexpected<Objection> refuse(Errc code, Message problem, std::optional<Message> hint = {}) {
  return tl::unexpected<Objection>({Outcome::refused, {code, std::move(problem), std::move(hint), {}, {}}});
}

tl::unexpected<Objection> hold(Errc code, Message problem, std::optional<Message> hint = {}) {
  return tl::unexpected<Objection>({Outcome::held, {code, std::move(problem), std::move(hint), {}, {}}});
}

tl::unexpected<Objection> refuse(Error error) {
  return tl::unexpected<Objection>({Outcome::refused, std::move(error)});
}

tl::unexpected<Objection> ahead(Instant time) {
  return hold(Errc::bad_input, message("it is dated {0}, more than a day ahead of this desk's clock", to_string(time)),
              message("check the clocks of both desks; it comes in by itself when its time has come"));
}

tl::unexpected<Objection> refuse_revoked(const ledger::Enrolment& desk) {
  return refuse(Errc::not_permitted,
                message("headquarters revoked the desk {0} of {1}", fingerprint(desk.key.value()).substr(0, 9), desk.mission.value()),
                message("what it wrote before is here; work goes on at the desk that replaces it"));
}

// The sender's word on who it is has to be headquarters' word too.
bool agrees(const ledger::Enrolment& enrolment, const Card& card) {
  return enrolment.mission == card.mission && enrolment.role == card.role;
}

}  // namespace

Judge::Judge(const ledger::Ledger& ledger, const records::Registers& registers, Instant now)
    : m_ledger(ledger), m_latest(now + allowed_ahead), m_trust(ledger, registers) {
  for (auto& chain : ledger.chains()) { m_chains[{chain.desk, chain.owner}].push_back(chain); }
}

Judged<News> Judge::judge(Package& package, std::optional<Runs> unpacked) {
  const auto& header = package.header;
  if (auto address = check_address(header); !address) { return tl::unexpected(address.error()); }
  if (auto segments = check_segments(header); !segments) { return tl::unexpected(segments.error()); }
  if (auto standing = check_standing(header); !standing) { return tl::unexpected(standing.error()); }
  News news;
  const bool carries = std::ranges::any_of(header.segments, [&](const auto& segment) { return !is_held(segment); });
  if (carries) {
    if (!unpacked) {
      if (auto opened = open(package); !opened) { return tl::unexpected(opened.error()); }
      auto runs = Runs::open(package);
      if (!runs) { return refuse(runs.error()); }
      unpacked = std::move(*runs);
    }
    news.bytes = std::move(unpacked);
    for (auto& run : news.bytes->all()) {
      if (!is_held(*run.segment)) { news.runs.push_back(std::move(run)); }
    }
    if (auto checked = check_runs(header, news.runs); !checked) { return tl::unexpected(checked.error()); }
    if (auto lacking = check_lacking(); !lacking) { return tl::unexpected(lacking.error()); }
  }
  if (auto sender = check_sender(header); !sender) { return tl::unexpected(sender.error()); }
  if (header.made > m_latest) { return ahead(header.made); }
  for (const auto& run : news.runs) {
    if (auto status = check_continues(*run.segment); !status) { return tl::unexpected(status.error()); }
  }
  note_facts(header, news);
  return news;
}

Judged<void> Judge::check_address(const Header& header) const {
  const auto& self = m_ledger.identity();
  if (header.card.exercise != self.exercise) {
    return refuse(Errc::not_permitted, header.card.exercise ? message("an exercise package cannot enter a real desk")
                                                            : message("a real package cannot enter an exercise desk"));
  }
  // Two desks of one mission may take each other's packages to headquarters.
  const bool ours = header.addressee == self.mission.value() || header.addressee == shared_owner.value() ||
                    (header.addressee == headquarters_code.value() && header.card.mission == self.mission);
  if (ours) { return {}; }
  return refuse(Errc::not_permitted,
                message("it is addressed to {0}, and this desk is {1}", header.addressee, self.mission.value()),
                message("send it to {0}", header.addressee));
}

Judged<void> Judge::check_segments(const Header& header) const {
  for (const auto& segment : header.segments) {
    if (!may_have(m_ledger.identity().mission, segment.owner())) {
      return refuse(Errc::not_permitted,
                    message("it carries records of {0}, which this desk may not have", segment.owner().value()),
                    message("tell the sender; nothing was changed"));
    }
    if (!ledger::is_sound(segment.checkpoint)) { return refuse(damaged_package()); }
  }
  return {};
}

Judged<void> Judge::open(Package& package) const {
  switch (open_for(m_ledger, package)) {
    case Opening::open: return {};
    case Opening::damaged: return refuse(damaged_package());
    case Opening::not_ours:
      return refuse(Errc::not_permitted, message("it is sealed to other keys than this desk's"),
                    message("ask the sender for a package made after headquarters enrolled this desk"));
    case Opening::locked: break;
  }
  if (auto sender = check_sender(package.header); !sender) { return sender; }
  return hold(Errc::config, message("it is sealed, and this desk's keys are locked"),
              message("merge again with the passphrase; it then comes in by itself"));
}

Judged<void> Judge::check_sender(const Header& header) const {
  const auto& card = header.card;
  auto enrolment = m_trust.of(card.key);
  if (const auto revoked = m_trust.revoked(card.key)) { enrolment = revoked; }  // what it carries was found good
  if (!enrolment) {
    const bool here = m_ledger.identity().role == Role::headquarters;
    return hold(Errc::not_permitted,
                message("the desk {0} of {1} is not enrolled here yet", fingerprint(card.key.value()), card.mission.value()),
                here ? message("enrol it with 'scamdesk desk enrol FILE'; the package then comes in by itself")
                     : message("begin this desk with headquarters' kit, or merge headquarters' next package first"));
  }
  if (agrees(*enrolment, card)) { return {}; }
  return refuse(Errc::not_permitted, message("the sender says it is {0}, but headquarters enrolled that desk for {1}",
                                             card.mission.value(), enrolment->mission.value()));
}

// An author may be enrolled by what headquarters wrote in the same package, so those who are known go first.
Judged<void> Judge::check_runs(const Header& header, std::vector<Run>& runs) {
  std::vector<Run*> waiting;
  for (auto& run : runs) { waiting.push_back(&run); }
  for (bool moved = true; moved && !waiting.empty();) {
    moved = false;
    for (auto& run : waiting) {
      auto author = m_trust.of(run->segment->desk());
      // Passed on by others: what it wrote beyond its last good revision is kept and does not count.
      if (const auto revoked = m_trust.revoked(run->segment->desk())) { author = revoked; }
      if (!author) { continue; }
      if (auto status = check_run(*run, *author); !status) { return status; }
      run = nullptr;
      moved = true;
    }
    std::erase(waiting, nullptr);
  }
  if (waiting.empty()) { return {}; }
  if (auto sender = check_sender(header); !sender) { return sender; }
  return hold(Errc::not_permitted, message("the desk {0}, which wrote part of it, is not enrolled here yet",
                                           fingerprint(waiting.front()->segment->desk().value())),
              message("it comes in by itself once headquarters has enrolled that desk"));
}

// What a revoked desk of headquarters said of others after its last good revision makes them known, and no more.
void Judge::learn(const ledger::Revision& revision, const ledger::RunReader& reader, bool bad) {
  if (revision.change != ledger::Change::enrol && revision.change != ledger::Change::revoke) { return; }
  auto whole = revision;
  reader.fill(whole);
  auto enrolment = enrolment_of(whole.cells);
  if (!enrolment) { return; }
  enrolment->enrolled = enrolment->enrolled && !bad;
  m_trust.learn(*enrolment);
}

// Most runs hold a mission's own answers, and what their headers say together finds no fault with any of them.
bool Judge::is_plain(const Run& run, const ledger::Enrolment& author) const {
  const auto& all = run.summary;
  if (author.role == Role::headquarters || all.destroyed || all.latest > m_latest) { return false; }
  return std::ranges::all_of(all.kinds, [&](const RunSummary::Kind& kind) {
    return m_trust.may_write(author, run.segment->owner(), kind.form, kind.change) == Trust::Answer::yes;
  });
}

Judged<void> Judge::check_run(Run& run, const ledger::Enrolment& author) {
  std::optional<Objection> objection;
  const auto object = [&](const Judged<void>& judged) -> Status {
    if (!objection || judged.error().outcome == Outcome::refused) { objection = judged.error(); }
    return {};
  };
  const auto bad = [&, revoked = m_trust.revoked(author.key).has_value()](const ledger::Revision& revision) {
    return revoked && !m_trust.is_good({revision.desk, revision.record.owner, 0, revision.place, revision.id});
  };
  if (auto sound = identify(run); !sound) { return refuse(sound.error()); }
  if (is_plain(run, author)) { return {}; }
  const auto status = skim(run, [&](const ledger::Revision& revision, const ledger::RunReader& reader) -> Status {
    const auto& form = revision.record.form.value();
    switch (m_trust.may_write(author, revision.record.owner, revision.record.form, revision.change)) {
      case Trust::Answer::yes: break;
      case Trust::Answer::no:
        return object(refuse(Errc::not_permitted, message("the desk of {0} may not write register {1} of {2}",
                                                          author.mission.value(), form, revision.record.owner.value()),
                             message("the whole package is refused; tell {0}", author.mission.value())));
      case Trust::Answer::form_unknown:
        return object(hold(Errc::not_found, message("the form {0} is not here yet, and its shared records need it", form),
                           message("add the form to the templates; the package then comes in by itself")));
    }
    if (revision.time > m_latest) { return object(ahead(revision.time)); }
    if (author.role == Role::headquarters) { learn(revision, reader, bad(revision)); }
    note_erasure(author, revision, reader);
    return {};
  });
  if (!status) { return refuse(status.error()); }
  if (objection) { return tl::unexpected(*objection); }
  return {};
}

// Headquarters' own erasures may have been erased since: no other revision may say so by itself.
void Judge::note_erasure(const ledger::Enrolment& author, const ledger::Revision& revision, const ledger::RunReader& reader) {
  const bool erasure = author.role == Role::headquarters && revision.change == ledger::Change::erase;
  if (revision.destroyed && !erasure) { m_lacking.push_back({revision.id, revision.record}); }
  if (!erasure) { return; }
  auto whole = revision;
  reader.fill(whole);
  for (const auto& id : ledger::named_by(whole)) { m_erased.insert(id); }
}

// Values are left out by law alone: an erasure says so, here or in the same package.
Judged<void> Judge::check_lacking() const {
  for (const auto& lacking : m_lacking) {
    auto named = m_erased;
    if (const auto no = m_ledger.record_no(lacking.record)) {
      for (const auto& revision : m_ledger.history(*no)) {
        const auto ids = ledger::named_by(revision);
        named.insert(ids.begin(), ids.end());
      }
    }
    if (named.contains(lacking.id)) { continue; }
    return hold(Errc::bad_input, message("the values of a change to {0} {1} are missing, and no erasure that is here says why",
                                         lacking.record.form.value(), to_string(lacking.record.id)),
                message("it comes in by itself with headquarters' erasure; ask the sender if there is none"));
  }
  return {};
}

Judged<void> Judge::check_continues(const Segment& segment) const {
  const auto chains = m_chains.find({segment.desk(), segment.owner()});
  std::uint64_t have = 0;
  bool continues = segment.from == 1;
  if (chains != m_chains.end()) {
    for (const auto& chain : chains->second) {
      have = std::max(have, chain.length);
      continues = continues || m_ledger.id_at(chain, segment.from - 1) == segment.before;
    }
  }
  if (continues) { return {}; }
  const auto writer = name_of(segment.desk());
  if (have + 1 >= segment.from) {
    return hold(Errc::not_found, message("the chain of {0} was continued on another copy of that desk, before place {1}",
                                         writer, segment.from),
                message("ask {0} for a package of everything", writer));
  }
  return hold(Errc::not_found, message("the changes {0} to {1} of {2} are missing", have + 1, segment.from - 1, writer),
              message("merge the packages before it; the order does not matter"));
}

// A revoked desk is heard as far as its package goes no further than what headquarters called good of it: one that was
// long on its way.
Judged<void> Judge::check_standing(const Header& header) const {
  const auto revoked = m_trust.revoked(header.card.key);
  if (!revoked) { return {}; }
  const bool good = !header.segments.empty() && std::ranges::all_of(header.segments, [&](const Segment& segment) {
    return segment.desk() != header.card.key || (m_trust.is_good(segment.checkpoint.chain) && (is_held(segment) || !departs(segment)));
  });
  if (good) { return {}; }
  return refuse_revoked(*revoked);
}

// What is not held although the chain reaches beyond it was written on another copy of the desk.
bool Judge::departs(const Segment& segment) const {
  const auto chains = m_chains.find({segment.desk(), segment.owner()});
  return chains != m_chains.end() &&
         std::ranges::any_of(chains->second, [&](const ledger::ChainHead& chain) { return chain.length >= segment.to(); });
}

bool Judge::is_held(const Segment& segment) const {
  const auto chains = m_chains.find({segment.desk(), segment.owner()});
  if (chains == m_chains.end()) { return false; }
  return std::ranges::any_of(chains->second, [&](const ledger::ChainHead& chain) {
    if (chain.length == segment.to()) { return chain.head == segment.checkpoint.chain.head; }
    return chain.length > segment.to() && m_ledger.id_at(chain, segment.to()) == segment.checkpoint.chain.head;
  });
}

// Checkpoints only grow; of what the sender holds its latest package speaks.
void Judge::note_facts(const Header& header, News& news) const {
  for (const auto& segment : header.segments) {
    if (!m_ledger.is_vouched(segment.checkpoint.chain)) { news.checkpoints.push_back(segment.checkpoint); }
  }
  if (m_ledger.is_revoked(header.card.key)) { return; }  // whose word on what it holds is good no more
  const auto card = m_ledger.card(header.card.key);
  news.card = !header.card.sealing.is_zero() && header.card.key != m_ledger.identity().key && (!card || card->made < header.card.made);
  news.holdings = m_ledger.news_of(header.card.mission, header.card.key, header.holdings, header.made).has_value();
}

// `KH-PNH (1a2b 3c4d)`: the mission where it is known, and enough of the fingerprint to tell its desks apart.
std::string Judge::name_of(const DeskKey& desk) const {
  const auto enrolment = m_trust.of(desk);
  const auto print = fingerprint(desk.value()).substr(0, 9);
  return enrolment ? enrolment->mission.value() + " (" + print + ")" : print;
}

}  // namespace scamdesk::exchange
