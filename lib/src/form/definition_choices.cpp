// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "base/csv.hpp"
#include "form/definition.hpp"

namespace scamdesk::form {
namespace {

/// Several chosen names stand in one answer with a space between them, and a name stands in an expression in quotes.
bool is_choice_name(std::string_view name) {
  return !name.empty() && name.find_first_of(" \t\n\r'\"") == std::string_view::npos && !name.starts_with('@');
}

std::string taken(std::map<std::string, std::string, std::less<>>& row, std::string_view column) {
  const auto found = row.find(column);
  if (found == row.end()) { return {}; }
  auto value = std::move(found->second);
  row.erase(found);
  return value;
}

/// One row of a code file as a choice. Faults stand in the code file, by row.
std::optional<Choice> choice_of_row(std::map<std::string, std::string, std::less<>> row, const SourcePlace& place,
                                    Faults& faults) {
  Choice choice;
  choice.name = taken(row, "code");
  choice.label = {taken(row, "label_ko"), taken(row, "label_en")};
  const auto wrong = [&](Message problem) {
    faults.error(Error{Errc::bad_input, std::move(problem), std::nullopt, place, {}});
    return std::nullopt;
  };
  if (!is_choice_name(choice.name)) { return wrong(message("the code \"{0}\" is empty or has a space or a quote", choice.name)); }
  if (choice.label.ko.empty()) { return wrong(message("the code {0} has no label_ko", choice.name)); }
  if (choice.label.en.empty()) { return wrong(message("the code {0} has no label_en", choice.name)); }
  choice.columns.insert(row.begin(), row.end());
  return choice;
}

void read_code_file(const std::string& file, const std::string& text, ChoiceList& list, Faults& faults) {
  auto rows = base::read_table(text, file);
  if (!rows) {
    faults.error(rows.error());
    return;
  }
  std::set<std::string> names;
  std::size_t number = 1;  // the header's
  for (auto& row : *rows) {
    const SourcePlace place{file, ++number, 0};
    auto choice = choice_of_row(std::move(row), place, faults);
    if (!choice) { continue; }
    if (!names.insert(choice->name).second) {
      faults.error(Error{Errc::bad_input, message("the code {0} stands here twice", choice->name), std::nullopt, place, {}});
    }
    list.choices.push_back(std::move(*choice));
  }
  if (rows->empty()) {
    faults.error(Error{Errc::bad_input, message("the code list is empty"), std::nullopt, SourcePlace{file, 1, 0}, {}});
  }
}

void read_inline(const YamlNode& node, ChoiceList& list, Faults& faults) {
  std::set<std::string> names;
  for (const auto& item : node.items) {
    if (!item.is_map()) {
      faults.error(item, message("{0} must be a map of keys and values", message("a choice")));
      continue;
    }
    Choice choice;
    const auto name = text_of(item, "name", faults);
    choice.name = name.text;
    choice.label = both_of(item, "label", faults);
    if (item.find("name") == nullptr) { faults.error(item, message("a choice needs a name")); }
    if (item.find("label") == nullptr) { faults.error(item, message("a choice needs a label")); }
    if (name.given() && !is_choice_name(choice.name)) {
      faults.error(name, message("the code \"{0}\" is empty or has a space or a quote", choice.name));
    }
    if (name.given() && !names.insert(choice.name).second) {
      faults.error(name, message("the code {0} stands here twice", choice.name));
    }
    for (const auto& entry : item.entries) {
      if (entry.key.text == "name" || entry.key.text == "label") { continue; }
      choice.columns[entry.key.text] = text_of(item, entry.key.text, faults).text;
    }
    list.choices.push_back(std::move(choice));
  }
  if (node.items.empty()) { faults.error(node, message("the code list is empty")); }
}

}  // namespace

std::vector<ChoiceList> read_choices(const YamlNode& choices, const Source& source, Faults& faults) {
  std::vector<ChoiceList> lists;
  if (!choices.is_map()) {
    faults.error(choices, message("{0} must be a map of keys and values", message("choices")));
    return lists;
  }
  std::vector<std::string> files;
  for (const auto& [file, text] : source.code_files) { files.push_back(file); }
  for (const auto& [key, value] : choices.entries) {
    auto& list = lists.emplace_back();
    list.name = key.text;
    if (!is_snake_name(key.text)) {
      faults.error(key, message("{0} is not a name", key.text), message("use small letters, digits and _, a letter first"));
    }
    if (value.is_sequence()) {
      read_inline(value, list, faults);
    } else if (!value.is_scalar()) {
      faults.error(value, message("the list {0} must name a file or hold choices", key.text));
    } else if (const auto found = source.code_files.find(value.text); found != source.code_files.end()) {
      list.file = value.text;
      read_code_file(found->first, found->second, list, faults);
    } else {
      faults.error(value, message("{0}: no such code list", value.text), nearest_hint(value.text, files));
    }
  }
  return lists;
}

}  // namespace scamdesk::form
