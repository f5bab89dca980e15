// SPDX-License-Identifier: Apache-2.0
#include "survey/jumps.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace scamdesk::survey {
namespace {

constexpr std::size_t least_rounds = 5;
constexpr double normal_share = 0.6745;  // of a normal distribution's MAD in its standard deviation
constexpr double furthest = 3.5;

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (fault != std::errc{} || end != text.data() + text.size()) { return std::nullopt; }
  return value;
}

std::optional<double> number_at(const Cells& cells, std::string_view path) {
  const auto found = cells.find(path);
  return found == cells.end() || !found->second.has_value() ? std::nullopt : number_of(found->second.text);
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 != 0) { return *middle; }
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

bool is_figure(const form::Question& question) {
  const bool number = question.type == form::Type::integer || question.type == form::Type::decimal;
  return number && question.calculation.empty() && !question.sensitive;
}

/// `50%` of the former figure, or so many.
bool leaps(const std::string& jump, double former, double now) {
  const bool share = jump.ends_with('%');
  const auto bound = number_of(std::string_view(jump).substr(0, jump.size() - (share ? 1 : 0)));
  if (!bound || (share && former == 0)) { return false; }
  return std::abs(now - former) > (share ? std::abs(former) * *bound / 100 : *bound);
}

bool lies_far(const std::vector<double>& past, double now) {
  const double middle = median(past);
  std::vector<double> deviations;
  for (const double value : past) { deviations.push_back(std::abs(value - middle)); }
  const double spread = median(std::move(deviations));
  return spread > 0 && std::abs(normal_share * (now - middle) / spread) > furthest;
}

std::string shown(double number) { return fmt::format("{}", number); }

void compare(const form::Question& question, const std::string& name, double now, const std::vector<double>& past,
             const std::optional<double>& last, const RoundId& round, std::vector<CheckFinding>& findings) {
  if (question.jump && last && leaps(*question.jump, *last, now)) {
    findings.push_back({"jump." + question.name, "info", name,
                        word(message("{0}: {1} in round {2}, {3} now, a change beyond {4}", question.label, shown(*last), round.value(), shown(now), *question.jump)),
                        {{question.name, shown(now)}, {round.value(), shown(*last)}}});
  }
  if (past.size() >= least_rounds && lies_far(past, now)) {
    findings.push_back({"outlier." + question.name, "info", name,
                        word(message("{0}: {1} lies far from this mission's past (median {2} of {3} rounds)", question.label, shown(now), shown(median(past)), past.size())),
                        {{question.name, shown(now)}, {"median", shown(median(past))}}});
  }
}

}  // namespace

std::vector<CheckFinding> jumps(const form::Form& form, const Answers& answers, const std::vector<PastReturn>& past) {
  std::vector<CheckFinding> findings;
  if (past.empty()) { return findings; }
  const auto cells = form::to_cells(form, answers);
  for (const auto& [path, cell] : cells) {
    const auto* question = form.find(leaf_of(path));
    const auto now = question != nullptr && is_figure(*question) ? number_at(cells, path) : std::nullopt;
    if (!now) { continue; }
    std::vector<double> figures;
    for (const auto& filed : past) {
      if (const auto figure = number_at(filed.cells, path)) { figures.push_back(*figure); }
    }
    compare(*question, name_of(answers, path), *now, figures, number_at(past.front().cells, path), past.front().round.id, findings);
  }
  return findings;
}

}  // namespace scamdesk::survey
