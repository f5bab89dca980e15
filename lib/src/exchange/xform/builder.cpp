// SPDX-License-Identifier: Apache-2.0
#include "exchange/xform/builder.hpp"

#include <algorithm>

#include "exchange/xform/xpath.hpp"

namespace scamdesk::exchange::xform {

using form::Type;

namespace {

constexpr std::string_view xforms = "http://www.w3.org/2002/xforms";

bool is_xml_name(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !name.empty() && letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
}

}  // namespace

XForm to_xform(const form::Form& form) { return Builder(form).build(); }

XForm Builder::build() {
  leave_out_calculations();
  choose_checks();
  Node model{"model", {{"odk:xforms-version", "1.0.0"}}, {}, {}, 0};
  Node body{"h:body", {}, {}, {}, 0};
  model.children.push_back(instance());
  add_lists(model);
  add_binds(model);
  add_controls(body, -1);
  add_check_notes(body, -1);
  model.children.insert(model.children.begin(), std::move(m_itext).node());
  const Node title{"h:title", {}, {}, m_form.title.ko + " / " + m_form.title.en, 0};
  const Node html{"h:html",
                  {{"xmlns", std::string(xforms)},
                   {"xmlns:h", "http://www.w3.org/1999/xhtml"},
                   {"xmlns:jr", "http://openrosa.org/javarosa"},
                   {"xmlns:odk", "http://www.opendatakit.org/xforms"},
                   {"xmlns:orx", "http://openrosa.org/xforms"},
                   {"xmlns:xsd", "http://www.w3.org/2001/XMLSchema"}},
                  {{"h:head", {}, {title, std::move(model)}, {}, 0}, std::move(body)},
                  {},
                  0};
  return {document::to_xml(html), std::move(m_not_carried)};
}

void Builder::leave_out_calculations() {
  for (const int index : m_form.order) {
    const auto& asked = m_layout.question(index);
    if (asked.calculation.empty()) { continue; }
    const auto carried = value(m_layout, m_layout.standing(index), index, asked.calculation);
    if (carried) { continue; }
    m_layout.leave_out(index);
    not_carried(asked.name, message("calculation"), carried.error().problem);
  }
}

Builder::Node Builder::instance() {
  Node data{std::string(root_name), {{"id", m_form.name.value()}, {"version", m_form.version}}, {}, {}, 0};
  add_elements(data, -1);
  data.children.push_back({"orx:meta", {}, {{"orx:instanceID", {}, {}, {}, 0}}, {}, 0});
  return {"instance", {}, {std::move(data)}, {}, 0};
}

void Builder::add_elements(Node& around, int parent) {
  for (std::size_t i = 0; i < m_form.questions.size(); ++i) {
    const auto index = static_cast<int>(i);
    const auto& asked = m_form.questions[i];
    if (asked.parent != parent || m_layout.is_left_out(index)) { continue; }
    around.children.push_back(element(index));
    if (Layout::allows_missing(asked)) { around.children.push_back({m_layout.missing_name(index), {}, {}, {}, 0}); }
  }
  const bool scope = parent < 0 || m_layout.question(parent).type == Type::repeat;
  Node checks{m_layout.checks_name(), {}, {}, {}, 0};
  for (const auto* check : scope ? checks_of(parent) : std::vector<const form::Check*>{}) {
    checks.children.push_back({m_layout.check_name(*check), {}, {}, {}, 0});
  }
  if (!checks.children.empty()) { around.children.push_back(std::move(checks)); }
}

Builder::Node Builder::element(int index) {
  const auto& asked = m_layout.question(index);
  Node node{asked.name, {}, {}, fixed_default(asked), 0};
  if (asked.type == Type::repeat) { node.attributes.emplace_back("jr:template", ""); }
  add_elements(node, index);
  return node;
}

/// A default that is an answer as typed; those that are worked out are set when the form is begun.
std::string Builder::fixed_default(const form::Question& asked) const {
  if (asked.default_value.empty()) { return {}; }
  const auto* literal = std::get_if<form::Literal>(&asked.default_value.root().is);
  const auto* text = literal == nullptr ? nullptr : std::get_if<std::string>(&literal->value);
  if (text == nullptr) { return {}; }
  const auto cell = form::canonical(m_form, asked, *text);
  return cell ? cell->text : std::string();
}

void Builder::add_lists(Node& model) {
  for (const auto& list : m_form.choices) {
    const bool used = std::ranges::any_of(m_form.questions, [&](const auto& asked) {
      return asked.list == list.name && (asked.type == Type::select_one || asked.type == Type::select_multiple);
    });
    if (used) { model.children.push_back(list_instance(list)); }
  }
}

/// The choices of a list as items: name, label and the columns that a choice_filter may look at.
Builder::Node Builder::list_instance(const form::ChoiceList& list) {
  Node root{"root", {}, {}, {}, 0};
  for (const auto& choice : list.choices) {
    const auto id = list.name + ":" + choice.name;
    m_itext.add(id, choice.label);
    Node item{"item", {}, {}, {}, 0};
    item.children.push_back({"itextId", {}, {}, id, 0});
    item.children.push_back({"name", {}, {}, choice.name, 0});
    item.children.push_back({"label_ko", {}, {}, choice.label.ko, 0});
    for (const auto& [column, text] : choice.columns) {
      const bool taken = column == "name" || column == "label_ko" || column == "itextId";
      if (!taken && is_xml_name(column)) { item.children.push_back({column, {}, {}, text, 0}); }
    }
    root.children.push_back(std::move(item));
  }
  return {"instance", {{"id", list.name}}, {std::move(root)}, {}, 0};
}

}  // namespace scamdesk::exchange::xform
