// SPDX-License-Identifier: Apache-2.0
#include "register/condition.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include <scamdesk/text.hpp>

#include "form/expression/values.hpp"
#include "register/registers.hpp"
#include "register/tables.hpp"
#include "register/views.hpp"

namespace scamdesk::records {
namespace {

using form::Node;
using form::NodePtr;
using form::Operator;
using form::Question;
using form::Type;

enum class Kind : std::uint8_t {
  truth, number, text,
  node,    ///< a question's column
  answer,  ///< the text of a question's answer: as a truth, `false` is false
  any      ///< as SQL has it by then
};

/// One part of the condition in SQL. `values` stand for its `?`, in order. A truth is never NULL.
struct Part {
  std::string sql;
  Kind kind = Kind::any;
  std::vector<SqlValue> values;
  const Question* question = nullptr;        ///< of a node
  std::optional<std::string> literal_text;
  std::optional<double> literal_number;
};

struct Fault { Error error; };

/// Functions that ask for more than one record's values.
const std::set<std::string_view> of_context{"position", "last", "current", "instance", "once", "uuid", "indexed-repeat",
                                            "jr:choice-name", "count", "count-non-empty", "sum", "join", "today", "now"};
const std::set<std::string_view> truths{"contains", "starts-with", "ends-with", "selected", "regex", "boolean-from-string",
                                        "checklist", "weighted-checklist"};

bool is_comparison(Operator op) { return op >= Operator::equal && op <= Operator::greater_equal; }

std::string_view sql_operator(Operator op) {
  switch (op) {
    case Operator::equal: return "=";
    case Operator::not_equal: return "<>";
    case Operator::less: return "<";
    case Operator::less_equal: return "<=";
    case Operator::greater: return ">";
    case Operator::greater_equal: return ">=";
    case Operator::add: return "+";
    case Operator::subtract: return "-";
    default: return "*";
  }
}

/// The same comparison with its sides changed over.
Operator mirrored(Operator op) {
  switch (op) {
    case Operator::less: return Operator::greater;
    case Operator::less_equal: return Operator::greater_equal;
    case Operator::greater: return Operator::less;
    case Operator::greater_equal: return Operator::less_equal;
    default: return op;
  }
}

class Compiler {
public:
  Compiler(const form::Form& form, const SqlScope& scope) : m_form(form), m_scope(scope) {}

