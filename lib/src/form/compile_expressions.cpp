// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/regex.hpp"
#include "form/compile.hpp"
#include "form/expression/values.hpp"

namespace scamdesk::form {
namespace {

/// Of what a name without ${} speaks: `../x` of a question, in a choice_filter of a column, in a predicate on another
/// register of that register's field.
enum class Names { questions, columns, fields };

/// Calls `each(name)` for every ${name} of a text for people.
template <class Each>
void for_each_reference(std::string_view text, Each each) {
  for (auto at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2)) {
    const auto end = text.find('}', at);
    if (end != std::string_view::npos) { each(text.substr(at + 2, end - at - 2)); }
  }
}

bool is_plain_name(std::string_view test) { return test != "*" && !test.ends_with("()"); }

/// Checks one parsed expression and notes which questions it looks at.
class Examiner {
public:
  Examiner(const Form& form, const Located& words, Faults& faults) : m_form(form), m_words(words), m_faults(faults) {}

  std::vector<int> looked_at;
  bool uses_self = false;

  void columns(const ChoiceList* list) { m_list = list; }

  void examine(const NodePtr& node, Names names) {
    if (node != nullptr && !m_faults.full()) {
      std::visit([&](const auto& is) { visit(is, *node, names); }, node->is);
    }
  }

private:
  void visit(const Literal&, const Node&, Names) {}
  void visit(const Reference& is, const Node& node, Names) { look_at(is.name, node.at, message("${{{0}}}", is.name)); }
  void visit(const Unary& is, const Node&, Names names) { examine(is.operand, names); }
  void visit(const Binary& is, const Node&, Names names) {
    examine(is.left, names);
    examine(is.right, names);
  }
  void visit(const Filter& is, const Node&, Names names) {
    examine(is.base, names);
    for (const auto& predicate : is.predicates) { examine(predicate, inner(is.base, names)); }
  }

  void visit(const Call& is, const Node& node, Names names) {
    for (const auto& argument : is.arguments) { examine(argument, names); }
    const auto* function = find_function(is.name);
    if (function == nullptr) {
      m_faults.error(m_words.at(node.at), message("unknown function {0}()", is.name),
                     nearest_hint(is.name, function_names()));
      return;
    }
    if (auto wrong = wrong_arguments(*function, is.arguments.size())) {
      m_faults.error(m_words.at(node.at), std::move(*wrong));
      return;
    }
    if (is.name == "regex") { check_pattern(*is.arguments[1]); }
    if (is.name == "digest") { check_digest(is); }
  }

  /// Names written out are looked up now, not when the first answer comes.
  void check_digest(const Call& is) {
    for (std::size_t i = 1; i < is.arguments.size(); ++i) {
      const auto* literal = std::get_if<Literal>(&is.arguments[i]->is);
      const auto* name = literal == nullptr ? nullptr : std::get_if<std::string>(&literal->value);
      if (name == nullptr) { continue; }
      auto wrong = i == 1 ? expression::wrong_algorithm(*name) : expression::wrong_encoding(*name);
      if (wrong) { m_faults.error(m_words.at(is.arguments[i]->at), std::move(wrong->problem), std::move(wrong->hint)); }
    }
  }

  void check_pattern(const Node& pattern) {
    const auto* literal = std::get_if<Literal>(&pattern.is);
    const auto* text = literal == nullptr ? nullptr : std::get_if<std::string>(&literal->value);
    if (text == nullptr) { return; }
    if (const auto compiled = base::Pattern::compile(*text); !compiled) {
      const auto column = compiled.error().place ? compiled.error().place->column : 0;
      m_faults.error(m_words.at(pattern.at + column), compiled.error().problem, compiled.error().hint);
      return;
    }
    if (text->starts_with('^') && text->ends_with('$')) { return; }
    m_faults.warning(m_words.at(pattern.at), message("regex() matches the whole value; this pattern does not say so"),
                     message("write it as ^…$, since other programs search inside the value"));
  }

