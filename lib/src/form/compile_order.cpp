// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "form/compile.hpp"

namespace scamdesk::form {
namespace {

/// Depth first, so that whatever a question depends on is placed before it. The recursion is as deep as a form has
/// questions at most, and the reader limits those.
class Ordering {
public:
  Ordering(const Definition& definition, const Form& form, const Dependencies& dependencies, Faults& faults)
      : m_definition(definition), m_form(form), m_dependencies(dependencies), m_faults(faults), m_states(form.questions.size()) {}

  std::vector<int> run() {
    for (std::size_t i = 0; i < m_states.size(); ++i) { visit(static_cast<int>(i)); }
    return std::move(m_order);
  }

private:
  enum class State : std::uint8_t { unseen, open, placed };

  void visit(int index) {
    auto& state = m_states[at(index)];
    if (state == State::placed) { return; }
    m_path.push_back(index);
    if (state == State::open) {
      report();
    } else {
      state = State::open;
      const auto& question = m_form.questions[at(index)];
      if (question.parent >= 0) { visit(question.parent); }
      for (const int other : m_dependencies[at(index)]) { visit(other); }
      if (!question.relevant.empty() || !question.calculation.empty()) { m_order.push_back(index); }
      m_states[at(index)] = State::placed;
    }
    m_path.pop_back();
  }

  void report() {
    const auto start = std::find(m_path.begin(), m_path.end(), m_path.back());
    std::string path;
    for (auto step = start; step != m_path.end(); ++step) {
      path += (path.empty() ? "" : " → ") + m_form.questions[at(*step)].name;
    }
    const auto& draft = m_definition.questions[at(*start)];
    m_faults.error(draft.calculation.given() ? draft.calculation : draft.relevant.given() ? draft.relevant : draft.name,
                   message("{0} depends on itself: {1}", m_form.questions[at(*start)].name, path));
  }

  static std::size_t at(int index) { return static_cast<std::size_t>(index); }

  const Definition& m_definition;
  const Form& m_form;
  const Dependencies& m_dependencies;
  Faults& m_faults;
  std::vector<State> m_states;
  std::vector<int> m_path;
  std::vector<int> m_order;
};

}  // namespace

std::vector<int> order_of(const Definition& definition, const Form& form, const Dependencies& dependencies, Faults& faults) {
  return Ordering(definition, form, dependencies, faults).run();
}

}  // namespace scamdesk::form
