// SPDX-License-Identifier: Apache-2.0
#include "survey/past.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "survey/rounds.hpp"

namespace scamdesk::survey {
namespace {

/// Empty: nothing was filed.
Result<std::optional<PastReturn>> filing_in(records::Registers& registers, const Round& round, const MissionCode& mission) {
  const auto form = registers.pinned(round.form_hash);
  if (!form) { return std::nullopt; }  // its form has not come here, and so no return of it has
  const std::string key = round.id.value();
  const auto no = registers.find_keyed(**form, Owner(mission.value()), {&key, 1});
  if (!no) { return std::nullopt; }
  auto record = registers.read(*no);
  if (!record) { return fail(record.error()); }
  if (!record->state.filed) { return std::nullopt; }
  return PastReturn{round, *form, std::move(record->state.filed->cells)};
}

bool before(const Round& one, const Round& other) {
  return one.due != other.due ? one.due < other.due : one.id < other.id;
}

}  // namespace

Result<std::vector<PastReturn>> past_returns(records::Registers& registers, const Round& round, const MissionCode& mission) {
  auto rounds = Rounds(registers).others(round.id);
  if (!rounds) { return fail(rounds.error()); }
  std::erase_if(*rounds, [&](const Round& other) { return other.form != round.form || !before(other, round); });
  std::ranges::sort(*rounds, [](const Round& a, const Round& b) { return before(b, a); });
  std::vector<PastReturn> past;
  for (const auto& other : *rounds) {
    auto filed = filing_in(registers, other, mission);
    if (!filed) { return fail(filed.error()); }
    if (*filed) { past.push_back(std::move(**filed)); }
  }
  return past;
}

Result<PastReturn> filed_in(records::Registers& registers, const Round& round, const FormName& survey, const MissionCode& mission) {
  if (round.form != survey) {
    return fail(Errc::bad_input, message("round {0} is one of {1}, not of {2}", round.id.value(), round.form.value(), survey.value()));
  }
  auto filed = filing_in(registers, round, mission);
  if (!filed) { return fail(filed.error()); }
  if (!*filed) { return fail(Errc::not_found, message("{0} has not filed round {1}", mission.value(), round.id.value())); }
  return std::move(**filed);
}

std::string name_of(const Answers& answers, std::string_view path) {
  const auto parts = base::split(path, '/');
  std::string name;
  const auto* scope = &answers;
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    name += std::string(parts[i]) + '[';
    const AnswerRow* row = nullptr;
    if (const auto rows = scope == nullptr ? answers.repeats.end() : scope->repeats.find(parts[i]);
        scope != nullptr && rows != scope->repeats.end()) {
      const auto found = std::ranges::find(rows->second, parts[i + 1], &AnswerRow::id);
      row = found == rows->second.end() ? nullptr : &*found;
    }
    name += (row == nullptr ? std::string(parts[i + 1]) : std::to_string(row->number)) + "].";
    scope = row == nullptr ? nullptr : &row->answers;
  }
  return name.append(parts.back());
}

std::string_view leaf_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace scamdesk::survey
