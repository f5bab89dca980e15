// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "desk/forms.hpp"
#include "desk/survey.hpp"
#include "document/workbook.hpp"
#include "exchange/workbook_changes.hpp"

namespace scamdesk {

using desk::guarded;
using desk::reading;
using desk::writing;

namespace {

using Outcome = WorkbookTaken::Outcome;

constexpr std::uint64_t largest_file = std::uint64_t{64} << 20;

std::string id_of(const exchange::WorkbookCover& cover, const std::string& state) {
  const auto text = cover.mission.value() + "\n" + cover.round.value() + "\n" + to_string(cover.form_hash) + "\n" + state;
  return to_string(base::blake2b(text)).substr(0, 32);
}

std::string base_words(const survey::Returns& returns, const Return& stands) {
  const auto version = stands.version == 0 ? word(message("draft")).ko : word(message("version {0}", stands.version)).ko;
  return version + " · " + returns.state_id().substr(0, 8);
}

/// The answers a return has, or would begin with.
Result<exchange::WorkbookOrder> order_of(Desk::Impl& impl, const survey::Returns& returns, const Mission& mission) {
  exchange::WorkbookOrder order;
  order.cover = {mission.code, returns.round().id, returns.form().name, returns.form().version, returns.form().hash, {}, {}};
  order.mission_name = mission.name;
  order.made = impl.options.now;
  const auto expected = returns.round().expected.find(mission.code);
  const bool extended = expected != returns.round().expected.end() && expected->second.extended_to;
  order.due = extended ? *expected->second.extended_to : returns.round().due;
  order.cover.id = id_of(order.cover, returns.state_id());
  if (!returns.begun()) {
    order.cover.base = word(message("not begun")).ko;
    return returns.beginning(mission, impl.author()).map([&](Cells&& cells) {
      order.cells = std::move(cells);
      return order;
    });
  }
  const auto stands = returns.show();
  if (!stands) { return fail(stands.error()); }
  order.cover.base = base_words(returns, *stands);
  order.cells = form::to_cells(returns.form(), form::to_answers(returns.form(), returns.cells()));
  return order;
}

Result<std::string> workbook_of(Desk::Impl& impl, const Round& round, const Mission& mission) {
  auto returns = survey::Returns::of(impl.registers, round, mission.code);
  if (!returns) { return fail(returns.error()); }
  return order_of(impl, *returns, mission).and_then([&](const exchange::WorkbookOrder& order) {
    return exchange::write_return_workbook(returns->form(), order);
  });
}

/// One filled workbook on its way into the return it is of.
class Taking {
public:
  Taking(Desk::Impl& impl, std::string round, std::string mission, WorkbookTaken& taken)
      : m_impl(impl), m_round(std::move(round)), m_mission(std::move(mission)), m_taken(taken) {}

  Status take(const document::Workbook& workbook) {
    const auto cover = exchange::read_cover(workbook, m_taken.file);
    if (!cover) { return fail(cover.error()); }
    m_taken.mission = cover->mission;
    m_taken.round = cover->round;
    const auto mission = mission_of(*cover);
    if (!mission) { return fail(mission.error()); }
    const auto round = round_of(*cover);
    if (!round) { return fail(round.error()); }
    auto returns = survey::Returns::of(m_impl.registers, *round, mission->code);
    if (!returns) { return fail(returns.error()); }
    if (cover->form_hash != returns->form().hash) {
      return refused(message("made from version {0} of {1}, and the round asks by another of version {2}", cover->version,
                             cover->form.value(), returns->form().version),
                     message("send the mission a new workbook: 'scamdesk form export {0} --to workbook --prefill {1}'",
                             returns->form().name.value(), round->id.value()));
    }
    const auto filled = exchange::read_filled(returns->form(), workbook, *cover, m_taken.file);
    if (!filled) { return fail(filled.error()); }
    m_fresh = !returns->begun();
    if (auto begun = returns->start(*mission, m_impl.author()); !begun) { return fail(begun.error()); }
    return write(*returns, *cover, *filled, exchange::read_base(workbook));
  }

private:
  tl::unexpected<Error> refused(Message problem, std::optional<Message> hint = {}) const {
    return fail(Errc::bad_input, std::move(problem), std::move(hint), SourcePlace{m_taken.file});
  }

  Result<Mission> mission_of(const exchange::WorkbookCover& cover) {
    const auto& code = cover.mission.value();
    if (code.empty()) {
      return refused(message("the cover does not say whose workbook it is"), message("write the mission's code on the cover, such as KH-PNH"));
    }
    if (!m_mission.empty() && code != m_mission) {
      return refused(message("this is the workbook of {0}, not of {1}", code, m_mission));
    }
    const auto& own = m_impl.identity().mission.value();
    if (!m_impl.headquarters() && code != own) {
      return refused(message("this is the workbook of {0}, and this desk is {1}'s", code, own));
    }
    return desk::roster(m_impl).and_then([&](const survey::Roster& roster) { return roster.require(code); });
  }

  Result<Round> round_of(const exchange::WorkbookCover& cover) {
    if (cover.round.value().empty()) {
      return refused(message("the cover does not say for which round it is"), message("write the round on the cover, such as 2025-10"));
    }
    if (!m_round.empty() && cover.round.value() != m_round) {
      return refused(message("this workbook is for round {0}, not for {1}", cover.round.value(), m_round));
    }
    auto round = survey::Rounds(m_impl.registers).find(cover.round.value());
    if (round && !round->expected.contains(cover.mission)) {
      return refused(message("round {0} does not expect {1}", cover.round.value(), cover.mission.value()));
    }
    return round;
  }

