// SPDX-License-Identifier: Apache-2.0
#include "survey/exercise/words.hpp"

#include <array>
#include <utility>

namespace scamdesk::survey::exercise::words {
namespace {

using Words = std::string_view;

// No comma, quotation mark or line break: the case files are written without quoting.
constexpr std::array cambodia{Words("프놈펜"), Words("시하누크빌주"),       Words("포이펫시"),
                              Words("바벳시"), Words("캄폿주 보코산 지역"), Words("코콩주")};
constexpr std::array laos{Words("보케오주"), Words("비엔티안"), Words("루앙남타주"), Words("사바나켓주")};
constexpr std::array myanmar{Words("미야와디"), Words("타칠레익"), Words("라욱까이"), Words("양곤")};
constexpr std::array thailand{Words("방콕"), Words("매솟"), Words("치앙라이주"), Words("아란야쁘라텟")};
constexpr std::array vietnam{Words("하노이"), Words("호찌민"), Words("떠이닌성"), Words("다낭")};
constexpr std::array philippines{Words("마닐라"), Words("앙헬레스"), Words("세부"), Words("파라냐케")};
constexpr std::array malaysia{Words("쿠알라룸푸르"), Words("코타키나발루"), Words("페낭")};

constexpr std::array lured{Words("고수익 일자리 광고를 보고 출국한 뒤 광고와 다른 일을 요구받음"),
                           Words("무료 항공권과 숙소를 제안받고 출국하였으나 통장 개설을 요구받음"),
                           Words("온라인 상담직이라는 제안을 받고 출국한 뒤 투자 사기 업무를 강요받음")};
constexpr std::array abducted{Words("공항에서 마중 나온 차량에 태워진 뒤 연락이 끊김"),
                              Words("숙소 앞에서 여러 명에게 끌려가 단지로 옮겨짐")};
constexpr std::array confined{Words("단지 안에 감금되어 외출을 통제받음"),
                              Words("감금된 상태에서 전화금융사기 업무를 강요받음"),
                              Words("실적이 부족하다는 이유로 폭행당하고 감금됨")};
constexpr std::array lost{Words("출국 뒤 며칠 만에 연락두절됨"), Words("국경을 넘는다는 문자 뒤로 연락두절됨")};
constexpr std::array held{Words("단속 과정에서 주재국 당국에 구금됨"), Words("체류 기간을 넘겨 이민국에 구금됨")};
constexpr std::array died{Words("숙소에서 숨진 채 발견되어 사인을 조사 중임")};
constexpr std::array otherwise{Words("지인이 온라인 도박 조직에서 일하는 것으로 의심됨"),
                               Words("귀국을 원하나 항공료와 벌금이 없다고 호소함")};

constexpr std::array told_words{Words("가족이 대사관에 신고함"), Words("본인이 메신저로 도움을 요청함"),
                                Words("영사콜센터를 거쳐 접수됨"), Words("국내 경찰의 협조 요청으로 접수됨"),
                                Words("교민이 제보함")};
constexpr std::array taken_words{Words("여권을 빼앗김"), Words("휴대전화를 빼앗김"), Words("몸값을 요구받음"),
                                 Words("빚이 있다고 협박받음"), Words("소지품은 그대로임")};
constexpr std::array done_words{Words("주재국 경찰에 소재 확인을 요청함"),
                                Words("안전을 확인하고 귀국 항공편을 안내함"), Words("합동 대응팀에 정보를 넘김"),
                                Words("영사가 면담하고 임시 숙소를 마련함"), Words("추가 정보를 기다리는 중임")};

constexpr std::array high_words{Words("신고가 꾸준히 접수되고 구인 광고와 단지 활동이 함께 확인됨"),
                                Words("인접국 단속 이후 유입 정황과 신고가 늘고 있음"),
                                Words("감금 신고가 이어지고 주재국의 회신이 늦음")};
constexpr std::array medium_words{Words("신고는 많지 않으나 경유지로 이용된 정황이 있음"),
                                  Words("구인 광고에서 이 나라를 언급한 사례가 확인됨"),
                                  Words("인접국에서 옮겨 올 가능성을 배제하기 어려움")};
constexpr std::array low_words{Words("접수된 신고가 거의 없고 광고에서도 언급되지 않음"),
                               Words("교민 사회와 주재국 경찰에 문의하였으나 유사 사례가 확인되지 않음"),
                               Words("입국 절차가 엄격하고 체류 국민의 동향에 특이점이 없음")};
constexpr std::array gap_words{Words("EXERCISE 국경 지역은 출장하지 못하여 전화로만 확인함"),
                               Words("EXERCISE 지방 소도시의 교민 단체 회신을 받지 못함")};
constexpr std::array lure_words{Words("EXERCISE 동남아 고수익 단기 근무 항공권과 숙소 제공"),
                                Words("EXERCISE 해외 고객상담 초보 가능 월 천만 원 보장"),
                                Words("EXERCISE 경험 없이 시작하는 해외 사무직 텔레그램 문의")};

}  // namespace

std::span<const Words> places(Words country) {
  using Entry = std::pair<Words, std::span<const Words>>;
  constexpr std::array<Entry, 7> all{Entry{"KH", cambodia}, Entry{"LA", laos},    Entry{"MM", myanmar},
                                     Entry{"TH", thailand}, Entry{"VN", vietnam}, Entry{"PH", philippines},
                                     Entry{"MY", malaysia}};
  for (const auto& [code, list] : all) {
    if (code == country) { return list; }
  }
  return {};
}

std::span<const Words> happened(Words kind) {
  using Entry = std::pair<Words, std::span<const Words>>;
  constexpr std::array<Entry, 6> all{Entry{"job_lure", lured},       Entry{"abduction", abducted},
                                     Entry{"confinement", confined}, Entry{"contact_lost", lost},
                                     Entry{"host_detention", held},  Entry{"death", died}};
  for (const auto& [code, list] : all) {
    if (code == kind) { return list; }
  }
  return otherwise;
}

const std::span<const Words> told = told_words;
const std::span<const Words> taken = taken_words;
const std::span<const Words> done = done_words;
const std::span<const Words> reasons_high = high_words;
const std::span<const Words> reasons_medium = medium_words;
const std::span<const Words> reasons_low = low_words;
const std::span<const Words> gaps = gap_words;
const std::span<const Words> lures = lure_words;

}  // namespace scamdesk::survey::exercise::words
