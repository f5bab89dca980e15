// SPDX-License-Identifier: Apache-2.0
#include "form/remembered.hpp"

#include <fmt/format.h>

#include "base/codec.hpp"

namespace scamdesk::form {
namespace {

/// A tree as bytes that no other tree has; where its parts stood in the text does not matter.
class Key {
public:
  void add(const NodePtr& node) {
    if (node == nullptr) {
      m_bytes.byte(0);
      return;
    }
    m_bytes.byte(static_cast<std::uint8_t>(node->is.index() + 1));
    std::visit([this](const auto& is) { write(is); }, node->is);
  }
  std::string of(const InstanceQuery& query) {
    m_bytes.text(query.instance).text(query.field);
    add(query.predicate);
    return m_bytes.bytes();
  }

private:
  void add_all(const std::vector<NodePtr>& nodes) {
    m_bytes.integer(nodes.size());
    for (const auto& node : nodes) { add(node); }
  }
  void write(const Literal& is) {
    const auto* text = std::get_if<std::string>(&is.value);
    m_bytes.byte(text != nullptr ? 1 : 0).text(text != nullptr ? *text : fmt::format("{}", std::get<double>(is.value)));
  }
  void write(const Reference& is) { m_bytes.text(is.name); }
  void write(const Path& is) {
    m_bytes.byte(is.absolute ? 1 : 0);
    add(is.start);
    m_bytes.integer(is.steps.size());
    for (const auto& step : is.steps) {
      m_bytes.byte(static_cast<std::uint8_t>(step.axis)).text(step.test);
      add_all(step.predicates);
    }
  }
  void write(const Filter& is) {
    add(is.base);
    add_all(is.predicates);
  }
  void write(const Unary& is) {
    m_bytes.byte(static_cast<std::uint8_t>(is.op));
    add(is.operand);
  }
  void write(const Binary& is) {
    m_bytes.byte(static_cast<std::uint8_t>(is.op));
    add(is.left);
    add(is.right);
  }
  void write(const Call& is) {
    m_bytes.text(is.name);
    add_all(is.arguments);
  }

  base::Writer m_bytes;
};

}  // namespace

Result<std::size_t> RememberedInstances::count(const InstanceQuery& query) {
  auto key = Key().of(query);
  if (const auto known = m_counts.find(key); known != m_counts.end()) { return known->second; }
  auto counted = m_source->count(query);
  if (counted) { m_counts.emplace(std::move(key), *counted); }
  return counted;
}

Result<std::vector<Cell>> RememberedInstances::values(const InstanceQuery& query) {
  auto key = Key().of(query);
  if (const auto known = m_values.find(key); known != m_values.end()) { return known->second; }
  auto found = m_source->values(query);
  if (found) { m_values.emplace(std::move(key), *found); }
  return found;
}

}  // namespace scamdesk::form
