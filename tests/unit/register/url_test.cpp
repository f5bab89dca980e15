// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "unit/register/support.hpp"

using scamdesk::records::canonical_url;
using scamdesk::test::cells;
using scamdesk::test::TestDesk;

TEST_CASE("one address has one canonical form, frozen as version 1") {
  const std::pair<const char*, const char*> pairs[] = {
      {"https://example.com/job", "https://example.com/job"},
      {"HTTPS://Example.COM/Job", "https://example.com/Job"},
      {"example.com", "https://example.com/"},
      {"example.com:8080/x", "https://example.com:8080/x"},
      {"http://example.com:80/", "http://example.com/"},
      {"https://example.com:443", "https://example.com/"},
      {"https://example.com:0443/", "https://example.com/"},
      {"  https://example.com/a\tb\n", "https://example.com/ab"},
      {"https://example.com/a/./b/../c", "https://example.com/a/c"},
      {"https://example.com/../..", "https://example.com/"},
      {"https://example.com/a/..", "https://example.com/"},
      {"https://example.com/a/.", "https://example.com/a/"},
      {"https://example.com/%7euser", "https://example.com/~user"},
      {"https://example.com/%2e%2E/x", "https://example.com/x"},
      {"https://example.com/a%2fb", "https://example.com/a%2Fb"},
      {"https://example.com/a b", "https://example.com/a%20b"},
      {"https://example.com/100%", "https://example.com/100%25"},
      {"https://example.com/구인", "https://example.com/%EA%B5%AC%EC%9D%B8"},
      {"https://example.com/%ea%b5%ac%ec%9d%b8", "https://example.com/%EA%B5%AC%EC%9D%B8"},
      {"https://구인.한국/", "https://xn--2e0bz70c.xn--3e0b707e/"},
      {"https://example.com/?", "https://example.com/"},
      {"https://example.com/?q=a b&r=%41#top", "https://example.com/?q=a%20b&r=A"},
      {"https://example.com?q=1", "https://example.com/?q=1"},
      {"https://user:secret@example.com/", "https://example.com/"},
      {"https:\\\\example.com\\a", "https://example.com/a"},
      {"https://example.com./", "https://example.com/"},
      {"http://example.com//a", "http://example.com//a"},
      {"https://203.0.113.7/x", "https://203.0.113.7/x"},
  };
  for (const auto& [as_typed, expected] : pairs) {
    const std::string typed = as_typed, canonical = expected;
    CHECK(canonical_url(typed) == canonical);
    CHECK(canonical_url(canonical) == canonical);
  }
}

TEST_CASE("what is no web address has no canonical form") {
  for (const std::string typed : {"", "   ", "ftp://example.com/", "javascript:alert(1)", "mailto:a@example.com", "https://", "job",
                            "https://exa mple.com/", "https://example.com:99999/", "https://example.com:8a/", "https://[::1]/",
                            "https://%00.com/", "https://\xff.com/", "tel:+82-2-0000"}) {
    CHECK_MESSAGE(canonical_url(typed).empty(), typed);
  }
}

TEST_CASE("one advertisement entered twice is one record, whoever writes its address how") {
  TestDesk pnh("pnh"), vte("vte", "LA-VTE");
  const auto one = pnh.add("ad", cells({{"url", "Example.com/Job#top"}, {"platform", "board"}}), "*");
  const auto other = vte.add("ad", cells({{"url", "https://example.com/Job"}, {"platform", "chat"}}), "*");
  REQUIRE(one);
  REQUIRE(other);
  CHECK(one->key == other->key);
  CHECK(one->number.empty());
  CHECK(pnh.sql("SELECT url FROM ads") == "https://example.com/Job");
  const auto again = pnh.add("ad", cells({{"url", "https://EXAMPLE.com/Job"}, {"platform", "board"}}), "*");
  REQUIRE(again);
  CHECK_FALSE(again->changed);
  CHECK(pnh.add("ad", cells({{"url", "https://example.com/Job"}, {"platform", "forum"}}), "*")->no == one->no);
  CHECK(pnh.sql("SELECT platform FROM ads") == "forum");
  CHECK_FALSE(pnh.add("ad", cells({{"platform", "forum"}}), "*"));
}