  void visit(const Path& is, const Node& node, Names names) {
    examine(is.start, names);
    const bool elsewhere = is.start != nullptr && inner(is.start, names) != names;
    const auto speaks_of = elsewhere ? Names::fields : from_current(is) ? Names::questions : names;
    if (is.start == nullptr && !is.absolute && is.steps.size() == 1 && is.steps[0].axis == Axis::self) { uses_self = true; }
    for (std::size_t i = 0; i < is.steps.size() && !m_faults.full(); ++i) {
      const auto& step = is.steps[i];
      const bool root = is.absolute && i == 0;
      if (step.axis == Axis::child && is_plain_name(step.test) && !root) { check_step(step.test, node.at, speaks_of); }
      for (const auto& predicate : step.predicates) { examine(predicate, speaks_of); }
    }
  }

  void check_step(const std::string& name, std::size_t at, Names names) {
    if (names == Names::questions) { return look_at(name, at, message("{0}", name)); }
    if (names == Names::fields || m_list == nullptr) { return; }
    std::vector<std::string> columns{"name", "label"};
    for (const auto& choice : m_list->choices) {
      for (const auto& [column, value] : choice.columns) { columns.push_back(column); }
      break;  // every choice of a list has the same columns
    }
    if (std::find(columns.begin(), columns.end(), name) == columns.end()) {
      m_faults.error(m_words.at(at), message("the list {0} has no column {1}", m_list->name, name),
                     nearest_hint(name, columns));
    }
  }

  static bool is_call(const NodePtr& node, std::string_view name) {
    const auto* call = node == nullptr ? nullptr : std::get_if<Call>(&node->is);
    return call != nullptr && call->name == name;
  }
  static bool from_current(const Path& is) { return is_call(is.start, "current"); }

  /// Of what names inside the predicates on `base` speak.
  static Names inner(const NodePtr& base, Names names) {
    if (base == nullptr) { return names; }
    if (is_call(base, "instance")) { return Names::fields; }
    if (std::holds_alternative<Reference>(base->is)) { return Names::questions; }
    if (const auto* path = std::get_if<Path>(&base->is)) { return inner(path->start, names); }
    if (const auto* filter = std::get_if<Filter>(&base->is)) { return inner(filter->base, names); }
    return names;
  }

  void look_at(const std::string& name, std::size_t at, const Message& shown) {
    const int index = m_form.index_of(name);
    if (index < 0) {
      m_faults.error(m_words.at(at), message("unknown question {0}", shown), nearest_hint(name, m_form.question_names()));
    } else if (std::find(looked_at.begin(), looked_at.end(), index) == looked_at.end()) {
      looked_at.push_back(index);
    }
  }

  const Form& m_form;
  const Located& m_words;
  Faults& m_faults;
  const ChoiceList* m_list = nullptr;
};

class ExpressionPass {
public:
  ExpressionPass(const Definition& definition, Form& form, Faults& faults)
      : m_definition(definition), m_form(form), m_faults(faults), m_dependencies(form.questions.size()) {}

  Dependencies run() {
    for (std::size_t i = 0; i < m_definition.questions.size(); ++i) { compile_question(i); }
    for (std::size_t i = 0; i < m_definition.checks.size(); ++i) {
      const auto& draft = m_definition.checks[i];
      m_form.checks[i].test = compile(draft.test, Names::questions);
      check_message(draft.message, draft.check.message);
    }
    return std::move(m_dependencies);
  }

private:
  void compile_question(std::size_t index) {
    const auto& draft = m_definition.questions[index];
    auto& question = m_form.questions[index];
    auto& dependencies = m_dependencies[index];
    question.relevant = compile(draft.relevant, Names::questions, &dependencies);
    question.calculation = compile(draft.calculation, Names::questions, &dependencies);
    question.required = compile_required(draft.required);
    question.constraint = compile_constraint(draft.constraint, static_cast<int>(index));
    question.choice_filter = compile(draft.choice_filter, Names::columns, nullptr, m_form.list(question.list));
    question.default_value = compile_default(draft.default_value);
    check_message(draft.required_message, question.required_message);
    check_message(draft.constraint_message, question.constraint_message);
    if (question.calculation.empty()) { return; }
    suggest_coalesce(draft.calculation, question.calculation.root_ptr());
    if (!question.sensitive) { warn_of_sensitive(draft.calculation, question.calculation); }
  }

  void warn_of_sensitive(const Located& words, const Expression& calculation) {
    for (const auto& name : references(calculation)) {
      const auto* question = m_form.find(name);
      if (question == nullptr || !question->sensitive) { continue; }
      m_faults.warning(words, message("calculated from the sensitive answer {0}, and not sensitive itself", name),
                       message("add sensitive: true unless the result tells nothing of a person"));
    }
  }

