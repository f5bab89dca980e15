// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "form/form.hpp"

namespace scamdesk::form {

/// The rules of a form over many records without rows in repeats. It only says whether check() would find nothing: what a
/// form asks of every record is bound to its questions once, and a record's answers are looked at where they lie. The
/// evaluator is that of check(), so both say the same.
class RowChecker {
public:
  /// `form` and what `context` borrows must outlive it. Findings below `least` do not count.
  RowChecker(const Form& form, const CheckContext& context, Severity least = Severity::info);

  /// True: check() has no finding of that severity. False: it may have some, or this form asks what needs a whole record.
  /// `answers` are those of the form's questions, in its order, each as canonical() makes it; blank for groups, repeats
  /// and what is calculated. Never an error: what cannot be evaluated is false.
  bool passes(std::span<const CellView> answers);
  /// False: passes() always says no, since a rule looks at rows, at places or at other registers.
  bool can_tell() const { return m_can_tell; }

private:
  /// A question that is settled, in the form's order.
  struct Settled {
    int question = -1;
    int end = -1;  ///< behind the last question under it
    Expression relevant, calculation;
  };
  struct Asked {
    int question = -1;
    bool always_required = false;
    bool offers_some = false;  ///< not all of its choices with all answers
    bool free_text = false;    ///< looked through for personal numbers
    Expression required, constraint;
  };
  struct Rule {
    std::vector<int> fields;  ///< it is asked where one of them is relevant
    bool always = false;      ///< or whatever is
    Expression test;
  };

  Expression bound(const Expression& expression);
  void bind_question(int index, Severity least);
  void bind_rule(const Check& rule);
  bool settle();
  void hide(const Settled& step);
  /// The answers as our own, to be changed: most records need no copy.
  std::vector<CellView>& take_over();
  bool work_out(const Settled& step);
  bool answer_passes(const Asked& asked);
  bool is_asked(const Rule& rule) const;
  /// Empty: it cannot be evaluated.
  std::optional<bool> holds(const Expression& expression, const CellView* self = nullptr);
  const Question& question(int index) const { return m_form.questions[static_cast<std::size_t>(index)]; }

  const Form& m_form;
  base::Patterns m_patterns;
  Context m_context;
  bool m_can_tell = true;
  std::vector<Settled> m_settled;
  std::vector<Asked> m_asked;
  std::vector<Rule> m_rules;
  std::vector<CellView> m_answers;       // by question: what the rules see, where it is not what was given
  std::vector<std::string> m_calculated; // by question
  std::vector<char> m_hidden;            // by question
};

}  // namespace scamdesk::form
