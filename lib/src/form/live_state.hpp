// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <tuple>

#include "form/checker.hpp"
#include "form/live.hpp"
#include "form/remembered.hpp"

/// What stands behind LiveAnswers: a settled run, what is said of it, and who looks at what.
namespace scamdesk::form {

class LiveAnswers::State {
public:
  State(FormPtr form, Answers answers, const CheckContext& context);

  /// Evaluates everything: at the beginning, and when rows come or go.
  Status evaluate_all();
  /// Takes an answer over and evaluates what depends on it.
  Status give(Scope& scope, int question, const Cell& cell);
  Status add_row(std::string_view path, int number);
  Status remove_row(std::string_view path);
  /// Makes a change, and takes it back where it cannot be evaluated.
  template <class Change>
  Status attempt(const Change& change);
  /// What is another than it was at the last call, `first` first.
  std::vector<AnswerChange> changes(std::string_view first);

  /// The scope that a path's rows name, and its question; a null scope or -1 where there is none.
  struct Spot {
    Scope* scope = nullptr;
    int question = -1;
  };
  Spot spot(std::string_view path);
  /// The question that a path names, whether its rows are there or not; -1: the form has none.
  int question_at(std::string_view path) const;

  std::vector<Finding> all_findings() const;
  /// As of the last changes().
  std::vector<Finding> findings_of(std::string_view path) const;
  std::size_t evaluations() const { return m_evaluations_before + m_run->evaluations(); }
  Run& run() { return *m_run; }
  const Form& form() const { return *m_form; }
  Answers& answers() { return m_answers; }

private:
  /// Someone who looks at an answer.
  struct Reader {
    int stage = 0;      ///< see Task
    std::size_t rank = 0;
    int repeat = -1;    ///< where it stands
    bool near = true;   ///< looks at the rows around it alone
  };
  /// Stage 0: relevance and calculation, rank by the form's order. 1: what is said of a question, in form order.
  /// 2: a check. Then the place of the scope.
  using Task = std::tuple<int, std::size_t, std::size_t>;
  using Said = std::map<std::pair<std::size_t, std::size_t>, std::vector<Finding>>;  ///< by rank and scope
  struct Shown {
    bool relevant = false;
    Cell cell;
    std::vector<Finding> findings;
  };

  /// The rows among which a row's path names one; null repeats: it names none.
  struct Rows {
    std::map<std::string, std::vector<AnswerRow>, std::less<>>* repeats = nullptr;
    std::string repeat;
    std::string_view id;
  };
  Rows rows(std::string_view path);
  bool names_row(std::string_view path) const;
  void note_readers();
  void note_reader(const struct Reads& reads, const Reader& reader);
  /// An answer changed: whoever looks at it has to look again.
  void mark(int question, const Scope& scope);
  Status work_off();
  Status settle_again(std::size_t rank, Scope& scope);
  Status examine_question(std::size_t question, const Scope& scope);
  Status examine_rule(std::size_t rule, const Scope& scope);
  bool has_rows(const Answers& answers, const std::vector<int>& questions) const;
  void show_scope(const Scope& scope, std::vector<std::pair<std::string, Shown>>& shown) const;
  std::vector<std::pair<std::string, Shown>> show_all() const;
  const Question& question(int index) const { return m_form->questions[static_cast<std::size_t>(index)]; }

  FormPtr m_form;
  Answers m_answers;
  RememberedInstances m_instances;
  CheckContext m_context;
  std::unique_ptr<Run> m_run;
  std::map<std::string, std::size_t, std::less<>> m_scopes;  ///< `countries/<row>/` → its place
  std::vector<std::vector<Reader>> m_readers;                ///< by question
  std::vector<std::size_t> m_ranks;                          ///< by question: its place in the form's order
  bool m_unordered = false;  ///< relevance or a calculation asks for nodes without naming them
  bool m_rows_moved = false;
  std::set<Task> m_tasks;
  Said m_said_of_questions, m_said_by_rules;
  std::vector<std::pair<std::string, Shown>> m_shown;
  std::size_t m_evaluations_before = 0;
};

/// What stood was evaluated before, and what other registers said of it is remembered: it can be evaluated again.
template <class Change>
Status LiveAnswers::State::attempt(const Change& change) {
  auto before = m_answers;
  const auto done = change();
  if (!done) {
    m_answers = std::move(before);
    static_cast<void>(evaluate_all());
  }
  return done;
}

}  // namespace scamdesk::form
