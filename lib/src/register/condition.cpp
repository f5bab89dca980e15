// SPDX-License-Identifier: Apache-2.0
#include "register/condition.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <scamdesk/text.hpp>

#include "form/expression/values.hpp"
#include "register/condition_parts.hpp"
#include "register/registers.hpp"
#include "register/tables.hpp"
#include "register/views.hpp"

namespace scamdesk::records {
namespace {

using form::Node;
using form::NodePtr;
using form::Operator;
using form::Type;
using Kind = PartKind;

/// Functions that ask for more than one record's values.
const std::set<std::string_view> of_context{"position", "last", "current", "instance", "once", "uuid", "indexed-repeat",
                                            "jr:choice-name", "count", "count-non-empty", "sum", "join", "today", "now"};
const std::set<std::string_view> truths{"contains", "starts-with", "ends-with", "selected", "regex", "boolean-from-string",
                                        "checklist", "weighted-checklist"};

class Compiler {
public:
  Compiler(const form::Form& form, const SqlScope& scope) : m_form(form), m_scope(scope), m_make(form, scope) {}

  Part of(const Node& node) {
    return std::visit([&](const auto& is) { return this->of(is, node); }, node.is);
  }
  Part truth(const Node& node) { return m_make.as_truth(of(node)); }

private:
  [[noreturn]] void fault(const Node& node, Message problem, std::optional<Message> hint = {}) const {
    throw ConditionFault{{Errc::bad_input, std::move(problem), std::move(hint), SourcePlace{{}, 0, node.at + 1}, {}}};
  }

  Part of(const form::Literal& is, const Node&) const {
    Part part;
    if (const auto* number = std::get_if<double>(&is.value)) {
      part = {"?", Kind::number, {*number}, nullptr, {}, *number};
    } else {
      const auto& text = std::get<std::string>(is.value);
      part = {"?", Kind::text, {text}, nullptr, text, {}};
    }
    return part;
  }

  Part of(const form::Reference& is, const Node& node) const { return named(is.name, node); }

  Part of(const form::Path& is, const Node& node) const {
    const bool plain = !is.absolute && is.start == nullptr && !is.steps.empty() &&
                       std::all_of(is.steps.begin(), is.steps.end(), [](const form::Step& step) {
                         return step.axis == form::Axis::child && step.predicates.empty();
                       });
    if (!plain) { fault(node, message("a condition on records speaks of their own questions alone")); }
    for (std::size_t i = 0; i + 1 < is.steps.size(); ++i) {
      const auto* group = m_form.find(is.steps[i].test);
      if (group == nullptr || group->type != Type::group) { unknown(is.steps[i].test, node); }
    }
    return named(is.steps.back().test, node);
  }

  Part of(const form::Filter&, const Node& node) const {
    fault(node, message("a condition on records speaks of their own questions alone"));
  }

  Part of(const form::Unary& is, const Node&) {
    auto operand = m_make.as_value(of(*is.operand));
    if (operand.literal_number) {
      const double number = -*operand.literal_number;
      return {"?", Kind::number, {number}, nullptr, {}, number};
    }
    return m_make.math(Operator::subtract, Part{"-0.0", Kind::number, {}, nullptr, {}, {}}, std::move(operand));
  }

  Part of(const form::Binary& is, const Node& node) {
    if (is.op == Operator::unite) { fault(node, message("a condition on records speaks of their own questions alone")); }
    if (is.op == Operator::and_ || is.op == Operator::or_) {
      auto left = truth(*is.left);
      auto right = truth(*is.right);
      return between(is.op == Operator::and_ ? "AND" : "OR", std::move(left), std::move(right));
    }
    auto left = of(*is.left);
    auto right = of(*is.right);
    if (!form::expression::is_comparison(is.op)) { return m_make.math(is.op, m_make.as_value(std::move(left)), m_make.as_value(std::move(right))); }
    return m_make.comparison(is.op, std::move(left), std::move(right));
  }

  Part of(const form::Call& is, const Node& node) {
    const auto* function = form::find_function(is.name);
    if (function == nullptr) {
      const auto names = form::function_names();
      const auto near = nearest(is.name, names);
      fault(node, message("{0}(): no such function", is.name), near ? std::optional(message("did you mean {0}()?", *near)) : std::nullopt);
    }
    const auto given = static_cast<int>(is.arguments.size());
    if (given < function->least_arguments || (function->most_arguments >= 0 && given > function->most_arguments)) {
      fault(node, message("{0}(): a wrong number of values", is.name));
    }
    if (auto native = of_native(is)) { return std::move(*native); }
    if (of_context.contains(is.name)) {
      fault(node, message("{0}() cannot stand in a condition on records", is.name));
    }
    Part part{fmt::format("xp_call('{}', {}", is.name, m_make.zone()), truths.contains(is.name) ? Kind::truth : Kind::any, {}, nullptr, {}, {}};
    for (const auto& argument : is.arguments) {
      auto value = m_make.as_value(of(*argument));
      part.sql += ", " + value.sql;
      part.values.insert(part.values.end(), value.values.begin(), value.values.end());
    }
    part.sql += ")";
    if (part.kind == Kind::truth) { part.sql = fmt::format("coalesce({}, 0)", part.sql); }
    return part;
  }

