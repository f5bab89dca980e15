// SPDX-License-Identifier: Apache-2.0
#include "exchange/ahead.hpp"

#include <algorithm>

#include "base/files.hpp"

namespace scamdesk::exchange {
namespace {

// What may wait ahead: enough to keep a core busy, little beside what one large mission's package takes by itself.
constexpr std::size_t most_packages = 16;
constexpr std::uint64_t most_unpacked = std::uint64_t{24} << 20;

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
  if (!bytes) { return {nullptr, fail(std::move(bytes.error())), {}, 0}; }
  auto kept = std::make_unique<const std::string>(std::move(*bytes));
  auto package = parse(*kept);
  return {std::move(kept), std::move(package), {}, 0};
}

void Ahead::Room::enter(std::uint64_t bytes) {
  std::unique_lock lock(m_mutex);
  m_changed.wait(lock, [&] { return m_closed || m_bytes <= most_unpacked; });
  m_bytes += bytes;
}

void Ahead::Room::leave(std::uint64_t bytes) {
  {
    const std::scoped_lock lock(m_mutex);
    m_bytes -= bytes;
  }
  m_changed.notify_all();
}

void Ahead::Room::close() {
  {
    const std::scoped_lock lock(m_mutex);
    m_closed = true;
  }
  m_changed.notify_all();
}

Ahead::Ahead(std::vector<std::filesystem::path> files, Known known)
    : m_files(std::move(files)), m_known(std::move(known)), m_worker(most_packages) {}

Prepared Ahead::prepare_next(const std::filesystem::path& file) {
  auto prepared = prepare(base::read_file(file, default_unpacked_limit));
  if (!prepared.package || !m_known.opener) { return prepared; }
  auto& package = *prepared.package;
  const auto known = [&](const Segment& segment) { return is_surely_known(segment, m_known); };
  if (std::ranges::all_of(package.header.segments, known)) { return prepared; }
  prepared.unpacked = package.unpacked_size();
  m_room.enter(prepared.unpacked);
  open(package, *m_known.opener);
  if (package.opened) { prepared.bytes.reset(); }
  prepared.runs = unpack(package);
  if (prepared.runs) {
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
  m_room.leave(prepared.unpacked);
  go_on();
  return prepared;
}

}  // namespace scamdesk::exchange
