// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/error.hpp>
#include <scamdesk/ids.hpp>
#include <scamdesk/time.hpp>

#include "base/seal.hpp"
#include "exchange/card.hpp"
#include "ledger/ledger.hpp"

/// Packages: signed, compressed, sealed files of chains. The bytes are promises; scamdesk-package(5) tells them too.
///
/// A `.sdpk` file, version 2. Integers, text and fixed bytes are those of base/codec.hpp: unsigned LEB128 of the
/// shortest form, a length and its bytes, bytes alone.
///
///     magic      8 bytes   53 44 50 4b 0d 0a 1a 0a  ("SDPK", and what a text-mode transfer would spoil)
///     version    1 byte    2
///     outside    text      (below)
///     payload              the parts one after another; sealed when there are recipients (base/seal.hpp), bound to the
///                          BLAKE2b-256 of every byte before it
///     signature  64 bytes  Ed25519 by the sender's key, of: text "scamdesk package 2", BLAKE2b-256 of every byte before
///     hash       32 bytes  BLAKE2b-256 of every byte before: any fault of a disk or a courier shows here first
///
/// The outside:
///
///     key        32 bytes  the sender's desk
///     mission    text      its mission code
///     role       1 byte    0 mission, 1 headquarters
///     exercise   1 byte    0 real, 1 exercise
///     sealing    32 bytes  its sealing key; zeros: none
///     dated      integer   when its card was made, in milliseconds since 1970-01-01T00:00:00Z; 0 without a sealing key
///     card       64 bytes  the signature of its card; the six fields above are the rest of the card
///     addressee  text      a mission code, or `*`
///     made       integer   milliseconds since 1970-01-01T00:00:00Z
///     recipients integer, then for each: its sealing key 32 bytes, the stream key sealed to it 80 bytes
///     holdings   integer, then for each: desk 32 bytes, owner text, length integer, head 32 bytes
///                          every chain the sender holds that the addressee may have: what it acknowledges
///     segments   integer, then for each: desk 32 bytes, owner text, from integer, before 32 bytes (the id of the
///                          revision before the first; zeros at place 1), length integer, head 32 bytes,
///                          signature 64 bytes (the author's own word on length and head: its checkpoint)
///     parts      integer, then for each: unpacked size integer, packed size integer
///
/// Each part is one zstd frame. Unpacked and put together, they hold for each segment, in order, its revisions from
/// `from` up to `length` as text: a run (ledger/run_format.hpp, scamdesk-revision(5)). Then the bytes end.
///
/// Version 1 is read too, and never written any more: without sealing, dated, recipients and the last hash; the signature,
/// of every byte before it, stands before the parts, and each part names its BLAKE2b-256 after its sizes.
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

/// Whose key the stream key of a package is sealed to.
struct Recipient {
  Hash key;
  base::SealedKey sealed{};
  bool operator==(const Recipient&) const = default;
};

struct Header {
  Card card;              ///< the sender
  std::string addressee;  ///< a mission code, or `*`
  Instant made{};
  std::vector<Recipient> recipients;  ///< empty: the payload is not sealed
  std::vector<ledger::ChainHead> holdings;
  std::vector<Segment> segments;
  bool operator==(const Header&) const = default;
};

/// Runs of some segments, compressed. Equal runs give equal bytes.
struct Part {
  std::uint64_t unpacked = 0;
  std::string packed;
};
Part make_part(std::string_view runs);

/// What unpacking may come to, unless told otherwise.
inline constexpr std::uint64_t default_unpacked_limit = std::uint64_t{1} << 30;
/// Checked before anything is opened or expanded.
inline constexpr std::uint64_t outside_limit = std::uint64_t{64} << 20;
inline constexpr std::size_t recipient_limit = 256;
inline constexpr std::size_t part_limit = 4096;
/// Beyond the first 16 MiB a part may unpack to so many times its size: runs of revisions reach some tens.
inline constexpr std::uint64_t ratio_limit = 512;

/// A file taken apart. The parts are views into the bytes it was read from, or into those that were opened.
struct Package {
  std::uint8_t version = 0;
  Header header;
  struct PartView { std::uint64_t unpacked = 0; std::string_view packed; };
  std::vector<PartView> parts;  ///< of a sealed package only their lengths mean anything until it is opened
  Hash hash;  ///< of all that is signed: how a desk remembers the package

  bool sealed() const { return !header.recipients.empty(); }
  /// Opens a sealed package. Errors: bad_input when the key or the stream is not this package's.
  Status open(const base::StreamKey& key);
  /// How many bytes its runs are said to have: no more than the limit that it was read with.
  std::uint64_t unpacked_size() const;
  /// The runs of all segments, of a package that is open. Errors: bad_input.
  Result<std::string> unpack() const;

  /// Its runs were unpacked, and are not asked for again.
  void forget_payload();

  std::string_view stream;  ///< of a sealed package that was not opened
  Hash bound;               ///< what the stream is bound to
  std::shared_ptr<const std::string> opened;
};

/// What every fault of a package's bytes is called: whoever made it, the way out is the same.
Error damaged_package();

/// Takes a file apart and checks all that needs no desk but the revisions themselves: its own hash first, form, sizes,
/// then signature and card. Any changed bit and any missing or added byte is an error.
/// Errors: bad_input; not_permitted when the bytes are whole and the signature is not the sender's.
Result<Package> parse(std::string_view bytes, std::uint64_t unpacked_limit = default_unpacked_limit);

/// Who may open a package that is being made, and where its passing keys come from.
struct Sealing {
  std::vector<Hash> recipients = {};  ///< sealing keys; none: the package is not sealed
  base::Random* random = nullptr;     ///< needed for sealing
};
/// The whole file. `parts` are borrowed, so that one can serve many packages. `header.recipients` is made here.
std::string assemble(const Header& header, const std::vector<const Part*>& parts, const Sealing& sealing, const Signer& sign);

}  // namespace scamdesk::exchange