  /// Functions that SQL does as well, and quicker.
  std::optional<Part> of_native(const form::Call& is) {
    const auto argument = [&](std::size_t i) -> const Node& { return *is.arguments[i]; };
    if (is.name == "true" || is.name == "false") { return Part{is.name == "true" ? "1" : "0", Kind::truth, {}, nullptr, {}, {}}; }
    if (is.name == "not") { return wrapped("(NOT {})", Kind::truth, truth(argument(0))); }
    if (is.name == "boolean") { return truth(argument(0)); }
    if (is.name == "if") { return either(truth(argument(0)), m_make.as_value(of(argument(1))), m_make.as_value(of(argument(2)))); }
    if ((is.name == "today" || is.name == "now") && m_scope.now) {
      const auto text = is.name == "today" ? to_string(seoul_date(*m_scope.now)) : to_string(*m_scope.now);
      return Part{"?", Kind::text, {text}, nullptr, text, {}};
    }
    if (is.name == "selected" || is.name == "contains" || is.name == "starts-with") {
      return searching(is.name, of(argument(0)), of(argument(1)));
    }
    return std::nullopt;
  }

  /// A text question searched for a literal; anything else is left to the language's own function.
  std::optional<Part> searching(std::string_view name, Part where, Part what) const {
    m_make.require_open(where);
    const bool plain = where.kind == Kind::node && is_text(*where.question) && what.literal_text && !what.literal_text->empty();
    if (!plain || (name == "selected" && what.literal_text->find(' ') != std::string::npos)) { return std::nullopt; }
    if (name == "selected") { return joined("coalesce(instr(' ' || {} || ' ', ' ' || {} || ' ') > 0, 0)", Kind::truth, std::move(where), std::move(what)); }
    if (name == "contains") { return joined("coalesce(instr({}, {}) > 0, 0)", Kind::truth, std::move(where), std::move(what)); }
    const auto text = *what.literal_text;
    what.values.emplace_back(text);
    return joined("coalesce(substr({0}, 1, length({1})) = {1}, 0)", Kind::truth, std::move(where), std::move(what));
  }

  // ---- names

  Part named(const std::string& name, const Node& node) const {
    const auto* question = m_form.find(name);
    if (question == nullptr && (name == "id" || name == "number" || name == "owner")) { return program_column(name); }
    if (question != nullptr && question->type == Type::repeat) {
      fault(node, message("{0} is a repeat, and a record has any number of its rows: a condition speaks of the record's own questions", name),
            rows_hint(*question));
    }
    if (question == nullptr || !question->holds_value()) { unknown(name, node); }
    if (question->repeat >= 0) {
      const auto& repeat = m_form.questions[static_cast<std::size_t>(question->repeat)];
      fault(node, message("{0} stands in the rows of {1}, of which a record has any number: a condition speaks of the record's own questions", name, repeat.name),
            rows_hint(repeat));
    }
    return {sql_name(name), Kind::node, {}, question, {}, {}};
  }

  /// The view that shows the rows of a repeat.
  Message rows_hint(const form::Question& repeat) const {
    auto view = (m_form.plural.empty() ? m_form.name.value() + "s" : m_form.plural) + "_" + repeat.name;
    std::replace(view.begin(), view.end(), '-', '_');
    return message("ask for rows in SQL: 'scamdesk sql \"SELECT * FROM {0} WHERE …\"'", view);
  }

  Part program_column(const std::string& name) const {
    if (m_scope.over_view) { return {sql_name(name), Kind::text, {}, nullptr, {}, {}}; }
    return {name == "id" ? uuid_sql("_id") : "_" + name, Kind::text, {}, nullptr, {}, {}};
  }

  [[noreturn]] void unknown(const std::string& name, const Node& node) const {
    std::vector<std::string> names{"id", "number", "owner"};
    for (const auto& question : m_form.questions) {
      if (question.holds_value() && question.repeat < 0) { names.push_back(question.name); }
    }
    const auto near = nearest(name, names);
    fault(node, message("{0}: the register {1} has no such question", name, m_form.name.value()),
          near ? message("did you mean {0}?", *near) : message("'scamdesk form show {0}' names its questions", m_form.name.value()));
  }

  const form::Form& m_form;
  const SqlScope& m_scope;
  PartMaker m_make;
};

}  // namespace

Result<SqlCondition> to_sql(const form::Form& form, const Node& condition, const SqlScope& scope) {
  try {
    auto part = Compiler(form, scope).truth(condition);
    return SqlCondition{std::move(part.sql), std::move(part.values)};
  } catch (ConditionFault& fault) {
    return fail(std::move(fault.error));
  }
}

Result<SqlCondition> to_sql(const form::Form& form, const Node& condition) { return to_sql(form, condition, {}); }

}  // namespace scamdesk::records
