// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "register/bulk.hpp"
#include "register/impl.hpp"
#include "register/signature.hpp"
#include "support/seed.hpp"
#include "unit/register/support.hpp"

using namespace scamdesk;
using records::joined;
using records::may_hold;
using records::pairs_of;
using records::Signature;
using scamdesk::test::cells;
using scamdesk::test::TestDesk;

namespace {

using Dice = std::mt19937_64;

/// One of the 11,172 Hangul syllables.
std::string syllable(std::size_t which) {
  const auto character = 0xac00 + which;
  return {static_cast<char>(0xe0 | character >> 12), static_cast<char>(0x80 | (character >> 6 & 0x3f)), static_cast<char>(0x80 | (character & 0x3f))};
}

std::size_t roll(Dice& dice, std::size_t sides) { return dice() % sides; }

/// Of few enough different characters that words are met.
std::string some_text(Dice& dice, std::size_t longest) {
  static const std::vector<std::string> characters{"감", "금", "취", "업", "대", "사", "관", "프", "놈", "펜", "a", "B", "b", "é", "É", "7", "%", "_", "\\", "😀"};
  std::string text;
  for (auto left = 1 + roll(dice, longest); left > 0; --left) { text += characters[roll(dice, characters.size())]; }
  return text;
}

std::string some_sentence(Dice& dice) {
  std::string text = some_text(dice, 4);
  for (auto left = roll(dice, 4); left > 0; --left) { text += " " + some_text(dice, 4); }
  return text;
}

bool told(std::string_view text, std::string_view word) {
  Signature signature;
  signature.add(text);
  return may_hold(signature.bits(), pairs_of(word));
}

/// Cases 1,000 and more, some of them with places, as an import and single officers write them.
class Cases {
public:
  explicit Cases(std::uint64_t seed) : m_dice(seed), m_desk("hq " + std::to_string(seed), "HQ") {}

  TestDesk& desk() { return m_desk; }
  Dice& dice() { return m_dice; }

  void import_some() {
    const auto written = m_desk.writing([&]() -> Status {
      const auto author = m_desk.author();
      const auto bulk = m_desk->bulk(*m_desk.form("case"), some_owner(), author);
      REQUIRE(bulk);
      const auto& fields = (*bulk)->fields({"#", "country", "passport", "title"});
      for (auto left = 100 + roll(m_dice, 900); left > 0; --left) {
        const auto country = some_text(m_dice, 2), title = some_text(m_dice, 3);
        std::vector<ledger::CellView> values{{}, {CellState::value, country}, {CellState::value, "감대펜"}, {CellState::value, title}};
        (*bulk)->add(fields, values);
      }
      (*bulk)->settle();
      return {};
    });
    REQUIRE(written);
  }
  void add_one() { REQUIRE(m_desk.add("case", cells({{"title", some_sentence(m_dice)}, {"places/x/#", "1"}, {"places/x/place", some_text(m_dice, 6)}}), some_owner().value())); }
  void change_one() {
    if (const auto no = some_record()) { static_cast<void>(m_desk.change(*no, cells({{roll(m_dice, 2) == 0 ? "title" : "country", some_sentence(m_dice)}}))); }
  }
  void retire_one() {
    if (const auto no = some_record()) { static_cast<void>(m_desk.mark(*no, ledger::Change::retire)); }
  }
  /// An older desk's store has no signatures yet; some of them are as good as none.
  void lose_signatures() {
    m_desk.ledger()->database().exec("DELETE FROM text_signature WHERE block % 3 = " + std::to_string(roll(m_dice, 3)));
  }
  /// What is written and not kept leaves nothing.
  void roll_back() {
    ledger::Transaction transaction(m_desk.ledger()->database());
    static_cast<void>(m_desk->add(*m_desk.form("case"), some_owner(), cells({{"title", some_sentence(m_dice)}}), m_desk.author()));
  }

