// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "base/errors.hpp"
#include "base/text.hpp"
#include "register/identity.hpp"
#include "register/impl.hpp"

namespace scamdesk::records {
namespace {

using form::Form;
using form::Place;
using form::Question;
using form::Type;

constexpr std::string_view new_row = "[+]";

/// Sixteen hexadecimal digits: enough that two desks never make the same row.
std::string make_row_id(base::Random& random) {
  Hash bytes;
  random.fill(std::span(bytes.bytes).first(8));
  return to_string(bytes).substr(0, 16);
}

/// Puts an empty row into the tree, so that what follows can speak of it.
void add_row(Answers& top, const std::string& path, int number) {
  const auto parts = base::split(path, '/');
  auto* scope = &top;
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    auto& rows = scope->repeats[std::string(parts[i])];
    auto found = std::find_if(rows.begin(), rows.end(), [&](const AnswerRow& row) { return row.id == parts[i + 1]; });
    if (found == rows.end()) { found = rows.insert(rows.end(), AnswerRow{std::string(parts[i + 1]), number, {}}); }
    scope = &found->answers;
  }
}

std::optional<std::string> value_at(const Answers& top, const std::string& question) {
  const auto found = top.cells.find(question);
  if (found == top.cells.end() || !found->second.has_value()) { return std::nullopt; }
  return found->second.text;
}

/// Reads assignments one after the other against what the record says by then.
class Assigner {
public:
  Assigner(const Registers& registers, const ledger::Ledger& ledger, const Form& form, const Answers& present,
           const Author& author, bool creating)
      : m_registers(registers), m_ledger(ledger), m_form(form), m_answers(present), m_author(author), m_creating(creating) {}

  void take(const Assignment& given) {
    auto place = locate(given.name);
    if (!place) { return note(std::move(place.error()), given); }
    auto cell = cell_of(*place, given);
    if (!cell) { return note(std::move(cell.error()), given); }
    if (place->new_row) {
      m_cells[place->new_row->first + "/#"] = Cell::of(std::to_string(place->new_row->second));
      add_row(m_answers, place->new_row->first, place->new_row->second);
    }
    if (place->question->type != Type::repeat) { m_cells[place->path] = std::move(*cell); }
    else if (!place->new_row) { m_cells[place->path + "/#gone"] = Cell::of("1"); }
  }

  Result<Cells> finish() {
    if (m_errors.empty()) { return std::move(m_cells); }
    return fail(m_errors.take());
  }

private:
  void note(Error error, const Assignment& given) {
    if (!error.place || given.place) { error.place = given.place; }
    m_errors.add(std::move(error));
  }

  /// `sites[+].place=… sites[+].operator=…` speak of one new row; naming a question again begins another.
  Result<Place> locate(const std::string& name) {
    const auto at = name.find(new_row);
    if (at == std::string::npos) { return form::locate(m_form, m_answers, name, {}); }
    const auto repeat = name.substr(0, at);
    const auto rest = name.substr(at + new_row.size());
    const auto open = m_open.find(repeat);
    if (open != m_open.end() && !rest.empty() && open->second.given.insert(rest).second) {
      return form::locate(m_form, m_answers, repeat + "[" + std::to_string(open->second.number) + "]" + rest, {});
    }
    auto place = form::locate(m_form, m_answers, name, make_row_id(*m_author.random));
    if (place && place->new_row) { m_open[repeat] = {place->new_row->second, {rest}}; }
    return place;
  }

