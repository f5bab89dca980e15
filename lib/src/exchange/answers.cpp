// SPDX-License-Identifier: Apache-2.0
#include "exchange/answers.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/errors.hpp"
#include "base/text.hpp"
#include "document/csv.hpp"
#include "exchange/answer_tree.hpp"
#include "exchange/text_file.hpp"
#include "exchange/xform/submission.hpp"

namespace scamdesk::exchange {
namespace {

using Kind = AnswerNode::Kind;

constexpr std::string_view not_available = "@not_available";
constexpr std::string_view not_applicable = "@not_applicable";
/// Of one repeat in one file: what people answer row by row is far below.
constexpr std::size_t most_rows = 10'000;

/// Turns a tree into assignments, row by row.
class Reader {
public:
  explicit Reader(const form::Form& form) : m_form(form) {}

  void read_scope(const AnswerNode& map, int repeat, const Answers* present, const std::string& prefix) {
    for (const auto& [name, node] : map.entries) {
      if (name == "#" && repeat >= 0) { continue; }
      const int index = m_form.index_of(name);
      if (index >= 0 && at(index).type == form::Type::group && node.kind == Kind::map) {
        read_scope(node, repeat, present, prefix);  // a group does not stand in a path
      } else if (index >= 0 && at(index).type == form::Type::repeat && at(index).repeat == repeat) {
        read_rows(index, node, present, prefix);
      } else {
        read_answer(index, name, node, present, prefix);
      }
    }
  }

  Result<Assignments> finish() {
    if (m_errors.empty()) { return std::move(m_assignments); }
    return fail(m_errors.take());
  }

private:
  const form::Question& at(int index) const { return m_form.questions[static_cast<std::size_t>(index)]; }

  void read_answer(int index, const std::string& name, const AnswerNode& node, const Answers* present,
                   const std::string& prefix) {
    if (index >= 0 && at(index).type == form::Type::calculate) { return; }
    const auto text = typed(node);
    if (!text) {
      m_errors.add({Errc::bad_input, message("{0}: not an answer", prefix + name),
                          message("write a value, a list of choices, or {na: not_available}"), node.place, {}});
      return;
    }
    const bool same = index >= 0 && present != nullptr && is_so_already(at(index), *text, *present);
    if (!same) { m_assignments.push_back({prefix + name, *text, node.place}); }
  }

  bool is_so_already(const form::Question& question, const std::string& text, const Answers& present) const {
    const auto found = present.cells.find(question.name);
    const auto now = found == present.cells.end() ? Cell::blank() : found->second;
    if (text == not_available) { return now.state == CellState::not_available; }
    if (text == not_applicable) { return now.state == CellState::not_applicable; }
    if (!question.holds_value()) { return false; }
    const auto plain = text.starts_with("@@") ? std::string_view(text).substr(1) : std::string_view(text);
    const auto wanted = form::canonical(m_form, question, plain);
    return wanted && *wanted == now;
  }

  // As on the command line; empty optional: no answer looks like this.
  std::optional<std::string> typed(const AnswerNode& node) const {
    switch (node.kind) {
      case Kind::null: return std::string();
      case Kind::scalar: return literal(node.text);
      case Kind::list: return joined(node);
      case Kind::map: return reason(node);
    }
    return std::nullopt;
  }

  static std::string literal(const std::string& text) {
    const bool plain = !text.starts_with('@') || text.starts_with("@@") || text == not_available || text == not_applicable;
    return plain ? text : "@" + text;
  }

  static std::optional<std::string> joined(const AnswerNode& list) {
    std::vector<std::string> names;
    for (const auto& item : list.items) {
      if (item.kind != Kind::scalar) { return std::nullopt; }
      names.push_back(item.text);
    }
    return base::join(names, " ");
  }

  static std::optional<std::string> reason(const AnswerNode& map) {
    const auto* why = map.entries.size() == 1 ? map.find("na") : nullptr;
    if (why == nullptr || why->kind != Kind::scalar) { return std::nullopt; }
    if (why->text != not_available.substr(1) && why->text != not_applicable.substr(1)) { return std::nullopt; }
    return "@" + why->text;
  }