  Expression parse(const Located& words, const std::string& text) {
    auto parsed = Expression::parse(text);
    if (parsed) { return *parsed; }
    auto error = parsed.error();
    const auto column = error.place && error.place->column > 0 ? error.place->column - 1 : 0;
    Located where = words;
    if (words.verbatim) { where.column += column; }
    m_faults.error(where, std::move(error.problem), std::move(error.hint));
    return {};
  }

  Expression compile(const Located& words, Names names, std::vector<int>* looked_at = nullptr,
                     const ChoiceList* list = nullptr) {
    if (!words.given()) { return {}; }
    auto parsed = parse(words, words.text);
    if (parsed.empty()) { return parsed; }
    Examiner examiner(m_form, words, m_faults);
    examiner.columns(list);
    examiner.examine(parsed.root_ptr(), names);
    if (looked_at != nullptr) {
      looked_at->insert(looked_at->end(), examiner.looked_at.begin(), examiner.looked_at.end());
    }
    return parsed;
  }

  /// XLSForm's words for always and never, or an expression.
  Expression compile_required(const Located& words) {
    if (!words.given() || words.text == "false" || words.text == "no") { return {}; }
    if (words.text == "true" || words.text == "yes") { return parse(words, "true()"); }
    return compile(words, Names::questions);
  }

  Expression compile_constraint(const Located& words, int index) {
    if (!words.given()) { return {}; }
    auto parsed = parse(words, words.text);
    if (parsed.empty()) { return parsed; }
    Examiner examiner(m_form, words, m_faults);
    examiner.examine(parsed.root_ptr(), Names::questions);
    const auto& looked_at = examiner.looked_at;
    if (!examiner.uses_self && std::find(looked_at.begin(), looked_at.end(), index) == looked_at.end()) {
      m_faults.warning(words, message("this constraint never looks at the answer itself"),
                       message("the answer is written as a dot: . >= 0"));
    }
    return parsed;
  }

  /// XLSForm's rule: what calls a function or names a question is an expression, all else is the answer as typed.
  Expression compile_default(const Located& words) {
    if (!words.given()) { return {}; }
    if (is_dynamic(words.text)) { return compile(words, Names::questions); }
    const bool apostrophe = words.text.find('\'') != std::string::npos;
    const bool quote = words.text.find('"') != std::string::npos;
    if (apostrophe && quote) {
      m_faults.error(words, message("a default may hold ' or \", not both"));
      return {};
    }
    const std::string mark = apostrophe ? "\"" : "'";
    return parse(words, mark + words.text + mark);
  }

  static bool is_dynamic(std::string_view text) {
    if (text.find("${") != std::string_view::npos) { return true; }
    const auto open = text.find('(');
    return open != std::string_view::npos && open > 0 && text[open - 1] >= 'a' && text[open - 1] <= 'z';
  }

  void check_message(const Located& where, const Text& words) {
    for (const auto* text : {&words.ko, &words.en}) {
      for_each_reference(*text, [&](std::string_view name) {
        if (m_form.index_of(name) >= 0) { return; }
        m_faults.error(where, message("unknown question {0}", message("${{{0}}}", name)),
                       nearest_hint(name, m_form.question_names()));
      });
    }
  }

  /// One blank makes a sum blank: seldom what a calculation wants.
  void suggest_coalesce(const Located& words, const NodePtr& node) {
    const auto* binary = std::get_if<Binary>(&node->is);
    if (binary == nullptr || (binary->op != Operator::add && binary->op != Operator::subtract)) { return; }
    for (const auto& side : {binary->left, binary->right}) {
      suggest_coalesce(words, side);
      const auto* reference = std::get_if<Reference>(&side->is);
      const auto* question = reference == nullptr ? nullptr : m_form.find(reference->name);
      if (question == nullptr || question->type == Type::calculate) { continue; }
      m_faults.warning(words.at(side->at), message("the result is blank where {0} is", reference->name),
                       message("where a blank counts as 0, write coalesce(${{{0}}}, 0)", reference->name));
    }
  }

  const Definition& m_definition;
  Form& m_form;
  Faults& m_faults;
  Dependencies m_dependencies;
};

}  // namespace

Dependencies compile_expressions(const Definition& definition, Form& form, Faults& faults) {
  return ExpressionPass(definition, form, faults).run();
}

}  // namespace scamdesk::form
