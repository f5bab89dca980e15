// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/error.hpp>
#include <scamdesk/ids.hpp>
#include <scamdesk/time.hpp>

#include "exchange/card.hpp"
#include "ledger/ledger.hpp"

/// Packages: signed, compressed files of chains. The bytes are promises; scamdesk-package(5) tells them too.
///
/// A `.sdpk` file, version 1. Integers, text and fixed bytes are those of base/codec.hpp: unsigned LEB128 of the
/// shortest form, a length and its bytes, bytes alone.
///
///     magic      8 bytes   53 44 50 4b 0d 0a 1a 0a  ("SDPK", and what a text-mode transfer would spoil)
///     version    1 byte    1
///     header     text      (below)
///     signature  64 bytes  Ed25519 by the sender's key, of every byte before it
///     parts                one after another; the file ends with the last
///
/// The header:
///
///     key        32 bytes  the sender's desk
///     mission    text      its mission code
///     role       1 byte    0 mission, 1 headquarters
///     exercise   1 byte    0 real, 1 exercise
///     card       64 bytes  the signature of the sender's card; the four fields above are the rest of the card
///     addressee  text      a mission code, or `*`
///     made       integer   milliseconds since 1970-01-01T00:00:00Z
///     holdings   integer, then for each: desk 32 bytes, owner text, length integer, head 32 bytes
///                          every chain the sender holds that the addressee may have: what it acknowledges
///     segments   integer, then for each: desk 32 bytes, owner text, from integer, before 32 bytes (the id of the
///                          revision before the first; zeros at place 1), length integer, head 32 bytes,
///                          signature 64 bytes (the author's own word on length and head: its checkpoint)
///     parts      integer, then for each: unpacked size integer, packed size integer, BLAKE2b-256 of the packed bytes
///
/// Each part is one zstd frame. Unpacked and put together, they hold for each segment, in order, its revisions from
/// `from` up to `length` as text: a run (ledger/run_format.hpp, scamdesk-revision(5)). Then the bytes end.
namespace scamdesk::exchange {

/// Revisions of one chain, up to the place of its author's checkpoint. `checkpoint.chain.branch` is 0.
struct Segment {
  std::uint64_t from = 1;
  RevisionId before;
  ledger::Checkpoint checkpoint;
  const DeskKey& desk() const { return checkpoint.chain.desk; }
  const Owner& owner() const { return checkpoint.chain.owner; }
  std::uint64_t to() const { return checkpoint.chain.length; }
  bool operator==(const Segment&) const = default;
};

struct Header {
  Card card;              ///< the sender
  std::string addressee;  ///< a mission code, or `*`
  Instant made{};
  std::vector<ledger::ChainHead> holdings;
  std::vector<Segment> segments;
  bool operator==(const Header&) const = default;
};

/// Runs of some segments, compressed. Equal runs give equal bytes.
struct Part {
  std::uint64_t unpacked = 0;
  std::string packed;
  Hash hash;  ///< of `packed`
};
Part make_part(std::string_view runs);

/// What unpacking may come to, unless told otherwise.
inline constexpr std::uint64_t default_unpacked_limit = std::uint64_t{1} << 30;

/// A file taken apart. The parts are views into the bytes it was read from.
struct Package {
  Header header;
  struct PartView { std::uint64_t unpacked = 0; std::string_view packed; };
  std::vector<PartView> parts;
  Hash hash;  ///< of all that is signed, the parts' hashes among it: how a desk remembers the package

  /// The runs of all segments. Errors: bad_input.
  Result<std::string> unpack() const;
};

/// What every fault of a package's bytes is called: whoever made it, the way out is the same.
Error damaged_package();

/// Takes a file apart and checks all that needs no desk but the revisions themselves: form, sizes, signature, hashes, card.
/// Any changed bit and any missing or added byte is an error. Errors: bad_input.
Result<Package> parse(std::string_view bytes, std::uint64_t unpacked_limit = default_unpacked_limit);

/// The whole file. `parts` are borrowed, so that one can serve many packages.
std::string assemble(const Header& header, const std::vector<const Part*>& parts, const Signer& sign);

}  // namespace scamdesk::exchange
