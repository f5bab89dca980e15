// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "form/faults.hpp"
#include "form/form.hpp"

/// A definition as read: its structure stands, its expressions are still words with their places.
namespace scamdesk::form {

/// A question and the words of it that the compiler looks at. `question` has everything but its expressions.
struct QuestionDraft {
  Question question;
  Located name, type, list;
  Located required, relevant, constraint, calculation, choice_filter, default_value, nil;
  Located required_message, constraint_message, sensitive, prefill_into;
};
struct CheckDraft {
  Check check;
  Located id, test, message;
  std::vector<Located> fields;
};
/// One line of `changes:`, with the places of its words.
struct ChangeDraft {
  Change change;  ///< without the expressions of its parts
  Located name, into;
  std::vector<std::pair<Located, Located>> items;  ///< recoded: old code, new code; split: question, expression
};
struct Definition {
  Form form;  ///< without questions, checks and changes
  Located name, plural;
  std::vector<Located> key, import_key;
  std::vector<Located> lists;            ///< the names of `choices:`
  std::vector<QuestionDraft> questions;  ///< in preorder
  std::vector<CheckDraft> checks;        ///< those of repeats first, as they stand
  std::vector<ChangeDraft> changes;      ///< in the order in which they apply
};

/// Reads the map of a definition and the code lists it names; what is wrong goes to `faults`.
Definition read_definition(const YamlNode& root, const Source& source, Faults& faults);

/// What `kind:` says; a register where it says nothing.
Kind kind_of(const YamlNode& root, Faults& faults);

/// The lists of `choices:`, inline or from code files.
std::vector<ChoiceList> read_choices(const YamlNode& choices, const Source& source, Faults& faults);

/// The lines of `changes:`, from the oldest version on.
std::vector<ChangeDraft> read_changes(const YamlNode& changes, const std::string& version, Faults& faults);

// ---- words that several readers share -------------------------------------------------------------------------------

/// Reports what is not a map, and keys that are not among `known`, with the nearest one. False: not a map.
bool check_keys(const YamlNode& node, std::span<const std::string> known, const Message& of, Faults& faults);
/// The text of a key; empty and not given when it is missing, reported when it is no text.
Located text_of(const YamlNode& map, std::string_view key, Faults& faults);
/// The words of a list; one word alone is a list of one.
std::vector<Located> words_of(const YamlNode& map, std::string_view key, Faults& faults);
/// Both languages of a key; reported when one is missing.
Text both_of(const YamlNode& map, std::string_view key, Faults& faults);
/// true or false; false when missing.
bool flag_of(const YamlNode& map, std::string_view key, Faults& faults);
/// `a`, `lower_snake`, `a1_b2`: names of questions, lists and views.
bool is_snake_name(std::string_view name);
/// `a`, `kebab-case`: names of forms and checks.
bool is_kebab_name(std::string_view name);

}  // namespace scamdesk::form
