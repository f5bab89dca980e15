// SPDX-License-Identifier: Apache-2.0
#include "base/seal.hpp"

#include <doctest/doctest.h>
#include <sodium.h>

using namespace scamdesk;

namespace {

Secret passphrase(const char* text) { return Secret(text); }

}  // namespace

TEST_CASE("a stream opens with its key and beside its own bytes alone") {
  const auto random = base::seeded_random("stream");
  const auto key = base::make_stream_key(*random);
  for (const std::size_t size : {0UL, 1UL, 65535UL, 65536UL, 65537UL, 200000UL}) {
    CAPTURE(size);
    const std::string bytes(size, 'x');
    const auto sealed = base::seal_stream(key, bytes, "outside", *random);
    CHECK(sealed.size() == base::sealed_size(size));
    CHECK(base::open_stream(key, sealed, "outside") == bytes);
    CHECK_FALSE(base::open_stream(key, sealed, "another"));
    CHECK_FALSE(base::open_stream(base::make_stream_key(*random), sealed, "outside"));
    CHECK_FALSE(base::open_stream(key, sealed.substr(0, sealed.size() - 1), "outside"));
    CHECK_FALSE(base::open_stream(key, sealed + "x", "outside"));
  }
}

TEST_CASE("messages of a stream can be neither dropped nor exchanged") {
  const auto random = base::seeded_random("messages");
  const auto key = base::make_stream_key(*random);
  const auto sealed = base::seal_stream(key, std::string(3 * 65536, 'x'), "", *random);
  const auto message = [&](std::size_t at) { return sealed.substr(24 + at * (65536 + 17), 65536 + 17); };
  const auto header = sealed.substr(0, 24);
  CHECK(base::open_stream(key, header + message(0) + message(1) + message(2), ""));
  CHECK_FALSE(base::open_stream(key, header + message(0) + message(1), ""));
  CHECK_FALSE(base::open_stream(key, header + message(1) + message(0) + message(2), ""));
  CHECK_FALSE(base::open_stream(key, header + message(2), ""));
}

TEST_CASE("libsodium itself opens what is sealed here") {
  const auto random = base::seeded_random("libsodium");
  const auto recipient = base::make_sealing_key(*random);
  const auto key = base::make_stream_key(*random);
  const auto sealed = base::seal_key(key, recipient.name, *random);
  std::array<unsigned char, 32> opened{};
  REQUIRE(crypto_box_seal_open(opened.data(), sealed.data(), sealed.size(), recipient.name.bytes.data(), recipient.secret.data()) == 0);
  CHECK(std::equal(opened.begin(), opened.end(), key.data()));

  const auto stream = base::seal_stream(key, "value", "outside", *random);
  const auto* bytes = reinterpret_cast<const unsigned char*>(stream.data());
  crypto_secretstream_xchacha20poly1305_state state;
  REQUIRE(crypto_secretstream_xchacha20poly1305_init_pull(&state, bytes, key.data()) == 0);
  std::array<unsigned char, 5> value{};
  unsigned char tag = 0;
  CHECK(crypto_secretstream_xchacha20poly1305_pull(&state, value.data(), nullptr, &tag, bytes + 24, stream.size() - 24,
                                                   reinterpret_cast<const unsigned char*>("outside"), 7) == 0);
  CHECK(tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL);
  CHECK(std::string(value.begin(), value.end()) == "value");
}

TEST_CASE("a key is sealed to one recipient") {
  const auto random = base::seeded_random("recipient");
  const auto recipient = base::make_sealing_key(*random);
  const auto key = base::make_stream_key(*random);
  auto sealed = base::seal_key(key, recipient.name, *random);
  REQUIRE(base::open_key(sealed, recipient));
  CHECK_FALSE(base::open_key(sealed, base::make_sealing_key(*random)));
  sealed[40] ^= 1;
  CHECK_FALSE(base::open_key(sealed, recipient));
  CHECK_FALSE(base::open_key(base::seal_key(key, Hash(), *random), recipient));
}

TEST_CASE("a secret opens with its passphrase and beside its own name alone") {
  const auto random = base::seeded_random("lock");
  const auto terms = base::make_lock(base::least_cost, *random);
  const auto lock = base::lock_key(passphrase("correct horse"), terms).value();
  const auto key = base::make_sealing_key(*random);
  const auto locked = base::lock_secret(lock, key.secret.bytes(), "name", *random);
  SecretBytes<32> opened;
  REQUIRE(base::unlock_secret(lock, locked, "name", opened.bytes()));
  CHECK(std::equal(opened.bytes().begin(), opened.bytes().end(), key.secret.data()));
  CHECK_FALSE(base::unlock_secret(lock, locked, "other", opened.bytes()));
  CHECK_FALSE(base::unlock_secret(base::lock_key(passphrase("wrong"), terms).value(), locked, "name", opened.bytes()));
  CHECK_FALSE(base::unlock_secret(lock, locked.substr(1), "name", opened.bytes()));
}

TEST_CASE("terms that would take all memory are refused") {
  base::LockTerms terms;
  terms.cost = {3, std::uint64_t{1} << 50};
  const auto lock = base::lock_key(passphrase("x"), terms);
  REQUIRE_FALSE(lock);
  CHECK(lock.error().code == Errc::config);
}
