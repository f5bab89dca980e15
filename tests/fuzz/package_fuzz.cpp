// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/codec.hpp"
#include "exchange/card.hpp"
#include "exchange/package.hpp"
#include "exchange/package_outside.hpp"
#include "exchange/runs.hpp"
#include "ledger/run.hpp"

namespace {

using namespace scamdesk;

constexpr std::uint64_t unpacked_limit = 1 << 20;

void require(bool law) {
  if (!law) { std::abort(); }
}

/// What the outside of a package says, past the hash and the signature that no fuzzer guesses. It has one form: what was
/// read whole is written as the same bytes.
void read_outside(std::string_view bytes) {
  static_cast<void>(exchange::read_outside(bytes, 1, unpacked_limit));
  const auto outside = exchange::read_outside(bytes, 2, unpacked_limit);
  if (!outside) { return; }
  std::vector<exchange::Part> parts;
  std::uint64_t total = 0;
  for (const auto& declared : outside->parts) {
    require(declared.unpacked <= unpacked_limit);
    total += declared.packed;
    if (total > unpacked_limit) { return; }  // of a file that is not there: nothing to write it with
    parts.push_back({declared.unpacked, std::string(static_cast<std::size_t>(declared.packed), '\0')});
  }
  std::vector<const exchange::Part*> borrowed;
  for (const auto& part : parts) { borrowed.push_back(&part); }
  require(exchange::write_outside(outside->header, borrowed) == bytes);
}

/// A file whose own hash is right, whatever is before it: all that the reader does between the hash and the signature.
void read_whole(std::string_view bytes) {
  base::Writer file;
  file.append(exchange::package_magic).byte(2).append(bytes);
  file.fixed(base::Signature{});
  file.fixed(base::blake2b(file.bytes()).bytes);
  const auto package = exchange::parse(file.bytes(), unpacked_limit);
  require(!package);  // nobody signed it
}

/// A run has one form too.
void read_run(std::string_view bytes) {
  ledger::RunReader reader(bytes, {});
  ledger::RunWriter writer;
  ledger::Revision revision;
  while (reader.next(revision)) {
    require(ledger::RunWriter::can_write(revision));
    writer.add(revision);
  }
  require(!reader.sound() || writer.count() == 0 || writer.bytes() == bytes);
}

/// What stands inside an open package: its parts unpacked, its runs read.
void read_runs(const exchange::Package& package) {
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

/// How the first bytes of an input say that the rest lies inside a package.
struct Inside {
  std::size_t segments;    ///< how many runs it is to hold
  std::size_t unpacked;    ///< what its one frame says it unpacks to; 0: the bytes are no frame yet
  std::uint8_t change;     ///< to a byte of the seal; 0: none
  std::string_view bytes;
};

/// The key that the package was sealed with, known to the target alone.
const base::StreamKey& known_key() {
  static const base::StreamKey key = [] {
    base::StreamKey made;
    std::ranges::fill(made.bytes(), std::uint8_t{7});
    return made;
  }();
  return key;
}

/// Seals the bytes as a package's payload and opens them again, as the desk that it is sealed to does.
void read_inside(const Inside& inside) {
  exchange::Package package;
  package.version = 2;
  package.header.recipients.resize(1);
  for (std::size_t i = 0; i < inside.segments; ++i) {
    exchange::Segment segment;
    segment.checkpoint.chain.owner = shared_owner;
    segment.checkpoint.chain.length = 3;
    package.header.segments.push_back(segment);
  }
  exchange::Part part{inside.unpacked, std::string(inside.bytes)};
  if (inside.unpacked == 0) { part = exchange::make_part(inside.bytes); }
  const auto random = base::seeded_random("fuzz");
  auto sealed = base::seal_stream(known_key(), part.packed, base::as_text(package.bound.bytes), *random);
  require(sealed.size() == base::sealed_size(part.packed.size()));
  auto& touched = sealed[inside.bytes.size() * 7 % sealed.size()];
  touched = static_cast<char>(touched ^ inside.change);
  package.stream = sealed;
  package.parts.push_back({part.unpacked, std::string_view(sealed).substr(0, part.packed.size())});
  const auto opened = package.open(known_key());
  require(opened.has_value() == (inside.change == 0));
  if (opened) { read_runs(package); }
}

}  // namespace

/// A package, its outside, what is sealed in one, a run of revisions and a card made of any bytes are refused or read,
/// never trusted.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto package = exchange::parse(bytes, unpacked_limit)) { static_cast<void>(package->unpack()); }
  static_cast<void>(exchange::outside_begun(bytes));
  static_cast<void>(exchange::parse_card(bytes, "fuzz.card"));
  read_outside(bytes);
  read_whole(bytes);
  read_run(bytes);
  if (size >= 3) { read_inside({std::size_t{data[0]} % 4, std::size_t{data[1]} * 16, data[2], bytes.substr(3)}); }
  return 0;
}
