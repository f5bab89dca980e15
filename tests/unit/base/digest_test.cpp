// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "base/digest.hpp"

using namespace scamdesk;
using base::digest;
using base::to_hex;

TEST_CASE("digests are those of the standards' own examples") {
  CHECK(to_hex(*digest("MD5", "")) == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(to_hex(*digest("md5", "message digest")) == "f96b697d7cb7938d525a2f31aaf161d0");
  CHECK(to_hex(*digest("MD5", "12345678901234567890123456789012345678901234567890123456789012345678901234567890")) ==
        "57edf4a22be3c955ac49da2e2107b67a");
  CHECK(to_hex(*digest("SHA-1", "abc")) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(to_hex(*digest("SHA-1", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  CHECK(to_hex(*digest("sha-256", "abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(to_hex(*digest("SHA-384", "abc")) ==
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7");
  CHECK(to_hex(*digest("SHA-512", "abc")).starts_with("ddaf35a193617abacc417349ae204131"));
}

TEST_CASE("a digest takes a message of any length, around the end of a block too") {
  CHECK(to_hex(*digest("SHA-1", std::string(1'000'000, 'a'))) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
  CHECK(to_hex(*digest("MD5", std::string(55, 'a'))) == "ef1772b6dff9a122358552954ad0df65");
  CHECK(to_hex(*digest("MD5", std::string(56, 'a'))) == "3b0c8ac703f828b04c6c197006d17218");
  CHECK(to_hex(*digest("MD5", std::string(64, 'a'))) == "014842d480b571495a4a0363793f7367");
}

TEST_CASE("an algorithm that nobody named is none") {
  CHECK_FALSE(digest("", "x"));
  CHECK_FALSE(digest("SHA1", "x"));
  CHECK_FALSE(digest("BLAKE2", "x"));
}

TEST_CASE("bytes are written in base64 with its padding") {
  CHECK(base::to_base64("") == "");
  CHECK(base::to_base64("f") == "Zg==");
  CHECK(base::to_base64("foobar") == "Zm9vYmFy");
}
