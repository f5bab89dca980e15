// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <string>
#include <vector>

#include <scamdesk/assignment.hpp>
#include <scamdesk/form.hpp>

#include "commands/spec.hpp"

namespace scamdesk::cli {

/// The questions of a form as options of a command: `--opened-on` and `--opened_on` alike.
class Fields {
public:
  explicit Fields(const FormInfo& form) : m_form(&form), m_values(form.questions.size()) {}
  /// Questions inside a repeat have no option; they are given as words, `sites[+].place=…`.
  void declare(Spec& spec);
  /// What was typed, in form order, then the words.
  Result<Assignments> assignments(Session& session, const std::vector<std::string>& words) const;

private:
  const FormInfo* m_form;
  std::deque<std::vector<std::string>> m_values;
};

/// Options of the form and `name=value` words out of what the first parse left.
Result<Assignments> parse_fields(Session& session, const FormInfo& form, const std::vector<std::string>& extras);

/// `name=value` words. With a form, its personal questions are taken from a file, standard input or a prompt only.
Result<Assignments> parse_assignments(Session& session, const FormInfo* form, const std::vector<std::string>& words);

}  // namespace scamdesk::cli
