// SPDX-License-Identifier: Apache-2.0
#include "exchange/ahead.hpp"

#include <algorithm>

#include "base/files.hpp"

namespace scamdesk::exchange {
namespace {

// What may be in memory at a time, of the package that is taken in and of those ahead of it: the first gives it back as
// it is read, so that the others are ready when their turn comes.
constexpr std::size_t most_packages = 64;
constexpr std::uint64_t most_unpacked = std::uint64_t{192} << 20;

bool is_surely_known(const Segment& segment, const Ahead::Known& known) {
  const auto held = known.lengths.find({segment.desk(), segment.owner()});
  return held != known.lengths.end() && held->second >= segment.to();
}

void open(Package& package, const ledger::Opener& opener) {
  for (const auto& recipient : package.header.recipients) {
    if (const auto key = opener.open_key(recipient.key, recipient.sealed)) {
      (void)package.open(*key);  // what fails here fails again where it is judged, and is told there
      return;
    }
  }
}

std::optional<Runs> unpack(const Package& package) {
  if (package.sealed() && !package.opened) { return std::nullopt; }
  auto runs = Runs::open(package);
  const auto sound = [](Run& run) { return identify(run).has_value(); };
  if (!runs || !std::ranges::all_of(runs->all(), sound)) { return std::nullopt; }
  return std::move(*runs);
}

}  // namespace

Prepared prepare(Result<std::string> bytes) {
  if (!bytes) { return {nullptr, fail(std::move(bytes.error())), {}}; }
  auto kept = std::make_unique<const std::string>(std::move(*bytes));
  auto package = parse(*kept);
  return {std::move(kept), std::move(package), {}};
}

Ahead::Ahead(std::vector<std::filesystem::path> files, Known known)
    : m_files(std::move(files)), m_known(std::move(known)), m_room(most_unpacked), m_worker(most_packages) {}

Prepared Ahead::prepare_next(const std::filesystem::path& file) {
  auto prepared = prepare(base::read_file(file, default_unpacked_limit));
  prepared.stay = m_room.enter(prepared.bytes ? prepared.bytes->size() : 0);
  if (!prepared.package || !m_known.opener) { return prepared; }
  auto& package = *prepared.package;
  const auto known = [&](const Segment& segment) { return is_surely_known(segment, m_known); };
  if (std::ranges::all_of(package.header.segments, known)) { return prepared; }
  prepared.stay = {};
  prepared.stay = m_room.enter(package.unpacked_size());
  open(package, *m_known.opener);
  if (package.opened) { prepared.bytes.reset(); }
  prepared.runs = unpack(package);
  if (prepared.runs) {
    prepared.runs->keep(std::move(prepared.stay));
    package.forget_payload();
    prepared.bytes.reset();
  }
  return prepared;
}

void Ahead::go_on() {
  while (m_next < m_files.size() && m_waiting.size() < most_packages) {
    auto job = std::make_shared<std::packaged_task<Prepared()>>(
        [this, file = m_files[m_next]] { return prepare_next(file); });
    m_waiting.push_back(job->get_future());
    m_worker.push([job] { (*job)(); });
    ++m_next;
  }
}

Prepared Ahead::take() {
  go_on();
  auto prepared = m_waiting.front().get();
  m_waiting.pop_front();
  go_on();
  return prepared;
}

}  // namespace scamdesk::exchange
