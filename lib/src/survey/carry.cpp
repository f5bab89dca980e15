// SPDX-License-Identifier: Apache-2.0
#include "survey/carry.hpp"

#include <algorithm>

namespace scamdesk::survey {
namespace {

constexpr std::string_view mark = "#unconfirmed/";

bool is_begun_anew(const form::Form& form, const form::Question& question) {
  return question.read_only || !question.calculation.empty() || !question.default_value.empty() ||
         std::ranges::find(form.key, question.name) != form.key.end();
}

bool still_taken(const form::Form& form, const form::Question& question, const Cell& cell) {
  if (cell.state == CellState::not_available) { return question.may_be_not_available; }
  if (cell.state == CellState::not_applicable) { return question.may_be_not_applicable; }
  if (!cell.has_value()) { return false; }
  const auto same = form::canonical(form, question, cell.text);
  return same && *same == cell;
}

template <class Use>
void each_mark(const Cells& cells, Use use) {
  for (auto at = cells.lower_bound(mark); at != cells.end() && at->first.starts_with(mark); ++at) {
    if (at->second.has_value()) { use(at->first, std::string_view(at->first).substr(mark.size()), at->second.text); }
  }
}

bool lies_in(const form::Form& form, std::string_view path, int group) {
  const int index = form.index_of(leaf_of(path));
  for (int at = index; at >= 0; at = form.questions[static_cast<std::size_t>(at)].parent) {
    if (at == group) { return true; }
  }
  return false;
}

}  // namespace

Cells carried(const form::Form& form, const PastReturn& last, const Cells& present) {
  Cells result;
  for (const auto& [path, cell] : form::to_cells(form, form::to_answers(form, form::VersionMap(form).read(last.cells)))) {
    if (present.contains(path)) { continue; }
    const auto* question = form.find(leaf_of(path));
    if (question == nullptr) {  // a row's number
      result.emplace(path, cell);
    } else if (!is_begun_anew(form, *question) && still_taken(form, *question, cell)) {
      result.emplace(path, cell);
      result.emplace(std::string(mark) + path, Cell::of(last.round.id.value()));
    }
  }
  return result;
}

std::vector<Unconfirmed> unconfirmed(const Cells& cells, const Answers& answers) {
  std::vector<Unconfirmed> waiting;
  each_mark(cells, [&](const std::string&, std::string_view path, const std::string& round) {
    const auto answer = cells.find(path);
    if (answer != cells.end() && answer->second.state != CellState::blank) {
      waiting.push_back({std::string(path), name_of(answers, path), round});
    }
  });
  return waiting;
}

std::vector<CheckFinding> to_findings(const std::vector<Unconfirmed>& waiting, const form::Form& form, const Cells& relevant) {
  std::vector<CheckFinding> findings;
  for (const auto& one : waiting) {
    const auto* question = form.find(leaf_of(one.path));
    const auto answer = relevant.find(one.path);
    if (question == nullptr || answer == relevant.end()) { continue; }
    CheckFinding finding{"unconfirmed." + question->name, "hard", one.name,
                         word(message("{0}: carried over from round {1}; confirm or change it", question->label, one.round)), {}};
    if (!question->sensitive) { finding.values.emplace(question->name, answer->second.text); }
    findings.push_back(std::move(finding));
  }
  return findings;
}

Cells cleared(const Cells& cells, const Cells& change) {
  Cells clearing;
  each_mark(cells, [&](const std::string& path, std::string_view of, const std::string&) {
    if (change.contains(of)) { clearing.emplace(path, Cell::blank()); }
  });
  return clearing;
}

Result<Cells> confirmed(const form::Form& form, const Answers& answers, const Cells& cells, const std::string& name) {
  const int group = form.index_of(name);
  const bool whole = group >= 0 && !form.questions[static_cast<std::size_t>(group)].holds_value();
  std::string place;
  if (!whole) {
    const auto found = form::locate(form, answers, name, {});
    if (!found) { return fail(found.error()); }
    place = found->path;
  }
  Cells clearing;
  each_mark(cells, [&](const std::string& path, std::string_view of, const std::string&) {
    const bool meant = whole ? lies_in(form, of, group) : of == place || of.starts_with(place + '/');
    if (meant) { clearing.emplace(path, Cell::blank()); }
  });
  return clearing;
}

Cells all_confirmed(const Cells& cells) {
  Cells clearing;
  each_mark(cells, [&](const std::string& path, std::string_view, const std::string&) { clearing.emplace(path, Cell::blank()); });
  return clearing;
}

}  // namespace scamdesk::survey
