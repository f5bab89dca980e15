// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <vector>

#include "form/form.hpp"

/// One pass over one record: its scopes, what is relevant in each, and its calculations.
namespace scamdesk::form {

/// A worked out value as its question takes it: a moment's day for a date, a day's midnight for a dateTime.
Value fitted(const Form& form, const Question& question, Value value);

/// A place where questions are asked: the record itself, or one row of a repeat.
struct Scope {
  const Scope* parent = nullptr;
  int repeat = -1;
  Answers* live = nullptr;  ///< its answers in the working copy
  Answers* kept = nullptr;  ///< the same in the caller's answers; null when they are not to be changed
  std::vector<Frame> frames;
  std::string prefix;       ///< `countries[2].`
  std::string path;         ///< `countries/<row>/`
  std::size_t place = 0;    ///< among all scopes of the run
  std::vector<bool> hidden; ///< by question: not relevant here
  bool gone = false;        ///< its repeat is not relevant

  bool is_gone() const {
    for (const auto* scope = this; scope != nullptr; scope = scope->parent) {
      if (scope->gone) { return true; }
    }
    return false;
  }
};

/// An expression that could not be evaluated where relevance or a calculation needed it.
struct Stumble {
  int question = -1;
  const Scope* scope = nullptr;
  bool calculation = false;
  Error error;
};

class Run {
public:
  /// Works on a copy; `kept` (may be null) is given calculations and defaults.
  Run(const Form& form, const Answers& answers, const CheckContext& context, Answers* kept = nullptr);
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  /// Fills blank answers that have a default. One that cannot be worked out stays blank.
  Status fill_defaults();
  /// Decides relevance and calculates, in dependency order. What is not relevant is blank from then on.
  /// What cannot be evaluated counts as relevant, or as blank, and is in `stumbles`. Errors: those of `instances`.
  Status settle();

  // ---- settle() in single steps, for whoever knows what changed

  /// Whether a question is relevant, whatever is around it. A stumble counts as relevant, and is noted.
  Result<bool> is_relevant(int question, const Scope& scope);
  /// Works out a calculation. True: its answer is another one now.
  Result<bool> calculate(int question, Scope& scope);
  /// The question and those under it that stand in the same scope; others stand in rows, which go as a whole.
  std::vector<int> with_those_under(const Scope& scope, int question) const;
  /// Takes a question and what is in it out of the working copy, or gives it back what is kept (but no rows).
  void hide(Scope& scope, int question);
  void show(Scope& scope, int question);
  /// Gives an answer, to what is kept as well.
  void answer(Scope& scope, const Question& asked, const Cell& cell) const;
  void forget_stumbles(int question, const Scope& scope);

  /// `item`: the choice whose columns bare names speak of.
  Result<Value> evaluate(const Expression& expression, const Scope& scope, const Cell* self = nullptr,
                         const Answers* item = nullptr);
  /// The cells that a name stands for, seen from a scope: one, or those of all rows further in.
  std::vector<Cell> cells_of(int question, const Scope& scope) const;

  const Form& form() const { return m_form; }
  const Scope& top() const { return m_scopes.front(); }
  const std::deque<Scope>& scopes() const { return m_scopes; }
  Scope& scope(std::size_t place) { return m_scopes[place]; }
  /// Calls `each(question, scope)` for every relevant question in form order, those of rows where their repeat stands,
  /// until it gives an error.
  template <class Each>
  Status walk(const Scope& scope, const Each& each) const;
  /// The record, or all rows of a repeat, in the order of their numbers.
  const std::vector<Scope*>& scopes_of(int repeat) const { return m_by_repeat[slot(repeat)]; }
  /// The questions asked in the record, or in a row of a repeat, in form order.
  const std::vector<int>& questions_of(int repeat) const { return m_questions[slot(repeat)]; }
  const std::vector<Stumble>& stumbles() const { return m_stumbles; }
  Answers take_live() { return std::move(m_live); }
  /// How many expressions were evaluated so far.
  std::size_t evaluations() const { return m_evaluations; }

private:
  static std::size_t slot(int index) { return static_cast<std::size_t>(index + 1); }
  const Question& question(int index) const { return m_form.questions[static_cast<std::size_t>(index)]; }
  void add_scopes(Scope scope);
  Status settle_question(int index, Scope& scope);
  /// An answer of `asked`: what uuid() makes is of that question.
  Result<Value> work_out(const Expression& expression, const Question& asked, const Scope& scope, const Cell* self = nullptr);

  const Form& m_form;
  Answers m_live;
  std::string m_seed;
  base::Patterns m_patterns;
  Context m_context;
  std::deque<Scope> m_scopes;  // addresses stay
  std::vector<std::vector<Scope*>> m_by_repeat;
  std::vector<std::vector<int>> m_questions;
  std::vector<Stumble> m_stumbles;
  std::size_t m_evaluations = 0;
};

template <class Each>
Status Run::walk(const Scope& scope, const Each& each) const {
  for (const int index : questions_of(scope.repeat)) {
    if (scope.hidden[static_cast<std::size_t>(index)]) { continue; }
    if (const auto done = each(index, scope); !done) { return done; }
    if (question(index).type != Type::repeat) { continue; }
    for (const auto* row : scopes_of(index)) {
      if (row->parent != &scope) { continue; }
      if (const auto walked = walk(*row, each); !walked) { return walked; }
    }
  }
  return {};
}

}  // namespace scamdesk::form
