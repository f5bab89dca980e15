// SPDX-License-Identifier: Apache-2.0
#include "form/expression/tree.hpp"

namespace scamdesk::form::expression {
namespace {

const std::string document_name = "/";
/// No question's name: the standing node is an answer whose name the context does not say.
const std::string standing_name = ".";
/// Stands in when there are no answers.
const Answers no_answers;

/// What a row is as text: its answers one after the other, as XPath's string-value.
Cell text_of(const Answers& answers) {
  std::string text;
  for (const auto& [name, cell] : answers.cells) { text += cell.text; }
  return text.empty() ? Cell::blank() : Cell::of(std::move(text));
}

}  // namespace

Tree::Tree(const Context& context) : m_context(context) {}

bool Tree::is_document(const NodeItem& node) { return node.name == document_name; }

bool Tree::is_standing(const NodeItem& node) { return node.name == standing_name; }

NodeItem Tree::document() const { return {Cell::blank(), document_name, {}}; }

NodeItem Tree::root() const { return row({}); }

Rows Tree::frames() const {
  Rows rows;
  for (const auto& frame : m_context.frames) { rows.emplace_back(frame.repeat, frame.row); }
  return rows;
}

NodeItem Tree::standing() const {
  const auto self = m_context.self.value_or(CellView{});
  return {Cell{self.state, std::string(self.text)}, standing_name, frames()};
}

const Answers* Tree::scope(const Rows& rows) const {
  const Answers* answers = m_context.answers != nullptr ? m_context.answers : &no_answers;
  for (const auto& [repeat, row] : rows) {
    const auto found = answers->repeats.find(repeat);
    if (found == answers->repeats.end() || row >= found->second.size()) { return nullptr; }
    answers = &found->second[row].answers;
  }
  return answers;
}

const Answers* Tree::scope_of(const NodeItem& node) const {
  return is_root(node) || is_row(node) ? scope(node.rows) : nullptr;
}

NodeItem Tree::row(Rows rows) const {
  const auto* answers = scope(rows);
  auto name = rows.empty() ? std::string() : rows.back().first;
  return {answers != nullptr ? text_of(*answers) : Cell::blank(), std::move(name), std::move(rows)};
}

NodeSet Tree::rows_of(const Rows& around, std::string_view repeat) const {
  NodeSet found;
  const auto* answers = scope(around);
  if (answers == nullptr) { return found; }
  const auto rows = answers->repeats.find(repeat);
  for (std::size_t i = 0; rows != answers->repeats.end() && i < rows->second.size(); ++i) {
    Rows at = around;
    at.emplace_back(repeat, i);
    found.push_back(row(std::move(at)));
  }
  return found;
}

bool Tree::is_repeat(std::string_view name) const { return m_context.is_repeat && m_context.is_repeat(name); }

std::optional<std::vector<std::string>> Tree::enclosing(std::string_view name) const {
  return m_context.enclosing ? m_context.enclosing(name) : std::vector<std::string>{};
}

std::optional<NodeSet> Tree::named(std::string_view name, const Rows& fixed) const {
  const auto around = enclosing(name);
  if (!around) { return std::nullopt; }
  NodeSet found;
  Rows at;
  gather(name, *around, fixed, at, found);
  return found;
}

std::optional<CellView> Tree::only(std::string_view name) const {
  const auto around = enclosing(name);
  if (!around || around->size() > m_context.frames.size()) { return std::nullopt; }
  const auto* answers = m_context.answers != nullptr ? m_context.answers : &no_answers;
  for (std::size_t i = 0; i < around->size(); ++i) {
    const auto& frame = m_context.frames[i];
    const auto rows = frame.repeat == (*around)[i] ? answers->repeats.find(frame.repeat) : answers->repeats.end();
    if (rows == answers->repeats.end() || frame.row >= rows->second.size()) { return std::nullopt; }
    answers = &rows->second[frame.row].answers;
  }
  const auto cell = answers->cells.find(name);
  if (cell == answers->cells.end() || is_repeat(name) || answers->repeats.contains(name)) { return std::nullopt; }
  return CellView(cell->second);
}

void Tree::gather(std::string_view name, const std::vector<std::string>& around, const Rows& fixed, Rows& at,
                  NodeSet& found) const {
  const std::size_t depth = at.size();
  if (depth == around.size()) {
    const auto nodes = under(at, name);
    found.insert(found.end(), nodes.begin(), nodes.end());
    return;
  }
  if (depth < fixed.size() && fixed[depth].first == around[depth]) {
    at.push_back(fixed[depth]);
    gather(name, around, fixed, at, found);
    at.pop_back();
    return;
  }
  for (const auto& each : rows_of(at, around[depth])) {
    at.push_back(each.rows.back());
    gather(name, around, {}, at, found);  // rows further in are of another row than ours
    at.pop_back();
  }
}

bool Tree::belongs(std::string_view name, const Rows& rows) const {
  if (!m_context.enclosing) { return rows.empty(); }
  const auto around = m_context.enclosing(name);
  if (!around || around->size() != rows.size()) { return false; }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if ((*around)[i] != rows[i].first) { return false; }
  }
  return true;
}

NodeSet Tree::children(const NodeItem& node, std::string_view name) const {
  if (node.name == standing_name && m_context.item != nullptr) {
    const auto column = m_context.item->cells.find(name);
    if (column == m_context.item->cells.end()) { return {}; }
    return {{column->second, std::string(name), node.rows}};
  }
  const bool holds_children = node.name == standing_name || is_root(node) || is_row(node);
  return holds_children ? under(node.rows, name) : NodeSet{};
}

NodeSet Tree::under(const Rows& rows, std::string_view name) const {
  const auto* answers = scope(rows);
  if (answers == nullptr) { return {}; }
  if (is_repeat(name) || answers->repeats.contains(name)) { return rows_of(rows, name); }
  if (const auto cell = answers->cells.find(name); cell != answers->cells.end()) {
    return {{cell->second, std::string(name), rows}};
  }
  if (belongs(name, rows)) { return {{Cell::blank(), std::string(name), rows}}; }
  return {};
}

bool Tree::is_transparent(const NodeItem& node, std::string_view name) const {
  const auto* answers = node.name == standing_name ? scope(node.rows) : scope_of(node);
  return answers != nullptr && m_context.enclosing && !is_repeat(name) && !answers->repeats.contains(name) &&
         !answers->cells.contains(name) && belongs(name, node.rows);
}

NodeSet Tree::children(const NodeItem& node) const {
  if (is_document(node)) { return {root()}; }
  const auto* answers = scope_of(node);
  NodeSet found;
  if (answers == nullptr) { return found; }
  for (const auto& [name, cell] : answers->cells) { found.push_back({cell, name, node.rows}); }
  for (const auto& [repeat, rows] : answers->repeats) {
    const auto nodes = rows_of(node.rows, repeat);
    found.insert(found.end(), nodes.begin(), nodes.end());
  }
  return found;
}

NodeSet Tree::parent(const NodeItem& node) const {
  if (is_document(node)) { return {}; }
  if (is_root(node)) { return {document()}; }
  Rows rows = node.rows;
  if (is_row(node)) { rows.pop_back(); }
  return {row(std::move(rows))};
}

NodeSet Tree::descendants(const NodeItem& node) const {
  NodeSet found{node};
  for (const auto& child : children(node)) {
    const auto under = descendants(child);
    found.insert(found.end(), under.begin(), under.end());
  }
  return found;
}

}  // namespace scamdesk::form::expression
