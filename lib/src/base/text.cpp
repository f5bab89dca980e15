// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>
#include <unicode/utf8.h>

#include "base/ascii.hpp"
#include "base/i18n.hpp"

namespace scamdesk {
namespace {

/// Calls `each(code_point)` over well-formed UTF-8; false at the first malformed byte.
template <class Each>
bool for_each_code_point(std::string_view utf8, Each each) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto length = static_cast<std::int32_t>(utf8.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 point = 0;
    U8_NEXT(bytes, i, length, point);
    if (point < 0) { return false; }
    each(point);
  }
  return true;
}

/// The width of what nearly every text is made of, without asking ICU: Latin letters and punctuation, the lines of
/// tables, Hangul syllables and Chinese characters.
std::optional<std::size_t> plain_width(UChar32 point) {
  const auto within = [point](UChar32 first, UChar32 last) { return point >= first && point <= last; };
  const bool latin = within(0x20, 0x7e) || (within(0xa1, 0x2ff) && point != 0xad);
  if (latin || within(0x2010, 0x2027) || within(0x2500, 0x257f)) { return 1; }
  if (within(0xac00, 0xd7a3) || within(0x4e00, 0x9fff)) { return 2; }
  return std::nullopt;
}

std::size_t width_of(UChar32 point) {
  if (const auto plain = plain_width(point)) { return *plain; }
  const auto* icu = base::unicode();
  if (icu == nullptr) { return 1; }
  const auto type = icu->char_type(point);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR || type == U_CONTROL_CHAR) {
    return 0;
  }
  if (point >= 0x1160 && point <= 0x11ff) { return 0; }  // vowels and finals that join the lead before them
  const auto width = icu->property(point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

/// What is longer is no name that somebody mistyped; comparing it letter by letter with others would take its time.
constexpr std::size_t longest_name = 200;

/// Letters put in, left out, taken for another, or swapped with their neighbour: one each. Beyond `limit` it is limit + 1.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  std::vector<std::size_t> row(b.size() + 1);
  std::vector<std::size_t> above_row(b.size() + 1), before_row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) { row[j] = j; }
  std::size_t least_above = 0;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_row.swap(above_row);
    above_row.swap(row);
    std::size_t least = row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above_row[j] + 1, row[j - 1] + 1, above_row[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) { row[j] = std::min(row[j], before_row[j - 2] + 1); }
      least = std::min(least, row[j]);
    }
    if (least > limit && least_above > limit) { return limit + 1; }  // all that follows comes from these two rows
    least_above = least;
  }
  return row[b.size()];
}

}  // namespace

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  for_each_code_point(utf8, [&](UChar32 point) { width += width_of(point); });
  return width;
}

std::string pad(std::string_view utf8, std::size_t width) {
  const std::size_t have = display_width(utf8);
  return std::string(utf8) + std::string(width > have ? width - have : 0, ' ');
}

std::string pad_left(std::string_view utf8, std::size_t width) {
  const std::size_t have = display_width(utf8);
  return std::string(width > have ? width - have : 0, ' ') + std::string(utf8);
}