  Part of(const Node& node) {
    return std::visit([&](const auto& is) { return this->of(is, node); }, node.is);
  }
  Part truth(const Node& node) { return as_truth(of(node)); }

private:
  [[noreturn]] void fault(const Node& node, Message problem, std::optional<Message> hint = {}) const {
    throw Fault{{Errc::bad_input, std::move(problem), std::move(hint), SourcePlace{{}, 0, node.at + 1}, {}}};
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
    auto operand = as_value(of(*is.operand));
    if (operand.literal_number) {
      const double number = -*operand.literal_number;
      return {"?", Kind::number, {number}, nullptr, {}, number};
    }
    return math(Operator::subtract, Part{"-0.0", Kind::number, {}, nullptr, {}, {}}, std::move(operand));
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
    if (!is_comparison(is.op)) { return math(is.op, as_value(std::move(left)), as_value(std::move(right))); }
    return comparison(is.op, std::move(left), std::move(right));
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
    Part part{fmt::format("xp_call('{}', {}", is.name, zone()), truths.contains(is.name) ? Kind::truth : Kind::any, {}, nullptr, {}, {}};
    for (const auto& argument : is.arguments) {
      auto value = as_value(of(*argument));
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
    if (is.name == "if") { return either(truth(argument(0)), as_value(of(argument(1))), as_value(of(argument(2)))); }
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
    require_open(where);
    const bool plain = where.kind == Kind::node && is_text(*where.question) && what.literal_text && !what.literal_text->empty();
    if (!plain || (name == "selected" && what.literal_text->find(' ') != std::string::npos)) { return std::nullopt; }
    if (name == "selected") { return joined("coalesce(instr(' ' || {} || ' ', ' ' || {} || ' ') > 0, 0)", Kind::truth, std::move(where), std::move(what)); }
    if (name == "contains") { return joined("coalesce(instr({}, {}) > 0, 0)", Kind::truth, std::move(where), std::move(what)); }
    const auto text = *what.literal_text;
    what.values.emplace_back(text);
    return joined("coalesce(substr({0}, 1, length({1})) = {1}, 0)", Kind::truth, std::move(where), std::move(what));
  }

  static bool is_text(const Question& question) {
    return question.type != Type::integer && question.type != Type::decimal && question.type != Type::calculate;
  }

  // ---- names

  Part named(const std::string& name, const Node& node) const {
    const auto* question = m_form.find(name);
    if (question == nullptr && (name == "id" || name == "number" || name == "owner")) { return program_column(name); }
    if (question == nullptr || !question->holds_value()) { unknown(name, node); }
    if (question->repeat >= 0) {
      fault(node, message("{0} stands in the repeat {1}: a condition on records speaks of their own questions alone", name,
                          m_form.questions[static_cast<std::size_t>(question->repeat)].name));
    }
    return {sql_name(name), Kind::node, {}, question, {}, {}};
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

  // ---- values

  std::string zone() const { return "'" + m_form.zone + "'"; }  // a name of the zone table: the compiler checked it

  /// A node as the text its answer is; anything else as it is. Sensitive answers are not compared.
  Part as_value(Part part) const {
    if (part.kind == Kind::node) {
      require_open(part);
      const auto type = part.question->type;
      if (type == Type::integer) { part.sql = fmt::format("CAST({} AS TEXT)", part.sql); }
      if (type == Type::calculate || (type == Type::decimal && m_scope.over_view)) { part.sql = fmt::format("xp_text({})", part.sql); }
      part.kind = Kind::answer;
      part.question = nullptr;
    }
    return part;
  }

  void require_open(const Part& part) const {
    if (part.question == nullptr || !part.question->sensitive || m_scope.sensitive) { return; }
    throw Fault{{Errc::not_permitted, message("{0} is sensitive: a condition may only ask whether it is blank", part.question->name),
                 message("write {0} = '' or {0} != ''", part.question->name), {}, {}}};
  }

  Part as_truth(Part part) const {
    switch (part.kind) {
      case Kind::truth: return part;
      case Kind::node: {
        auto value = as_value(std::move(part));
        return wrapped("coalesce({} <> 'false', 0)", Kind::truth, std::move(value));
      }
      case Kind::answer: return wrapped("coalesce({} <> 'false', 0)", Kind::truth, std::move(part));
      case Kind::number: return wrapped("coalesce({} <> 0, 0)", Kind::truth, std::move(part));
      case Kind::text: return wrapped("coalesce({} <> '', 0)", Kind::truth, std::move(part));
      case Kind::any: break;
    }
    // The empty blob is a number that is none, and false.
    return wrapped("coalesce({} NOT IN (0, '', x''), 0)", Kind::truth, std::move(part));
  }

  static Part wrapped(fmt::format_string<std::string&> pattern, Kind kind, Part inner) {
    inner.sql = fmt::format(pattern, inner.sql);
    inner.kind = kind;
    inner.question = nullptr;
    inner.literal_text.reset();
    inner.literal_number.reset();
    return inner;
  }

  static Part joined(fmt::format_string<std::string&, std::string&> pattern, Kind kind, Part left, Part right) {
    Part part{fmt::format(pattern, left.sql, right.sql), kind, std::move(left.values), nullptr, {}, {}};
    part.values.insert(part.values.end(), right.values.begin(), right.values.end());
    return part;
  }

  static Part between(std::string_view op, Part left, Part right) {
    left.sql = fmt::format("({} {}", left.sql, op);
    right.sql += ")";
    return joined("{} {}", Kind::truth, std::move(left), std::move(right));
  }

  static Part either(Part condition, Part yes, Part no) {
    const auto kind = yes.kind == no.kind ? yes.kind : Kind::any;
    Part part{fmt::format("CASE WHEN {} THEN {} ELSE {} END", condition.sql, yes.sql, no.sql), kind, std::move(condition.values), nullptr, {}, {}};
    part.values.insert(part.values.end(), yes.values.begin(), yes.values.end());
    part.values.insert(part.values.end(), no.values.begin(), no.values.end());
    return part;
  }

  Part math(Operator op, Part left, Part right) const {
    return joined_by("xp_math", op, Kind::any, std::move(left), std::move(right));
  }

  Part joined_by(std::string_view function, Operator op, Kind kind, Part left, Part right) const {
    Part part{fmt::format("{}({}, {}, {}, {})", function, static_cast<int>(op), zone(), left.sql, right.sql), kind, std::move(left.values), nullptr, {}, {}};
    part.values.insert(part.values.end(), right.values.begin(), right.values.end());
    return part;
  }

  // ---- comparisons

  Part comparison(Operator op, Part left, Part right) const {
    if (right.kind == Kind::node && left.kind != Kind::node) {
      std::swap(left, right);
      op = mirrored(op);
    }
    if (auto plain = plain_comparison(op, left, right)) { return std::move(*plain); }
    const bool equality = op == Operator::equal || op == Operator::not_equal;
    if (equality && (left.kind == Kind::truth || right.kind == Kind::truth)) {
      if (left.kind != Kind::truth) { std::swap(left, right); }
      return with_truth(op, std::move(left), std::move(right));
    }
    return joined_by("xp_compare", op, Kind::truth, as_value(std::move(left)), as_value(std::move(right)));
  }

  /// A truth beside something else: as truths, but nothing compares with a blank.
  Part with_truth(Operator op, Part truth, Part other) const {
    if (other.kind == Kind::truth) {
      return between(sql_operator(op), std::move(truth), std::move(other));
    }
    auto blank = as_value(other);
    auto as = as_truth(std::move(other));
    auto same = between(sql_operator(op), std::move(truth), std::move(as));
    return joined("(coalesce({}, '') <> '' AND {})", Kind::truth, std::move(blank), std::move(same));
  }

  /// What SQL compares as the language does: a question with a literal or a question of its own kind.
  std::optional<Part> plain_comparison(Operator op, const Part& left, const Part& right) const {
    if (left.kind != Kind::node) { return std::nullopt; }
    if (right.literal_text && right.literal_text->empty()) { return with_blank(op, left); }
    require_open(left);
    require_open(right);
    const auto compared = [&](const std::string& a, const std::string& b) {
      return Part{fmt::format("coalesce({} {} {}, 0)", a, sql_operator(op), b), Kind::truth, right.values, nullptr, {}, {}};
    };
    const auto type = left.question->type;
    const bool equality = op == Operator::equal || op == Operator::not_equal;
    if (right.literal_text && is_text(*left.question)) {
      const auto moment = form::expression::read_moment(*right.literal_text, m_form.zone);
      if (!moment && equality) { return compared(left.sql, right.sql); }
      if (moment && std::holds_alternative<Date>(*moment) && type == Type::date) { return compared(left.sql, right.sql); }
      return std::nullopt;
    }
    if (right.kind == Kind::node && type == right.question->type && (type == Type::date || type == Type::integer)) {
      return compared(left.sql, right.sql);
    }
    const bool whole = right.literal_number && std::trunc(*right.literal_number) == *right.literal_number;
    if (type == Type::integer && whole) { return compared(left.sql, right.sql); }
    return std::nullopt;
  }

  static Part with_blank(Operator op, const Part& left) {
    if (op == Operator::equal) { return {left.sql + " IS NULL", Kind::truth, {}, nullptr, {}, {}}; }
    if (op == Operator::not_equal) { return {left.sql + " IS NOT NULL", Kind::truth, {}, nullptr, {}, {}}; }
    return {"0", Kind::truth, {}, nullptr, {}, {}};
  }

  const form::Form& m_form;
  const SqlScope& m_scope;
};

}  // namespace

Result<SqlCondition> to_sql(const form::Form& form, const Node& condition, const SqlScope& scope) {
  try {
    auto part = Compiler(form, scope).truth(condition);
    return SqlCondition{std::move(part.sql), std::move(part.values)};
  } catch (Fault& fault) {
    return fail(std::move(fault.error));
  }
}

Result<SqlCondition> to_sql(const form::Form& form, const Node& condition) { return to_sql(form, condition, {}); }

}  // namespace scamdesk::records