  Result<Cell> cell_of(const Place& place, const Assignment& given) const {
    const auto& question = *place.question;
    if (question.type == Type::repeat) {
      if (given.value.empty()) { return Cell::blank(); }
      return fail(Errc::bad_input, message("{0}: a row has no value of its own", given.name),
                  message("write {0}.QUESTION=VALUE, or {0}= to take the row away", given.name));
    }
    if (question.read_only || question.type == Type::calculate) {
      return fail(Errc::bad_input, message("{0}: the program fills this in", given.name));
    }
    if (question.sensitive && given.on_command_line && !given.value.empty() && !is_reason(given.value)) {
      return fail(Errc::usage, message("{0} is sensitive: its value must not stand on the command line", question.name),
                  message("read it from a file with {0}=@FILE, or from standard input with {0}=-", question.name));
    }
    auto cell = value_of(question, given);
    if (!cell && given.name != question.name) { return value_of(named_as_given(question, given), given); }
    if (cell && !m_creating && changes_key(place, *cell)) {
      return fail(Errc::not_permitted, message("{0}: it makes the record's id, and never changes", question.name),
                  message("retire this record and add another"));
    }
    return cell;
  }

  /// An error in a row names the row: `countries[2].likelihood`, not one likelihood of several.
  static Question named_as_given(Question question, const Assignment& given) {
    question.name = given.name;
    return question;
  }

  bool changes_key(const Place& place, const Cell& cell) const {
    const bool is_key = std::find(m_form.key.begin(), m_form.key.end(), place.path) != m_form.key.end();
    return is_key && value_at(m_answers, place.path) != (cell.has_value() ? std::optional(cell.text) : std::nullopt);
  }

  static bool is_reason(std::string_view value) { return value == "@not_available" || value == "@not_applicable"; }

  Result<Cell> value_of(const Question& question, const Assignment& given) const {
    const std::string_view value = given.value;
    if (value.empty()) { return Cell::blank(); }
    if (is_reason(value)) { return reason(question, value == "@not_available"); }
    if (value.starts_with("@@")) { return typed(question, value.substr(1)); }
    if (value.starts_with('@')) {
      return fail(Errc::bad_input, message("{0}: '@' begins a reason for having no value", question.name),
                  message("write @not_available, @not_applicable, or @@ for a literal @"));
    }
    return typed(question, value);
  }

  static Result<Cell> reason(const Question& question, bool not_available) {
    if (not_available ? question.may_be_not_available : question.may_be_not_applicable) {
      return not_available ? Cell::not_available() : Cell::not_applicable();
    }
    return fail(Errc::bad_input, message("{0}: {1} is not allowed here", question.name, not_available ? "@not_available" : "@not_applicable"),
                question.may_be_not_available    ? message("@not_available is")
                : question.may_be_not_applicable ? message("@not_applicable is")
                                                 : message("answer it, or leave it blank"));
  }

  Result<Cell> typed(const Question& question, std::string_view value) const {
    if (question.type == Type::record) { return record(question, value); }
    auto cell = form::canonical(m_form, question, value);
    if (!cell || !cell->has_value() || !is_url(question)) { return cell; }
    auto url = canonical_url(cell->text);
    if (url.empty()) {
      return fail(Errc::bad_input, message("{0}: this is no web address", question.name),
                  message("write it as https://example.com/path"));
    }
    return Cell::of(std::move(url));
  }

  /// A record is named by its short number as well as by its id.
  Result<Cell> record(const Question& question, std::string_view value) const {
    const auto form = m_registers.find(question.list);
    if (form == nullptr || parse_uuid(value)) { return form::canonical(m_form, question, value); }
    return m_registers.resolve(*form, value).map([&](std::int64_t no) { return Cell::of(to_string(m_ledger.record(no)->id)); });
  }

  struct OpenRow { int number = 0; std::set<std::string> given; };

  const Registers& m_registers;
  const ledger::Ledger& m_ledger;
  const Form& m_form;
  Answers m_answers;
  const Author& m_author;
  bool m_creating;
  Cells m_cells;
  std::map<std::string, OpenRow> m_open;
  base::Errors m_errors;
};

}  // namespace

Result<Cells> Registers::assign(const Form& form, const Answers& present, const Assignments& answers, const Author& author,
                                bool creating) const {
  Assigner assigner(*this, m_impl->ledger, form, present, author, creating);
  for (const auto& answer : answers) { assigner.take(answer); }
  return assigner.finish();
}

}  // namespace scamdesk::records
