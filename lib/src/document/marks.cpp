// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

#include "document/writers.hpp"

/// The marks of items in Korean official writing (행정업무의 운영 및 혁신에 관한 규정 시행규칙):
/// `1.` `가.` `1)` `가)` `(1)` `(가)` `①`; in reports `□` `○` `-` `※`.
namespace scamdesk::document {
namespace {

constexpr int numbered_levels = 7;

/// 가 나 다 … 하, then 거 너 더 …: the vowel moves on when the consonants are through.
std::string hangul_letter(std::size_t index) {
  constexpr std::array<unsigned, 14> leads{0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 15, 16, 17, 18};
  constexpr std::array<unsigned, 6> vowels{0, 4, 8, 13, 18, 20};
  const unsigned lead = leads[index % leads.size()];
  const unsigned vowel = vowels[std::min(index / leads.size(), vowels.size() - 1)];
  const unsigned point = 0xac00U + (lead * 21 + vowel) * 28;
  return {static_cast<char>(0xe0U | point >> 12), static_cast<char>(0x80U | (point >> 6 & 0x3fU)),
          static_cast<char>(0x80U | (point & 0x3fU))};
}

std::string latin_letter(std::size_t index) {
  std::string letters(1, static_cast<char>('a' + index % 26));
  return index < 26 ? letters : latin_letter(index / 26 - 1) + letters;
}

std::string circled(std::size_t index) {
  if (index >= 20) { return fmt::format("({})", index + 1); }
  return {'\xe2', '\x91', static_cast<char>(0xa0 + index)};
}

std::string number_mark(int level, std::size_t index, Lang lang) {
  const auto number = index + 1;
  const auto letter = lang == Lang::ko ? hangul_letter(index) : latin_letter(index);
  switch (level) {
    case 1: return fmt::format("{}.", number);
    case 2: return letter + '.';
    case 3: return fmt::format("{})", number);
    case 4: return letter + ')';
    case 5: return fmt::format("({})", number);
    case 6: return '(' + letter + ')';
    default: return circled(index);
  }
}

std::string bullet(int level) {
  switch (level) {
    case 1: return "□";
    case 2: return "○";
    case 3: return "-";
    default: return "※";
  }
}

const Item* item_at(const std::vector<Block>& blocks, std::size_t index) { return std::get_if<Item>(&blocks[index]); }

/// Whether a numbered item of the same level follows before a heading or a higher item.
bool has_follower(const std::vector<Block>& blocks, std::size_t index, int level) {
  for (std::size_t i = index + 1; i < blocks.size(); ++i) {
    if (std::holds_alternative<Heading>(blocks[i])) { return false; }
    const auto* item = item_at(blocks, i);
    if (item == nullptr || !item->numbered) { continue; }
    if (item->level <= level) { return item->level == level; }
  }
  return false;
}

}  // namespace

std::vector<std::string> item_marks(const std::vector<Block>& blocks, Lang lang) {
  std::vector<std::string> marks(blocks.size());
  std::array<std::size_t, numbered_levels + 1> counts{};
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (std::holds_alternative<Heading>(blocks[i])) { counts.fill(0); }
    const auto* item = item_at(blocks, i);
    if (item == nullptr) { continue; }
    if (!item->numbered) {
      marks[i] = bullet(item->level);
      continue;
    }
    const int level = std::clamp(item->level, 1, numbered_levels);
    const auto slot = static_cast<std::size_t>(level);
    std::fill(counts.begin() + level + 1, counts.end(), 0);
    const std::size_t index = counts[slot]++;
    if (index > 0 || has_follower(blocks, i, level)) { marks[i] = number_mark(level, index, lang); }
  }
  return marks;
}

std::string figure(double value) {
  std::string text = fmt::format("{:.2f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) { text.pop_back(); }
  return text == "-0" ? "0" : text;
}

}  // namespace scamdesk::document
