// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.hpp"
#include "desk/disclosure.hpp"
#include "desk/records.hpp"
#include "desk/sql_view.hpp"
#include "ledger/erasure.hpp"
#include "register/views.hpp"

namespace scamdesk {

using desk::reading;
using desk::Personal;

namespace {

using form::Form;
using form::Question;
using form::Type;

constexpr std::size_t columns_for_people = 6;  ///< of questions in a list; machines are given all
constexpr std::size_t rows_at_once = 1024;

Data datum_of(const Question& question, const Cell& cell, Personal personal = Personal::masked) {
  switch (cell.state) {
    case CellState::blank: return {};
    case CellState::not_available: return Data::Object{{"na", "not_available"}};
    case CellState::not_applicable: return Data::Object{{"na", "not_applicable"}};
    case CellState::erased: return Data::Object{{"na", "erased"}};
    case CellState::value: break;
  }
  if (question.sensitive && personal == Personal::masked) { return std::string(records::mask); }
  const auto* end = cell.text.data() + cell.text.size();
  const bool counts = question.type == Type::integer || question.type == Type::calculate;
  std::int64_t whole = 0;
  if (counts && std::from_chars(cell.text.data(), end, whole).ptr == end) { return whole; }
  double real = 0;
  const bool measures = question.type == Type::decimal || question.type == Type::calculate;
  if (measures && std::from_chars(cell.text.data(), end, real, std::chars_format::fixed).ptr == end && form::to_text(real) == cell.text) {
    return real;  // a figure of more digits than a double keeps stays a text
  }
  return in_file(cell.text);
}

TableCell table_cell(const Form& form, const Question& question, const Cell& cell, Personal personal = Personal::masked) {
  if (cell.state == CellState::blank) { return TableCell::blank(); }
  if (question.sensitive && cell.has_value() && personal == Personal::masked) { return std::string(records::mask); }
  return {{form::display(form, question, cell, Lang::ko), form::display(form, question, cell, Lang::en)}, datum_of(question, cell, personal)};
}

const Cell& cell_of(const Answers& answers, const std::string& question) {
  static const Cell blank;
  const auto found = answers.cells.find(question);
  return found == answers.cells.end() ? blank : found->second;
}

/// Short answers that tell records apart; long texts, calculations and sensitive ones do not.
bool is_for_people(const Question& question) {
  return !question.sensitive && question.appearance != "multiline" && question.type != Type::calculate &&
         question.type != Type::select_multiple && question.type != Type::record;
}

std::vector<const Question*> listed(const Form& form) {
  std::vector<const Question*> questions;
  for (const auto& question : form.questions) {
    if (question.holds_value() && question.repeat < 0) { questions.push_back(&question); }
  }
  return questions;
}

Table list_table(const Form& form) {
  const bool keyed = !form.key.empty();
  Table table{"scamdesk.records/1", "records", {{"register", form.name.value()}}, form.title,
              {{"id", {"id", "id"}, Align::left, !keyed, true},
               {"number", word(message("Number")), Align::left, keyed, true},
               {"owner", word(message("Owner")), Align::left, form.shared}},
              {}, {}};
  std::size_t shown = 0;
  for (const auto* question : listed(form)) {
    const bool for_people = is_for_people(*question) && shown < columns_for_people;
    shown += for_people ? 1 : 0;
    const bool figures = question->type == Type::integer || question->type == Type::decimal;
    table.columns.push_back({question->name, question->label, figures ? Align::right : Align::left, !for_people});
  }
  return table;
}

std::vector<TableCell> list_row(const Form& form, const ledger::RecordKey& key, const ledger::RecordState& state, const Answers& answers) {
  const auto number = desk::number_of(state);
  std::vector<TableCell> row{desk::id_cell(key.id), number.empty() ? TableCell(Text{}, Data()) : TableCell(number), key.owner.value()};
  for (const auto* question : listed(form)) { row.push_back(table_cell(form, *question, cell_of(answers, question->name))); }
  return row;
}

/// One record's answers, each with the name it is set by; a blank only where the question is asked.
class Sheet {
public:
  Sheet(const Form& form, const std::vector<std::string>& not_asked, Personal personal, Table& table)
      : m_form(form), m_not_asked(not_asked.begin(), not_asked.end()), m_personal(personal), m_table(table) {}

