// SPDX-License-Identifier: Apache-2.0
#include <deque>
#include <filesystem>

#include <scamdesk/unfinished.hpp>

#include "desk/impl.hpp"
#include "survey/roster.hpp"

namespace scamdesk {

namespace desk {

Error to_error(const ledger::StoreFault& fault, const std::string& store) {
  switch (fault.code()) {
    case Errc::busy:
      return {Errc::busy, message("{0}: another program is writing", store),
              message("try again, or wait longer with --wait SECONDS"), {}, {}};
    case Errc::config:
      return {Errc::config, message("{0}: {1}", store, fault.what()),
              message("use a desk of this program's, or a newer program"), {}, {}};
    case Errc::not_permitted:
      return {Errc::not_permitted, message("{0}: the desk is read-only", store),
              message("check the file's and its folder's permissions"), {}, {}};
    default:
      return {fault.code(), message("{0}: {1}", store, fault.what()),
              message("nothing was changed; check the disk, then 'scamdesk desk verify'"), {}, {}};
  }
}

Status require_headquarters(const Desk::Impl& desk) {
  if (desk.headquarters()) { return {}; }
  return fail(Errc::not_permitted, message("only headquarters' desk does this"),
              message("this desk belongs to {0}", desk.identity().mission.value()));
}

Status require_believed(const Desk::Impl& desk) {
  if (!desk.ledger.is_revoked(desk.identity().key)) { return require_headquarters(desk); }
  return fail(Errc::not_permitted, message("this desk's key is revoked: whom it enrols or revokes is nothing to any other desk"),
              message("do this at another desk of headquarters; that one may enrol this desk again"));
}

std::unique_ptr<base::Random> make_random(const DeskOptions& options, std::size_t revisions) {
  if (!options.seed) { return base::system_random(); }
  return base::seeded_random(*options.seed + '\n' + options.store + '\n' + to_string(options.now) + '\n' +
                             std::to_string(revisions));
}

}  // namespace desk

namespace {

Result<std::unique_ptr<Desk::Impl>> assemble(const DeskOptions& options, ledger::Ledger ledger,
                                             std::unique_ptr<base::Random> random) {
  auto impl = std::make_unique<Desk::Impl>(options, std::move(random), std::move(ledger));
  return desk::guarded(*impl, [&] { return impl->registers.load(options.templates); }).map([&] {
    return std::move(impl);
  });
}

/// Makes the folders of a store; removes them and the half-made store unless told that it is whole.
class UntilWhole {
public:
  explicit UntilWhole(std::string file) : m_file(std::move(file)) {
    std::error_code ignored;
    auto folder = std::filesystem::absolute(m_file).parent_path();
    for (; !folder.empty() && !std::filesystem::exists(folder, ignored); folder = folder.parent_path()) {
      m_folders.push_back(folder);
    }
    if (!m_folders.empty()) { std::filesystem::create_directories(m_folders.front(), ignored); }
  }
  ~UntilWhole() {
    std::error_code ignored;
    if (m_whole) { return; }
    m_unfinished.clear();
    for (const auto& folder : m_folders) { std::filesystem::remove(folder, ignored); }  // empty ones alone
  }
  void made() {
    for (const auto* end : {"", "-journal"}) { m_unfinished.emplace_back(m_file + end); }
  }
  UntilWhole(UntilWhole&&) = delete;
  void keep() {
    m_whole = true;
    for (auto& file : m_unfinished) { file.kept(); }
  }

private:
  std::string m_file;
  std::vector<std::filesystem::path> m_folders;  ///< that were not there, the innermost first
  std::deque<UnfinishedFile> m_unfinished;
  bool m_whole = false;
};

Result<ledger::Identity> identity_of(const DeskOptions& options, const NewDesk& desk) {
  ledger::Identity identity;
  identity.mission = desk.mission;
  identity.exercise = desk.exercise;
  const bool hq_code = desk.mission == headquarters_code;
  if (desk.headquarters != hq_code) {
    return fail(Errc::usage, message("headquarters' desk is mission HQ, and mission HQ is headquarters"),
                message("scamdesk desk init --mission HQ --role headquarters"));
  }
  identity.role = hq_code ? ledger::Role::headquarters : ledger::Role::mission;
  if (hq_code) { return identity; }
  const auto roster = survey::Roster::read(options.templates);
  if (!roster) { return fail(roster.error()); }
  return roster->require(desk.mission.value()).map([&](const Mission&) { return identity; });
}

}  // namespace

Desk::Desk(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Desk::Desk(Desk&&) noexcept = default;
Desk& Desk::operator=(Desk&&) noexcept = default;
Desk::~Desk() = default;

Result<Desk> Desk::create(const DeskOptions& options, const NewDesk& desk) {
  const auto identity = identity_of(options, desk);
  if (!identity) { return fail(identity.error()); }
  auto random = desk::make_random(options, 0);
  UntilWhole store(options.store);
  auto ledger = ledger::Ledger::create(options.store, *identity, *random, desk::protection_of(desk.passphrase, desk.cost));
  if (!ledger) { return fail(ledger.error()); }
  store.made();
  auto impl = assemble(options, std::move(*ledger), std::move(random));
  if (!impl) { return fail(impl.error()); }
  const auto carded = desk::guarded(**impl, [&]() -> Status {
    ledger::Transaction transaction((*impl)->ledger.database());
    desk::keep_own_card(**impl);
    transaction.commit();
    return {};
  });
  if (!carded) { return fail(carded.error()); }
  if (!desk.kit.empty()) {
    const auto merged = desk::guarded(**impl, [&] { return desk::open_kit(**impl, desk.kit); });
    if (!merged) { return fail(merged.error()); }
  }
  if (!options.dry_run) { store.keep(); }
  return Desk(std::move(*impl));
}

Result<Desk> Desk::open(const DeskOptions& given) {
  DeskOptions options = given;
  options.now = given.as_of.value_or(given.now);  // what is said "as of" the past is said of then
  const auto mode = options.read_only || options.as_of ? ledger::OpenMode::read : ledger::OpenMode::write;
  auto ledger = ledger::Ledger::open(options.store, mode, options.wait);
  if (!ledger) { return fail(ledger.error()); }
  if (options.as_of) {
    ledger = ledger::Ledger::as_of(*ledger, *options.as_of);
    if (!ledger) { return fail(ledger.error()); }
  }
  auto random = desk::make_random(options, options.seed ? ledger->size().revisions : 0);
  auto impl = assemble(options, std::move(*ledger), std::move(random));
  if (!impl) { return fail(impl.error()); }
  return Desk(std::move(*impl));
}

}  // namespace scamdesk
