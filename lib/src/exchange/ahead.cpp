// SPDX-License-Identifier: Apache-2.0
#include "exchange/ahead.hpp"

#include <algorithm>

#include "base/files.hpp"

namespace scamdesk::exchange {
namespace {

// What may wait ahead: enough to keep a core busy, little beside what one large mission's package takes by itself.
constexpr std::size_t most_packages = 16;
constexpr std::uint64_t most_bytes = std::uint64_t{4} << 20;

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
  if (!runs || !std::ranges::all_of(runs->all(), [](Run& run) { return identify(run).has_value(); })) { return std::nullopt; }
  return std::move(*runs);
}

Prepared prepare_ahead(const std::filesystem::path& file, const Ahead::Known& known) {
  auto prepared = prepare(base::read_file(file, default_unpacked_limit));
  if (!prepared.package || !known.opener) { return prepared; }
  const auto& segments = prepared.package->header.segments;
  if (std::ranges::all_of(segments, [&](const Segment& segment) { return is_surely_known(segment, known); })) { return prepared; }
  open(*prepared.package, *known.opener);
  prepared.runs = unpack(*prepared.package);
  return prepared;
}

std::uint64_t size_of(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  return error ? 0 : size;
}

}  // namespace

Prepared prepare(Result<std::string> bytes) {
  if (!bytes) { return {nullptr, fail(std::move(bytes.error())), {}}; }
  auto kept = std::make_unique<const std::string>(std::move(*bytes));
  auto package = parse(*kept);
  return {std::move(kept), std::move(package), {}};
}

Ahead::Ahead(std::vector<std::filesystem::path> files, Known known)
    : m_files(std::move(files)), m_known(std::make_shared<const Known>(std::move(known))), m_worker(most_packages) {}

void Ahead::go_on() {
  while (m_next < m_files.size() && m_waiting.size() < most_packages) {
    const auto bytes = size_of(m_files[m_next]);
    if (!m_waiting.empty() && m_bytes + bytes > most_bytes) { return; }
    auto job = std::make_shared<std::packaged_task<Prepared()>>(
        [file = m_files[m_next], known = m_known] { return prepare_ahead(file, *known); });
    m_waiting.push_back({job->get_future(), bytes});
    m_worker.push([job] { (*job)(); });
    m_bytes += bytes;
    ++m_next;
  }
}

Prepared Ahead::take() {
  go_on();
  auto prepared = m_waiting.front().prepared.get();
  m_bytes -= m_waiting.front().bytes;
  m_waiting.pop_front();
  go_on();
  return prepared;
}

}  // namespace scamdesk::exchange
