// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "form/definition.hpp"

/// The passes of the compiler, in the order they run. Each reports all it finds and leaves the form usable by the next.
namespace scamdesk::form {

/// Per question: the questions that its relevance and its calculation look at.
using Dependencies = std::vector<std::vector<int>>;

/// Names, keys, lists, owners, and the fields of checks.
void check_names(const Definition& definition, const Form& form, Faults& faults);
/// Parses and checks every expression and every `${name}` of a message, and puts the expressions into the form.
Dependencies compile_expressions(const Definition& definition, Form& form, Faults& faults);
/// Defaults and nil answers, now that the lists and types are known.
void check_answers(const Definition& definition, const Form& form, Faults& faults);
/// What `changes:` says of older versions, put into the form once its questions and lists stand.
void compile_changes(const Definition& definition, Form& form, Faults& faults);
/// What each expression can mean: types, rules that are decided in advance, lists that nothing uses.
void check_meaning(const Definition& definition, const Form& form, Faults& faults);

/// Other forms by name, for whoever knows them.
using KnownForms = std::map<std::string, FormPtr, std::less<>>;
/// Warns of records and instances of forms that are not among them, and of questions that those do not have.
void check_neighbours(const Definition& definition, const Form& form, const KnownForms& known, Faults& faults);
/// compile() among other forms.
CompileResult compile_among(const Source& source, const KnownForms& known);

/// Questions with relevance or a calculation, each after what it depends on. Cycles are reported with their whole path.
std::vector<int> order_of(const Definition& definition, const Form& form, const Dependencies& dependencies, Faults& faults);

}  // namespace scamdesk::form
