// SPDX-License-Identifier: Apache-2.0
#include "base/errors.hpp"

#include <doctest/doctest.h>

using namespace scamdesk;

TEST_CASE("the first error has the others with it, and of very many the first thousand are told") {
  base::Errors errors;
  CHECK(errors.empty());
  const auto wrong = [](std::size_t row) { return Error{Errc::bad_input, message("not UTF-8 text"), {}, SourcePlace{"a", row}, {}}; };
  errors.add(wrong(1));
  errors.add(wrong(2));
  const auto two = errors.take();
  CHECK(two.place->row == 1);
  REQUIRE(two.more.size() == 1);
  CHECK(two.more[0].place->row == 2);

  for (std::size_t row = 1; row <= 5000; ++row) { errors.add(wrong(row)); }
  CHECK(errors.full());
  const auto many = errors.take();
  CHECK(many.more.size() == 1000);
  CHECK(many.more.back().place->row == 1001);
  CHECK(word(many.more.back().problem, Lang::en) == "more than 1000 errors: the others are not told");
}