  std::vector<std::int64_t> found(const std::string& word) { return m_desk->select(*m_desk.form("case"), {.text = word}).value(); }
  /// The first of them, as a list shows them.
  std::vector<std::int64_t> first(const std::string& word) { return m_desk->select(*m_desk.form("case"), {.text = word, .limit = 5}).value(); }
  /// By LIKE alone, of every row.
  std::vector<std::int64_t> liked(const std::string& word) {
    ledger::Statement rows(m_desk.ledger()->database(),
                           "SELECT _no FROM r_case r WHERE NOT _retired AND (title LIKE ?1 ESCAPE '\\' OR country LIKE ?1 ESCAPE '\\' OR EXISTS "
                           "(SELECT 1 FROM r_case_places p WHERE p._no = r._no AND p.place LIKE ?1 ESCAPE '\\')) "
                           "ORDER BY _owner, rtrim(_number, '0123456789'), length(_number), _number, _no");
    std::string pattern = "%";
    for (const char c : word) { pattern += (c == '%' || c == '_' || c == '\\' ? "\\" : "") + std::string(1, c); }
    rows.bind(pattern + "%");
    std::vector<std::int64_t> numbers;
    while (rows.step()) { numbers.push_back(rows.integer(0)); }
    return numbers;
  }

private:
  Owner some_owner() { return Owner(std::string(std::vector{"KH-PNH", "LA-VTE", "VN-HAN"}[roll(m_dice, 3)])); }
  std::optional<std::int64_t> some_record() {
    ledger::Statement row(m_desk.ledger()->database(), "SELECT _no FROM r_case WHERE NOT _retired ORDER BY (_no * ?) % 1009 LIMIT 1");
    if (!row.bind(static_cast<std::int64_t>(1 + roll(m_dice, 1008))).step()) { return std::nullopt; }
    return row.integer(0);
  }

  Dice m_dice;
  TestDesk m_desk;
};

std::int64_t signatures(TestDesk& desk, const std::string& where = "1") {
  ledger::Statement row(desk.ledger()->database(), "SELECT count(*) FROM text_signature WHERE form = 'case' AND " + where);
  row.step();
  return row.integer(0);
}

}  // namespace

TEST_CASE("a signature tells of every word that its texts may hold, and of few others") {
  CHECK(told("프놈펜의 대사관에 신고함", "대사관에"));
  CHECK(told("Phnom펜", "M펜"));
  CHECK_FALSE(told("프놈펜의 대사관에 신고함", "감금"));
  CHECK_FALSE(told("프놈펜 대사관", "펜대"));
  CHECK(told("\xef\xbf\xbe가", "\xef\xbf\xbd가"));  // LIKE takes what is no character for U+FFFD
  Dice dice(1);
  for (int i = 0; i < 2000; ++i) {
    const auto before = some_sentence(dice), word = some_text(dice, 6), after = some_sentence(dice);
    CHECK_MESSAGE(told(before + word + after, word), word);
  }
  Signature signature;
  for (std::size_t i = 0; i < 2000; i += 2) { signature.add(syllable(i) + syllable(i + 1)); }
  const auto bits = signature.bits();
  CHECK(bits.size() <= 2048);
  int taken = 0;
  for (std::size_t i = 1; i < 2000; i += 2) { taken += may_hold(bits, pairs_of(syllable(i) + syllable(i + 1))) ? 1 : 0; }
  CHECK(taken < 80);
}

TEST_CASE("signatures know nothing of words of one character or of ASCII alone") {
  CHECK(pairs_of("가").empty());
  CHECK(pairs_of("Golden").empty());
  CHECK(pairs_of("").empty());
  CHECK(pairs_of("A동").size() == 1);
  CHECK(pairs_of("a동") == pairs_of("A동"));
  CHECK(pairs_of("É동") != pairs_of("é동"));
}

TEST_CASE("signatures of different sizes are joined to one of both their texts") {
  Signature few, many;
  few.add("감금");
  Dice dice(2);
  for (int i = 0; i < 500; ++i) { many.add("대" + syllable(roll(dice, 11000))); }
  many.add("취업");
  REQUIRE(few.bits().size() < many.bits().size());
  for (const auto& both : {joined(few.bits(), many.bits()), joined(many.bits(), few.bits())}) {
    CHECK(may_hold(both, pairs_of("감금")));
    CHECK(may_hold(both, pairs_of("취업")));
    CHECK_FALSE(may_hold(both, pairs_of("프놈펜")));
  }
}

