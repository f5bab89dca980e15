// SPDX-License-Identifier: Apache-2.0
#include "base/ascii.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>

#include "base/i18n.hpp"

using namespace scamdesk;

TEST_CASE("a Hangul syllable takes two columns, a combining mark none") {
  CHECK(display_width("감금") == 4);
  CHECK(display_width("e\xcc\x81") == 1);
  CHECK(pad("감금", 6) == "감금  ");
}

namespace {

/// Whether bytes are the shortest form of code points that are characters, by reckoning each out and writing it again.
bool is_utf8_written_out(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const std::size_t length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    char32_t point = length == 1 ? first : first & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
      if (at + i >= bytes.size()) { return false; }
      point = (point << 6) | (static_cast<unsigned char>(bytes[at + i]) & 0x3fU);
    }
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) { return false; }
    std::u16string wide;
    if (point >= 0x10000) { wide += static_cast<char16_t>(0xd7c0 + (point >> 10)); }
    wide += static_cast<char16_t>(point >= 0x10000 ? 0xdc00 + (point & 0x3ff) : point);
    if (base::to_utf8(wide) != bytes.substr(at, length)) { return false; }
    at += length;
  }
  return true;
}

}  // namespace

TEST_CASE("UTF-8 is told from all else at every border of its rules") {
  constexpr std::string_view borders = "\x41\x7f\x80\x8f\x90\x9f\xa0\xbf\xc0\xc1\xc2\xdf\xe0\xe1\xec\xed\xee\xef\xf0\xf1\xf3\xf4\xf5\xff";
  std::size_t wrong = 0;
  for (std::size_t n = 0; n < borders.size() * borders.size() * borders.size() * borders.size(); ++n) {
    std::string bytes;
    for (std::size_t rest = n, i = 0; i < 4; ++i, rest /= borders.size()) { bytes += borders[rest % borders.size()]; }
    for (std::size_t length = 1; length <= bytes.size(); ++length) {
      const auto cut = std::string_view(bytes).substr(0, length);
      if (is_utf8(cut) != is_utf8_written_out(cut)) { ++wrong; }
      if (n % 31 == 0 && is_utf8("16 ASCII letters" + std::string(cut)) != is_utf8(cut)) { ++wrong; }
    }
  }
  CHECK(wrong == 0);
  CHECK(is_utf8(""));
  CHECK(is_utf8("감금 \xf0\x9f\x98\x80"));
}

TEST_CASE("one byte beyond ASCII is seen wherever it stands") {
  for (std::size_t size = 0; size < 20; ++size) {
    std::string text(size, '~');
    CHECK(base::is_ascii(text));
    for (std::size_t at = 0; at < size; ++at) {
      text[at] = '\x80';
      CHECK_FALSE(base::is_ascii(text));
      text[at] = '\x7f';
    }
  }
}

TEST_CASE("widths and forms that are known without ICU are those of ICU") {
  const auto* icu = base::unicode();
  REQUIRE(icu != nullptr);
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu->nfc(&status);
  for (char32_t point = 0x20; point < 0xd800; ++point) {
    const std::u16string wide(1, static_cast<char16_t>(point));
    const auto text = base::to_utf8(wide);
    CHECK(base::to_utf16(text) == wide);
    const auto type = icu->char_type(static_cast<UChar32>(point));
    const bool none = type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR || type == U_CONTROL_CHAR;
    const auto breadth = icu->property(static_cast<UChar32>(point), UCHAR_EAST_ASIAN_WIDTH);
    const bool joins = point >= 0x1160 && point <= 0x11ff;
    const std::size_t width = none || joins ? 0 : breadth == U_EA_WIDE || breadth == U_EA_FULLWIDTH ? 2 : 1;
    CHECK_MESSAGE(display_width(text) == width, static_cast<std::uint32_t>(point));
    char16_t composed[8];
    const auto length = icu->normalize(nfc, wide.data(), 1, composed, 8, &status);
    CHECK(base::to_nfc(text).value() == base::to_utf8({composed, static_cast<std::size_t>(length)}));
  }
  CHECK(base::to_utf8(base::to_utf16("a가😀")) == "a가😀");
  CHECK(base::fold("ABC ｋ가 É") == "abc k가 é");
}

TEST_CASE("decomposed Hangul is composed on entry") {
  CHECK(base::to_nfc("\xe1\x84\x80\xe1\x85\xa1").value() == "가");
  CHECK(base::to_nfc("감금 ok").value() == "감금 ok");
  CHECK_FALSE(base::to_nfc("\xff").has_value());
}

TEST_CASE("CP949 is read, and its faults are placed") {
  CHECK(base::from_cp949("\xb0\xa8\xb1\xdd").value() == "감금");
  CHECK(base::from_cp949("ab\xb0").error().code == Errc::bad_input);
}

TEST_CASE("the nearest name is offered only when it is near") {
  const std::vector<std::string> names{"likelihood", "status"};
  CHECK(nearest("likelyhood", names) == "likelihood");
  CHECK_FALSE(nearest("zzz", names));
  CHECK(nearest("statu", names) == "status");
}

TEST_CASE("no near name is looked for where a name is as long as a text") {
  const std::string text(std::size_t{1} << 20, 'a');
  CHECK_FALSE(nearest(text, std::vector<std::string>{text + "b"}));
}

TEST_CASE("two letters that changed places are one slip, and nearer than two") {
  CHECK(nearest("stauts", std::vector<std::string>{"stouds", "status"}) == "status");
  CHECK(nearest("dya", std::vector<std::string>{"day"}) == "day");
  CHECK_FALSE(nearest("day", std::vector<std::string>{"yad"}));
}

TEST_CASE("a message is worded in both languages") {
  const auto said = message("{0}: {1}", "a.csv", message("permission denied"));
  CHECK(word(said, Lang::ko) == "a.csv: 권한이 없습니다");
  CHECK(word(said, Lang::en) == "a.csv: permission denied");
}

TEST_CASE("host names meet in their ASCII form") {
  CHECK(base::host_to_ascii("한국.KR") == "xn--3e0b707e.kr");
}

namespace {

template <class Text>
concept can_be_split = requires(Text&& text) { base::split(std::forward<Text>(text), ' '); };

}  // namespace

TEST_CASE("a temporary string cannot be split, since its parts would point nowhere") {
  CHECK_FALSE(can_be_split<std::string>);
  CHECK(can_be_split<std::string&>);
  CHECK(can_be_split<const std::string&>);
  CHECK(can_be_split<std::string_view>);
  CHECK(can_be_split<const char*>);
}
