// SPDX-License-Identifier: Apache-2.0
#include "base/codec.hpp"

#include <doctest/doctest.h>

using scamdesk::base::Reader;
using scamdesk::base::Writer;

TEST_CASE("what is written is read back") {
  const auto bytes = Writer().integer(0).integer(300).integer(~std::uint64_t{0}).text("감금").bytes();
  Reader reader(bytes);
  CHECK(reader.integer() == 0);
  CHECK(reader.integer() == 300);
  CHECK(reader.integer() == ~std::uint64_t{0});
  CHECK(reader.text() == "감금");
  CHECK(reader.sound());
  CHECK(reader.at_end());
}

TEST_CASE("an integer has one form only") {
  Reader padded(std::string_view("\x80\x00", 2));
  padded.integer();
  CHECK_FALSE(padded.sound());
  Reader cut("\x80");
  cut.integer();
  CHECK_FALSE(cut.sound());
}
