// SPDX-License-Identifier: Apache-2.0
#include "exchange/package.hpp"

#include <zstd.h>

#include "base/codec.hpp"

namespace scamdesk::exchange {
namespace {

constexpr std::string_view magic("SDPK\r\n\x1a\n", 8);
constexpr std::uint8_t format_version = 1;
constexpr int compression_level = 3;
constexpr std::uint64_t latest_time = 253402300799999;  // the last millisecond of the year 9999

tl::unexpected<Error> damaged() { return fail(damaged_package()); }

void write_chain(base::Writer& writer, const ledger::ChainHead& chain) {
  writer.fixed(chain.desk.value().bytes).text(chain.owner.value());
}

void write_holding(base::Writer& writer, const ledger::ChainHead& held) {
  write_chain(writer, held);
  writer.integer(held.length).fixed(held.head.value().bytes);
}

void write_segment(base::Writer& writer, const Segment& segment) {
  const auto& chain = segment.checkpoint.chain;
  write_chain(writer, chain);
  writer.integer(segment.from).fixed(segment.before.value().bytes);
  writer.integer(chain.length).fixed(chain.head.value().bytes).fixed(segment.checkpoint.signature);
}

std::string header_bytes(const Header& header, const std::vector<const Part*>& parts) {
  base::Writer writer;
  writer.fixed(header.card.key.value().bytes).text(header.card.mission.value());
  writer.byte(static_cast<std::uint8_t>(header.card.role)).byte(header.card.exercise ? 1 : 0);
  writer.fixed(header.card.signature).text(header.addressee);
  writer.integer(static_cast<std::uint64_t>(header.made.time_since_epoch().count()));
  writer.integer(header.holdings.size());
  for (const auto& held : header.holdings) { write_holding(writer, held); }
  writer.integer(header.segments.size());
  for (const auto& segment : header.segments) { write_segment(writer, segment); }
  writer.integer(parts.size());
  for (const auto* part : parts) { writer.integer(part->unpacked).integer(part->packed.size()).fixed(part->hash.bytes); }
  return std::move(writer).bytes();
}

Hash read_hash(base::Reader& reader) {
  Hash hash;
  reader.fixed(hash.bytes);
  return hash;
}

bool read_flag(base::Reader& reader) {
  const auto flag = reader.byte();
  if (flag > 1) { reader.fault(); }
  return flag == 1;
}

std::string read_code(base::Reader& reader, bool or_all) {
  const auto code = reader.text();
  if (!is_mission_code(code) && !(or_all && code == shared_owner.value())) { reader.fault(); }
  return std::string(code);
}

ledger::ChainHead read_chain(base::Reader& reader) {
  const DeskKey desk(read_hash(reader));
  return {desk, Owner(read_code(reader, true)), 0, 0, {}};
}

ledger::ChainHead read_holding(base::Reader& reader) {
  auto held = read_chain(reader);
  held.length = reader.integer();
  held.head = RevisionId(read_hash(reader));
  return held;
}

Segment read_segment(base::Reader& reader) {
  Segment segment;
  segment.checkpoint.chain = read_chain(reader);
  segment.from = reader.integer();
  segment.before = RevisionId(read_hash(reader));
  segment.checkpoint.chain.length = reader.integer();
  segment.checkpoint.chain.head = RevisionId(read_hash(reader));
  reader.fixed(segment.checkpoint.signature);
  const bool starts = segment.from == 1 && segment.before.value().is_zero();
  const bool goes_on = segment.from > 1 && !segment.before.value().is_zero();
  if (!(starts || goes_on) || segment.to() < segment.from) { reader.fault(); }
  return segment;
}

// Counts come from outside: the vector grows as items are really there.
template <class Item>
std::vector<Item> read_list(base::Reader& reader, Item (*read)(base::Reader&)) {
  std::vector<Item> items;
  for (auto count = reader.integer(); count > 0 && reader.sound(); --count) { items.push_back(read(reader)); }
  return items;
}

Header read_header(base::Reader& reader) {
  Header header;
  header.card.key = DeskKey(read_hash(reader));
  header.card.mission = MissionCode(read_code(reader, false));
  header.card.role = read_flag(reader) ? ledger::Role::headquarters : ledger::Role::mission;
  header.card.exercise = read_flag(reader);
  reader.fixed(header.card.signature);
  header.addressee = read_code(reader, true);
  const auto made = reader.integer();
  if (made > latest_time) { reader.fault(); }
  header.made = Instant(std::chrono::milliseconds(made));
  header.holdings = read_list(reader, read_holding);
  header.segments = read_list(reader, read_segment);
  return header;
}

struct DeclaredPart { std::uint64_t unpacked = 0, packed = 0; Hash hash; };

DeclaredPart read_part(base::Reader& reader) {
  DeclaredPart part;
  part.unpacked = reader.integer();
  part.packed = reader.integer();
  part.hash = read_hash(reader);
  return part;
}

Status check_size(const std::vector<DeclaredPart>& parts, std::uint64_t limit) {
  std::uint64_t total = 0;
  for (const auto& part : parts) {
    if (part.unpacked > limit || (total += part.unpacked) > limit) {
      return fail(Errc::bad_input, message("the package would unpack to more than {0} MiB", limit >> 20));
    }
  }
  return {};
}

Status take_parts(base::Reader& rest, const std::vector<DeclaredPart>& declared, Package& package) {
  for (const auto& part : declared) {
    const auto packed = rest.take(part.packed);
    if (!rest.sound() || base::blake2b(packed) != part.hash) { return damaged(); }
    package.parts.push_back({part.unpacked, packed});
  }
  if (!rest.at_end()) { return damaged(); }
  return {};
}

// What stands before the header: told apart, since the hints differ.
Status check_front(base::Reader& file) {
  const auto found = file.take(magic.size());
  if (found != magic) {
    return fail(Errc::bad_input, message("this is not a package"), message("pass a file made by 'scamdesk pack'"));
  }
  const auto version = file.byte();
  if (!file.sound() || version == 0) { return damaged(); }
  if (version > format_version) {
    return fail(Errc::bad_input, message("the package is of format {0}, which this program does not know yet", int{version}),
                message("update scamdesk, or ask the sender for it again if it may be damaged"));
  }
  return {};
}

}  // namespace

Error damaged_package() {
  return {Errc::bad_input, message("the package is damaged or cut short"),
          message("ask the sender for it again; nothing was changed"), {}, {}};
}

Part make_part(std::string_view runs) {
  Part part;
  part.unpacked = runs.size();
  part.packed.resize(ZSTD_compressBound(runs.size()));
  part.packed.resize(ZSTD_compress(part.packed.data(), part.packed.size(), runs.data(), runs.size(), compression_level));
  part.hash = base::blake2b(part.packed);
  return part;
}

std::string assemble(const Header& header, const std::vector<const Part*>& parts, const Signer& sign) {
  base::Writer writer;
  writer.fixed(std::span(reinterpret_cast<const std::uint8_t*>(magic.data()), magic.size())).byte(format_version);
  writer.text(header_bytes(header, parts));
  writer.fixed(sign(writer.bytes()));
  std::string bytes = std::move(writer).bytes();
  for (const auto* part : parts) { bytes += part->packed; }
  return bytes;
}

Result<Package> parse(std::string_view bytes, std::uint64_t unpacked_limit) {
  base::Reader file(bytes);
  if (auto front = check_front(file); !front) { return fail(front.error()); }
  const auto header = file.text();
  const auto signed_part = bytes.substr(0, bytes.size() - file.rest().size());
  base::Signature signature{};
  file.fixed(signature);
  if (!file.sound()) { return damaged(); }

  base::Reader reader(header);
  Package package;
  package.header = read_header(reader);
  const auto declared = read_list(reader, read_part);
  if (!reader.sound() || !reader.at_end()) { return damaged(); }
  if (!base::verify(package.header.card.key, signed_part, signature)) { return damaged(); }
  if (!is_sound(package.header.card)) { return damaged(); }
  if (auto sizes = check_size(declared, unpacked_limit); !sizes) { return fail(sizes.error()); }
  if (auto taken = take_parts(file, declared, package); !taken) { return fail(taken.error()); }
  package.hash = base::blake2b(signed_part);
  return package;
}

Result<std::string> Package::unpack() const {
  std::string runs;
  for (const auto& part : parts) {
    if (ZSTD_getFrameContentSize(part.packed.data(), part.packed.size()) != part.unpacked) { return damaged(); }
    const auto before = runs.size();
    runs.resize(before + static_cast<std::size_t>(part.unpacked));
    const auto got = ZSTD_decompress(runs.data() + before, runs.size() - before, part.packed.data(), part.packed.size());
    if (ZSTD_isError(got) != 0 || got != part.unpacked) { return damaged(); }
  }
  return runs;
}

}  // namespace scamdesk::exchange
