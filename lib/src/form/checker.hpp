// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "form/run.hpp"

/// What the form says of the answers of a settled run, one question or one check at a time.
namespace scamdesk::form {

class Checker {
public:
  explicit Checker(Run& run) : m_run(run), m_form(run.form()) {}

  /// Adds what is said of one relevant question of a scope. Errors: those of the instances.
  Status examine(int question, const Scope& scope, std::vector<Finding>& findings);
  /// Adds what a check says of a scope. Where none of its fields is relevant, it says nothing.
  Status examine(const Check& rule, const Scope& scope, std::vector<Finding>& findings);

  /// The first field of a check that is relevant.
  struct Field {
    const Scope* scope = nullptr;  ///< null: it stands in rows further in
    std::string name;
  };
  std::optional<Field> field_of(const Check& rule, const Scope& scope) const;
  /// The choices of a select that its choice_filter offers beside the other answers.
  Result<std::vector<const Choice*>> offered(const Question& asked, const Scope& scope);

private:
  /// One answer, and where what is said of it goes.
  struct Subject {
    const Question& asked;
    const Scope& scope;
    std::vector<Finding>& findings;
  };
  struct Answered {
    bool is = true;
    std::optional<Error> stumble;
  };

  void note_stumbles(int index, const Subject& subject) const;
  Status check_answer(const Subject& subject);
  Status check_required(const Subject& subject);
  void check_reason(const Subject& subject, const Cell& cell, bool permitted) const;
  Status check_value(const Subject& subject, const Cell& cell);
  Status check_offered(const Subject& subject, const Cell& cell);
  Status check_constraint(const Subject& subject, const Cell& cell);
  Result<Answered> ask(const Expression& expression, const Scope& scope, const Cell* self, const Answers* item = nullptr);

  // finding_words.cpp
  static void look_for_numbers(const Subject& subject, const Cell& cell);
  static void add(const Subject& subject, std::string_view kind, const Message& words, const Cell* shown);
  static void add(const Subject& subject, std::string_view kind, Text words, const Cell* shown);
  void stumbled(const Subject& subject, std::string_view kind, const Expression& expression, const Error& error) const;
  Message unanswerable(const Expression& expression, bool sensitive, const Error& error) const;
  std::map<std::string, std::string> values_of(const Check& rule, const Scope& scope) const;
  Text filled(const Text& pattern, const Scope& scope) const;
  std::string filled(std::string_view pattern, const Scope& scope, Lang lang) const;
  std::string words_for(std::string_view name, const Scope& scope, Lang lang) const;

  const Question& question(int index) const { return m_form.questions[static_cast<std::size_t>(index)]; }

  Run& m_run;
  const Form& m_form;
};

}  // namespace scamdesk::form
