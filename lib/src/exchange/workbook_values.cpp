// SPDX-License-Identifier: Apache-2.0
#include "exchange/workbook_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/text.hpp"
#include "base/zone.hpp"
#include "exchange/workbook_layout.hpp"

namespace scamdesk::exchange {
namespace {

using document::SheetCell;
using document::SheetKind;
using form::Question;
using form::Type;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Half-width, lower case, one space where there were several.
std::string plain(std::string_view text) {
  std::string folded = base::fold(text);
  std::string out;
  for (const char c : folded) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (space && (out.empty() || out.back() == ' ')) { continue; }
    out += space ? ' ' : c;
  }
  while (out.ends_with(' ')) { out.pop_back(); }
  return out;
}

std::string without(std::string text, std::string_view characters) {
  std::erase_if(text, [&](char c) { return characters.find(c) != std::string_view::npos; });
  return text;
}

/// Commas where groups of three end, and nowhere else.
bool is_grouped(std::string_view number) {
  const auto whole = number.substr(number.starts_with('-') ? 1 : 0, number.find('.') - (number.starts_with('-') ? 1 : 0));
  std::size_t run = 0;
  bool any = false;
  for (std::size_t i = whole.size(); i > 0; --i) {
    const char c = whole[i - 1];
    if (c == ',') {
      if (run != 3) { return false; }
      run = 0;
      any = true;
    } else if (!is_digit(c) || (any && run == 3) || ++run > 3) {
      return false;
    }
  }
  return any && run > 0;
}

std::string number_text(const Question& question, std::string_view typed) {
  auto text = plain(typed);
  if (text.starts_with("−")) { text.replace(0, std::string_view("−").size(), "-"); }
  for (const auto& unit : {plain(question.unit.ko), plain(question.unit.en)}) {
    if (!unit.empty() && text.size() > unit.size() && text.ends_with(unit)) { text.resize(text.size() - unit.size()); }
  }
  while (text.ends_with(' ')) { text.pop_back(); }
  if (is_grouped(text)) { text = without(std::move(text), ","); }
  return text;
}

/// `2025. 10. 5.`, `2025/10/5`, `2025년 10월 5일`, `20251005` → `2025-10-05`; what is none of them is left as it is.
std::string date_text(std::string_view typed) {
  std::string text = plain(typed);
  for (const std::string_view word : {"년", "월", "일"}) {
    if (const auto at = text.find(word); at != std::string::npos) { text.replace(at, word.size(), word == "일" ? "" : "-"); }
  }
  text = without(std::move(text), " ");
  std::ranges::replace(text, '.', '-');
  std::ranges::replace(text, '/', '-');
  if (text.ends_with('-')) { text.pop_back(); }
  if (text.size() == 8 && std::ranges::all_of(text, is_digit)) { text.insert(6, "-").insert(4, "-"); }
  const auto parts = base::split(text, '-');
  std::array<int, 3> numbers{};
  if (parts.size() != 3 || parts[0].size() != 4) { return std::string(base::trim(typed)); }
  for (std::size_t i = 0; i < 3; ++i) {
    const auto* end = parts[i].data() + parts[i].size();
    const auto read = std::from_chars(parts[i].data(), end, numbers[i]);
    if (read.ec != std::errc{} || read.ptr != end || parts[i].size() > 4 || numbers[i] < 0) { return std::string(base::trim(typed)); }
  }
  return fmt::format("{:04}-{:02}-{:02}", numbers[0], numbers[1], numbers[2]);
}

/// A time without an offset is the one on the form's own clocks.
std::string date_time_text(const form::Form& form, std::string_view typed) {
  const std::string text(base::trim(typed));
  if (parse_instant(text)) { return text; }
  auto civil = text;
  std::ranges::replace(civil, ' ', 'T');
  if (civil.size() == 16) { civil += ":00"; }
  const auto instant = parse_instant(civil + "Z");
  if (!instant) { return text; }
  return to_string(base::from_local(base::LocalTime(instant->time_since_epoch()), form.zone));
}

tl::unexpected<Error> refused(const Question& question, Message what, Message hint) {
  return fail(Errc::bad_input, message("{0}: {1}", question.name, what), std::move(hint));
}

/// A cell that the spreadsheet itself keeps as a number, for a question that asks for a day.
Result<std::string> date_of(const Question& question, const SheetCell& from) {
  if (from.kind == SheetKind::date && question.type == Type::date && from.text.size() != 10) {
    return refused(question, message("a time stands with the date"), message("write the day alone, as 2025-10-15"));
  }
  const bool bare = from.kind == SheetKind::number && from.text.size() != 8;
  if (bare) {
    return refused(question, message("a number, and a date is asked for"), message("write it as YYYY-MM-DD, such as 2025-10-15"));
  }
  return from.text;
}

const form::Choice* choice_named(const form::ChoiceList& list, std::string_view typed) {
  if (const auto* named = list.find(base::trim(typed))) { return named; }
  const auto words = plain(typed);
  const form::Choice* found = nullptr;
  for (const auto& choice : list.choices) {
    const bool full = words == plain(workbook::choice_words(list, choice));
    const bool fits = full || words == plain(choice.label.ko) || words == plain(choice.label.en) || words == plain(choice.name);
    if (full) { return &choice; }
    if (fits && found != nullptr) { return nullptr; }  // two of one label: it is not to be guessed which is meant
    if (fits) { found = &choice; }
  }
  return found;
}

/// The names of the choices in a text: pieces between ; , / and line ends. A label that holds such a sign itself is found
/// by taking pieces together.
std::string choice_names(const form::ChoiceList& list, const std::string& typed) {
  std::vector<std::string> names;
  constexpr std::string_view signs = ";,/\n";
  for (std::size_t at = 0; at < typed.size();) {
    const form::Choice* found = nullptr;
    std::size_t next = at;
    for (std::size_t end = typed.size();; end = typed.find_last_of(signs, end - 1)) {
      const auto piece = std::string_view(typed).substr(at, end - at);
      if (base::trim(piece).empty()) { next = end + 1; break; }
      if ((found = choice_named(list, piece)) != nullptr || piece.find_first_of(signs) == std::string_view::npos) {
        names.push_back(found != nullptr ? found->name : std::string(base::trim(piece)));
        next = end + 1;
        break;
      }
    }
    at = next;
  }
  if (names.size() == 1 && choice_named(list, names.front()) == nullptr) { return names.front(); }  // names with spaces between
  return base::join(names, " ");
}

std::string typed_text(const form::Form& form, const Question& question, const SheetCell& from) {
  switch (question.type) {
    case Type::integer:
    case Type::decimal: return from.kind == SheetKind::text ? number_text(question, from.text) : from.text;
    case Type::date: return date_text(from.text);
    case Type::date_time: return date_time_text(form, from.text);
    case Type::select_one: {
      const auto* list = form.list(question.list);
      const auto* choice = list == nullptr ? nullptr : choice_named(*list, from.text);
      return choice != nullptr ? choice->name : std::string(base::trim(from.text));
    }
    case Type::select_multiple: {
      const auto* list = form.list(question.list);
      return list == nullptr ? from.text : choice_names(*list, from.text);
    }
    default: return std::string(base::trim(from.text));
  }
}

/// Whether a text would be read as a reason, or as one in quotes.
bool reads_as_reason(std::string_view text) {
  while (text.size() > 1 && text.starts_with('"') && text.ends_with('"')) { text = text.substr(1, text.size() - 2); }
  return workbook::reason_of(text).has_value();
}

bool allows_reasons(const Question& question) { return question.may_be_not_available || question.may_be_not_applicable; }

}  // namespace

