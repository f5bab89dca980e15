// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <doctest/doctest.h>
#include <sodium.h>
#include <string>
#include <string_view>
#include <vector>
#include <zstd.h>

#include "desks.hpp"

// Reads a package byte by byte as scamdesk-package(5) tells, with libsodium and zstd alone: nothing of the reader's.

namespace {

using scamdesk::test::cells;

/// Where we are in the file.
struct Page {
  std::string_view rest;

  std::string_view fixed(std::size_t size) {
    REQUIRE(rest.size() >= size);
    const auto taken = rest.substr(0, size);
    rest.remove_prefix(size);
    return taken;
  }
  std::uint64_t integer() {
    std::uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
      const auto part = static_cast<unsigned char>(fixed(1).front());
      value |= static_cast<std::uint64_t>(part & 0x7f) << shift;
      if (part < 0x80) { return value; }
    }
  }
  std::string_view text() { return fixed(integer()); }
};

const unsigned char* raw(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string blake2b(std::string_view bytes) {
  std::string hash(32, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), 32, raw(bytes), bytes.size(), nullptr, 0);
  return hash;
}

/// The outside's fields in the order of the page.
struct Outside {
  std::string_view key, mission, role, exercise, sealing, card, addressee;
  std::uint64_t dated = 0, made = 0;
  std::vector<std::pair<std::string_view, std::string_view>> recipients;
  std::size_t segments = 0;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> parts;
};

Outside read_outside(Page page) {
  Outside outside;
  outside.key = page.fixed(32);
  outside.mission = page.text();
  outside.role = page.fixed(1);
  outside.exercise = page.fixed(1);
  outside.sealing = page.fixed(32);
  outside.dated = page.integer();
  outside.card = page.fixed(64);
  outside.addressee = page.text();
  outside.made = page.integer();
  for (auto count = page.integer(); count > 0; --count) {
    const auto key = page.fixed(32);
    outside.recipients.emplace_back(key, page.fixed(80));
  }
  for (auto count = page.integer(); count > 0; --count) {
    page.fixed(32);
    page.text();
    page.integer();
    page.fixed(32);
  }
  outside.segments = page.integer();
  for (auto count = outside.segments; count > 0; --count) {
    page.fixed(32);
    page.text();
    page.integer();
    page.fixed(32);
    page.integer();
    page.fixed(32 + 64);
  }
  for (auto count = page.integer(); count > 0; --count) {
    const auto unpacked = page.integer();
    outside.parts.emplace_back(unpacked, page.integer());
  }
  CHECK(page.rest.empty());
  return outside;
}

/// The stream, opened message by message.
std::string open_payload(std::string_view payload, std::string_view bound, const unsigned char* key) {
  Page page{payload};
  crypto_secretstream_xchacha20poly1305_state state;
  crypto_secretstream_xchacha20poly1305_init_pull(&state, raw(page.fixed(24)), key);
  std::string opened;
  while (!page.rest.empty()) {
    const auto message = page.fixed(std::min<std::size_t>(page.rest.size(), 65536 + 17));
    std::string piece(message.size() - 17, '\0');
    unsigned char tag = 0;
    REQUIRE(crypto_secretstream_xchacha20poly1305_pull(&state, reinterpret_cast<unsigned char*>(piece.data()), nullptr, &tag, raw(message),
                                                       message.size(), raw(bound), bound.size()) == 0);
    CHECK((tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) == page.rest.empty());
    opened += piece;
  }
  return opened;
}

}  // namespace

TEST_CASE("a package is what its page says, byte by byte") {
  scamdesk::test::StoreDesk hq("HQ", "", false), mission("KH-PNH", "", false);
  hq.enrol(mission);
  mission.pin(hq);
  REQUIRE(mission.merge(hq.kit("KH-PNH")).outcome == scamdesk::Outcome::merged);
  mission.add("case", cells({{"file_no", "1"}, {"passport", "M12345678"}}));
  const auto bytes = scamdesk::base::read_file(mission.pack("HQ")).value();

  const auto hash = bytes.substr(bytes.size() - 32);
  const auto signature = bytes.substr(bytes.size() - 96, 64);
  CHECK(blake2b(bytes.substr(0, bytes.size() - 32)) == hash);
  Page page{std::string_view(bytes).substr(0, bytes.size() - 96)};
  const auto whole = page.rest;
  CHECK(page.fixed(8) == std::string_view("\x53\x44\x50\x4b\x0d\x0a\x1a\x0a", 8));
  CHECK(page.fixed(1) == "\x02");
  const auto outside = read_outside({page.text()});
  const auto before_payload = whole.substr(0, whole.size() - page.rest.size());

  CHECK(outside.mission == "KH-PNH");
  CHECK(outside.addressee == "HQ");
  CHECK(outside.role == std::string_view("\0", 1));
  CHECK(outside.exercise == std::string_view("\0", 1));
  CHECK(outside.segments == 1);
  const auto said = "\x12scamdesk package 2" + blake2b(whole);
  CHECK(crypto_sign_verify_detached(raw(signature), raw(said), said.size(), raw(outside.key)) == 0);
  std::string card = "\x0fscamdesk.card/2\x06KH-PNH";
  card.append(outside.role).append(outside.exercise).append(outside.key).append(outside.sealing);
  for (auto value = outside.dated;; value >>= 7) {
    card += static_cast<char>((value & 0x7f) | (value >= 0x80 ? 0x80 : 0));
    if (value < 0x80) { break; }
  }
  CHECK(crypto_sign_verify_detached(raw(outside.card), raw(card), card.size(), raw(outside.key)) == 0);

  // Headquarters' secret key, made again from the seed of its desk: its second draw.
  const auto random = scamdesk::base::seeded_random("HQ");
  static_cast<void>(scamdesk::base::make_signing_key(*random));
  const auto secret = scamdesk::base::make_sealing_key(*random);
  const std::string_view name(reinterpret_cast<const char*>(secret.name.bytes.data()), 32);
  const auto ours = std::ranges::find(outside.recipients, name, &std::pair<std::string_view, std::string_view>::first);
  REQUIRE(ours != outside.recipients.end());
  std::array<unsigned char, 32> key{};
  REQUIRE(crypto_box_seal_open(key.data(), raw(ours->second), 80, raw(name), secret.secret.data()) == 0);
  const auto payload = open_payload(page.rest, blake2b(before_payload), key.data());

  std::string runs;
  std::size_t at = 0;
  for (const auto& [unpacked, packed] : outside.parts) {
    std::string part(unpacked, '\0');
    REQUIRE(ZSTD_decompress(part.data(), part.size(), payload.data() + at, packed) == unpacked);
    at += packed;
    runs += part;
  }
  CHECK(at == payload.size());
  Page inside{runs};
  const auto run = inside.text();
  CHECK(inside.rest.empty());
  CHECK(run.front() == '\x01');
  CHECK(run.find("M12345678") != std::string_view::npos);
}
