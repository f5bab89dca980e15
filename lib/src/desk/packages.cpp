// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include "base/files.hpp"
#include "desk/exchanging.hpp"
#include "desk/survey.hpp"
#include "exchange/enrol.hpp"
#include "exchange/inspect.hpp"
#include "exchange/pack.hpp"
#include "exchange/receipts.hpp"
#include "exchange/sealing.hpp"
#include "ledger/file_system.hpp"

namespace scamdesk {

using desk::guarded;

namespace {

// The returns that a package changes, and those of them that are not filed as they stand.
void note_returns(const Desk::Impl& desk, const std::vector<ledger::RecordKey>& records, PackResult& result) {
  for (const auto& key : records) {
    const auto form = desk.registers.find(key.form.value());
    if (!form || form->kind != form::Kind::survey || form->key.empty()) { continue; }
    const auto no = desk.ledger.record_no(key);
    if (!no) { continue; }
    const auto state = desk.ledger.state(*no);
    const auto round = state.cells.find(form->key.front());
    if (round == state.cells.end()) { continue; }
    const bool draft = !state.filed || state.reopened;
    result.returns.push_back(round->second.text + (draft ? " (draft)" : " (filed)"));
    if (draft) { result.drafts.push_back(round->second.text); }
  }
}

struct Target { MissionCode to; std::filesystem::path file; };

/// In the caller's transaction: a package is noted as made when it is there.
Result<PackResult> write_package(Desk::Impl& desk, const Target& target, const exchange::Packed& packed, bool replace) {
  const auto hash = exchange::package_hash(packed.bytes);
  PackResult result{target.file.string(), target.to.value(), packed.revisions, packed.records.size(), {}, {}, packed.sealed,
                    exchange::receipt_of(hash)};
  note_returns(desk, packed.records, result);
  ledger::PackageNotes(desk.ledger.database())
      .add(ledger::PackedNote{hash, target.to, target.file.filename().string(), desk.options.now, packed.revisions, packed.heads, {}, packed.from});
  if (desk.options.dry_run) { return result; }
  if (auto status = base::write_file(target.file, packed.bytes, {replace}); !status) { return fail(status.error()); }
  return result;
}

// Before anything is made: a package that stands is not written over.
Status check_free(const std::vector<Target>& targets, bool replace) {
  std::error_code ignored;
  for (const auto& target : targets) {
    if (!replace && std::filesystem::exists(target.file, ignored)) {
      return fail(Errc::cannot_create, message("{0}: it exists already", target.file.string()),
                  message("choose another name, or write over it with --force"));
    }
  }
  return {};
}

// All packages are made before the first is written: one that may not be made leaves none behind.
using Make = Result<exchange::Packed> (exchange::Packer::*)(const MissionCode&);
Result<std::vector<PackResult>> write_packages(Desk::Impl& desk, const std::vector<Target>& targets, Make make,
                                               bool replace, Progress* progress) {
  if (auto status = check_free(targets, replace); !status) { return fail(status.error()); }
  if (auto status = desk::unlock(desk); !status) { return fail(status.error()); }
  exchange::Packer packer(desk.ledger, desk.registers, desk.options.now, *desk.random);
  std::vector<exchange::Packed> made;
  for (const auto& target : targets) {
    if (progress != nullptr) { progress->at(message("making packages"), made.size(), targets.size()); }
    auto packed = (packer.*make)(target.to);
    if (!packed) { return fail(packed.error()); }
    made.push_back(std::move(*packed));
  }
  std::vector<PackResult> results;
  ledger::Transaction transaction(desk.ledger.database());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    auto result = write_package(desk, targets[i], made[i], replace);
    if (!result) { return fail(result.error()); }
    results.push_back(std::move(*result));
  }
  if (!desk.options.dry_run) { transaction.commit(); }
  return results;
}

Status make_folder(const Desk::Impl& desk, const std::string& folder) {
  if (desk.options.dry_run) { return {}; }
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) { return fail(Errc::cannot_create, message("{0}: {1}", folder, error.message())); }
  return {};
}

std::filesystem::path file_in(const std::string& folder, const MissionCode& mission) {
  return std::filesystem::path(folder) / (mission.value() + ".sdpk");
}

// Those that can merge a package: their desks are enrolled. The others begin with a kit.
Result<std::vector<Target>> enrolled_missions(Desk::Impl& desk, const std::string& folder) {
  const auto roster = desk::roster(desk);
  if (!roster) { return fail(roster.error()); }
  std::vector<Target> targets;
  for (const auto& mission : roster->missions()) {
    if (!desk.ledger.enrolments(mission.code).empty()) { targets.push_back({mission.code, file_in(folder, mission.code)}); }
  }
  if (targets.empty()) {
    return fail(Errc::not_found, message("no mission's desk is enrolled yet"),
                message("'scamdesk round kit ROUND -o DIR' makes the packages that missions begin with"));
  }
  return targets;
}

Result<std::vector<Target>> targets_of(Desk::Impl& desk, const Desk::PackTo& to) {
  if (!desk.headquarters()) {
    if (!to.mission.empty() && to.mission != headquarters_code.value()) {
      return fail(Errc::not_permitted, message("a mission packs for headquarters alone"), message("leave out --to"));
    }
    return std::vector<Target>{{headquarters_code, to.file}};
  }
  if (!to.folder.empty()) { return enrolled_missions(desk, to.folder); }
  if (to.mission.empty()) {
    return fail(Errc::usage, message("headquarters must name the mission"), message("give --to CODE, or --to-missions"));
  }
  if (to.mission == headquarters_code.value()) { return std::vector<Target>{{headquarters_code, to.file}}; }
  const auto roster = desk::roster(desk);
  if (!roster) { return fail(roster.error()); }
  return roster->require(to.mission).map([&](const Mission& mission) {
    return std::vector<Target>{{mission.code, to.file}};
  });
}

