// SPDX-License-Identifier: Apache-2.0
#include "form/compile_types.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.hpp"
#include "form/expression/values.hpp"

namespace scamdesk::form {
namespace {

bool is_select(const Question& question) {
  return question.type == Type::select_one || question.type == Type::select_multiple;
}
bool is_number(const Question& question) { return question.type == Type::integer || question.type == Type::decimal; }
bool is_moment(const Question& question) { return question.type == Type::date || question.type == Type::date_time; }

bool is_reckoning(Operator op) {
  return op == Operator::add || op == Operator::subtract || op == Operator::multiply || op == Operator::divide ||
         op == Operator::modulo || op == Operator::negate;
}

const std::string* literal_text(const Node& node) {
  const auto* literal = std::get_if<Literal>(&node.is);
  return literal == nullptr ? nullptr : std::get_if<std::string>(&literal->value);
}

class TypeCheck {
public:
  TypeCheck(const Form& form, const Question* self, const Located& words, Faults& faults)
      : m_form(form), m_self(self), m_words(words), m_faults(faults) {}

  void visit(const NodePtr& node) {
    if (node != nullptr) {
      std::visit([&](const auto& is) { look(is, *node); }, node->is);
    }
  }

private:
  void look(const Literal&, const Node&) {}
  void look(const Reference&, const Node&) {}
  /// Predicates speak of other nodes than the names around them say: they are left alone.
  void look(const Filter& is, const Node&) { visit(is.base); }
  void look(const Path& is, const Node& node) {
    if (is_dot(is) && m_self == nullptr) {
      m_faults.error(m_words.at(node.at), message("`.` is the answer being checked, and none is here"),
                     message("name the question: ${name}"));
    }
    visit(is.start);
  }
  void look(const Unary& is, const Node&) {
    reckon(*is.operand, is.op);
    visit(is.operand);
  }
  void look(const Binary& is, const Node&) {
    visit(is.left);
    visit(is.right);
    if (is_reckoning(is.op)) {
      reckon(*is.left, is.op);
      reckon(*is.right, is.op);
    } else if (expression::is_comparison(is.op)) {
      compare(is.op, *is.left, *is.right);
      compare(is.op, *is.right, *is.left);
    }
  }
  void look(const Call& is, const Node&) {
    for (const auto& argument : is.arguments) { visit(argument); }
    if (is.arguments.empty()) { return; }
    static constexpr std::array<std::string_view, 3> of_choices{"selected", "selected-at", "count-selected"};
    static constexpr std::array<std::string_view, 3> of_numbers{"sum", "min", "max"};
    if (std::find(of_choices.begin(), of_choices.end(), is.name) != of_choices.end()) { choose(is); }
    if (std::find(of_numbers.begin(), of_numbers.end(), is.name) == of_numbers.end()) { return; }
    for (const auto& argument : is.arguments) { gather(is.name, *argument); }
  }

  static bool is_dot(const Path& is) {
    return is.start == nullptr && !is.absolute && is.steps.size() == 1 && is.steps[0].axis == Axis::self;
  }

  /// The question that a part names, or that `.` is the answer of.
  const Question* named(const Node& node) const {
    if (const auto* reference = std::get_if<Reference>(&node.is)) { return m_form.find(reference->name); }
    const auto* path = std::get_if<Path>(&node.is);
    return path != nullptr && is_dot(*path) ? m_self : nullptr;
  }

  std::optional<expression::Moment> moment(std::string_view text) const { return expression::read_moment(text, m_form.zone); }

  bool is_numeric(const std::string& text) const { return !std::isnan(expression::number_of(Value(text), m_form.zone)); }

