// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <unistd.h>

#include "base/memory.hpp"

using scamdesk::base::discard;

TEST_CASE("whole pages are given back, and what lies beside them stays") {
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  std::string bytes(8 * page, 'x');
  discard(std::span(bytes).subspan(page / 2, 5 * page));
  const auto gone = static_cast<std::size_t>(std::ranges::count(bytes, '\0'));
  CHECK(gone >= 4 * page);
  CHECK(gone <= 5 * page);
  CHECK(bytes.substr(0, page / 2) == std::string(page / 2, 'x'));
  CHECK(bytes.substr(page / 2 + 5 * page).find('\0') == std::string::npos);
}

TEST_CASE("less than a page stays as it is") {
  std::string bytes(100, 'x');
  discard(bytes);
  discard({});
  CHECK(bytes == std::string(100, 'x'));
}
