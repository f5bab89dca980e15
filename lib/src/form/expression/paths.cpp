// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "form/expression/evaluation.hpp"

namespace scamdesk::form::expression {
namespace {

bool passes(const Step& step, const NodeItem& node) {
  if (step.test == "node()") { return true; }
  if (step.test == "text()") { return false; }  // texts are no nodes of their own; see on_axis
  if (Tree::is_document(node)) { return false; }
  return step.test == "*" || step.test == node.name;
}

NodeSet without_first(NodeSet nodes) {
  nodes.erase(nodes.begin());
  return nodes;
}

/// Nearest first: positions on these axes count away from where we stand.
bool is_reverse(Axis axis) {
  return axis == Axis::ancestor || axis == Axis::ancestor_or_self || axis == Axis::preceding ||
         axis == Axis::preceding_sibling;
}

bool is_dot(const Path& path) {
  return path.start == nullptr && !path.absolute && path.steps.size() == 1 && path.steps[0].axis == Axis::self;
}

NodeSet ancestors(const Tree& tree, const NodeItem& from) {
  NodeSet found;
  for (auto up = tree.parent(from); !up.empty(); up = tree.parent(up.front())) { found.push_back(up.front()); }
  return found;
}

}  // namespace

Value Evaluation::of(const Path& is, const NodePtr& node) {
  if (is_dot(is) && !m_context.self && Tree::is_standing(standing().node)) {
    fault(node, message("`.` is the answer being checked, and none is here"));
  }
  if (is.start == nullptr) { return along(is, {is.absolute ? m_tree.document() : standing().node}); }
  if (const auto query = instance_query(is, node)) { return instance_values(*query, node); }
  return along(is, nodes(is.start));
}

NodeSet Evaluation::along(const Path& path, NodeSet from) {
  for (std::size_t i = 0; i < path.steps.size(); ++i) {
    const auto& step = path.steps[i];
    const bool is_root_name = path.absolute && i == 0 && step.axis == Axis::child;
    from = is_root_name ? filter({m_tree.root()}, step.predicates)  // whatever a form calls its root
                        : along(step, i + 1 < path.steps.size(), from);
  }
  return from;
}

NodeSet Evaluation::along(const Step& step, bool more_steps, const NodeSet& from) {
  NodeSet all;
  for (const auto& each : from) {
    auto found = filter(on_axis(step, more_steps, each), step.predicates);
    spend(found.size() * (from.size() > 1 ? all.size() + 1 : 1));
    if (is_reverse(step.axis)) { std::reverse(found.begin(), found.end()); }
    for (auto& item : found) {
      const bool known = from.size() > 1 &&
                         std::any_of(all.begin(), all.end(), [&](const auto& have) { return Tree::same(have, item); });
      if (!known) { all.push_back(std::move(item)); }
    }
  }
  return all;
}

NodeSet Evaluation::named_children(const Step& step, bool more_steps, const NodeItem& from) const {
  if (step.test == "text()") { return from.cell.has_value() ? NodeSet{from} : NodeSet{}; }
  if (step.test == "*" || step.test == "node()") { return m_tree.children(from); }
  if (more_steps && m_tree.is_transparent(from, step.test)) { return {from}; }
  return m_tree.children(from, step.test);
}

NodeSet Evaluation::on_axis(const Step& step, bool more_steps, const NodeItem& from) const {
  NodeSet found;
  switch (step.axis) {
    case Axis::child: return named_children(step, more_steps, from);
    case Axis::attribute: return {};  // answers have none
    case Axis::parent: found = m_tree.parent(from); break;
    case Axis::self: found = {from}; break;
    case Axis::descendant: found = without_first(m_tree.descendants(from)); break;
    case Axis::descendant_or_self: found = m_tree.descendants(from); break;
    case Axis::ancestor: found = ancestors(m_tree, from); break;
    case Axis::ancestor_or_self:
      found = ancestors(m_tree, from);
      found.insert(found.begin(), from);
      break;
    case Axis::following_sibling: found = siblings(from, true); break;
    case Axis::preceding_sibling: found = siblings(from, false); break;
    case Axis::following: found = beside(from, true); break;
    case Axis::preceding: found = beside(from, false); break;
  }
  spend(found.size());
  std::erase_if(found, [&](const NodeItem& node) { return !passes(step, node); });
  return found;
}

NodeSet Evaluation::siblings(const NodeItem& from, bool following) const {
  const auto up = m_tree.parent(from);
  if (up.empty()) { return {}; }
  const auto all = m_tree.children(up.front());
  spend(all.size());
  const auto here = std::find_if(all.begin(), all.end(), [&](const auto& node) { return Tree::same(node, from); });
  if (here == all.end()) { return {}; }
  if (following) { return {here + 1, all.end()}; }
  return {std::make_reverse_iterator(here), all.rend()};
}

/// All nodes after this one (or before it), without its descendants and ancestors; the nearest first.
NodeSet Evaluation::beside(const NodeItem& from, bool following) const {
  auto lineage = ancestors(m_tree, from);
  lineage.insert(lineage.begin(), from);
  NodeSet found;
  for (const auto& each : lineage) {
    for (const auto& sibling : siblings(each, following)) {
      auto under = m_tree.descendants(sibling);
      spend(under.size());
      if (!following) { std::reverse(under.begin(), under.end()); }
      found.insert(found.end(), under.begin(), under.end());
    }
  }
  return found;
}

NodeSet Evaluation::filter(NodeSet nodes, const std::vector<NodePtr>& predicates) {
  const auto outer = m_standing;
  for (const auto& predicate : predicates) {
    NodeSet kept;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      spend(1);
      m_standing = Standing{nodes[i], i + 1, nodes.size()};
      const auto kept_before = m_kept.begin();
      const auto verdict = value(predicate);
      while (m_kept.begin() != kept_before) { m_kept.pop_front(); }
      const auto* place = std::get_if<double>(&verdict);
      if (place != nullptr ? *place == static_cast<double>(i + 1) : to_boolean(verdict)) { kept.push_back(nodes[i]); }
    }
    nodes = std::move(kept);
  }
  m_standing = outer;
  return nodes;
}

}  // namespace scamdesk::form::expression
