// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"

#include <doctest/doctest.h>

using namespace scamdesk;

TEST_CASE("a version 5 id is the published one") {
  const auto dns = *parse_uuid("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
  CHECK(to_string(base::uuid_v5(dns, "www.example.com")) == "2ed6657d-e927-568b-95e1-2665a8aea6a2");
}

TEST_CASE("BLAKE2b-256 of nothing is the published one, in one piece or in parts") {
  CHECK(to_string(base::blake2b("")) == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  CHECK(base::Hasher().add("ab").add("c").finish() == base::blake2b("abc"));
}

TEST_CASE("a signature holds for its bytes and its key alone") {
  const auto random = base::seeded_random("x");
  const auto key = base::make_signing_key(*random);
  const auto signature = base::sign(key, "text");
  CHECK(base::verify(key.name, "text", signature));
  CHECK_FALSE(base::verify(key.name, "texT", signature));
}

TEST_CASE("a version 7 id carries its time and sorts by it") {
  const auto random = base::seeded_random("x");
  const auto early = base::uuid_v7(*parse_instant("2025-10-15T00:00:00Z"), *random);
  const auto late = base::uuid_v7(*parse_instant("2025-10-15T00:00:01Z"), *random);
  CHECK(early < late);
  CHECK(to_string(early)[14] == '7');
}

TEST_CASE("ids made at one moment grow, and stay version 7 of that moment") {
  const auto random = base::seeded_random("x");
  const auto now = *parse_instant("2025-10-15T00:00:00Z");
  const auto moment = to_string(base::uuid_v7(now, *random)).substr(0, 13);
  base::UuidSequence sequence(now, *random);
  auto last = sequence.next();
  bool grows = true;
  for (int i = 0; i < 100000; ++i) {
    const auto next = sequence.next();
    const auto text = to_string(next);
    grows = grows && last < next && text.substr(0, 13) == moment && text[14] == '7' && (next.bytes[8] & 0xc0) == 0x80;
    last = next;
  }
  CHECK(grows);
}
