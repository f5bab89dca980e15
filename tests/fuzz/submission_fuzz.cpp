// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "exchange/xform/submission.hpp"

/// Any bytes are a submission of this form or an error with its file.
namespace {

constexpr std::string_view survey = R"yaml(form: s
kind: survey
version: "1"
title: {ko: 조사, en: Survey}
plural: ss
key: [round]
choices:
  need: [{name: a, label: {ko: 가, en: A}}, {name: b, label: {ko: 나, en: B}}]
questions:
  - {name: round, type: text, required: true, read_only: true, label: {ko: 차수, en: Round}}
  - name: g
    type: group
    label: {ko: 통계, en: Figures}
    questions:
      - {name: n, type: integer, missing: [not_available], label: {ko: 신고, en: Reports}}
      - {name: s, type: select_one need, label: {ko: 필요, en: Need}}
  - name: r
    type: repeat
    label: {ko: 행, en: Rows}
    questions:
      - {name: t, type: text, label: {ko: 글, en: Text}}
      - name: q
        type: repeat
        label: {ko: 속 행, en: Inner rows}
        questions:
          - {name: d, type: date, missing: [not_available, not_applicable], label: {ko: 날짜, en: Day}}
)yaml";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto form = scamdesk::form::compile({"s.yaml", std::string(survey), {}}).form;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const auto read = scamdesk::exchange::xform::read_submission(*form, bytes, "fuzz.xml");
  if (!read && (!read.error().place || read.error().place->file != "fuzz.xml")) { std::abort(); }
  return 0;
}
