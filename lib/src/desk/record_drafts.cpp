// SPDX-License-Identifier: Apache-2.0
#include "desk/records.hpp"
#include "survey/findings.hpp"
#include "survey/interview.hpp"

namespace scamdesk {

Result<RecordDraft> Desk::draft_record(const std::string& form, const std::string& mission, const Assignments& answers) {
  return desk::guarded(*m_impl, [&]() -> Result<RecordDraft> {
    const auto definition = desk::register_form(*m_impl, form);
    if (!definition) { return fail(definition.error()); }
    const auto owner = desk::owner_for(*m_impl, **definition, mission);
    if (!owner) { return fail(owner.error()); }
    const auto cells = m_impl->registers.assign(**definition, {}, answers, m_impl->author(), true);
    if (!cells) { return fail(cells.error()); }
    const auto records = m_impl->registers.instances(*owner);
    const form::CheckContext context{m_impl->options.now, records.get()};
    auto tree = form::to_answers(**definition, *cells);
    if (auto filled = form::calculate(**definition, tree, context, true); !filled) { return fail(filled.error()); }
    auto questions = survey::questions_to_ask(**definition, form::to_cells(**definition, tree), nullptr, context);
    if (!questions) { return fail(questions.error()); }
    return form::check(**definition, tree, context).map([&](std::vector<form::Finding>&& findings) {
      return RecordDraft{(*definition)->title, std::move(*questions), survey::to_public(std::move(findings))};
    });
  });
}

}  // namespace scamdesk
