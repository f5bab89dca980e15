// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "exchange/card.hpp"
#include "exchange/package.hpp"
#include "exchange/runs.hpp"
#include "ledger/run.hpp"

namespace {

using namespace scamdesk;

/// A run has one form: what was read whole is written as the same bytes.
void read_run(std::string_view bytes) {
  ledger::RunReader reader(bytes, {});
  ledger::RunWriter writer;
  ledger::Revision revision;
  while (reader.next(revision)) {
    if (!ledger::RunWriter::can_write(revision)) { std::abort(); }
    writer.add(revision);
  }
  if (reader.sound() && writer.count() > 0 && writer.bytes() != bytes) { std::abort(); }
}

/// What stands inside, past hashes and signatures that no fuzzer guesses: the bytes as a package's runs.
void read_inside(const exchange::Package& package) {
  const auto runs = exchange::Runs::open(package);
  if (!runs) { return; }
  for (const auto& run : runs->all()) {
    static_cast<void>(exchange::skim(run, [](const ledger::Revision& revision, const ledger::RunReader& reader) {
      auto whole = revision;
      reader.fill(whole);
      return Status();
    }));
  }
}

exchange::Package with_segments(std::size_t count) {
  exchange::Package package;
  for (std::size_t i = 0; i < count; ++i) {
    exchange::Segment segment;
    segment.checkpoint.chain.owner = shared_owner;
    segment.checkpoint.chain.length = 3;
    package.header.segments.push_back(segment);
  }
  return package;
}

}  // namespace

/// A package, what is packed in one, a run of revisions and a card made of any bytes are refused or read, never trusted.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto package = exchange::parse(bytes, 1 << 20)) { static_cast<void>(package->unpack()); }
  read_run(bytes);
  static_cast<void>(exchange::parse_card(bytes, "fuzz.card"));
  if (size < 2) { return 0; }

  // The first byte: how many runs; the second: how large a frame of zstd says it is, or 0 for bytes that are no frame yet.
  auto package = with_segments(data[0] % 4);
  if (data[1] != 0) {
    package.parts.push_back({std::uint64_t{data[1]} * 16, bytes.substr(2)});
    read_inside(package);
  } else {
    const auto part = exchange::make_part(bytes.substr(2));
    package.parts.push_back({part.unpacked, part.packed});
    read_inside(package);
  }
  return 0;
}
