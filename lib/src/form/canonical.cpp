// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "base/text.hpp"
#include "form/form.hpp"

namespace scamdesk::form {
namespace {

constexpr std::size_t most_digits = 30;  ///< of a decimal, both sides of the point together

/// What was typed, in quotes; nothing of a sensitive answer.
Message quoted(const Question& question, std::string_view typed) {
  return question.sensitive ? message("the answer") : message("\"{0}\"", typed);
}

tl::unexpected<Error> refused(const Question& question, std::string_view typed, Message what, Message expected) {
  return fail(Errc::bad_input, message("{0}: {1} is not {2}", question.name, quoted(question, typed), what),
              std::move(expected));
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// `0` or digits that do not begin with 0.
bool is_whole(std::string_view digits) { return is_digits(digits) && (digits.size() == 1 || digits.front() != '0'); }

Result<Cell> integer_cell(const Question& question, std::string_view typed) {
  const auto digits = typed.substr(typed.starts_with('-') ? 1 : 0);
  if (!is_whole(digits) || typed == "-0") {
    return refused(question, typed, message("a whole number"),
                   message("write digits alone, such as 1234: no sign +, no comma, no leading 0, no exponent"));
  }
  std::int64_t value = 0;
  if (std::from_chars(typed.data(), typed.data() + typed.size(), value).ec != std::errc{}) {
    return refused(question, typed, message("in range"),
                   message("the least is {0}, the greatest {1}", std::numeric_limits<std::int64_t>::min(),
                           std::numeric_limits<std::int64_t>::max()));
  }
  return Cell::of(std::string(typed));
}

Result<Cell> decimal_cell(const Question& question, std::string_view typed) {
  const auto unsigned_part = typed.substr(typed.starts_with('-') ? 1 : 0);
  const auto point = unsigned_part.find('.');
  const auto whole = unsigned_part.substr(0, point);
  auto fraction = point == std::string_view::npos ? std::string_view("0") : unsigned_part.substr(point + 1);
  if (!is_whole(whole) || !is_digits(fraction)) {
    return refused(question, typed, message("a number"),
                   message("write it as 1234 or 12.5: no sign +, no comma, no leading 0, no exponent"));
  }
  if (whole.size() + fraction.size() > most_digits) {
    return refused(question, typed, message("in range"), message("at most {0} digits", most_digits));
  }
  fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
  std::string text(whole);
  if (!fraction.empty()) { text.append(".").append(fraction); }
  if (typed.starts_with('-') && text != "0") { text.insert(text.begin(), '-'); }
  return Cell::of(std::move(text));
}

Result<Cell> date_cell(const Question& question, std::string_view typed) {
  if (const auto date = parse_date(typed)) { return Cell::of(scamdesk::to_string(*date)); }
  return refused(question, typed, message("a date that exists"), message("write it as YYYY-MM-DD, such as 2025-10-15"));
}

Result<Cell> date_time_cell(const Question& question, std::string_view typed) {
  if (const auto instant = parse_instant(typed)) { return Cell::of(scamdesk::to_string(*instant)); }
  return refused(question, typed, message("a date and time with its offset"),
                 message("write it as 2025-10-15T08:00:00+09:00, or with Z for UTC"));
}

/// Control characters but newline and tab; C1 controls are two bytes that begin with 0xc2.
bool has_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f) { return true; }
    if (byte == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0) { return true; }
  }
  return false;
}

Result<Cell> text_cell(const Question& question, std::string_view typed) {
  auto text = base::to_nfc(typed);
  if (!text) {
    return fail(Errc::bad_input, message("{0}: {1}", question.name, text.error().problem), text.error().hint);
  }
  for (auto at = text->find("\r\n"); at != std::string::npos; at = text->find("\r\n", at)) { text->erase(at, 1); }
  if (has_control(*text)) {
    return fail(Errc::bad_input, message("{0}: a control character that text does not have", question.name),
                message("take it out; newlines and tabs may stay"));
  }
  return base::trim(*text).empty() ? Cell::blank() : Cell::of(std::move(*text));  // spaces alone say nothing
}

tl::unexpected<Error> unknown_choice(const ChoiceList& list, const Question& question, std::string_view typed) {
  std::vector<std::string> names;
  for (const auto& choice : list.choices) { names.push_back(choice.name); }
  std::optional<Message> hint;
  if (const auto near = nearest(typed, names); near && !question.sensitive) {
    hint = message("did you mean {0}?", *near);
  } else if (names.size() <= 12) {
    hint = message("choose from: {0}", base::join(names, ", "));
  } else {
    hint = message("its choices are in the list {0}", list.name);
  }
  return fail(Errc::bad_input,
              message("{0}: {1} is not {2}", question.name, quoted(question, typed), message("one of its choices")),
              std::move(hint));
}