Result<Cell> cell_of(const form::Form& form, const Question& question, const SheetCell& from) {
  if (from.kind == SheetKind::fault) {
    return refused(question, message("the spreadsheet shows {0}", from.text), message("write the value itself in the place of the formula"));
  }
  if (base::trim(from.text).empty()) { return Cell::blank(); }
  if (const auto reason = workbook::reason_of(from.text)) {
    const bool allowed = *reason == CellState::not_available ? question.may_be_not_available : question.may_be_not_applicable;
    if (allowed) { return Cell{*reason, {}}; }
    const auto* list = form.list(question.list);
    const bool is_choice = list != nullptr && choice_named(*list, from.text) != nullptr;
    if (question.type != Type::text && !is_choice) {
      return refused(question, message("\"{0}\" is not allowed here", base::trim(from.text)), message("answer it, or leave it blank"));
    }
  }
  if (question.type == Type::date || question.type == Type::date_time) {
    if (const auto text = date_of(question, from); !text) { return fail(text.error()); }
  }
  const auto typed = typed_text(form, question, from);
  const bool quoted = question.type == Type::text && allows_reasons(question) && typed.starts_with('"') && reads_as_reason(typed);
  return form::canonical(form, question, quoted ? std::string_view(typed).substr(1, typed.size() - 2) : std::string_view(typed));
}

document::CellValue value_of(const form::Form& form, const Question& question, const Cell& cell) {
  if (cell.state == CellState::not_available) { return workbook::not_available_words().ko; }
  if (cell.state == CellState::not_applicable) { return workbook::not_applicable_words().ko; }
  if (!cell.has_value()) { return std::monostate(); }
  constexpr std::size_t kept_digits = 15;  // what a spreadsheet keeps of a number
  const auto* list = form.list(question.list);
  const auto words = [&](std::string_view name) {
    const auto* choice = list == nullptr ? nullptr : list->find(name);
    return choice == nullptr ? std::string(name) : workbook::choice_words(*list, *choice);
  };
  switch (question.type) {
    case Type::integer:
      if (cell.text.size() <= kept_digits) { return std::stoll(cell.text); }
      return cell.text;
    case Type::decimal:
      if (cell.text.size() <= kept_digits) { return std::stod(cell.text); }
      return cell.text;
    case Type::date:
      if (const auto date = parse_date(cell.text); date && date->year() >= std::chrono::year{1901}) { return *date; }
      return cell.text;
    case Type::date_time:
      if (const auto instant = parse_instant(cell.text)) { return base::to_string(*instant, form.zone); }
      return cell.text;
    case Type::select_one: return words(cell.text);
    case Type::select_multiple: {
      std::vector<std::string> all;
      for (const auto name : base::split(cell.text, ' ')) { all.push_back(words(name)); }
      return base::join(all, workbook::between_choices);
    }
    default: return allows_reasons(question) && reads_as_reason(cell.text) ? '"' + cell.text + '"' : cell.text;
  }
}

}  // namespace scamdesk::exchange
