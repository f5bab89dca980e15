// SPDX-License-Identifier: Apache-2.0
#include "form/personal.hpp"

#include <doctest/doctest.h>

using namespace scamdesk;
using form::PersonalNumber;

namespace {

/// The kinds found, a letter each: r p t c.
std::string kinds(std::string_view text) {
  std::string all;
  for (const auto& found : form::personal_numbers(text)) { all += "rptc"[static_cast<std::size_t>(found.kind)]; }
  return all;
}

}  // namespace

TEST_CASE("numbers that name a person are found in free text") {
  CHECK(kinds("주민번호 900101-1234567 확인") == "r");
  CHECK(kinds("9001011234567") == "r");
  CHECK(kinds("여권 M12345678, 새 여권 m123A4567.") == "pp");
  CHECK(kinds("연락처010-1234-5678로 전화") == "t");
  CHECK(kinds("01012345678") == "t");
  CHECK(kinds("010 123 4567") == "t");
  CHECK(kinds("02-3210-0404 또는 031.123.4567") == "tt");
  CHECK(kinds("+855 12 345 678 and +82-10-1234-5678") == "tt");
  CHECK(kinds("카드 4111-1111-1111-1111") == "c");
  CHECK(kinds("378282246310005") == "c");
  CHECK(kinds("2025-10-02 010-1234-5678") == "t");
}

TEST_CASE("what only looks like one is left alone") {
  for (const char* text : {"", "2025-10-02 12:30", "2025.10.02 2025.10.31", "감금 27명, 3,000,000원", "4111-1111-1111-1112",
                           "901301-1234567", "M1234567", "M123456789", "AM12345678", "0123456789abcdef0123456789abcdef",
                           "https://example.org/a/12345678901", "1588-1234", "공문 2025-123456", "+1", "12345678", "PNH-25-0012",
                           "550e8400-e29b-41d4-a716-446655440000", "010-12-345678"}) {
    CAPTURE(text);
    CHECK(kinds(text).empty());
  }
}

TEST_CASE("the numbers are hidden and the words around them stand") {
  CHECK(form::without_numbers("가족 010-1234-5678, 여권 M12345678!") == "가족 •••-••••-••••, 여권 M••••••••!");
  CHECK(form::without_numbers("2025-10-02 27명") == "2025-10-02 27명");
}