std::vector<std::string> wrap(std::string_view utf8, std::size_t width) {
  std::vector<std::string> lines;
  for (const auto paragraph : base::split(utf8, '\n')) {
    std::string line;
    std::size_t line_width = 0;
    for (const auto word : base::split(paragraph, ' ')) {
      const std::size_t word_width = display_width(word);
      if (!line.empty() && line_width + 1 + word_width > width) {
        lines.push_back(std::move(line));
        line.clear();
        line_width = 0;
      }
      if (!line.empty()) {
        line += ' ';
        ++line_width;
      }
      line += word;
      line_width += word_width;
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates) {
  const std::size_t limit = std::min<std::size_t>(3, std::max<std::size_t>(1, name.size() / 3));
  std::optional<std::string> best;
  std::size_t best_distance = limit + 1;
  if (name.size() > longest_name) { return best; }
  for (const auto& candidate : candidates) {
    const auto longer = std::max(name.size(), candidate.size()) - std::min(name.size(), candidate.size());
    if (longer >= best_distance) { continue; }  // so many letters at least would have to be put in or left out
    const std::size_t distance = edit_distance(name, candidate, limit);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

// Table 3-7 of the Unicode Standard: every byte of a package's texts passes here, so it is read once and without ICU.
bool is_utf8(std::string_view bytes) {
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  const auto* const end = at + bytes.size();
  const auto follows = [&](int place, unsigned char least = 0x80, unsigned char most = 0xbf) {
    return end - at > place && at[place] >= least && at[place] <= most;
  };
  const auto eight_ascii = [&] {
    std::uint64_t eight = 0;
    if (end - at < 8) { return false; }
    std::memcpy(&eight, at, 8);
    return (eight & 0x8080808080808080U) == 0;
  };
  while (at != end) {
    const auto first = *at;
    if (first < 0x80) {
      at += eight_ascii() ? 8 : 1;
    } else if (first >= 0xc2 && first <= 0xdf) {
      if (!follows(1)) { return false; }
      at += 2;
    } else if ((first & 0xf0) == 0xe0) {  // no longer form of what two bytes say, and no half of a surrogate pair
      if (!follows(1, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf) || !follows(2)) { return false; }
      at += 3;
    } else if (first >= 0xf0 && first <= 0xf4) {
      if (!follows(1, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf) || !follows(2) || !follows(3)) { return false; }
      at += 4;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace scamdesk

namespace scamdesk::base {
namespace {

Error without_icu() {
  return {Errc::config, message("text cannot be worked on: {0} is not there", "libicuuc"),
          message("install the package libicu of the system again"), {}, {}};
}

/// Nothing where ICU could not do it.
std::optional<std::string> normalized(const Unicode& icu, const UNormalizer2* form, std::string_view utf8) {
  const auto text = to_utf16(utf8);
  const auto length = static_cast<std::int32_t>(text.size());
  std::u16string result(text.size() + 16, u'\0');
  const auto into = [&] {
    UErrorCode status = U_ZERO_ERROR;
    const auto used = icu.normalize(form, text.data(), length, result.data(), static_cast<std::int32_t>(result.size()), &status);
    result.resize(static_cast<std::size_t>(used));
    return status;
  };
  auto status = into();
  if (status == U_BUFFER_OVERFLOW_ERROR) { status = into(); }  // it told how much it needs
  if (U_FAILURE(status)) { return std::nullopt; }
  return to_utf8(result);
}

}  // namespace

Result<std::string> to_nfc(std::string_view utf8) {
  if (is_ascii(utf8)) { return std::string(utf8); }
  bool composed = true;  // Latin letters, whole Hangul syllables and Chinese characters are NFC as they stand
  const bool sound = for_each_code_point(utf8, [&](UChar32 point) {
    const bool whole = (point >= 0xac00 && point <= 0xd7a3) || (point >= 0x4e00 && point <= 0x9fff);
    composed = composed && (point < 0x300 || whole);
  });
  if (!sound) {
    return fail(Errc::bad_input, message("not UTF-8 text"),
                message("save the file as UTF-8, or name its encoding with --encoding"));
  }
  if (composed) { return std::string(utf8); }
  const auto* icu = unicode();
  if (icu == nullptr) { return fail(without_icu()); }
  UErrorCode status = U_ZERO_ERROR;
  const auto* nfc = icu->nfc(&status);
  auto result = U_FAILURE(status) ? std::nullopt : normalized(*icu, nfc, utf8);
  if (!result) { return fail(Errc::bug, message("text could not be normalised")); }
  return std::move(*result);
}

Result<std::string> from_cp949(std::string_view bytes) {
  const auto* icu = unicode();
  if (icu == nullptr) { return fail(without_icu()); }
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = icu->converter_open("windows-949", &status);
  if (U_FAILURE(status)) { return fail(Errc::config, message("the CP949 converter is missing")); }
  icu->converter_on_fault(converter, icu->stop, nullptr, nullptr, nullptr, &status);
  std::u16string wide(bytes.size() + 1, u'\0');
  char16_t* target = wide.data();
  const char* source = bytes.data();
  icu->convert(converter, &target, target + wide.size(), &source, bytes.data() + bytes.size(), nullptr, true, &status);
  icu->converter_close(converter);
  if (U_FAILURE(status)) {
    return fail(Errc::bad_input, message("not CP949 text, at byte {0}", source - bytes.data()));
  }
  return to_utf8({wide.data(), static_cast<std::size_t>(target - wide.data())});
}

std::string fold(std::string_view utf8) {
  const auto* icu = is_ascii(utf8) ? nullptr : unicode();
  if (icu == nullptr) {
    std::string folded(utf8);
    for (auto& c : folded) { c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
    return folded;
  }
  UErrorCode status = U_ZERO_ERROR;
  const auto* casefold = icu->casefold(&status);
  return U_FAILURE(status) ? std::string(utf8) : normalized(*icu, casefold, utf8).value_or(std::string(utf8));
}

std::string host_to_ascii(std::string_view host) {
  const auto* icu = unicode();
  if (icu == nullptr) { return {}; }
  UErrorCode status = U_ZERO_ERROR;
  UIDNA* idna = icu->idna_open(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ, &status);
  if (U_FAILURE(status)) { return {}; }
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  std::string ascii(host.size() * 4 + 64, '\0');
  const auto length = icu->idna_to_ascii(idna, host.data(), static_cast<std::int32_t>(host.size()), ascii.data(),
                                         static_cast<std::int32_t>(ascii.size()), &info, &status);
  icu->idna_close(idna);
  if (U_FAILURE(status) || info.errors != 0) { return {}; }
  ascii.resize(static_cast<std::size_t>(length));
  return ascii;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view space = " \t\r\n\v\f";
  const auto first = text.find_first_not_of(space);
  if (first == std::string_view::npos) { return {}; }
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t start = 0;
  for (std::size_t end = text.find(separator); end != std::string_view::npos; end = text.find(separator, start)) {
    parts.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  parts.push_back(text.substr(start));
  return parts;
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string joined;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) { joined += separator; }
    joined += parts[i];
  }
  return joined;
}

}  // namespace scamdesk::base