  void read_rows(int index, const AnswerNode& node, const Answers* present, const std::string& prefix) {
    if (node.kind == Kind::null) { return; }
    const auto& repeat = at(index);
    const bool all_maps = node.kind == Kind::list &&
                          std::ranges::all_of(node.items, [](const auto& item) { return item.kind == Kind::map; });
    if (!all_maps) {
      m_errors.add({Errc::bad_input, message("{0}: not a list of rows", prefix + repeat.name),
                          message("write each row as a map of its answers"), node.place, {}});
      return;
    }
    if (node.items.size() > most_rows) {
      m_errors.add({Errc::bad_input, message("{0}: more than {1} rows", prefix + repeat.name, most_rows), {}, node.items[most_rows].place, {}});
      return;
    }
    static const std::vector<AnswerRow> none;
    const auto* rows = &none;
    if (present != nullptr) {
      if (const auto found = present->repeats.find(repeat.name); found != present->repeats.end()) { rows = &found->second; }
    }
    int next = 1;
    for (const auto& row : *rows) { next = std::max(next, row.number + 1); }
    const auto matched = match_rows(repeat, node.items, *rows);
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const auto& item = node.items[i];
      const auto* row = matched[i];
      if (row == nullptr) { m_assignments.push_back({prefix + repeat.name + "[+]", "", item.place}); }
      const int number = row != nullptr ? row->number : next++;
      read_scope(item, index, row != nullptr ? &row->answers : nullptr,
                 prefix + repeat.name + "[" + std::to_string(number) + "].");
    }
  }

  /// The row that each item of a list is about; null: a new one. First those that say which, by number or by what it was
  /// prefilled with; then the others take what is left in order, rows that nothing was prefilled in before those that
  /// something was.
  static std::vector<const AnswerRow*> match_rows(const form::Question& repeat, const std::vector<AnswerNode>& items,
                                                  const std::vector<AnswerRow>& rows) {
    std::vector<const AnswerRow*> matched(items.size(), nullptr);
    std::set<const AnswerRow*> taken;
    const auto first = [&](auto fits) -> const AnswerRow* {
      const auto found = std::ranges::find_if(rows, [&](const auto& row) { return !taken.contains(&row) && fits(row); });
      return found == rows.end() ? nullptr : *taken.insert(&*found).first;
    };
    const auto filled_in = [&](const AnswerRow& row) -> const std::string* {
      const auto cell = repeat.prefill ? row.answers.cells.find(repeat.prefill->into) : row.answers.cells.end();
      return cell == row.answers.cells.end() || !cell->second.has_value() ? nullptr : &cell->second.text;
    };
    std::vector<std::size_t> unnamed;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto* number = items[i].find("#");
      const auto* filled = repeat.prefill ? items[i].find(repeat.prefill->into) : nullptr;
      if (number != nullptr) {
        matched[i] = first([&](const AnswerRow& row) { return std::to_string(row.number) == number->text; });
      } else if (filled != nullptr && filled->kind == Kind::scalar) {
        matched[i] = first([&](const AnswerRow& row) { return filled_in(row) != nullptr && *filled_in(row) == filled->text; });
      } else {
        unnamed.push_back(i);
      }
    }
    for (const auto i : unnamed) {
      matched[i] = first([&](const AnswerRow& row) { return filled_in(row) == nullptr; });
      if (matched[i] == nullptr) { matched[i] = first([](const AnswerRow&) { return true; }); }
    }
    return matched;
  }

  const form::Form& m_form;
  Assignments m_assignments;
  base::Errors m_errors;
};

Result<Assignments> from_tree(const form::Form& form, const Answers& present, const AnswerNode& root) {
  const auto* answers = form.index_of("answers") < 0 ? root.find("answers") : nullptr;
  const auto& top = answers != nullptr ? *answers : root;
  if (top.kind != Kind::map) {
    return fail(Errc::bad_input, message("not a map of answers"), message("write each as question: value"), top.place);
  }
  Reader reader(form);
  reader.read_scope(top, -1, &present, "");
  return reader.finish();
}

