// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "form/form.hpp"
#include "register/condition.hpp"

/// The parts a condition's SQL is put together from, and how they compare and reckon as the language does.
namespace scamdesk::records {

enum class PartKind : std::uint8_t {
  truth, number, text,
  node,    ///< a question's column
  answer,  ///< the text of a question's answer: as a truth, `false` is false
  any      ///< as SQL has it by then
};

/// One part of the condition in SQL. `values` stand for its `?`, in order. A truth is never NULL.
struct Part {
  std::string sql;
  PartKind kind = PartKind::any;
  std::vector<SqlValue> values;
  const form::Question* question = nullptr;  ///< of a node
  std::optional<std::string> literal_text;
  std::optional<double> literal_number;
};

/// Flies inside a compilation only; to_sql makes it a Result.
struct ConditionFault { Error error; };

/// Whether a question's column is text that SQL compares as it is.
bool is_text(const form::Question& question);

// ---- putting together

/// `pattern` around one part.
Part wrapped(fmt::format_string<std::string&> pattern, PartKind kind, Part inner);
/// `pattern` around two parts, the left one's values first.
Part joined(fmt::format_string<std::string&, std::string&> pattern, PartKind kind, Part left, Part right);
/// `(left op right)`, a truth.
Part between(std::string_view op, Part left, Part right);
Part either(Part condition, Part yes, Part no);

/// What depends on the form and on who asks.
class PartMaker {
public:
  PartMaker(const form::Form& form, const SqlScope& scope) : m_form(form), m_scope(scope) {}

  /// The form's zone as a literal of SQL: a name of the zone table, as the form's compiler saw to.
  std::string zone() const { return "'" + m_form.zone + "'"; }
  /// Faults: not_permitted for a sensitive question.
  void require_open(const Part& part) const;
  /// A node as the text its answer is; anything else as it is. Faults: not_permitted for a sensitive question.
  Part as_value(Part part) const;
  Part as_truth(Part part) const;
  Part math(form::Operator op, Part left, Part right) const;
  Part comparison(form::Operator op, Part left, Part right) const;

private:
  Part with_truth(form::Operator op, Part truth, Part other) const;
  std::optional<Part> plain_comparison(form::Operator op, const Part& left, const Part& right) const;
  bool is_plain(bool equality, const Part& left, const Part& right) const;
  Part by_function(std::string_view function, form::Operator op, PartKind kind, Part left, Part right) const;

  const form::Form& m_form;
  const SqlScope& m_scope;
};

}  // namespace scamdesk::records
