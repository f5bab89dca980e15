// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exchange/xform/translator.hpp"

/// Paths: in our answers groups are no nodes, in an instance they are, so every step is found anew.
namespace scamdesk::exchange::xform {

using form::Axis;

namespace {

bool is_call(const form::NodePtr& node, std::string_view name) {
  const auto* call = node == nullptr ? nullptr : std::get_if<form::Call>(&node->is);
  return call != nullptr && call->name == name;
}

bool is_number_literal(const form::NodePtr& node) {
  const auto* literal = std::get_if<form::Literal>(&node->is);
  return literal != nullptr && std::holds_alternative<double>(literal->value);
}

[[noreturn]] void no_such_path() { throw NotCarried{message("a path that is not one of questions and rows")}; }

}  // namespace

int Translator::index_of(const form::Reference& is) const {
  const int index = form().index_of(is.name);
  if (index < 0) { throw NotCarried{message("{0}: no such question", is.name)}; }
  if (m_layout.is_left_out(index)) { throw NotCarried{message("{0} is not in the file", is.name)}; }
  return index;
}

std::string Translator::reference(int index) const {
  const auto path = m_layout.reference(m_standing, index);
  return (m_predicate || m_items) && !path.starts_with('/') ? "current()/" + path : path;
}

bool Translator::is_path(const form::NodePtr& node) const {
  if (std::holds_alternative<form::Reference>(node->is) || std::holds_alternative<form::Path>(node->is)) { return true; }
  if (const auto* filter = std::get_if<form::Filter>(&node->is)) { return is_path(filter->base); }
  return is_call(node, "current") || is_call(node, "indexed-repeat") || is_call(node, "instance");
}

bool Translator::is_single(const form::NodePtr& node) {
  if (const auto* named = std::get_if<form::Reference>(&node->is)) { return m_layout.is_single(m_standing, index_of(*named)); }
  if (const auto* filter = std::get_if<form::Filter>(&node->is)) {
    return is_number_literal(filter->predicates.back()) || is_single(filter->base);
  }
  if (const auto* path = std::get_if<form::Path>(&node->is)) {
    if (m_items && path->start == nullptr && !path->absolute) { return true; }
    if (path->steps.empty()) { return !spot(*path).several; }  // the root alone
    const auto& last = path->steps.back();
    if (!last.predicates.empty()) { return is_number_literal(last.predicates.back()); }
    return !spot(*path).several;
  }
  return true;  // current(), indexed-repeat()
}

std::string Translator::nodes(const form::NodePtr& node) {
  if (const auto* named = std::get_if<form::Reference>(&node->is)) { return reference(index_of(*named)); }
  if (const auto* path = std::get_if<form::Path>(&node->is)) {
    const auto found = spot(*path);
    if (!found.node && !found.several) { no_such_path(); }
    return found.path;
  }
  if (const auto* filter = std::get_if<form::Filter>(&node->is)) {
    const auto* named = std::get_if<form::Reference>(&filter->base->is);
    if (named == nullptr) { no_such_path(); }
    const int index = index_of(*named);
    return reference(index) + predicates(filter->predicates, index);
  }
  if (is_call(node, "current")) { return m_predicate || m_items ? "current()" : "."; }
  if (is_call(node, "indexed-repeat")) { return indexed(std::get<form::Call>(node->is)); }
  if (is_call(node, "instance")) { throw NotCarried{message("another register's records are not in the file")}; }
  if (const auto* both = std::get_if<form::Binary>(&node->is); both != nullptr && both->op == form::Operator::unite) {
    return "(" + nodes(both->left) + " | " + nodes(both->right) + ")";
  }
  throw NotCarried{message("a question or a path is needed here")};
}

Translator::Spot Translator::start(const form::Path& is) {
  if (is.absolute) { return {}; }
  if (is.start == nullptr || is_call(is.start, "current")) {
    const bool child = is.start == nullptr && !is.steps.empty() && is.steps.front().axis == Axis::child;
    if (is.start == nullptr && m_predicate) {
      const bool row = form().questions[static_cast<std::size_t>(m_item)].type == form::Type::repeat;
      return {m_item, !row, false, "."};
    }
    if (child) { return {m_standing.scope, false, false, {}}; }  // bare names are of the row we stand in
    if (m_self < 0) { no_such_path(); }
    return {m_self, true, false, m_predicate || m_items ? "current()" : "."};
  }
  if (is_call(is.start, "instance")) { throw NotCarried{message("another register's records are not in the file")}; }
  const auto* filter = std::get_if<form::Filter>(&is.start->is);
  const auto* named = std::get_if<form::Reference>(filter != nullptr ? &filter->base->is : &is.start->is);
  if (named == nullptr) { no_such_path(); }
  const int index = index_of(*named);
  const bool row = m_layout.question(index).type == form::Type::repeat;
  return {index, !row, row || !m_layout.is_single(m_standing, index),
          reference(index) + (filter != nullptr ? predicates(filter->predicates, index) : "")};
}

Translator::Spot Translator::spot(const form::Path& is) {
  if (m_items && is.start == nullptr && !is.absolute && is.steps.size() == 1 && is.steps.front().axis == Axis::child) {
    const auto& column = is.steps.front().test;  // of the list
    return {m_self, true, false, column == "label" ? "label_ko" : column};
  }
  auto found = start(is);
  for (std::size_t i = is.absolute ? 1 : 0; i < is.steps.size(); ++i) { step(found, is.steps[i], i + 1 < is.steps.size()); }
  return found;
}

/// One step from a question, a row or the record.
void Translator::step(Spot& spot, const form::Step& step, bool more) {
  const bool stays = step.axis == Axis::self && step.test == "node()";
  if (step.axis == Axis::parent && step.test == "node()" && !spot.several && spot.index >= 0 && spot.path.find('[') == std::string::npos) {
    if (m_predicate && spot.path.starts_with('.')) { no_such_path(); }
    spot.index = m_layout.question(spot.index).repeat;
    spot.node = false;
    spot.path.clear();
  } else if (step.axis == Axis::child && !spot.node) {
    const int index = form().index_of(step.test);
    if (index < 0 || m_layout.is_left_out(index)) { no_such_path(); }
    const auto& named = m_layout.question(index);
    if (named.type == form::Type::group && more) { return; }
    if (named.type == form::Type::group || named.repeat != spot.index) { no_such_path(); }
    const auto below = m_layout.below(spot.index, index);
    const bool from_here = spot.path.empty();  // the record, or the row around us
    spot.path = from_here ? reference(index) : spot.path == "." ? below : spot.path + "/" + below;
    spot.index = index;
    spot.node = named.type != form::Type::repeat;
    spot.several = spot.several || !spot.node;
  } else if (!stays) {
    no_such_path();
  }
  if (step.predicates.empty()) { return; }
  if (spot.path.empty()) { no_such_path(); }
  spot.path += predicates(step.predicates, spot.index);
}

std::string Translator::predicates(const std::vector<form::NodePtr>& all, int item) {
  if (m_predicate || m_items) { throw NotCarried{message("a condition within a condition")}; }
  m_predicate = true;
  m_item = item;
  std::string text;
  for (const auto& each : all) {
    const bool place = !is_path(each) && is_number(kinds().of(each));
    text += "[" + (place ? number(each) : condition(each)) + "]";
  }
  m_predicate = false;
  m_item = -1;
  return text;
}

}  // namespace scamdesk::exchange::xform
