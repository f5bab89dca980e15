// SPDX-License-Identifier: Apache-2.0
#include "exchange/codebook/words.hpp"

#include "form/expression/values.hpp"
#include "form/expression/words.hpp"

namespace scamdesk::exchange {
namespace {

using form::Operator;

Text same(std::string text) { return {text, text}; }
Text joined(const Text& left, const Text& middle, const Text& right) {
  return {left.ko + middle.ko + right.ko, left.en + middle.en + right.en};
}

std::string operator_text(Operator op) {
  for (const auto level : form::expression::levels) {
    for (const auto& entry : level) {
      if (entry.op == op) { return std::string(entry.text); }
    }
  }
  return "|";
}

class Speaker {
public:
  Speaker(const form::Form& form, const form::Question* self) : m_form(form), m_self(self) {}

  Text of(const form::NodePtr& node) const {
    if (const auto* literal = std::get_if<form::Literal>(&node->is)) {
      const auto* text = std::get_if<std::string>(&literal->value);
      return text != nullptr ? same("'" + *text + "'") : same(form::expression::number_text(std::get<double>(literal->value)));
    }
    if (const auto* named = std::get_if<form::Reference>(&node->is)) { return label(named->name); }
    if (const auto* unary = std::get_if<form::Unary>(&node->is)) { return joined(same("-"), {}, of(unary->operand)); }
    if (const auto* binary = std::get_if<form::Binary>(&node->is)) { return of(*binary); }
    if (const auto* call = std::get_if<form::Call>(&node->is)) { return of(*call); }
    if (const auto* path = std::get_if<form::Path>(&node->is)) { return of(*path); }
    return same("…");  // rows that a condition picks: the expression stands beside
  }

private:
  Text label(const std::string& name) const {
    const auto* question = m_form.find(name);
    if (question == nullptr) { return same(name); }
    return {"‘" + question->label.ko + "’", "“" + question->label.en + "”"};
  }

  Text of(const form::Path& is) const {
    const bool itself = is.start == nullptr && is.steps.size() == 1 && is.steps[0].axis == form::Axis::self;
    if (itself) { return word(message("this answer")); }
    return is.steps.empty() ? same("…") : label(is.steps.back().test);
  }

  const form::Question* question_of(const form::NodePtr& node) const {
    if (const auto* named = std::get_if<form::Reference>(&node->is)) { return m_form.find(named->name); }
    const auto* path = std::get_if<form::Path>(&node->is);
    const bool itself = path != nullptr && path->start == nullptr && path->steps.size() == 1 && path->steps[0].axis == form::Axis::self;
    return itself ? m_self : nullptr;
  }

  /// A literal beside a question is the label of its choice.
  Text beside(const form::NodePtr& node, const form::NodePtr& other) const {
    const auto* literal = std::get_if<form::Literal>(&node->is);
    const auto* text = literal == nullptr ? nullptr : std::get_if<std::string>(&literal->value);
    const auto* question = question_of(other);
    const auto* list = text == nullptr || question == nullptr ? nullptr : m_form.list(question->list);
    const auto* choice = list == nullptr ? nullptr : list->find(*text);
    return choice == nullptr ? of(node) : Text{"‘" + choice->label.ko + "’", "“" + choice->label.en + "”"};
  }

  static bool is_empty_text(const form::NodePtr& node) {
    const auto* literal = std::get_if<form::Literal>(&node->is);
    const auto* text = literal == nullptr ? nullptr : std::get_if<std::string>(&literal->value);
    return text != nullptr && text->empty();
  }

  Text of(const form::Binary& is) const {
    if (is.op == Operator::and_) { return word(message("({0} and {1})", of(is.left), of(is.right))); }
    if (is.op == Operator::or_) { return word(message("({0} or {1})", of(is.left), of(is.right))); }
    if (is_empty_text(is.right) && is.op == Operator::equal) { return word(message("{0} is blank", of(is.left))); }
    if (is_empty_text(is.right) && is.op == Operator::not_equal) { return word(message("{0} is not blank", of(is.left))); }
    return joined(beside(is.left, is.right), same(" " + operator_text(is.op) + " "), beside(is.right, is.left));
  }

  Text of(const form::Call& is) const {
    const auto& in = is.arguments;
    if (is.name == "not") { return word(message("not: {0}", of(in[0]))); }
    if (is.name == "selected") { return word(message("{0} includes {1}", of(in[0]), beside(in[1], in[0]))); }
    if (is.name == "coalesce" && in.size() == 2) { return word(message("{0} (if blank, {1})", of(in[0]), of(in[1]))); }
    if (is.name == "count-selected") { return word(message("number chosen in {0}", of(in[0]))); }
    if (is.name == "count-non-empty") { return word(message("answers to {0}", of(in[0]))); }
    if (is.name == "sum") { return word(message("sum of {0}", of(in[0]))); }
    if (is.name == "today") { return word(message("today")); }
    if (is.name == "number" && in.size() == 1) { return of(in[0]); }
    Text all = same(is.name + "(");
    for (std::size_t i = 0; i < in.size(); ++i) { all = joined(all, same(i > 0 ? ", " : ""), of(in[i])); }
    return joined(all, same(")"), {});
  }

  const form::Form& m_form;
  const form::Question* m_self;
};

}  // namespace

Text in_words(const form::Form& form, const form::Expression& expression, const form::Question* self) {
  return expression.empty() ? Text{} : Speaker(form, self).of(expression.root_ptr());
}

}  // namespace scamdesk::exchange
