// SPDX-License-Identifier: Apache-2.0
#include "register/versions.hpp"

#include "register/impl.hpp"

namespace scamdesk::records {
namespace {

struct Pin {
  Hash form;
  std::string version;
};

std::optional<Pin> pin_in(const Cells& cells) {
  const auto found = cells.find(pin_path);
  if (found == cells.end() || !found->second.has_value()) { return std::nullopt; }
  const auto& text = found->second.text;
  const auto space = text.find(' ');
  const auto hash = parse_hash(text.substr(0, space));
  if (!hash) { return std::nullopt; }
  return Pin{*hash, space == std::string::npos ? std::string() : text.substr(space + 1)};
}

}  // namespace

Cell pin_of(const form::Form& form) { return Cell::of(to_string(form.hash) + " " + form.version); }

void read_through(const form::Form& form, ledger::RecordState& state) {
  const form::VersionMap map(form);
  if (form.kind == form::Kind::survey || map.empty()) { return; }
  state.cells = map.read(state.cells);
  for (auto& conflict : state.conflicts) {
    const auto path = map.path_of(conflict.path);
    for (auto& candidate : conflict.candidates) {
      auto read = map.read({{conflict.path, candidate.cell}});
      if (const auto found = read.find(path); found != read.end()) { candidate.cell = std::move(found->second); }
    }
    conflict.path = path;
  }
}

form::FormPtr Registers::Impl::pinned_form(const FormName& name, const Cells& cells) {
  const auto pin = pin_in(cells);
  auto form = pin ? catalog.pinned(pin->form) : nullptr;
  return form != nullptr && form->name == name ? form : nullptr;
}

Cells Registers::Impl::superseding(std::int64_t no, const form::Form& form, Cells change) const {
  const form::VersionMap map(form);
  if (form.kind == form::Kind::survey || map.empty()) { return change; }
  return map.superseding(ledger.state(no).cells, change);
}

Spoken Registers::Impl::spoken(const FormTables& form, const ledger::RecordKey& key, const ledger::RecordState& state) {
  const auto& definition = *form.layout.form;
  const form::VersionMap map(definition);
  Spoken result;
  if (const auto pin = pin_in(state.cells)) { result.version = pin->version; }
  const auto own = pinned_form(key.form, state.cells);
  if (own != nullptr && own->hash != definition.hash) {  // what it calculates, it calculates by its own form
    const auto answers = complete(*own, key, state.cells, state.last_change);
    const auto cells = map.read(form::to_cells(*own, answers), &result.current_mappings);
    result.current = form::to_answers(definition, cells);
  } else {
    const auto cells = map.read(state.cells, &result.current_mappings);
    result.current = form.layout.calculated ? complete(definition, key, cells, state.last_change)
                                              : form::to_answers(definition, cells);
  }
  // What was calculated was filed with the rest, so that no later case changes a filed figure.
  if (state.filed) { result.filed = form::to_answers(definition, map.read(state.filed->cells, &result.filed_mappings)); }
  if (!result.version && !result.current_mappings.empty()) { result.version = map.version_of(result.current_mappings); }
  return result;
}

}  // namespace scamdesk::records
