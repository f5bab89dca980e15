// SPDX-License-Identifier: Apache-2.0
#include "exchange/xlsform_types.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <scamdesk/text.hpp>

#include "base/text.hpp"
#include "exchange/xlsform_words.hpp"

namespace scamdesk::exchange::xlsform {

std::optional<Made> Types::of(const document::SheetRow& row, const std::string& name, const std::string& word, const std::string& rest) {
  static const std::set<std::string, std::less<>> same{"text", "integer", "decimal", "date", "note", "calculate"};
  if (same.contains(word)) { return Made{word, {}, {}, {}, false, false}; }
  if (word == "string") { return Made{"text", {}, {}, {}, false, false}; }
  if (word == "int") { return Made{"integer", {}, {}, {}, false, false}; }
  if (word == "datetime") { return Made{"dateTime", {}, {}, {}, false, false}; }
  if (word == "record") { return Made{"record " + rest, {}, {}, {}, false, false}; }
  if (word == "time") { return Made{"text", "regex(., '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?')", {}, {}, false, false}; }
  if (word == "file") { return Made{"text", {}, {}, {}, false, false}; }
  if (word == "hidden") { return Made{"text", {}, {}, {}, true, false}; }
  if (word == "start") { return Made{"calculate", {}, "once(now())", {}, false, false}; }
  if (word == "end") { return Made{"calculate", {}, "now()", {}, false, false}; }
  if (word == "today") { return Made{"calculate", {}, "once(today())", {}, false, false}; }
  if (word == "acknowledge" || word == "trigger") {
    m_lists.add_acknowledge();
    return Made{"select_one acknowledge", {}, {}, {}, false, false};
  }
  if (word == "range") { return range(row); }
  if (word.starts_with("select")) { return select(row, word, rest); }
  std::vector<std::string> known{"text", "integer", "decimal", "date", "dateTime", "time", "select_one", "select_multiple", "note", "calculate", "acknowledge", "hidden", "range", "file"};
  const auto near = nearest(word, known);
  m_faults.error(message("{0}: unknown type {1}", name, word), m_survey.place(row, "type"), near ? std::optional(message("did you mean {0}?", *near)) : std::nullopt);
  return std::nullopt;
}

/// `start=0 end=10 step=2`: whole numbers where all three are.
std::optional<Made> Types::range(const document::SheetRow& row) {
  std::map<std::string, std::string> given{{"start", "0"}, {"end", "10"}, {"step", "1"}};
  auto parameters = m_survey.text(row, "parameters");
  std::ranges::replace_if(parameters, [](char c) { return c == ',' || c == ';'; }, ' ');
  for (const auto part : base::split(parameters, ' ')) {
    const auto equals = part.find('=');
    if (equals != std::string_view::npos) { given[base::fold(part.substr(0, equals))] = std::string(part.substr(equals + 1)); }
  }
  const bool whole = std::ranges::all_of(given, [](const auto& each) { return each.second.find('.') == std::string::npos; });
  auto constraint = ". >= " + given["start"] + " and . <= " + given["end"];
  if (given["step"] != "1") { constraint += " and (. - " + given["start"] + ") mod " + given["step"] + " = 0"; }
  return Made{whole ? "integer" : "decimal", constraint, {}, {}, false, false};
}

std::optional<Made> Types::select(const document::SheetRow& row, const std::string& word, const std::string& rest) {
  const bool one = word == "select_one" || word == "select1" || word == "select_one_from_file" || word == "select_one_external";
  if (!one && word != "select_multiple" && word != "select_multiple_from_file" && word != "select") {
    m_faults.error(message("unknown type {0}", word), m_survey.place(row, "type"), message("did you mean {0}?", "select_one"));
    return std::nullopt;
  }
  const bool other = base::fold(rest).ends_with("or_other");
  auto list = std::string(base::trim(other ? rest.substr(0, rest.size() - std::string_view("or_other").size()) : rest));
  const bool from_file = word.ends_with("_from_file");
  if (from_file) {
    if (!m_lists.read_file(list, m_survey.place(row, "type"))) { return std::nullopt; }
    list = std::filesystem::path(list).stem().string();
  }
  list = our_name(list);
  if (!m_lists.has(list)) {
    const auto near = nearest(list, m_lists.names());
    m_faults.error(message("there is no list {0} on the sheet choices", list), m_survey.place(row, "type"), near ? std::optional(message("did you mean {0}?", *near)) : std::nullopt);
    return std::nullopt;
  }
  if (other) { list = m_lists.with_other(list); }
  return Made{(one ? "select_one " : "select_multiple ") + list, {}, {}, {}, false, other};
}

}  // namespace scamdesk::exchange::xlsform
