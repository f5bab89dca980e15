// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/xform/kinds.hpp"
#include "form/form.hpp"

namespace scamdesk::exchange::xform {

/// Where an expression is evaluated: in the record (-1) or a row of a repeat, that many elements below it.
struct Standing {
  int scope = -1;
  int depth = 1;
};

/// The elements of an exported form's instance. Unlike in our answers, groups are elements too.
class Layout {
public:
  explicit Layout(const form::Form& form) : m_form(form), m_kinds(form) {}

  const form::Form& form() const { return m_form; }
  const Kinds& kinds() const { return m_kinds; }
  const form::Question& question(int index) const { return m_form.questions[static_cast<std::size_t>(index)]; }

  /// `/data/overview/round`
  std::string path(int index) const;
  /// `overview/round` from the record, or `figures/site_nationals` from a row; repeats further in are passed through.
  std::string below(int scope, int index) const;
  Standing standing(int index) const;
  /// The path from where an expression stands up to the record or to a row around it: `../..`.
  std::string up_to(const Standing& from, int scope) const;
  /// The innermost repeat around both, -1 for the record.
  int common_scope(int scope, int index) const;
  /// From an expression to a question: `../x`, or `/data/group/x` where no row is shared.
  std::string reference(const Standing& from, int index) const;
  /// Whether a question seen from there is one node: no repeat lies between.
  bool is_single(const Standing& from, int index) const;

  /// A calculation that the file cannot hold: nothing in it may look at the answer.
  void leave_out(int index) { m_left_out.insert(index); }
  bool is_left_out(int index) const { return m_left_out.contains(index); }

  /// The element beside a question that says why it has no value: its name with `_missing`, made free.
  std::string missing_name(int index) const;
  /// The group of the checks that do not hold, at the end of the record and of each row that has some.
  std::string checks_name() const { return free_name("checks"); }
  /// The element of a check: `check_` and its id.
  std::string check_name(const form::Check& check) const;
  static bool allows_missing(const form::Question& question) {
    return question.may_be_not_available || question.may_be_not_applicable;
  }

private:
  int depth_in_scope(int index) const;
  std::string free_name(std::string name) const;

  const form::Form& m_form;
  Kinds m_kinds;
  std::set<int> m_left_out;
};

/// The element of the answers, as every XLSForm converter names it.
inline constexpr std::string_view root_name = "data";
}  // namespace scamdesk::exchange::xform
