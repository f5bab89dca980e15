// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "form/form.hpp"

namespace {

constexpr std::string_view definition = R"(form: pair
version: "1"
title: {ko: 짝, en: Pair}
plural: pairs
choices:
  side: [{name: left, label: {ko: 왼쪽, en: Left}}, {name: right, label: {ko: 오른쪽, en: Right}}]
questions:
  - {name: side, type: select_one side, required: true, label: {ko: 쪽, en: Side}}
  - name: items
    type: repeat
    label: {ko: 항목, en: Items}
    questions:
      - {name: amount, type: integer, relevant: "${side} = 'left'", constraint: ". > 0", label: {ko: 수, en: Amount}}
checks:
  - {id: some-items, severity: soft, fields: [items], test: "count(${items}) > 0", message: {ko: 없음, en: None}}
)";

const std::string& frozen() {
  static const std::string bytes = [] {
    const auto compiled = scamdesk::form::compile({"pair.yaml", std::string(definition), {}});
    if (!compiled.form) { std::abort(); }
    return scamdesk::form::freeze(*compiled.form);
  }();
  return bytes;
}

}  // namespace

/// A compiled form with some of its bytes changed (the input: an offset of two bytes, then the byte) is refused, or read
/// and can be written and read once more.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes = frozen();
  for (std::size_t i = 0; i + 2 < size; i += 3) {
    bytes[(std::size_t{data[i]} << 8 | data[i + 1]) % bytes.size()] = static_cast<char>(data[i + 2]);
  }
  const auto form = scamdesk::form::thaw(bytes);
  if (form && !scamdesk::form::thaw(scamdesk::form::freeze(**form))) { std::abort(); }
  return 0;
}
