// SPDX-License-Identifier: Apache-2.0
#include "form/reads.hpp"

#include <algorithm>
#include <tuple>

namespace scamdesk::form {
namespace {

class Reader {
public:
  Reader(const Form& form, Reads& reads) : m_form(form), m_reads(reads) {}

  void visit(const NodePtr& node) {
    if (node != nullptr) {
      std::visit([this](const auto& is) { read(is); }, node->is);
    }
  }

private:
  void visit_all(const std::vector<NodePtr>& nodes) {
    for (const auto& node : nodes) { visit(node); }
  }
  void read(const Literal&) {}
  void read(const Reference& is) { m_reads.add(m_form, is.name); }
  void read(const Filter& is) {
    visit(is.base);
    visit_all(is.predicates);
  }
  void read(const Unary& is) { visit(is.operand); }
  void read(const Binary& is) {
    visit(is.left);
    visit(is.right);
  }

  /// The place of a row is no answer: position(..) reads none.
  void read(const Call& is) {
    const auto [near, everything] = std::pair(m_reads.near, m_reads.everything);
    for (const auto& argument : is.arguments) {
      const auto* counted = is.name == "count" ? std::get_if<Reference>(&argument->is) : nullptr;
      counted != nullptr ? m_reads.add_alone(m_form, counted->name) : visit(argument);
    }
    if (is.name == "position") { std::tie(m_reads.near, m_reads.everything) = std::pair(near, everything); }
    if (is.name == "indexed-repeat") { m_reads.near = false; }
  }

  void read(const Path& is) {
    visit(is.start);
    const bool dot = is.start == nullptr && !is.absolute && is.steps.size() == 1 && is.steps[0].axis == Axis::self;
    if (dot) { return; }
    m_reads.near = false;
    for (const auto& step : is.steps) {
      const bool last = &step == &is.steps.back();
      if (is_name(step.test)) { last ? m_reads.add(m_form, step.test) : m_reads.add_alone(m_form, step.test); }
      visit_all(step.predicates);
    }
    m_reads.everything = m_reads.everything || is_nameless(is);
  }

  static bool is_name(std::string_view test) { return test != "*" && !test.ends_with(")"); }

  static bool is_nameless(const Path& is) {
    if (is.steps.empty()) { return is.start == nullptr; }
    const auto any = std::any_of(is.steps.begin(), is.steps.end(), [](const Step& step) {
      const bool plain = step.axis == Axis::self || step.axis == Axis::parent;
      return step.test == "*" || (step.test == "node()" && !plain);
    });
    return any || is.steps.back().axis == Axis::parent;
  }

  const Form& m_form;
  Reads& m_reads;
};

}  // namespace

void Reads::add(const Form& form, const Expression& expression) {
  if (!expression.empty()) { Reader(form, *this).visit(expression.root_ptr()); }
}

void Reads::add(const Form& form, const Text& text) {
  for (const std::string_view words : {std::string_view(text.ko), std::string_view(text.en)}) {
    for (auto at = words.find("${"); at != std::string_view::npos; at = words.find("${", at + 2)) {
      const auto end = words.find('}', at);
      if (end != std::string_view::npos) { add(form, words.substr(at + 2, end - at - 2)); }
    }
  }
}

void Reads::add(const Form& form, std::string_view name) {
  add_alone(form, name);
  const int index = form.index_of(name);
  const auto question = [&](int i) -> const Question& { return form.questions[static_cast<std::size_t>(i)]; };
  if (index < 0 || question(index).type != Type::repeat) { return; }
  const auto last = static_cast<int>(form.questions.size());
  for (int i = index + 1; i < last && question(i).parent >= index; ++i) { add_alone(form, question(i).name); }
}

void Reads::add_alone(const Form& form, std::string_view name) {
  const int index = form.index_of(name);
  const bool known = std::find(questions.begin(), questions.end(), index) != questions.end();
  if (index >= 0 && !known) { questions.push_back(index); }
}

}  // namespace scamdesk::form