/// Whether an answer stands so already, or is none of the file's to give: a calculated one. What names nothing is left
/// for the assignment to refuse.
bool says_nothing_new(const form::Form& form, const Answers& present, const Cells& cells, const Assignment& given) {
  const auto place = form::locate(form, present, given.name, {});
  if (!place || place->new_row || !place->question->holds_value()) { return false; }
  if (place->question->type == form::Type::calculate) { return true; }
  const auto found = cells.find(place->path);
  const auto now = found == cells.end() ? Cell::blank() : found->second;
  if (assigned(now) == given.value) { return true; }
  const bool reason = given.value.starts_with('@') && !given.value.starts_with("@@");
  if (reason || given.value.empty()) { return false; }
  const auto wanted = form::canonical(form, *place->question, std::string_view(given.value).substr(given.value.starts_with("@@") ? 1 : 0));
  return wanted && *wanted == now;
}

Result<Assignments> from_csv(const form::Form& form, const Answers& present, std::string_view text, const std::string& file) {
  document::CsvReader reader(text, file);
  std::vector<std::string_view> row;
  const auto header = reader.next(row);
  if (!header) { return fail(header.error()); }
  const auto name = std::ranges::find(row, "name") - row.begin();
  const auto value = std::ranges::find(row, "value") - row.begin();
  const auto last = std::max(name, value);
  if (!*header || last >= std::ssize(row)) {
    return fail(Errc::bad_input, message("the columns name and value are missing"),
                message("the first row is: name,value"), SourcePlace{file, 1});
  }
  const auto cells = form::to_cells(form, present);
  Assignments assignments;
  for (;;) {
    const auto more = reader.next(row);
    if (!more) { return fail(more.error()); }
    if (!*more) { return assignments; }
    if (last >= std::ssize(row)) {
      return fail(Errc::bad_input, message("the row has {0} cells, and {1} are needed", row.size(), last + 1), {},
                  SourcePlace{file, reader.row_number()});
    }
    const auto cell = [&](std::ptrdiff_t column) { return document::unguard_formula(row[static_cast<std::size_t>(column)]); };
    Assignment given{std::string(base::trim(cell(name))), std::string(cell(value)),
                     SourcePlace{file, reader.row_number(), static_cast<std::size_t>(value) + 1}};
    if (!says_nothing_new(form, present, cells, given)) { assignments.push_back(std::move(given)); }
  }
}

bool is_submission(std::string_view file) { return file.ends_with(".xml") || file.ends_with(".XML"); }

}  // namespace

Result<Assignments> read_answers(const form::Form& form, const Answers& present, const std::string& file,
                                 std::string_view encoding) {
  if (!is_submission(file)) {
    if (const auto kind = kind_of(file); !kind) { return fail(kind.error()); }
  }
  return read_text_file(file, is_submission(file) ? "utf-8" : encoding).and_then([&](const std::string& text) {
    return answers_in(form, present, text, file);
  });
}

Result<Assignments> answers_in(const form::Form& form, const Answers& present, std::string_view text, const std::string& file) {
  if (is_submission(file)) {
    return xform::read_submission(form, text, file).and_then([&](const AnswerNode& tree) { return from_tree(form, present, tree); });
  }
  const auto kind = kind_of(file);
  if (!kind) { return fail(kind.error()); }
  if (base::trim(text).empty()) { return fail(Errc::bad_input, message("the file is empty"), {}, SourcePlace{file}); }
  if (*kind == TextKind::csv) { return from_csv(form, present, text, file); }
  const auto tree = *kind == TextKind::yaml ? read_yaml_answers(text, file) : read_json_answers(text, file);
  if (!tree) { return fail(tree.error()); }
  return from_tree(form, present, *tree);
}

}  // namespace scamdesk::exchange