/// A store grew by up to six times what came in packages, with the journal beside it. A disk that is full nevertheless is
/// an error that changes nothing.
Status require_space_for(const std::vector<std::filesystem::path>& packages, const std::string& store) {
  std::uintmax_t bytes = 0;
  for (const auto& package : packages) {
    std::error_code error;
    const auto size = std::filesystem::file_size(package, error);
    if (!error) { bytes += size; }
  }
  const auto folder = std::filesystem::absolute(store).parent_path();
  return ledger::require_space(folder.string(), bytes * 6);
}

}  // namespace

Result<std::vector<PackResult>> Desk::pack(const PackTo& to, Progress* progress) {
  return guarded(*m_impl, [&]() -> Result<std::vector<PackResult>> {
    const auto targets = targets_of(*m_impl, to);
    if (!targets) { return fail(targets.error()); }
    if (!to.folder.empty()) {
      if (auto status = make_folder(*m_impl, to.folder); !status) { return fail(status.error()); }
    }
    return write_packages(*m_impl, *targets, &exchange::Packer::pack, to.replace, progress);
  });
}

Result<std::vector<PackResult>> Desk::make_kits(const std::string& round, const std::string& folder, bool replace,
                                                Progress* progress) {
  if (auto status = desk::require_headquarters(*m_impl); !status) { return fail(status.error()); }
  return guarded(*m_impl, [&]() -> Result<std::vector<PackResult>> {
    const auto found = survey::Rounds(m_impl->registers).find(round);
    if (!found) { return fail(found.error()); }
    if (auto status = make_folder(*m_impl, folder); !status) { return fail(status.error()); }
    std::vector<Target> targets;
    for (const auto& [mission, expected] : found->expected) { targets.push_back({mission, file_in(folder, mission)}); }
    return write_packages(*m_impl, targets, &exchange::Packer::kit, replace, progress);
  });
}

Result<MergeReport> Desk::merge(const std::vector<std::string>& packages, Progress* progress) {
  const auto files = base::expand(packages, ".sdpk");
  if (!files) { return fail(files.error()); }
  if (files->empty()) {
    return fail(Errc::not_found, message("{0}: no package in this folder", packages.empty() ? std::string() : packages.front()),
                message("pass a file made by 'scamdesk pack'"));
  }
  if (auto space = require_space_for(*files, m_impl->options.store); !space) { return fail(space.error()); }
  return desk::exchanging(*m_impl, [&]() -> Result<MergeReport> {
    // Asked for before the first package: a batch never stops in the middle for it.
    const auto sealed = [](const std::filesystem::path& file) { return exchange::file_begins_sealed(file); };
    if (m_impl->ledger.locked() && std::ranges::any_of(*files, sealed)) {
      if (auto status = desk::unlock(*m_impl); !status) { return fail(status.error()); }
    }
    std::optional<ledger::StoreFault> fault;
    auto report = desk::merger(*m_impl).merge(*files, progress, &fault);
    if (fault && report.packages.empty()) { throw *fault; }
    if (fault) {
      report.fault = desk::to_error(*fault, m_impl->options.store);
      report.fault->hint = message("what came in stays; check the disk, then 'scamdesk desk verify', and merge the rest again");
    }
    return report;
  });
}

Result<PackageInfo> inspect_package(const std::string& file) { return exchange::inspect(file, nullptr); }

Result<PackageInfo> Desk::inspect(const std::string& file) {
  return guarded(*m_impl, [&]() -> Result<PackageInfo> {
    auto& ledger = m_impl->ledger;
    if (ledger.locked() && m_impl->options.passphrase && exchange::file_begins_sealed(file)) {
      // Without a passphrase the outside is shown all the same.
      if (auto status = desk::unlock(*m_impl); !status && status.error().code != Errc::config) { return fail(status.error()); }
    }
    return exchange::inspect(file, &ledger);
  });
}

namespace desk {

Result<MergeReport> open_kit(Desk::Impl& desk, const std::string& file) {
  const auto card = exchange::read_kit_card(file);
  if (!card) { return fail(card.error()); }
  if (card->role != ledger::Role::headquarters) {
    return fail(Errc::not_permitted, message("this package is of {0}, and a kit is headquarters'", card->mission.value()),
                message("pass a file made by 'scamdesk round kit'"), SourcePlace{file});
  }
  if (card->exercise != desk.identity().exercise) {
    return fail(Errc::not_permitted, message("real and exercise desks never meet"), {}, SourcePlace{file});
  }
  ledger::Transaction transaction(desk.ledger.database());
  desk.ledger.pin_headquarters(card->key);
  if (!card->sealing.is_zero()) { desk.ledger.keep_card(exchange::to_known(*card)); }
  // A second desk of headquarters: whoever begins with its kit comes to know the first by its word.
  const auto vouch = [&] {
    if (desk.headquarters()) { exchange::vouch(desk.ledger, desk.registers, *card, desk.author()); }
  };
  if (!exchange::is_package(file)) {  // headquarters' card alone: the rest comes with its next package
    vouch();
    transaction.commit();
    return MergeReport{};
  }
  auto report = merger(desk).merge({file}, nullptr);
  const auto& kit = report.packages.front();
  if (!report.clean()) { return fail(*kit.error); }
  vouch();
  transaction.commit();
  return report;
}

}  // namespace desk
}  // namespace scamdesk