TEST_CASE("words are found exactly where LIKE finds them, whatever was written before and in which way") {
  const auto seed = test::seed();
  for (unsigned history = 0; history < 2; ++history) {
    INFO("SCAMDESK_TEST_SEED=" << seed << ", history " << history);
    Cases cases(seed + history);
    cases.import_some();
    for (int step = 0; step < 25; ++step) {
      switch (roll(cases.dice(), 8)) {
        case 0: cases.import_some(); break;
        case 1: cases.retire_one(); break;
        case 2: cases.lose_signatures(); break;
        case 3: cases.roll_back(); break;
        case 4: cases.add_one(); break;
        default: cases.change_one(); break;
      }
      for (int i = 0; i < 5; ++i) {
        const auto word = some_text(cases.dice(), 4);
        CAPTURE(word);
        const auto wanted = cases.liked(word);
        if (std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) { continue; }  // in numbers, too
        CHECK(cases.found(word) == wanted);
        CHECK(cases.first(word) == std::vector(wanted.begin(), wanted.begin() + std::min<std::ptrdiff_t>(5, std::ssize(wanted))));
      }
    }
    CHECK(cases.desk()->verify().empty());
    cases.desk()->rebuild();
    CHECK(signatures(cases.desk()) > 0);
    CHECK(cases.found("감금취") == cases.liked("감금취"));
  }
}

TEST_CASE("every record is signed, however it was written, and nothing of a former or a sensitive text is") {
  Cases cases(7);
  auto& desk = cases.desk();
  cases.import_some();
  cases.import_some();
  const auto no = desk.add("case", cells({{"title", "기밀문서"}, {"passport", "여권번호"}, {"places/x/#", "1"}, {"places/x/place", "황금성채"}}), "KH-PNH")->no;
  const auto own = "block = " + std::to_string(no / 256);
  const auto held = [&](const std::string& word) {
    ledger::Statement row(desk.ledger()->database(), "SELECT bits FROM text_signature WHERE form = 'case' AND " + own);
    REQUIRE(row.step());
    return may_hold(row.blob(0), pairs_of(word));
  };
  ledger::Statement blocks(desk.ledger()->database(), "SELECT count(DISTINCT _no / 256) FROM r_case");
  REQUIRE(blocks.step());
  CHECK(signatures(desk) == blocks.integer(0));
  CHECK(held("기밀문서"));
  CHECK(held("황금성채"));
  CHECK_FALSE(held("여권번호"));
  REQUIRE(desk.change(no, cells({{"title", "다른것들"}})));
  CHECK(held("다른것들"));
  CHECK_FALSE(held("기밀문서"));
  REQUIRE(desk.writing([&] {
    return desk->erase(no, [](std::string_view path) { return !path.starts_with('#'); }, {}, desk.author());
  }));
  CHECK_FALSE(held("다른것들"));
  CHECK_FALSE(held("황금성채"));
}

TEST_CASE("a question that is not sensitive any more is found, and one that has become so is signed no longer") {
  Cases cases(8);
  auto& desk = cases.desk();
  cases.import_some();
  const std::string form(test::case_form);
  const std::string protected_one = "type: text, sensitive: true";
  auto open = form;
  open.replace(open.find(protected_one), protected_one.size(), "type: text");
  CHECK(cases.found("감대펜").size() == cases.liked("감대펜").size());
  desk.templates().write("case", open);
  REQUIRE(desk.load());
  CHECK(cases.found("감대펜").size() >= 100);
  CHECK(signatures(desk) > 0);
  desk.templates().write("case", form);
  REQUIRE(desk.load());
  CHECK(cases.found("감대펜").size() == cases.liked("감대펜").size());
  ledger::Statement columns(desk.ledger()->database(), "SELECT count(DISTINCT columns) FROM text_signature WHERE form = 'case'");
  REQUIRE(columns.step());
  CHECK(columns.integer(0) == 1);
}
