// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <scamdesk/text.hpp>

#include "desk/forms.hpp"
#include "desk/survey.hpp"
#include "form/diff.hpp"

namespace scamdesk {
namespace {

constexpr std::string_view of_round = "round:";

TableCell words(const Text& text) { return {text, text.en.empty() ? Data() : Data(text.en)}; }

FormDiff diff_of(const form::Form& older, const form::Form& newer, const std::string& newer_name) {
  FormDiff diff;
  diff.faults = form::faults_against(older, newer, newer_name);
  const auto found = form::differences(older, newer);
  diff.losses = static_cast<std::size_t>(std::count_if(found.begin(), found.end(), [](const auto& each) { return each.loss; }));
  auto& table = diff.table;
  table.schema = "scamdesk.form-diff/1";
  table.rows_key = "differences";
  const auto side = [](const form::Form& form) {
    return Data(Data::Object{{"form", form.name.value()}, {"version", form.version}, {"hash", to_string(form.hash)}});
  };
  table.head = {{"old", side(older)}, {"new", side(newer)}, {"losses", diff.losses}};
  table.columns = {{"change", word(message("Change"))}, {"question", word(message("Question"))},
                   {"before", word(message("Before"))}, {"after", word(message("After"))}, {"loss", word(message("Loss"))}};
  for (const auto& each : found) {
    table.rows.push_back({TableCell(form::label(each.what), std::string(form::to_string(each.what))), each.question,
                          words(each.before), words(each.after),
                          TableCell(each.loss ? word(message("loss")) : Text{}, each.loss)});
  }
  table.note = word(message("{0} {1} to {2} {3}: {4} differences, {5} with loss", older.name.value(), older.version,
                            newer.name.value(), newer.version, found.size(), diff.losses));
  return diff;
}

/// `NAME@VERSION` among the forms that this desk knows.
Result<form::FormPtr> version_of(const records::Registers& registers, const std::string& named) {
  const auto at = named.rfind('@');
  const auto name = named.substr(0, at);
  const auto version = named.substr(at + 1);
  std::vector<std::string> known;
  for (const auto& form : registers.versions(name)) {
    if (form->version == version) { return form; }
    known.push_back(name + "@" + form->version);
  }
  const auto near = nearest(named, known);
  return fail(Errc::not_found, message("{0}: this desk knows no such version", named),
              near ? std::optional(message("did you mean {0}?", *near)) : std::nullopt);
}

Result<form::FormPtr> named_form(Desk::Impl& desk, const std::string& named) {
  if (named.starts_with(of_round)) {
    return desk::pinned_form(desk, named.substr(of_round.size()));
  }
  if (named.find('@') != std::string::npos) { return version_of(desk.registers, named); }
  return desk::compiled_form(desk.options.templates, named);
}

}  // namespace

Result<form::FormPtr> desk::pinned_form(Desk::Impl& desk, const std::string& round) {
  return survey::Rounds(desk.registers).find(round).and_then([&](const Round& found) { return desk.registers.pinned(found.form_hash); });
}

bool needs_desk(const std::string& form) { return form.starts_with(of_round) || form.find('@') != std::string::npos; }

Result<FormDiff> diff_forms(const std::string& templates, const std::string& older, const std::string& newer) {
  const auto before = desk::compiled_form(templates, older);
  if (!before) { return fail(before.error()); }
  return desk::compiled_form(templates, newer).map([&](const form::FormPtr& after) { return diff_of(**before, *after, newer); });
}

Result<FormDiff> Desk::diff_forms(const std::string& older, const std::string& newer) {
  return desk::guarded(*m_impl, [&]() -> Result<FormDiff> {
    const auto before = named_form(*m_impl, older);
    if (!before) { return fail(before.error()); }
    return named_form(*m_impl, newer).map([&](const form::FormPtr& after) { return diff_of(**before, *after, newer); });
  });
}

}  // namespace scamdesk
