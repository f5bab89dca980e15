// SPDX-License-Identifier: Apache-2.0
#include "report/cells.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/text.hpp"

namespace scamdesk::report {
namespace {

const Text* label_of(const Words& words, const form::ChoiceList* list, std::string_view code) {
  for (const auto& [name, label] : words.labels) {
    if (name == code) { return &label; }
  }
  const auto* choice = list == nullptr ? nullptr : list->find(code);
  return choice == nullptr ? nullptr : &choice->label;
}

}  // namespace

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t first = digits.front() == '-' ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

bool is_null(const Data& datum) { return std::holds_alternative<std::monostate>(datum.value()); }

std::string plain_text(const Data& datum) {
  if (const auto* text = std::get_if<std::string>(&datum.value())) { return *text; }
  if (const auto* number = std::get_if<std::int64_t>(&datum.value())) { return std::to_string(*number); }
  if (const auto* real = std::get_if<double>(&datum.value())) { return fmt::format("{}", *real); }
  if (const auto* flag = std::get_if<bool>(&datum.value())) { return *flag ? "1" : "0"; }
  return {};
}

TableCell missing_cell(std::string_view state) {
  const auto with = [&](Message words) {
    return TableCell(word(words), Data(Data::Object{{"na", Data(state)}}));
  };
  if (state == "not_available") { return with(message("not available")); }
  if (state == "not_applicable") { return with(message("not applicable")); }
  if (state == "erased") { return with(message("erased")); }
  return TableCell::blank();
}

Text labels(const Words& words, const form::Form* form, const std::string& codes) {
  const auto* list = form == nullptr || words.list.empty() ? nullptr : form->list(words.list);
  if (const auto* whole = label_of(words, list, codes)) { return *whole; }
  Text joined;
  for (const auto code : base::split(codes, ' ')) {
    if (code.empty()) { continue; }
    const auto* label = label_of(words, list, code);
    if (!joined.empty()) {
      joined.ko += ", ";
      joined.en += ", ";
    }
    joined.ko += label == nullptr ? std::string(code) : label->ko;
    joined.en += label == nullptr ? std::string(code) : label->en;
  }
  return joined;
}

TableCell answer_cell(const form::Form& form, const form::Question& question, const Data& datum,
                      std::string_view state) {
  if (is_null(datum)) { return missing_cell(state); }
  const auto* number = std::get_if<std::int64_t>(&datum.value());
  const std::string text = number == nullptr ? plain_text(datum) : grouped(*number);
  Text shown{text, text};
  if (!question.list.empty() && question.type != form::Type::record) {
    shown = labels(Words{question.list, {}}, &form, plain_text(datum));
  } else if (!question.unit.empty()) {
    shown = {text + question.unit.ko, text + ' ' + question.unit.en};
  }
  for (const auto* none : {"not_available", "not_applicable", "erased", ""}) {  // an answer is told from what reads like it
    const auto words = missing_cell(none).text;
    if (shown.ko == words.ko) { shown.ko = "“" + shown.ko + "”"; }
    if (shown.en == words.en) { shown.en = "“" + shown.en + "”"; }
  }
  return {std::move(shown), datum};
}

}  // namespace scamdesk::report