  void scope(const Answers& answers, int repeat, const std::string& prefix) {
    for (std::size_t i = 0; i < m_form.questions.size(); ++i) {
      const auto& question = m_form.questions[i];
      if (question.repeat != repeat) { continue; }
      if (question.type == Type::repeat) {
        rows(answers, question, static_cast<int>(i), prefix);
      } else if (question.holds_value()) {
        const auto& cell = cell_of(answers, question.name);
        if (cell.state == CellState::blank && m_not_asked.contains(prefix + question.name)) { continue; }
        m_table.rows.push_back(
            {prefix + question.name, TableCell(question.label, question.label.en), table_cell(m_form, question, cell, m_personal)});
      }
    }
  }

private:
  void rows(const Answers& answers, const Question& repeat, int index, const std::string& prefix) {
    const auto found = answers.repeats.find(repeat.name);
    if (found == answers.repeats.end()) { return; }
    for (const auto& row : found->second) {
      scope(row.answers, index, prefix + repeat.name + "[" + std::to_string(row.number) + "].");
    }
  }

  const Form& m_form;
  std::set<std::string> m_not_asked;
  Personal m_personal;
  Table& m_table;
};

/// The question that a path of any version is about, by what it is called now.
const Question* question_at(const Form& form, const std::string& path) {
  if (path.starts_with('#')) { return nullptr; }
  const auto name = path.substr(path.rfind('/') + 1);
  if (const auto* question = form.find(name)) { return question; }
  const auto now = form::VersionMap(form).name_of(name);
  return now.empty() ? nullptr : form.find(now);
}

/// `status = Closed; passport = •••`: what a revision set, by path.
Text set_words(const Form& form, const Cells& cells, Personal personal) {
  Text words;
  const auto add = [&](const std::string& name, const Text& value) {
    words.ko += (words.ko.empty() ? "" : "; ") + name + " = " + value.ko;
    words.en += (words.en.empty() ? "" : "; ") + name + " = " + value.en;
  };
  for (const auto& [path, cell] : cells) {
    const auto* question = question_at(form, path);
    if (question != nullptr) { add(path, table_cell(form, *question, cell, personal).text); }
    if (path == "#reason" && cell.has_value()) { add(word(message("reason")).en, {cell.text, cell.text}); }
  }
  return words;
}

Data::Object fields_of(const Form& form, const Cells& cells, Personal personal) {
  Data::Object fields;
  for (const auto& [path, cell] : cells) {
    const auto* question = question_at(form, path);
    if (question != nullptr) { fields.emplace_back(path, datum_of(*question, cell, personal)); }
    if (path == "#reason" && cell.has_value()) { fields.emplace_back("#reason", cell.text); }
  }
  return fields;
}

Result<Table> record_table(const Desk::Impl& desk, const records::Record& record, Personal personal) {
  const auto& definition = *record.form;
  const auto number = desk::number_of(record.state);
  Data::Array conflicts;
  for (const auto& conflict : record.state.conflicts) { conflicts.emplace_back(conflict.path); }
  const auto name = number.empty() ? to_string(record.key.id) : number;
  Table table{"scamdesk.record/1", "answers",
              {{"register", definition.name.value()}, {"id", to_string(record.key.id)}, {"number", number.empty() ? Data() : Data(number)},
               {"owner", record.key.owner.value()}, {"retired", record.state.retired}, {"conflicts", conflicts},
               {"changed_at", to_string(record.state.last_change)}},
              {definition.title.ko + " " + name, definition.title.en + " " + name},
              {{"field", word(message("Field"))}, {"label", word(message("Question"))}, {"value", word(message("Answer"))}},
              {}, {}};
  const auto answers = desk.registers.answers(definition, record.key, record.state.cells, desk.options.now);
  const auto counts = desk.registers.instances(record.key.owner);
  const auto progress = form::progress(definition, answers, {desk.options.now, counts.get(), records::seed_of(record.key)});
  if (!progress) { return fail(progress.error()); }
  Sheet(definition, progress->not_asked, personal, table).scope(answers, -1, "");
  if (record.state.retired) { table.note = word(message("This record is retired.")); }
  return table;
}

/// The form with the questions of all its versions: a history may speak of each.
form::FormPtr every_version(const Desk::Impl& desk, const records::Record& record) {
  const auto every = desk.registers.all_versions(record.key.form.value());
  return every == nullptr ? record.form : every;
}

std::vector<ledger::Revision> history_of(const Desk::Impl& desk, const records::Record& record) {
  auto history = desk.ledger.history(record.no);
  std::sort(history.begin(), history.end(), [](const ledger::Revision& a, const ledger::Revision& b) {
    return std::tie(a.time, a.id) < std::tie(b.time, b.id);
  });
  return history;
}

/// The version that a finalise filed, an acceptance accepts, or a resolution lets stand.
std::optional<std::size_t> version_meant(const ledger::Revision& revision, const std::vector<ledger::Filing>& filings) {
  const auto named = revision.cells.find("#filed");
  for (const auto& filing : filings) {
    const auto id = to_string(filing.revision.value());
    if (id == (named == revision.cells.end() ? to_string(revision.id.value()) : named->second.text)) { return filing.version; }
  }
  return std::nullopt;
}

TableCell what_was_set(const Form& form, const ledger::Revision& revision, const std::vector<ledger::Filing>& filings, Personal personal) {
  const bool filing = revision.change == ledger::Change::finalise;  // what it worked out is for machines
  auto words = filing ? Text{} : set_words(form, revision.cells, personal);
  auto fields = fields_of(form, revision.cells, personal);
  if (const auto version = version_meant(revision, filings)) {
    const auto meant = "version = " + std::to_string(*version);
    words.ko += (words.ko.empty() ? "" : "; ") + meant;
    words.en += (words.en.empty() ? "" : "; ") + meant;
    fields.emplace_back("#version", *version);
  }
  return {words, std::move(fields)};
}

Table history_table(const Desk::Impl& desk, const records::Record& record, Personal personal) {
  const bool survey = record.form->kind == form::Kind::survey;  // a return speaks its round's version alone
  const auto definition = survey ? record.form : every_version(desk, record);
  Table table{"scamdesk.history/1", "revisions", {{"register", definition->name.value()}, {"id", to_string(record.key.id)}},
              word(message("History")),
              {{"time", word(message("Time (UTC)")), Align::left, false, true}, {"actor", word(message("Officer"))}, {"desk", word(message("Desk"))},
               {"change", word(message("Change"))}, {"fields", word(message("Fields"))}, {"revision", word(message("Revision")), Align::left, false, true}},
              {}, {}};
  const auto history = history_of(desk, record);
  const auto filings = desk.registers.filings(record.no);
  for (const auto& revision : history) {
    if (ledger::only_keeps(revision)) { continue; }  // the erasure after it tells what happened
    const auto author = desk.ledger.enrolment(revision.desk);
    const auto change = desk::change_label(revision.change);
    table.rows.push_back({to_string(revision.time), revision.actor,
                          author ? author->mission.value() : fingerprint(revision.desk.value()).substr(0, 9), TableCell(change, change.en),
                          what_was_set(*definition, revision, filings, personal),
                          to_string(revision.id.value()).substr(0, 12)});
  }
  return table;
}

/// All that a record ever held.
Cells ever_set(const Desk::Impl& desk, const records::Record& record) {
  Cells cells;
  for (const auto& revision : desk.ledger.history(record.no)) {
    for (const auto& [path, cell] : revision.cells) {
      if (cell.has_value()) { cells.insert_or_assign(path, cell); }
    }
  }
  return cells;
}

ledger::Access access_to(const records::Record& record, ledger::Disclosed action, std::vector<std::string> fields) {
  ledger::Access access;
  access.action = action;
  access.form = record.key.form;
  access.record = record.key;
  access.fields = std::move(fields);
  return access;
}

}  // namespace

Result<Table> Desk::list_records(const RecordQuery& query) {
  return reading(*m_impl, [&]() -> Result<Table> {
    const auto form = desk::register_form(*m_impl, query.form);
    if (!form) { return fail(form.error()); }
    const auto selected = m_impl->registers.select(
        **form, {.where = query.where, .text = query.text, .owner = {}, .retired = query.retired, .limit = query.limit, .now = m_impl->options.now});
    if (!selected) { return fail(selected.error()); }
    auto table = list_table(**form);
    table.rows.reserve(selected->size());
    for (std::span<const std::int64_t> rest(*selected); !rest.empty();) {
      const auto some = rest.first(std::min(rest.size(), rows_at_once));
      rest = rest.subspan(some.size());
      const auto states = m_impl->ledger.states(some);
      for (std::size_t i = 0; i < some.size(); ++i) {
        const auto key = *m_impl->ledger.record(some[i]);
        const auto answers = m_impl->registers.answers(**form, key, states[i].cells, m_impl->options.now);
        table.rows.push_back(list_row(**form, key, states[i], answers));
      }
    }
    return table;
  });
}

Result<Table> Desk::show_record(const std::string& form, const std::string& id) {
  return reading(*m_impl, [&] {
    return desk::find_record(*m_impl, form, id).and_then([&](const records::Record& record) {
      return record_table(*m_impl, record, Personal::masked);
    });
  });
}

Result<Table> Desk::disclose_record(const std::string& form, const std::string& id, const std::string& reason) {
  return desk::disclosing(*m_impl, [&] {
    return desk::find_record(*m_impl, form, id).and_then([&](const records::Record& record) {
      auto access = access_to(record, ledger::Disclosed::shown, desk::personal_fields(*record.form, record.state.cells));
      return desk::note_disclosure(*m_impl, std::move(access), reason).and_then([&] {
        return record_table(*m_impl, record, Personal::told);
      });
    });
  });
}

Table desk::masked_history(const Desk::Impl& desk, const records::Record& record) {
  return history_table(desk, record, Personal::masked);
}

Result<Table> Desk::record_history(const std::string& form, const std::string& id) {
  return reading(*m_impl, [&] {
    return desk::find_record(*m_impl, form, id).map([&](const records::Record& record) {
      return desk::masked_history(*m_impl, record);
    });
  });
}

Result<Table> Desk::disclose_history(const std::string& form, const std::string& id, const std::string& reason) {
  return desk::disclosing(*m_impl, [&] {
    return desk::find_record(*m_impl, form, id).and_then([&](const records::Record& record) {
      auto fields = desk::personal_fields(*every_version(*m_impl, record), ever_set(*m_impl, record));
      return desk::note_disclosure(*m_impl, access_to(record, ledger::Disclosed::history, std::move(fields)), reason).map([&] {
        return history_table(*m_impl, record, Personal::told);
      });
    });
  });
}

Result<Table> Desk::sql(const std::string& query) {
  return reading(*m_impl, [&]() -> Result<Table> {
    if (auto laid = desk::lay_sql_tables(*m_impl); !laid) { return fail(laid.error()); }
    auto selected = records::select_sql(m_impl->ledger.database(), query);
    if (!selected) { return fail(selected.error()); }
    Table table{"scamdesk.rows/1", "rows", {}, {}, {}, {}, {}};
    for (const auto& name : selected->columns) { table.columns.push_back({name, {name, name}}); }
    for (auto& row : selected->rows) {
      auto& cells = table.rows.emplace_back();
      for (auto& cell : row) {
        if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
          cells.emplace_back(*whole);
        } else if (const auto* real = std::get_if<double>(&cell)) {
          const auto text = form::to_text(*real);
          cells.emplace_back(Text{text, text}, *real);
        } else if (auto* text = std::get_if<std::string>(&cell)) {
          cells.emplace_back(std::move(*text));
        } else {
          cells.push_back(TableCell::blank());
        }
      }
    }
    return table;
  });
}

}  // namespace scamdesk
