// SPDX-License-Identifier: Apache-2.0
#include "form/compile.hpp"

/// Names of other forms and of their questions, where the other forms are known: a record's register, and
/// instance('case')/root/item[status = 'Active']/kind. Another form may yet come, so that these are warnings.
namespace scamdesk::form {
namespace {

class NeighbourPass {
public:
  NeighbourPass(const Form& form, const KnownForms& known, Faults& faults) : m_form(form), m_known(known), m_faults(faults) {}

  void check_record(const QuestionDraft& draft) {
    if (draft.question.type == Type::record && !draft.question.list.empty()) { find(draft.question.list, draft.list); }
  }

  void check(const Expression& expression, const Located& words) {
    m_words = &words;
    if (!expression.empty()) { visit(expression.root_ptr(), nullptr); }
  }

private:
  void visit(const NodePtr& node, const Form* of) {
    if (node != nullptr) {
      std::visit([&](const auto& is) { look(is, *node, of); }, node->is);
    }
  }
  void visit_all(const std::vector<NodePtr>& nodes, const Form* of) {
    for (const auto& node : nodes) { visit(node, of); }
  }
  void look(const Literal&, const Node&, const Form*) {}
  void look(const Reference&, const Node&, const Form*) {}
  void look(const Filter& is, const Node&, const Form* of) {
    visit(is.base, of);
    visit_all(is.predicates, of);
  }
  void look(const Unary& is, const Node&, const Form* of) { visit(is.operand, of); }
  void look(const Binary& is, const Node&, const Form* of) {
    visit(is.left, of);
    visit(is.right, of);
  }
  void look(const Call& is, const Node&, const Form* of) { visit_all(is.arguments, of); }

  void look(const Path& is, const Node& node, const Form* of) {
    if (is.start != nullptr) {
      const auto* other = instance_of(*is.start);
      if (other == nullptr) { return visit(is.start, of); }
      for (const auto& step : is.steps) { visit_all(step.predicates, other); }
      if (is.steps.size() == 3) { require(*other, is.steps[2].test, node.at); }
      return;
    }
    if (of != nullptr && !is.absolute && is.steps.size() == 1 && is.steps[0].axis == Axis::child) {
      require(*of, is.steps[0].test, node.at);
    }
  }

  /// The form that instance('…') names; null: no such call, or an unknown one.
  const Form* instance_of(const Node& node) {
    const auto* call = std::get_if<Call>(&node.is);
    if (call == nullptr || call->name != "instance" || call->arguments.size() != 1) { return nullptr; }
    const auto* literal = std::get_if<Literal>(&call->arguments.front()->is);
    const auto* name = literal == nullptr ? nullptr : std::get_if<std::string>(&literal->value);
    return name == nullptr ? nullptr : find(*name, m_words->at(call->arguments.front()->at));
  }

  const Form* find(const std::string& name, const Located& where) {
    if (name == m_form.name.value()) { return &m_form; }
    if (const auto found = m_known.find(name); found != m_known.end()) { return found->second.get(); }
    std::vector<std::string> names;
    for (const auto& [known, form] : m_known) { names.push_back(known); }
    m_faults.warning(where, message("no form {0} is known here", name), nearest_hint(name, names));
    return nullptr;
  }

  void require(const Form& form, const std::string& field, std::size_t at) {
    const bool own = field == "id" || field == "number" || field == "owner" || field == "*" || field.ends_with(")");
    if (own || form.find(field) != nullptr) { return; }
    m_faults.warning(m_words->at(at), message("the form {0} has no question {1}", form.name.value(), field),
                     nearest_hint(field, form.question_names()));
  }

  const Form& m_form;
  const KnownForms& m_known;
  Faults& m_faults;
  const Located* m_words = nullptr;
};

}  // namespace

void check_neighbours(const Definition& definition, const Form& form, const KnownForms& known, Faults& faults) {
  NeighbourPass pass(form, known, faults);
  for (std::size_t i = 0; i < definition.questions.size(); ++i) {
    const auto& draft = definition.questions[i];
    const auto& question = form.questions[i];
    pass.check_record(draft);
    pass.check(question.relevant, draft.relevant);
    pass.check(question.calculation, draft.calculation);
    pass.check(question.required, draft.required);
    pass.check(question.constraint, draft.constraint);
    pass.check(question.default_value, draft.default_value);
  }
  for (std::size_t i = 0; i < definition.checks.size(); ++i) {
    pass.check(form.checks[i].test, definition.checks[i].test);
  }
}

}  // namespace scamdesk::form
