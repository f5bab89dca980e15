// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <scamdesk/cell.hpp>
#include <scamdesk/error.hpp>

#include "form/form.hpp"

namespace scamdesk::exchange {

/// The hard rules of a form over many new records. Rules that look at plain answers alone are asked one by one, which
/// costs a hundredth of a whole check; where one of them fails or a rule needs more than that, the whole check has the
/// last word, and words the findings.
class RowRules {
public:
  /// `rows`: the records may have rows in repeats.
  RowRules(const form::Form& form, const form::CheckContext& context, bool rows);

  /// Hard findings, each an error that names its field in `field`; empty: the record may be written.
  /// `cells` is unchanged afterwards. Errors: those of the context's instances.
  struct Finding { std::string field; Error error; };
  Result<std::vector<Finding>> check(Cells& cells);

private:
  struct Constraint { std::string question; const form::Expression* rule; };

  void sort_out(bool rows);
  bool is_plain(const form::Expression& expression) const;
  bool is_always_asked(std::string_view question) const;
  bool passes(const Cells& cells);
  bool holds(const form::Expression& rule, const Cell* self);
  Result<std::vector<Finding>> check_whole(const Cells& cells) const;

  const form::Form& m_form;
  form::CheckContext m_check;
  bool m_whole = false;  // some rule needs the whole check of every record
  std::vector<std::string> m_required;
  std::vector<Constraint> m_constraints;
  std::vector<std::string> m_unclear;  // an answer here needs the whole check
  std::vector<const form::Expression*> m_tests;
  Answers m_answers;
  form::Context m_context;
};

}  // namespace scamdesk::exchange
