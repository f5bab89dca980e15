// SPDX-License-Identifier: Apache-2.0
#include "desk/records.hpp"

#include <algorithm>

#include <scamdesk/text.hpp>

#include "base/text.hpp"
#include "desk/survey.hpp"
#include "survey/findings.hpp"

namespace scamdesk {

namespace desk {

Result<form::FormPtr> register_form(const Desk::Impl& desk, const std::string& name) {
  auto form = desk.registers.find(name);
  if (form && form->kind == form::Kind::record) { return form; }
  if (form) {
    return fail(Errc::not_permitted, message("{0} is no register of records", name),
                form->kind == form::Kind::survey ? std::optional(message("returns are worked on with 'scamdesk return'"))
                                                 : std::nullopt);
  }
  std::vector<std::string> names;
  for (const auto& known : desk.registers.forms()) { names.push_back(known->name.value()); }
  const auto near = nearest(name, names);
  return fail(Errc::not_found, message("{0}: no such register", name),
              near ? message("did you mean {0}?", *near) : message("'scamdesk form list' names them"));
}

Result<Owner> owner_for(const Desk::Impl& desk, const form::Form& form, const std::string& mission) {
  if (form.shared) { return shared_owner; }
  return desk::mission_for(desk, mission).map([](const Mission& of) { return Owner(of.code.value()); });
}

Result<records::Record> find_record(const Desk::Impl& desk, const std::string& form, const std::string& id) {
  return register_form(desk, form)
      .and_then([&](const form::FormPtr& definition) { return desk.registers.resolve(*definition, id); })
      .and_then([&](std::int64_t no) { return desk.registers.read(no); });
}

std::string number_of(const ledger::RecordState& state) {
  const auto number = state.cells.find("#");
  return number == state.cells.end() ? std::string() : number->second.text;
}

TableCell id_cell(const Uuid& id) {
  const auto text = to_string(id);
  return {{text.substr(0, 8), text.substr(0, 8)}, text};
}

}  // namespace desk

using desk::writing;

namespace {

RecordWritten to_public(const records::Registers::Written& written) {
  return {to_string(written.key.id), written.number, written.changed, survey::to_public(written.findings)};
}

/// The question by which a record of `form` names one of `other`; null when there is none.
const form::Question* naming(const form::Form& form, const std::string& other, const form::Question* besides = nullptr) {
  const auto found = std::find_if(form.questions.begin(), form.questions.end(), [&](const form::Question& question) {
    return question.type == form::Type::record && question.list == other && question.repeat < 0 && &question != besides;
  });
  return found == form.questions.end() ? nullptr : &*found;
}

struct Linking { form::FormPtr form; const form::Question* one; const form::Question* other; };

/// The register whose records stand between two others. Errors: not_found when none does, usage when several do.
Result<Linking> linking_register(const Desk::Impl& desk, const std::string& one, const std::string& other) {
  std::vector<Linking> found;
  std::vector<std::string> names;
  for (const auto& form : desk.registers.forms()) {
    if (form->kind != form::Kind::record) { continue; }
    const auto* first = naming(*form, one);
    const auto* second = naming(*form, other, first);
    if (first == nullptr || second == nullptr) { continue; }
    found.push_back({form, first, second});
    names.push_back(form->name.value());
  }
  if (found.size() == 1) { return found.front(); }
  if (found.empty()) {
    return fail(Errc::not_found, message("no register links {0} and {1}", one, other),
                message("a linking register has a question of type record for each of them"));
  }
  return fail(Errc::usage, message("several registers link {0} and {1}: {2}", one, other, base::join(names, ", ")),
              message("add the record itself: 'scamdesk {0} add'", names.front()));
}

Result<RecordWritten> link(Desk::Impl& desk, const records::Record& one, const records::Record& other, const Assignments& given) {
  const auto between = linking_register(desk, one.key.form.value(), other.key.form.value());
  if (!between) { return fail(between.error()); }
  const auto& form = *between->form;
  Assignments answers{{between->one->name, to_string(one.key.id)}, {between->other->name, to_string(other.key.id)}};
  const auto where = between->one->name + " = '" + answers[0].value + "' and " + between->other->name + " = '" + answers[1].value + "'";
  const auto present = desk.registers.select(form, {.where = where, .limit = 1});
  if (!present) { return fail(present.error()); }
  answers.insert(answers.end(), given.begin(), given.end());
  if (!present->empty()) {
    return desk.registers.read(present->front()).and_then([&](const records::Record& record) {
      return desk.registers.assign(form, form::to_answers(form, record.state.cells), answers, desk.author(), false)
          .and_then([&](const Cells& cells) { return desk.registers.change(record.no, cells, desk.author()); })
          .map(to_public);
    });
  }
  const auto& private_one = one.key.owner == shared_owner ? other.key.owner : one.key.owner;
  const auto owner = form.shared ? shared_owner : private_one == shared_owner ? desk.own() : private_one;
  return desk.registers.assign(form, {}, answers, desk.author(), true)
      .and_then([&](const Cells& cells) { return desk.registers.add(form, owner, cells, desk.author()); })
      .map(to_public);
}

}  // namespace

Result<RecordWritten> Desk::add_record(const std::string& form, const std::string& mission, const Assignments& answers) {
  return writing(*m_impl, [&]() -> Result<RecordWritten> {
    const auto definition = desk::register_form(*m_impl, form);
    if (!definition) { return fail(definition.error()); }
    const auto owner = desk::owner_for(*m_impl, **definition, mission);
    if (!owner) { return fail(owner.error()); }
    return m_impl->registers.assign(**definition, {}, answers, m_impl->author(), true)
        .and_then([&](const Cells& cells) { return m_impl->registers.add(**definition, *owner, cells, m_impl->author()); })
        .map(to_public);
  });
}

Result<RecordWritten> Desk::set_record(const std::string& form, const std::string& id, const Assignments& answers) {
  return writing(*m_impl, [&] {
    return desk::find_record(*m_impl, form, id).and_then([&](const records::Record& record) {
      const auto present = form::to_answers(*record.form, record.state.cells);
      return m_impl->registers.assign(*record.form, present, answers, m_impl->author(), false)
          .and_then([&](const Cells& cells) { return m_impl->registers.change(record.no, cells, m_impl->author()); })
          .map(to_public);
    });
  });
}

Result<RecordWritten> Desk::retire_record(const std::string& form, const std::string& id, const std::string& reason) {
  if (reason.empty()) {
    return fail(Errc::bad_input, message("a reason is needed"), message("give it with --reason \"…\""));
  }
  return writing(*m_impl, [&] {
    return desk::find_record(*m_impl, form, id).and_then([&](const records::Record& record) {
      return m_impl->registers.mark(record.no, ledger::Change::retire, {{"#reason", Cell::of(reason)}}, m_impl->author()).map(to_public);
    });
  });
}

Result<RecordWritten> Desk::link_records(const std::string& form, const std::string& id, const std::string& other_form,
                                         const std::string& other_id, const Assignments& answers) {
  return writing(*m_impl, [&]() -> Result<RecordWritten> {
    const auto one = desk::find_record(*m_impl, form, id);
    if (!one) { return fail(one.error()); }
    const auto other = desk::find_record(*m_impl, other_form, other_id);
    if (!other) { return fail(other.error()); }
    return link(*m_impl, *one, *other, answers);
  });
}

}  // namespace scamdesk