  void reckon(const Node& side, Operator op) {
    const bool moves = op == Operator::add || op == Operator::subtract;
    if (const auto* text = literal_text(side); text != nullptr && !text->empty() && !is_numeric(*text)) {
      m_faults.error(m_words.at(side.at), message("'{0}' is no number to reckon with", *text));
    }
    const auto* question = named(side);
    if (question == nullptr) { return; }
    if (question->type == Type::text || question->type == Type::record || is_codes(*question)) {
      m_faults.error(m_words.at(side.at), message("{0} is no number to reckon with: it is of type {1}", question->name,
                                                  std::string(to_string(question->type))),
                     message("where its text is one, write number(${{{0}}})", question->name));
    } else if (is_moment(*question) && !moves) {
      m_faults.error(m_words.at(side.at), message("{0} is a date: days may be added and taken away, nothing else", question->name));
    }
  }

  /// A select none of whose choices is a number.
  bool is_codes(const Question& question) const {
    const auto* list = is_select(question) ? m_form.list(question.list) : nullptr;
    return list != nullptr && std::none_of(list->choices.begin(), list->choices.end(),
                                           [&](const Choice& choice) { return is_numeric(choice.name); });
  }

  void gather(const std::string& function, const Node& argument) {
    const auto* question = named(argument);
    if (question == nullptr || (question->type != Type::text && !is_codes(*question))) { return; }
    m_faults.error(m_words.at(argument.at), message("{0}() takes numbers: {1} is of type {2}", function, question->name,
                                                    std::string(to_string(question->type))));
  }

  void choose(const Call& is) {
    const auto* question = named(*is.arguments.front());
    if (question == nullptr) { return; }
    if (is_number(*question) || is_moment(*question) || question->type == Type::record) {
      m_faults.error(m_words.at(is.arguments.front()->at), message("{0}() takes a select: {1} is of type {2}", is.name, question->name,
                                                                   std::string(to_string(question->type))));
    } else if (is.name == "selected" && is.arguments.size() == 2) {
      require_choice(*question, *is.arguments[1]);
    }
  }

  void require_choice(const Question& question, const Node& other) {
    const auto* text = literal_text(other);
    const auto* list = is_select(question) ? m_form.list(question.list) : nullptr;
    if (text == nullptr || text->empty() || list == nullptr || list->find(*text) != nullptr) { return; }
    if (question.type == Type::select_multiple && text->find(' ') != std::string::npos) { return; }
    std::vector<std::string> names;
    for (const auto& choice : list->choices) { names.push_back(choice.name); }
    auto hint = nearest_hint(*text, names);
    if (!hint && names.size() <= 12) { hint = message("choose from: {0}", base::join(names, ", ")); }
    m_faults.error(m_words.at(other.at), message("'{0}' is no choice of {1}", *text, question.name), std::move(hint));
  }

  void compare(Operator op, const Node& side, const Node& other) {
    const auto* question = named(side);
    const auto* text = literal_text(other);
    if (question == nullptr || text == nullptr || text->empty()) { return; }
    const bool equality = op == Operator::equal || op == Operator::not_equal;
    if (equality) { require_choice(*question, other); }
    if (is_number(*question) && !is_numeric(*text)) {
      m_faults.error(m_words.at(other.at), message("{0} is a number: it is never '{1}'", question->name, *text));
    } else if (is_moment(*question) && !moment(*text)) {
      m_faults.error(m_words.at(other.at), message("{0} is a date: it is never '{1}'", question->name, *text),
                     message("write dates like 2025-10-15, and times like 2025-10-15T09:30:00+09:00"));
    } else if (!equality && !is_numeric(*text)) {
      m_faults.error(m_words.at(other.at), message("less and more are of numbers and dates, which '{0}' is not", *text));
    }
  }

  const Form& m_form;
  const Question* m_self;
  const Located& m_words;
  Faults& m_faults;
};

}  // namespace

void check_types(const Form& form, const Expression& expression, const Question* self, const Located& words, Faults& faults) {
  if (!expression.empty()) { TypeCheck(form, self, words, faults).visit(expression.root_ptr()); }
}

}  // namespace scamdesk::form
