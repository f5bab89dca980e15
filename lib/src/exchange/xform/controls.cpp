// SPDX-License-Identifier: Apache-2.0
#include "exchange/xform/builder.hpp"
#include "exchange/xform/xpath.hpp"

/// What is seen of an exported form: sections, questions, choices, reasons for no value, and the checks as notes.
namespace scamdesk::exchange::xform {

using form::Type;

namespace {

Text with_unit(const form::Question& asked) {
  if (asked.unit.empty()) { return asked.label; }
  return {asked.label.ko + " (" + asked.unit.ko + ")", asked.label.en + " (" + asked.unit.en + ")"};
}

/// Sections have no hint in ODK's forms: it stands under their label.
Text with_hint(const form::Question& section) {
  if (section.hint.empty()) { return section.label; }
  return {section.label.ko + "\n" + section.hint.ko, section.label.en + "\n" + section.hint.en};
}

Text hint_of(const form::Question& asked) {
  if (!asked.sensitive) { return asked.hint; }
  const auto mark = in_both(message("Personal data."));
  if (asked.hint.empty()) { return mark; }
  return {mark.ko + " " + asked.hint.ko, mark.en + " " + asked.hint.en};
}

}  // namespace

Builder::Node Builder::label(const std::string& id, const Text& words) {
  return {"label", {{"ref", m_itext.add(id, words)}}, {}, {}, 0};
}

void Builder::add_controls(Node& around, int parent) {
  for (std::size_t i = 0; i < m_form.questions.size(); ++i) {
    const auto index = static_cast<int>(i);
    if (m_form.questions[i].parent == parent && !m_layout.is_left_out(index)) { add_control(around, index); }
  }
}

void Builder::add_control(Node& around, int index) {
  const auto& asked = m_layout.question(index);
  if (asked.type == Type::group || asked.type == Type::repeat) {
    around.children.push_back(section(index));
  } else if (asked.type != Type::calculate) {
    around.children.push_back(control(index));
    if (Layout::allows_missing(asked)) { add_missing_control(around, index); }
  }
}

Builder::Node Builder::section(int index) {
  const auto& asked = m_layout.question(index);
  const auto path = m_layout.path(index);
  Node group{"group", {{"ref", path}}, {label(path + ":label", with_hint(asked))}, {}, 0};
  if (asked.type == Type::group) {
    add_controls(group, index);
    return group;
  }
  Node repeat{"repeat", {{"nodeset", path}}, {}, {}, 0};
  add_controls(repeat, index);
  add_check_notes(repeat, index);
  add_defaults(repeat, index);
  group.children.push_back(std::move(repeat));
  return group;
}

Builder::Node Builder::control(int index) {
  const auto& asked = m_layout.question(index);
  const auto path = m_layout.path(index);
  const bool one = asked.type == Type::select_one;
  Node node{one ? "select1" : asked.type == Type::select_multiple ? "select" : "input", {{"ref", path}}, {}, {}, 0};
  const auto appearance = asked.type == Type::integer ? "numbers" : asked.appearance;
  if (!appearance.empty()) { node.attributes.emplace_back("appearance", appearance); }
  node.children.push_back(label(path + ":label", with_unit(asked)));
  const auto hint = hint_of(asked);
  if (!hint.empty()) { node.children.push_back({"hint", {{"ref", m_itext.add(path + ":hint", hint)}}, {}, {}, 0}); }
  if (node.name != "input") { add_items(node, index); }
  return node;
}

void Builder::add_items(Node& select, int index) {
  const auto& asked = m_layout.question(index);
  std::string items = "instance('" + asked.list + "')/root/item";
  if (!asked.choice_filter.empty()) {
    const auto filter = choice_filter(m_layout, m_layout.standing(index), index, asked.choice_filter);
    if (filter) {
      items += "[" + *filter + "]";
    } else {
      not_carried(asked.name, message("choice filter"), filter.error().problem);
    }
  }
  select.children.push_back({"itemset",
                             {{"nodeset", items}},
                             {{"value", {{"ref", "name"}}, {}, {}, 0}, {"label", {{"ref", "jr:itext(itextId)"}}, {}, {}, 0}},
                             {}, 0});
}

void Builder::add_missing_control(Node& around, int index) {
  const auto& asked = m_layout.question(index);
  const auto path = m_layout.path(index);
  const auto own = path.substr(0, path.rfind('/') + 1) + m_layout.missing_name(index);
  Node select{"select1", {{"ref", own}, {"appearance", "minimal"}}, {}, {}, 0};
  select.children.push_back(label(own + ":label", in_both(message("{0}: why there is no value", asked.label))));
  const auto add = [&](bool allowed, const char* name, const Message& words) {
    if (!allowed) { return; }
    const auto id = own + ":" + name;
    select.children.push_back({"item", {}, {label(id, in_both(words)), {"value", {}, {}, name, 0}}, {}, 0});
  };
  add(asked.may_be_not_available, "not_available", message("not available"));
  add(asked.may_be_not_applicable, "not_applicable", message("not applicable"));
  around.children.push_back(std::move(select));
}

void Builder::add_check_notes(Node& around, int repeat) {
  const auto checks = checks_of(repeat);
  if (checks.empty()) { return; }
  const auto path = "/" + std::string(root_name) + "/" +
                    (repeat < 0 ? std::string() : m_layout.below(-1, repeat) + "/") + m_layout.checks_name();
  Node group{"group", {{"ref", path}}, {label(path + ":label", in_both(message("To be checked")))}, {}, 0};
  for (const auto* check : checks) {
    const auto own = path + "/" + m_layout.check_name(*check);
    const auto words = m_itext.add(own + ":label", check->message, shown_from({repeat, 2}));
    group.children.push_back({"input", {{"ref", own}}, {{"label", {{"ref", words}}, {}, {}, 0}}, {}, 0});
  }
  around.children.push_back(std::move(group));
}

}  // namespace scamdesk::exchange::xform
