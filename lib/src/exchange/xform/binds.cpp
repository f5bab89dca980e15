// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exchange/xform/builder.hpp"
#include "exchange/xform/xpath.hpp"

/// The rules of an exported form: relevance, requirement, constraints, calculations, and the checks.
namespace scamdesk::exchange::xform {

using form::Type;

namespace {

/// Engines hold integers in 32 bits and lose longer ones without a word: ours are digits of text.
std::string_view bind_type(Type type) {
  switch (type) {
    case Type::decimal: return "decimal";
    case Type::date: return "date";
    case Type::date_time: return "dateTime";
    default: return "string";
  }
}
constexpr std::string_view digits = "regex(., '^(?:-?[0-9]{1,18})$')";

void both(std::string& all, const std::string& more) {
  if (more.empty()) { return; }
  all = all.empty() ? more : "(" + all + ") and (" + more + ")";
}

bool is_plain_true(const std::string& condition) { return condition == "true()"; }

}  // namespace

Text in_both(const Message& words) { return word(words); }

void Builder::not_carried(const std::string& question, const Message& part, const Message& why) {
  m_not_carried.push_back({Errc::bad_input, message("{0}: the {1} cannot be carried: {2}", question, part, why), {}, {}, {}});
}

std::optional<std::string> Builder::condition(int index, const form::Expression& expression, const Message& part) {
  if (expression.empty()) { return std::string(); }
  auto carried = xform::condition(m_layout, m_layout.standing(index), index, expression);
  if (carried) { return std::move(*carried); }
  not_carried(m_layout.question(index).name, part, carried.error().problem);
  return std::nullopt;
}

std::string Builder::constraint(int index) {
  const auto& asked = m_layout.question(index);
  std::string all = asked.type == Type::integer ? std::string(digits) : std::string();
  both(all, condition(index, asked.constraint, message("constraint")).value_or(""));
  return all;
}

/// What only the program fills in is not asked for; a reason for having no value is an answer.
std::string Builder::required(int index) {
  const auto& asked = m_layout.question(index);
  if (asked.read_only || !asked.calculation.empty()) { return {}; }
  auto all = condition(index, asked.required, message("requirement")).value_or("");
  if (all.empty() || !Layout::allows_missing(asked)) { return all; }
  const auto no_reason = "../" + m_layout.missing_name(index) + " = ''";
  return is_plain_true(all) ? no_reason : all + " and " + no_reason;
}

Itext::Shown Builder::shown_from(const Standing& from) const {
  return [this, from](std::string_view name) -> std::string {
    const int index = m_form.index_of(name);
    if (index < 0 || m_layout.question(index).sensitive || m_layout.is_left_out(index)) { return {}; }
    const auto path = m_layout.reference(from, index);
    if (!m_layout.is_single(from, index)) { return "join(', ', " + path + ")"; }
    if (m_layout.question(index).type == Type::select_one) {
      return "jr:choice-name(" + path + ", '" + m_layout.path(index) + "')";
    }
    return path;
  };
}

void Builder::bind(Node& model, int index) {
  const auto& asked = m_layout.question(index);
  const auto path = m_layout.path(index);
  const auto standing = m_layout.standing(index);
  Node bind{"bind", {{"nodeset", path}}, {}, {}, 0};
  const auto add = [&](const char* name, std::string text) {
    if (!text.empty()) { bind.attributes.emplace_back(name, std::move(text)); }
  };
  const bool holds = asked.type != Type::group && asked.type != Type::repeat;
  if (holds) { add("type", std::string(bind_type(asked.type))); }
  add("relevant", condition(index, asked.relevant, message("relevance")).value_or(""));
  if (holds) {
    add("required", required(index));
    add("constraint", constraint(index));
    const bool fixed = asked.type == Type::note || asked.read_only || !asked.calculation.empty();
    if (fixed && asked.type != Type::calculate) { add("readonly", "true()"); }
    if (!asked.calculation.empty()) { add("calculate", value(m_layout, standing, index, asked.calculation).value_or("")); }
    if (!asked.required_message.empty()) {
      add("jr:requiredMsg", m_itext.add(path + ":jr:requiredMsg", asked.required_message, shown_from(standing)));
    }
    if (!asked.constraint_message.empty()) {
      add("jr:constraintMsg", m_itext.add(path + ":jr:constraintMsg", asked.constraint_message, shown_from(standing)));
    } else if (asked.type == Type::integer) {
      add("jr:constraintMsg", m_itext.add(path + ":jr:constraintMsg", in_both(message("Enter a whole number."))));
    }
  }
  if (bind.attributes.size() > 1) { model.children.push_back(std::move(bind)); }
}

/// The reason stands only where there is no answer. A constraint, since a rule of relevance both ways would be a cycle.
void Builder::bind_missing(Node& model, int index) {
  const auto& asked = m_layout.question(index);
  const auto path = m_layout.path(index);
  const auto own = path.substr(0, path.rfind('/') + 1) + m_layout.missing_name(index);
  Node bind{"bind", {{"nodeset", own}, {"type", "string"}}, {}, {}, 0};
  if (!asked.relevant.empty()) {
    const auto relevant = xform::condition(m_layout, m_layout.standing(index), index, asked.relevant);
    if (relevant) { bind.attributes.emplace_back("relevant", *relevant); }
  }
  bind.attributes.emplace_back("constraint", "../" + asked.name + " = ''");
  const auto words = in_both(message("There is an answer: clear it, or leave this reason blank."));
  bind.attributes.emplace_back("jr:constraintMsg", m_itext.add(own + ":jr:constraintMsg", words));
  model.children.push_back(std::move(bind));
}

void Builder::add_binds(Node& model) {
  for (std::size_t i = 0; i < m_form.questions.size(); ++i) {
    const auto index = static_cast<int>(i);
    if (m_layout.is_left_out(index)) { continue; }
    bind(model, index);
    if (Layout::allows_missing(m_form.questions[i])) { bind_missing(model, index); }
  }
  bind_checks(model);
  model.children.push_back({"bind",
                            {{"nodeset", "/" + std::string(root_name) + "/orx:meta/orx:instanceID"},
                             {"type", "string"},
                             {"readonly", "true()"},
                             {"jr:preload", "uid"}},
                            {}, {}, 0});
  add_defaults(model, -1);
}

/// Defaults that are worked out: when the form is begun, or the row added.
void Builder::add_defaults(Node& around, int repeat) {
  for (std::size_t i = 0; i < m_form.questions.size(); ++i) {
    const auto index = static_cast<int>(i);
    const auto& asked = m_form.questions[i];
    if (asked.repeat != repeat || asked.default_value.empty() || m_layout.is_left_out(index)) { continue; }
    if (std::holds_alternative<form::Literal>(asked.default_value.root().is)) { continue; }
    const auto carried = value(m_layout, m_layout.standing(index), index, asked.default_value);
    if (!carried) {
      not_carried(asked.name, message("default"), carried.error().problem);
      continue;
    }
    around.children.push_back({"setvalue",
                               {{"event", repeat < 0 ? "odk-instance-first-load" : "odk-new-repeat"},
                                {"ref", m_layout.path(index)},
                                {"value", *carried}},
                               {}, {}, 0});
  }
}

std::vector<const form::Check*> Builder::checks_of(int repeat) const {
  std::vector<const form::Check*> found;
  for (const auto& check : m_form.checks) {
    if (check.repeat == repeat && m_checks.contains(check.id)) { found.push_back(&check); }
  }
  return found;
}

void Builder::choose_checks() {
  for (const auto& check : m_form.checks) {
    const auto holds = xform::condition(m_layout, {check.repeat, 2}, -1, check.test);
    if (!holds) {
      not_carried(check.id, message("check"), holds.error().problem);
    } else if (check_condition(check)) {
      m_checks.insert(check.id);
    }
  }
}

void Builder::bind_checks(Node& model) {
  for (const auto& check : m_form.checks) {
    if (!m_checks.contains(check.id)) { continue; }
    const auto around = "/" + std::string(root_name) + "/" +
                        (check.repeat < 0 ? std::string() : m_layout.below(-1, check.repeat) + "/") + m_layout.checks_name();
    model.children.push_back({"bind",
                              {{"nodeset", around + "/" + m_layout.check_name(check)},
                               {"type", "string"},
                               {"readonly", "true()"},
                               {"relevant", check_condition(check).value_or("false()")}},
                              {}, {}, 0});
  }
}

/// True where the check says something: it does not hold, and one of its fields is asked.
std::optional<std::string> Builder::check_condition(const form::Check& check) {
  const Standing from{check.repeat, 2};
  const auto holds = xform::condition(m_layout, from, -1, check.test);
  if (!holds) { return std::nullopt; }
  const auto asked = relevance_of_fields(check, from);
  if (!asked) { return std::nullopt; }
  return asked->empty() ? "not(" + *holds + ")" : "not(" + *holds + ") and (" + *asked + ")";
}

/// Empty when some field is always asked.
std::optional<std::string> Builder::relevance_of_fields(const form::Check& check, const Standing& from) {
  std::string any;
  for (const auto& name : check.fields) {
    const int field = m_form.index_of(name);
    if (field < 0) { continue; }
    std::string all;
    const int shared = m_layout.common_scope(from.scope, field);
    if (m_layout.question(field).repeat != shared) { return std::string(); }  // in rows further in
    for (int at = field; at != shared; at = m_layout.question(at).parent) {
      const auto& relevant = m_layout.question(at).relevant;
      if (relevant.empty()) { continue; }
      const auto carried = xform::condition(m_layout, from, -1, relevant);
      if (!carried) { return std::nullopt; }
      both(all, *carried);
    }
    if (all.empty()) { return std::string(); }
    any += (any.empty() ? "(" : " or (") + all + ")";
  }
  return any;
}

}  // namespace scamdesk::exchange::xform
