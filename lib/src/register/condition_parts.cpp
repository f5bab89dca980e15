// SPDX-License-Identifier: Apache-2.0
#include "register/condition_parts.hpp"

#include <cmath>

#include "form/expression/values.hpp"

namespace scamdesk::records {
namespace {

using form::Operator;
using form::Type;

/// `!=` has no word here: it is `=` denied.
std::string_view sql_operator(Operator op) {
  switch (op) {
    case Operator::less: return "<";
    case Operator::less_equal: return "<=";
    case Operator::greater: return ">";
    case Operator::greater_equal: return ">=";
    default: return "=";
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

Part with_blank(Operator op, const Part& left) {
  if (op == Operator::equal) { return {"(" + left.sql + " IS NULL)", PartKind::truth, {}, nullptr, {}, {}}; }
  if (op == Operator::not_equal) { return {"(" + left.sql + " IS NOT NULL)", PartKind::truth, {}, nullptr, {}, {}}; }
  return {"0", PartKind::truth, {}, nullptr, {}, {}};
}

}  // namespace

bool is_text(const form::Question& question) {
  return question.type != Type::integer && question.type != Type::decimal && question.type != Type::calculate;
}

// ---- putting together

Part wrapped(fmt::format_string<std::string&> pattern, PartKind kind, Part inner) {
  inner.sql = fmt::format(pattern, inner.sql);
  inner.kind = kind;
  inner.question = nullptr;
  inner.literal_text.reset();
  inner.literal_number.reset();
  return inner;
}

Part joined(fmt::format_string<std::string&, std::string&> pattern, PartKind kind, Part left, Part right) {
  Part part{fmt::format(pattern, left.sql, right.sql), kind, std::move(left.values), nullptr, {}, {}};
  part.values.insert(part.values.end(), right.values.begin(), right.values.end());
  return part;
}

Part between(std::string_view op, Part left, Part right) {
  left.sql = fmt::format("({} {}", left.sql, op);
  right.sql += ")";
  return joined("{} {}", PartKind::truth, std::move(left), std::move(right));
}

Part either(Part condition, Part yes, Part no) {
  const auto kind = yes.kind == no.kind ? yes.kind : PartKind::any;
  Part part{fmt::format("CASE WHEN {} THEN {} ELSE {} END", condition.sql, yes.sql, no.sql), kind,
            std::move(condition.values), nullptr, {}, {}};
  part.values.insert(part.values.end(), yes.values.begin(), yes.values.end());
  part.values.insert(part.values.end(), no.values.begin(), no.values.end());
  return part;
}

// ---- values

void PartMaker::require_open(const Part& part) const {
  if (part.question == nullptr || !part.question->sensitive || m_scope.sensitive) { return; }
  throw ConditionFault{{Errc::not_permitted,
                        message("{0} is sensitive: a condition may only ask whether it is blank", part.question->name),
                        message("write {0} = '' or {0} != ''", part.question->name), {}, {}}};
}

Part PartMaker::as_value(Part part) const {
  if (part.kind != PartKind::node) { return part; }
  require_open(part);
  const auto type = part.question->type;
  if (type == Type::integer) { part.sql = fmt::format("CAST({} AS TEXT)", part.sql); }
  if (type == Type::calculate || (type == Type::decimal && m_scope.over_view)) {
    part.sql = fmt::format("xp_text({})", part.sql);
  }
  part.kind = PartKind::answer;
  part.question = nullptr;
  return part;
}

Part PartMaker::as_truth(Part part) const {
  switch (part.kind) {
    case PartKind::truth: return part;
    case PartKind::node: return as_truth(as_value(std::move(part)));
    case PartKind::answer: return wrapped("coalesce({} <> 'false', 0)", PartKind::truth, std::move(part));
    case PartKind::number: return wrapped("coalesce({} <> 0, 0)", PartKind::truth, std::move(part));
    case PartKind::text: return wrapped("coalesce({} <> '', 0)", PartKind::truth, std::move(part));
    case PartKind::any: break;
  }
  // The empty blob is a number that is none, and false.
  return wrapped("coalesce({} NOT IN (0, '', x''), 0)", PartKind::truth, std::move(part));
}

Part PartMaker::by_function(std::string_view function, Operator op, PartKind kind, Part left, Part right) const {
  Part part{fmt::format("{}({}, {}, {}, {})", function, static_cast<int>(op), zone(), left.sql, right.sql), kind,
            std::move(left.values), nullptr, {}, {}};
  part.values.insert(part.values.end(), right.values.begin(), right.values.end());
  return part;
}

Part PartMaker::math(Operator op, Part left, Part right) const {
  return by_function("xp_math", op, PartKind::any, std::move(left), std::move(right));
}

// ---- comparisons

Part PartMaker::comparison(Operator op, Part left, Part right) const {
  if (right.kind == PartKind::node && left.kind != PartKind::node) {
    std::swap(left, right);
    op = mirrored(op);
  }
  if (auto plain = plain_comparison(op, left, right)) { return std::move(*plain); }
  const bool equality = op == Operator::equal || op == Operator::not_equal;
  if (equality && (left.kind == PartKind::truth || right.kind == PartKind::truth)) {
    if (left.kind != PartKind::truth) { std::swap(left, right); }
    return with_truth(op, std::move(left), std::move(right));
  }
  return by_function("xp_compare", op, PartKind::truth, as_value(std::move(left)), as_value(std::move(right)));
}

/// A truth beside something else: as truths, but a blank equals neither.
Part PartMaker::with_truth(Operator op, Part truth, Part other) const {
  const bool denied = op == Operator::not_equal;
  if (other.kind == PartKind::truth) { return between(denied ? "<>" : "=", std::move(truth), std::move(other)); }
  auto blank = as_value(other);
  auto same = between("=", std::move(truth), as_truth(std::move(other)));
  auto equal = joined("(coalesce({}, '') <> '' AND {})", PartKind::truth, std::move(blank), std::move(same));
  return denied ? wrapped("(NOT {})", PartKind::truth, std::move(equal)) : equal;
}

std::optional<Part> PartMaker::plain_comparison(Operator op, const Part& left, const Part& right) const {
  if (left.kind != PartKind::node) { return std::nullopt; }
  if (right.literal_text && right.literal_text->empty()) { return with_blank(op, left); }
  require_open(left);
  require_open(right);
  const bool denied = op == Operator::not_equal;
  if (!is_plain(denied || op == Operator::equal, left, right)) { return std::nullopt; }
  // A literal is never NULL, so that IS NOT finds the blanks by an index as well; two columns may both be.
  const bool literal = right.kind != PartKind::node;
  auto sql = denied && literal ? fmt::format("({} IS NOT {})", left.sql, right.sql)
             : denied          ? fmt::format("(NOT coalesce({} = {}, 0))", left.sql, right.sql)
                               : fmt::format("coalesce({} {} {}, 0)", left.sql, sql_operator(op), right.sql);
  return Part{std::move(sql), PartKind::truth, right.values, nullptr, {}, {}};
}

/// What SQL compares as the language does: a question with a literal or a question of its own kind.
bool PartMaker::is_plain(bool equality, const Part& left, const Part& right) const {
  const auto type = left.question->type;
  if (right.literal_text && is_text(*left.question)) {
    const auto moment = form::expression::read_moment(*right.literal_text, m_form.zone);
    if (!moment) { return equality; }
    return std::holds_alternative<Date>(*moment) && type == Type::date;
  }
  if (right.kind == PartKind::node) {
    return type == right.question->type && (type == Type::date || type == Type::integer);
  }
  return type == Type::integer && right.literal_number && std::trunc(*right.literal_number) == *right.literal_number;
}

}  // namespace scamdesk::records
