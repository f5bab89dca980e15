// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "base/text.hpp"
#include "form/expression/values.hpp"
#include "form/try_expression.hpp"
#include "unit/form/conformance_divergences.hpp"

using namespace scamdesk;
using namespace scamdesk::form;
using nlohmann::json;

namespace {

/// The cases lie beside the source tree; a clone made elsewhere has none.
std::optional<std::filesystem::path> cases_file() {
  auto folder = std::filesystem::path(SCAMDESK_SOURCE_DIR).parent_path();
  for (int up = 0; up < 2; ++up, folder = folder.parent_path()) {
    const auto file = folder / "shared/conformance/xpath/cases.jsonl";
    if (std::filesystem::exists(file)) { return file; }
  }
  return std::nullopt;
}

double expected_number(const json& expected) {
  if (expected.is_number()) { return expected.get<double>(); }
  const auto name = expected["num"].get<std::string>();
  if (name == "NaN") { return std::nan(""); }
  if (name == "-0") { return 0; }
  return name == "Infinity" ? HUGE_VAL : -HUGE_VAL;
}

/// What an answer is as a value, to be turned into the type that a case asks for.
Value value_of(const json& answer) {
  const auto& value = answer["value"];
  if (value.is_boolean()) { return value.get<bool>(); }
  if (answer["type"] == "number") { return expected_number(value); }
  if (value.is_array()) { return value.front().get<std::string>(); }
  const auto text = value.get<std::string>();
  if (const auto date = parse_date(text); answer["type"] == "date" && date) { return *date; }
  if (const auto instant = parse_instant(text); answer["type"] == "datetime" && instant) { return *instant; }
  return text;
}

bool same_number(double got, const json& one) {
  const double expected = expected_number(one["expected"]);
  if (std::isnan(expected) || std::isinf(expected)) { return std::isnan(expected) ? std::isnan(got) : got == expected; }
  if (one.contains("round_factor")) {
    const double factor = one["round_factor"].get<double>();
    return std::abs(std::round(got * factor) / factor - expected) < 1e-12;
  }
  return std::abs(got - expected) <= one.value("tolerance", 1e-12) * std::max(1.0, std::abs(expected));
}

bool agrees(const json& one, const json& answer) {
  const auto type = one["type"].get<std::string>();
  if (type == "error" || answer.contains("error")) { return type == "error" && answer.contains("error"); }
  const auto zone = one["tz"].get<std::string>();
  const auto value = value_of(answer);
  if (type == "number") { return same_number(expression::number_of(value, zone), one); }
  if (type == "boolean") { return to_boolean(value) == one["expected"].get<bool>(); }
  const auto text = expression::text_of(value, zone);
  if (type == "match") { return std::regex_search(text, std::regex(one["expected"]["regex"].get<std::string>())); }
  if (type == "datetime") {
    return expression::read_moment(text, zone) == expression::read_moment(one["expected"].get<std::string>(), zone);
  }
  return text == one["expected"].get<std::string>();
}

std::string id_of(int number) { return fmt::format("x{:04}", number); }

/// `x0001 x0005-x0007` as single ids.
std::set<std::string> diverging() {
  std::set<std::string> ids;
  for (const auto& divergence : divergences) {
    for (const auto part : base::split(divergence.cases, ' ')) {
      const int first = std::stoi(std::string(part.substr(1, 4)));
      const int last = part.size() > 5 ? std::stoi(std::string(part.substr(7))) : first;
      for (int number = first; number <= last; ++number) { ids.insert(id_of(number)); }
    }
  }
  return ids;
}

}  // namespace

TEST_CASE("expressions agree with the public engines' own cases, but for the divergences named") {
  const auto file = cases_file();
  if (!file) {
    MESSAGE("skipped: no shared/conformance/xpath/cases.jsonl beside the source tree");
    return;
  }
  const auto expected_to_differ = diverging();
  std::set<std::string> differ;
  std::ifstream lines(*file);
  int total = 0;
  for (std::string line; std::getline(lines, line); ++total) {
    const auto answer = try_case(line, {*parse_instant("2025-10-15T00:00:00Z")});
    REQUIRE(answer.has_value());
    const auto one = json::parse(line);
    const auto text = to_json(*answer, false);
    if (agrees(one, json::parse(text))) { continue; }
    const auto id = one["id"].get<std::string>();
    differ.insert(id);
    CHECK_MESSAGE(expected_to_differ.contains(id), line << " gave " << text);
  }
  for (const auto& id : expected_to_differ) {
    CHECK_MESSAGE(differ.contains(id), id << " agrees by now: take it off the list");
  }
  const auto agreed = static_cast<std::size_t>(total) - differ.size();
  CHECK(static_cast<double>(agreed) >= 0.97 * total);
  MESSAGE(agreed, " of ", total, " cases agree, ", expected_to_differ.size(), " named divergences");
}
