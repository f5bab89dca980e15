// SPDX-License-Identifier: Apache-2.0
#include "exchange/package_outside.hpp"

#include <algorithm>

namespace scamdesk::exchange {
namespace {

constexpr std::uint64_t latest_time = 253402300799999;  // the last millisecond of the year 9999
constexpr std::uint64_t free_of_ratio = std::uint64_t{16} << 20;

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

void write_recipient(base::Writer& writer, const Recipient& recipient) {
  writer.fixed(recipient.key.bytes).fixed(recipient.sealed);
}

std::uint64_t number(Instant instant) { return static_cast<std::uint64_t>(instant.time_since_epoch().count()); }

void write_card(base::Writer& writer, const Card& card) {
  writer.fixed(card.key.value().bytes).text(card.mission.value());
  writer.byte(static_cast<std::uint8_t>(card.role)).byte(card.exercise ? 1 : 0);
  writer.fixed(card.sealing.bytes).integer(number(card.made)).fixed(card.signature);
}

template <class Item>
void write_list(base::Writer& writer, const std::vector<Item>& items, void (*write)(base::Writer&, const Item&)) {
  writer.integer(items.size());
  for (const auto& item : items) { write(writer, item); }
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

Recipient read_recipient(base::Reader& reader) {
  Recipient recipient;
  reader.fixed(recipient.key.bytes);
  reader.fixed(recipient.sealed);
  return recipient;
}

Instant read_instant(base::Reader& reader) {
  const auto made = reader.integer();
  if (made > latest_time) { reader.fault(); }
  return Instant(std::chrono::milliseconds(made));
}

Card read_card_fields(base::Reader& reader, std::uint8_t version) {
  Card card;
  card.key = DeskKey(read_hash(reader));
  card.mission = MissionCode(read_code(reader, false));
  card.role = read_flag(reader) ? ledger::Role::headquarters : ledger::Role::mission;
  card.exercise = read_flag(reader);
  if (version >= 2) {
    card.sealing = read_hash(reader);
    card.made = read_instant(reader);
    if (card.sealing.is_zero() && card.made != Instant{}) { reader.fault(); }
  }
  reader.fixed(card.signature);
  return card;
}

Header read_header(base::Reader& reader, std::uint8_t version) {
  Header header;
  header.card = read_card_fields(reader, version);
  header.addressee = read_code(reader, true);
  header.made = read_instant(reader);
  if (version >= 2) { header.recipients = read_list(reader, read_recipient); }
  header.holdings = read_list(reader, read_holding);
  header.segments = read_list(reader, read_segment);
  return header;
}

DeclaredPart read_part(base::Reader& reader) {
  DeclaredPart part;
  part.unpacked = reader.integer();
  part.packed = reader.integer();
  return part;
}

DeclaredPart read_first_part(base::Reader& reader) {
  auto part = read_part(reader);
  part.hash = read_hash(reader);
  return part;
}

Error too_large(std::uint64_t limit) {
  return {Errc::bad_input, message("the package would unpack to more than {0} MiB", limit >> 20), {}, {}, {}};
}

Status check_sizes(const Outside& outside, std::uint64_t limit) {
  if (outside.header.recipients.size() > recipient_limit || outside.parts.size() > part_limit) { return fail(damaged_package()); }
  std::uint64_t total = 0;
  for (const auto& part : outside.parts) {
    if (part.unpacked > limit || (total += part.unpacked) > limit) { return fail(too_large(limit)); }
    const bool swells = part.unpacked > free_of_ratio && (part.unpacked - free_of_ratio) / ratio_limit > part.packed;
    if (swells) {
      return fail(Errc::bad_input, message("the package would unpack to more than {0} times its size", ratio_limit));
    }
  }
  return {};
}

}  // namespace

std::string write_outside(const Header& header, const std::vector<const Part*>& parts) {
  base::Writer writer;
  write_card(writer, header.card);
  writer.text(header.addressee).integer(number(header.made));
  write_list(writer, header.recipients, write_recipient);
  write_list(writer, header.holdings, write_holding);
  write_list(writer, header.segments, write_segment);
  writer.integer(parts.size());
  for (const auto* part : parts) { writer.integer(part->unpacked).integer(part->packed.size()); }
  return std::move(writer).bytes();
}

Result<Outside> read_outside(std::string_view bytes, std::uint8_t version, std::uint64_t unpacked_limit) {
  if (bytes.size() > outside_limit) { return fail(damaged_package()); }
  base::Reader reader(bytes);
  Outside outside;
  outside.header = read_header(reader, version);
  outside.parts = read_list(reader, version == 1 ? read_first_part : read_part);
  if (!reader.sound() || !reader.at_end()) { return fail(damaged_package()); }
  if (auto sizes = check_sizes(outside, unpacked_limit); !sizes) { return fail(sizes.error()); }
  return outside;
}

std::optional<Header> outside_begun(std::string_view bytes) {
  base::Reader reader(bytes);
  if (reader.take(package_magic.size()) != package_magic || reader.byte() != 2) { return std::nullopt; }
  reader.integer();  // the length of the outside
  Header header;
  header.card = read_card_fields(reader, 2);
  header.addressee = read_code(reader, true);
  header.made = read_instant(reader);
  if (reader.integer() > 0) { header.recipients.push_back(read_recipient(reader)); }
  if (!reader.sound()) { return std::nullopt; }
  return header;
}

}  // namespace scamdesk::exchange