Result<Cell> choice_cell(const ChoiceList& list, const Question& question, std::string_view typed) {
  if (list.find(typed) == nullptr) { return unknown_choice(list, question, typed); }
  return Cell::of(std::string(typed));
}

Result<Cell> choices_cell(const ChoiceList& list, const Question& question, std::string_view typed) {
  std::vector<bool> chosen(list.choices.size());
  for (const auto name : base::split(typed, ' ')) {
    if (name.empty()) { continue; }
    const auto* choice = list.find(name);
    if (choice == nullptr) { return unknown_choice(list, question, name); }
    chosen[static_cast<std::size_t>(choice - list.choices.data())] = true;
  }
  std::string text;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (!chosen[i]) { continue; }
    if (!text.empty()) { text += ' '; }
    text += list.choices[i].name;
  }
  return text.empty() ? Cell::blank() : Cell::of(std::move(text));
}

Result<Cell> record_cell(const Question& question, std::string_view typed) {
  if (const auto id = parse_uuid(typed)) { return Cell::of(scamdesk::to_string(*id)); }
  return refused(question, typed, message("the id of a record of the register {0}", question.list),
                 message("give the record's id, such as 0190d2f1-7c1e-7a3b-9f52-1d1c2b3a4f5e"));
}

std::string label_of(const ChoiceList* list, std::string_view name, Lang lang) {
  const auto* choice = list == nullptr ? nullptr : list->find(name);
  return choice == nullptr ? std::string(name) : choice->label.in(lang);
}

std::string labels_of(const ChoiceList* list, std::string_view names, Lang lang) {
  std::vector<std::string> labels;
  for (const auto name : base::split(names, ' ')) { labels.push_back(label_of(list, name, lang)); }
  return base::join(labels, ", ");
}

/// An answer that reads like one of the words for having none stands in quotes, so that it is not taken for it.
std::string told_apart(std::string text, Lang lang) {
  static const std::array<Text, 4> none{Text{"–", "–"}, word(message("not available")), word(message("not applicable")), word(message("erased"))};
  const bool alike = std::any_of(none.begin(), none.end(), [&](const Text& words) { return words.in(lang) == text; });
  return alike ? "“" + text + "”" : text;
}

}  // namespace

Result<Cell> canonical(const Form& form, const Question& question, std::string_view typed) {
  if (!question.holds_value()) {
    return fail(Errc::bad_input, message("{0} holds no answer of its own", question.name));
  }
  if (question.type == Type::calculate) { return fail(Errc::bad_input, message("{0} is calculated", question.name)); }
  if (typed.empty()) { return Cell::blank(); }
  const bool selects = question.type == Type::select_one || question.type == Type::select_multiple;
  const auto* list = selects ? form.list(question.list) : nullptr;
  if (selects && list == nullptr) {
    return fail(Errc::bug, message("{0}: the list {1} is missing", question.name, question.list));
  }
  if (question.type != Type::text && !is_utf8(typed)) {
    return fail(Errc::bad_input, message("{0}: {1}", question.name, message("not UTF-8 text")));
  }
  switch (question.type) {
    case Type::integer: return integer_cell(question, typed);
    case Type::decimal: return decimal_cell(question, typed);
    case Type::date: return date_cell(question, typed);
    case Type::date_time: return date_time_cell(question, typed);
    case Type::select_one: return choice_cell(*list, question, typed);
    case Type::select_multiple: return choices_cell(*list, question, typed);
    case Type::record: return record_cell(question, typed);
    case Type::text:
    case Type::note:
    case Type::calculate:
    case Type::group:
    case Type::repeat: break;
  }
  return text_cell(question, typed);
}

std::string display(const Form& form, const Question& question, const Cell& cell, Lang lang) {
  switch (cell.state) {
    case CellState::blank: return {};
    case CellState::not_available: return word(message("not available"), lang);
    case CellState::not_applicable: return word(message("not applicable"), lang);
    case CellState::erased: return word(message("erased"), lang);
    case CellState::value: break;
  }
  if (question.type == Type::select_one) { return told_apart(label_of(form.list(question.list), cell.text, lang), lang); }
  if (question.type == Type::select_multiple) { return told_apart(labels_of(form.list(question.list), cell.text, lang), lang); }
  return told_apart(cell.text, lang);
}

}  // namespace scamdesk::form