  Status write(survey::Returns& returns, const exchange::WorkbookCover& cover, const exchange::FilledWorkbook& filled, const Cells& base) {
    const auto stands = returns.show();
    if (!stands) { return fail(stands.error()); }
    const auto memory = "workbook/" + cover.id;
    const auto before = m_impl.ledger.setting(memory).value_or("");
    auto changes = exchange::compare(filled, base, before, {returns.cells(), stands->conflicts, m_fresh});
    m_taken.attested = !filled.attested.name.empty() && !filled.attested.post.empty() && !filled.attested.date.empty();
    const auto shown = returns.put(changes.set, author(filled.attested));
    if (!shown) { return fail(shown.error()); }
    if (changes.remembered != before) { m_impl.ledger.keep_setting(memory, changes.remembered); }
    m_taken.changed = changes.set.size();
    m_taken.relevant = shown->relevant;
    m_taken.blank = shown->blank;
    m_taken.outcome = !changes.apart.empty() ? Outcome::partly : changes.set.empty() ? Outcome::known : Outcome::taken;
    m_taken.errors = std::move(changes.apart);
    return {};
  }

  /// Who is kept with the change: the officer here, and who attested the answers.
  records::Author author(const exchange::Attestation& attested) {
    auto author = m_impl.author();
    if (m_taken.attested) { author.actor += " (" + attested.post + " " + attested.name + ", " + attested.date + ")"; }
    return author;
  }

  Desk::Impl& m_impl;
  std::string m_round, m_mission;
  WorkbookTaken& m_taken;
  bool m_fresh = false;  ///< the return began with this workbook
};

WorkbookTaken take_file(Desk::Impl& impl, const std::string& round, const std::string& mission, const std::filesystem::path& file) {
  WorkbookTaken taken;
  taken.file = file.string();
  const auto workbook = base::read_file(file, largest_file).and_then([&](const std::string& bytes) {
    return document::read_workbook(bytes, taken.file);
  });
  const auto status = !workbook ? Status(fail(workbook.error()))
                                : writing(impl, [&] { return Taking(impl, round, mission, taken).take(*workbook); });
  if (status) { return taken; }
  auto error = status.error();
  auto further = std::move(error.more);
  error.more.clear();
  if (!error.place) { error.place = SourcePlace{taken.file}; }
  taken.outcome = Outcome::refused;
  taken.changed = 0;
  taken.errors = {std::move(error)};
  taken.errors.insert(taken.errors.end(), std::make_move_iterator(further.begin()), std::make_move_iterator(further.end()));
  return taken;
}

}  // namespace

Result<std::string> form_workbook(const std::string& templates, const std::string& name_or_file, Instant now) {
  const auto form = desk::compiled_form(templates, name_or_file);
  if (!form) { return fail(form.error()); }
  if ((*form)->kind != form::Kind::survey) {
    return fail(Errc::bad_input, message("{0} is not a survey's form", (*form)->name.value()),
                message("'scamdesk {0} export -o FILE.xlsx' makes a register's file to fill in", (*form)->name.value()));
  }
  exchange::WorkbookOrder order;
  order.cover.form = (*form)->name;
  order.cover.version = (*form)->version;
  order.cover.form_hash = (*form)->hash;
  order.cover.base = word(message("blank form")).ko;
  order.made = now;
  order.cover.id = id_of(order.cover, to_string(now));
  return exchange::write_return_workbook(**form, order);
}

Result<std::string> Desk::return_workbook(const std::string& round, const std::string& mission) {
  return reading(*m_impl, [&]() -> Result<std::string> {
    const auto of = desk::mission_for(*m_impl, mission);
    if (!of) { return fail(of.error()); }
    const auto found = survey::Rounds(m_impl->registers).find(round);
    if (!found) { return fail(found.error()); }
    return workbook_of(*m_impl, *found, *of);
  });
}

Result<std::vector<std::string>> Desk::make_workbooks(const std::string& round, const std::string& folder, bool replace, Progress* progress) {
  if (auto status = desk::require_headquarters(*m_impl); !status) { return fail(status.error()); }
  return guarded(*m_impl, [&]() -> Result<std::vector<std::string>> {
    const auto found = survey::Rounds(m_impl->registers).find(round);
    if (!found) { return fail(found.error()); }
    const auto roster = desk::roster(*m_impl);
    if (!roster) { return fail(roster.error()); }
    std::vector<std::string> made;
    for (const auto& [code, expected] : found->expected) {
      if (progress != nullptr) { progress->at(message("making workbooks"), made.size(), found->expected.size()); }
      const auto mission = roster->require(code.value());
      if (!mission) { return fail(mission.error()); }
      const auto bytes = workbook_of(*m_impl, *found, *mission);
      if (!bytes) { return fail(bytes.error()); }
      made.push_back((std::filesystem::path(folder) / (code.value() + ".xlsx")).string());
      if (m_impl->options.dry_run) { continue; }
      if (auto status = base::write_file(made.back(), *bytes, {replace}); !status) { return fail(status.error()); }
    }
    return made;
  });
}

Result<std::vector<WorkbookTaken>> Desk::import_workbooks(const std::string& round, const std::string& mission,
                                                          const std::vector<std::string>& files, Progress* progress) {
  const auto all = base::expand(files, ".xlsx");
  if (!all) { return fail(all.error()); }
  if (all->empty()) { return fail(Errc::not_found, message("{0}: no workbook in this folder", files.empty() ? std::string() : files.front())); }
  return guarded(*m_impl, [&]() -> Result<std::vector<WorkbookTaken>> {
    std::vector<WorkbookTaken> taken;
    for (const auto& file : *all) {
      if (progress != nullptr) { progress->at(message("reading files"), taken.size(), all->size()); }
      taken.push_back(take_file(*m_impl, round, mission, file));
    }
    return taken;
  });
}

}  // namespace scamdesk
