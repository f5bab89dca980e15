// SPDX-License-Identifier: Apache-2.0
#include "exchange/package.hpp"

#include <zstd.h>

#include "exchange/package_outside.hpp"

namespace scamdesk::exchange {
namespace {

constexpr std::string_view magic = package_magic;
constexpr std::uint8_t first_version = 1;
constexpr std::uint8_t format_version = 2;
constexpr int compression_level = 3;
constexpr std::size_t signature_size = sizeof(base::Signature);
constexpr std::size_t hash_size = sizeof(Hash);

tl::unexpected<Error> damaged() { return fail(damaged_package()); }

/// What the sender signs of a package of version 2.
std::string signed_bytes(const Hash& before) {
  base::Writer writer;
  writer.text("scamdesk package 2").fixed(before.bytes);
  return std::move(writer).bytes();
}

// What stands before the outside: told apart, since the hints differ.
Result<std::uint8_t> read_front(base::Reader& file) {
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
  return version;
}

// The parts as they lie one after another.
Status take_parts(std::string_view payload, const std::vector<DeclaredPart>& declared, Package& package) {
  base::Reader reader(payload);
  package.parts.clear();
  for (const auto& part : declared) { package.parts.push_back({part.unpacked, reader.take(part.packed)}); }
  if (!reader.sound() || !reader.at_end()) { return damaged(); }
  return {};
}

// A sealed payload has the length that its parts give it; what is in them shows when it is opened.
Status note_stream(std::string_view payload, const std::vector<DeclaredPart>& declared, Package& package) {
  std::uint64_t total = 0;
  for (const auto& part : declared) {
    if (part.packed > payload.size()) { return damaged(); }
    total += part.packed;
    package.parts.push_back({part.unpacked, payload.substr(0, static_cast<std::size_t>(part.packed))});
  }
  if (base::sealed_size(total) != payload.size()) { return damaged(); }
  package.stream = payload;
  return {};
}

Result<Package> parse_first(std::string_view bytes, base::Reader& file, std::uint64_t unpacked_limit) {
  const auto header = file.text();
  const auto signed_part = bytes.substr(0, bytes.size() - file.rest().size());
  base::Signature signature{};
  file.fixed(signature);
  if (!file.sound()) { return damaged(); }
  auto outside = read_outside(header, first_version, unpacked_limit);
  if (!outside) { return fail(outside.error()); }
  Package package{first_version, std::move(outside->header), {}, {}, {}, {}, {}};
  // This version has no hash of its own: a changed bit and a wrong signature look the same.
  if (!base::verify(package.header.card.key, signed_part, signature) || !is_sound(package.header.card)) { return damaged(); }
  if (auto taken = take_parts(file.rest(), outside->parts, package); !taken) { return fail(taken.error()); }
  for (std::size_t i = 0; i < package.parts.size(); ++i) {
    if (base::blake2b(package.parts[i].packed) != outside->parts[i].hash) { return damaged(); }
  }
  package.hash = base::blake2b(signed_part);
  return package;
}

/// A file of version 2 whose own hash was found right.
struct Whole {
  std::string_view before;   ///< all that is signed
  Hash hash;                 ///< of that
  base::Signature signature{};
};

Result<Whole> check_hash(std::string_view bytes) {
  if (bytes.size() < magic.size() + 1 + signature_size + hash_size) { return damaged(); }
  Whole whole{bytes.substr(0, bytes.size() - signature_size - hash_size), {}, {}};
  base::Hasher hasher;
  hasher.add(whole.before);
  auto all = hasher;
  whole.hash = hasher.finish();
  base::Reader end(bytes.substr(whole.before.size()));
  end.fixed(whole.signature);
  Hash said;
  end.fixed(said.bytes);
  if (all.add(base::as_text(whole.signature)).finish() != said) { return damaged(); }
  return whole;
}

Status check_signature(const Package& package, const Whole& whole) {
  const auto& card = package.header.card;
  if (base::verify(card.key, signed_bytes(whole.hash), whole.signature) && is_sound(card)) { return {}; }
  return fail(Errc::not_permitted, message("the package is not signed by the desk that it names as its sender"),
              message("do not trust it; ask the sender whether it is theirs"));
}

Result<Package> parse_second(std::string_view bytes, std::uint64_t unpacked_limit) {
  const auto whole = check_hash(bytes);
  if (!whole) { return fail(whole.error()); }
  base::Reader file(whole->before.substr(magic.size() + 1));
  const auto header = file.text();
  if (!file.sound()) { return damaged(); }
  auto outside = read_outside(header, format_version, unpacked_limit);
  if (!outside) { return fail(outside.error()); }
  Package package{format_version, std::move(outside->header), {}, whole->hash, {}, {}, {}};
  package.bound = base::blake2b(whole->before.substr(0, whole->before.size() - file.rest().size()));
  const auto taken = package.sealed() ? note_stream(file.rest(), outside->parts, package)
                                      : take_parts(file.rest(), outside->parts, package);
  if (!taken) { return fail(taken.error()); }
  if (auto status = check_signature(package, *whole); !status) { return fail(status.error()); }
  return package;
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
  return part;
}

std::string assemble(const Header& given, const std::vector<const Part*>& parts, const Sealing& sealing, const Signer& sign) {
  Header header = given;
  header.recipients.clear();
  std::optional<base::StreamKey> key;
  if (!sealing.recipients.empty()) { key = base::make_stream_key(*sealing.random); }
  for (const auto& recipient : sealing.recipients) {
    header.recipients.push_back({recipient, base::seal_key(*key, recipient, *sealing.random)});
  }
  base::Writer writer;
  writer.fixed(std::span(reinterpret_cast<const std::uint8_t*>(magic.data()), magic.size())).byte(format_version);
  writer.text(write_outside(header, parts));
  const auto bound = base::blake2b(writer.bytes());
  std::string bytes = std::move(writer).bytes();
  std::string payload;
  for (const auto* part : parts) { (key ? payload : bytes) += part->packed; }
  if (key) { bytes += base::seal_stream(*key, payload, base::as_text(bound.bytes), *sealing.random); }
  base::Hasher hasher;
  hasher.add(bytes);
  auto all = hasher;
  const auto signature = sign(signed_bytes(hasher.finish()));
  bytes += base::as_text(signature);
  bytes += base::as_text(all.add(base::as_text(signature)).finish().bytes);
  return bytes;
}

Result<Package> parse(std::string_view bytes, std::uint64_t unpacked_limit) {
  base::Reader file(bytes);
  const auto version = read_front(file);
  if (!version) { return fail(version.error()); }
  return *version == first_version ? parse_first(bytes, file, unpacked_limit) : parse_second(bytes, unpacked_limit);
}

Status Package::open(const base::StreamKey& key) {
  if (!sealed() || opened) { return {}; }
  auto bytes = base::open_stream(key, stream, base::as_text(bound.bytes));
  if (!bytes) { return damaged(); }
  opened = std::make_shared<const std::string>(std::move(*bytes));
  stream = {};
  std::vector<DeclaredPart> declared;
  for (const auto& part : parts) { declared.push_back({part.unpacked, part.packed.size(), {}}); }
  return take_parts(*opened, declared, *this);
}

void Package::forget_payload() {
  parts.clear();
  opened.reset();
}

std::uint64_t Package::unpacked_size() const {
  std::uint64_t size = 0;
  for (const auto& part : parts) { size += part.unpacked; }
  return size;
}

Result<std::string> Package::unpack() const {
  if (sealed() && !opened) { return fail(Errc::not_permitted, message("the package is sealed and was not opened")); }
  std::string runs;
  runs.reserve(static_cast<std::size_t>(unpacked_size()));
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
