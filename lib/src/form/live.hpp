// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "form/form.hpp"

namespace scamdesk::form {

/// What is another than it was before one answer was given.
struct AnswerChange {
  std::string path;        ///< `persons`, `countries/<row>/likelihood`
  bool value = false;      ///< its answer: given, calculated, or gone with its relevance
  bool relevance = false;  ///< whether it is asked
  bool findings = false;   ///< what is said of it
  bool operator==(const AnswerChange&) const = default;
};

/// One record while it is being answered: giving an answer evaluates again only what depends on it. At all times it says
/// what calculate(), check() and relevant_only() would say of the same answers. The clock and the records of other
/// registers are those of its beginning.
class LiveAnswers {
public:
  /// Evaluates everything once. Errors: those of `context.instances`.
  static Result<LiveAnswers> begin(FormPtr form, Answers answers, const CheckContext& context);
  LiveAnswers(LiveAnswers&&) noexcept;
  LiveAnswers& operator=(LiveAnswers&&) noexcept;
  ~LiveAnswers();

  /// Gives an answer (a blank takes it away) and says all that changed by it, this answer first, then in form order; an
  /// answer that stood already changes nothing. A row that is not there yet is added at the end with the next number.
  /// Errors: bad_input for a path the form does not have or an answer that is calculated; those of the instances, and
  /// then nothing has changed.
  Result<std::vector<AnswerChange>> set(std::string_view path, Cell cell);
  /// Adds a row, or takes one away: `countries/<row>`. Its number is the next one, or `number` where that is free.
  Result<std::vector<AnswerChange>> add_row(std::string_view path, int number = 0);
  Result<std::vector<AnswerChange>> remove_row(std::string_view path);

  /// Every answer given or calculated; those that are not relevant as they were left.
  const Answers& answers() const;
  /// The answer as the form's rules see it: blank where it is not relevant, or where there is no such path.
  Cell cell(std::string_view path) const;
  bool is_relevant(std::string_view path) const;
  /// All findings, as check() gives them.
  std::vector<Finding> findings() const;
  /// Those of one path: of its own rules, and of the checks whose first relevant field it is.
  std::vector<Finding> findings_of(std::string_view path) const;
  /// The choices that a select offers beside the answers given now; empty for any other path.
  Result<std::vector<const Choice*>> offered(std::string_view path) const;
  /// Paths of all relevant questions that hold a value, notes and groups too where `all`, in form order.
  std::vector<std::string> asked(bool all = false) const;

  /// How many expressions have been evaluated since the beginning.
  std::size_t evaluations() const;

private:
  class State;
  explicit LiveAnswers(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}  // namespace scamdesk::form
