// SPDX-License-Identifier: Apache-2.0
#include "ledger/graph.hpp"

#include <algorithm>

namespace scamdesk::ledger {
namespace {

constexpr std::uint32_t absent = UINT32_MAX;

/// Each revision once, sorted by id: whatever the order and repetition given, the same.
std::vector<const Revision*> once(std::span<const Revision> revisions) {
  std::vector<const Revision*> held;
  held.reserve(revisions.size());
  for (const auto& revision : revisions) { held.push_back(&revision); }
  std::sort(held.begin(), held.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
  held.erase(std::unique(held.begin(), held.end(), [](const auto* a, const auto* b) { return a->id == b->id; }),
             held.end());
  return held;
}

std::uint32_t find(const std::vector<const Revision*>& held, const RevisionId& id) {
  const auto at =
      std::lower_bound(held.begin(), held.end(), id,
                       [](const Revision* revision, const RevisionId& wanted) { return revision->id < wanted; });
  return at != held.end() && (*at)->id == id ? static_cast<std::uint32_t>(at - held.begin()) : absent;
}

}  // namespace

Graph::Graph(std::span<const Revision> revisions) {
  const auto held = once(revisions);
  m_nodes.reserve(held.size());
  order(held);
  std::sort(m_missing.begin(), m_missing.end());
  m_missing.erase(std::unique(m_missing.begin(), m_missing.end()), m_missing.end());
  m_pending = held.size() - size();
}

void Graph::order(const std::vector<const Revision*>& held) {
  struct Link {
    std::uint32_t parent, child;
  };
  std::vector<Link> links;
  std::vector<std::uint32_t> waiting(held.size(), 0);  // parents not yet in order, or never held
  for (std::uint32_t child = 0; child < held.size(); ++child) {
    for (const auto& id : held[child]->parents) {
      const auto parent = find(held, id);
      ++waiting[child];
      if (parent == absent) {
        m_missing.push_back(id);
      } else {
        links.push_back({parent, child});
      }
    }
  }
  std::sort(links.begin(), links.end(), [](const Link& a, const Link& b) { return a.parent < b.parent; });

  std::vector<std::uint32_t> ready;
  std::vector<std::uint32_t> node(held.size(), absent);
  for (std::uint32_t i = 0; i < held.size(); ++i) {
    if (waiting[i] == 0) { ready.push_back(i); }
  }
  std::vector<std::uint32_t> parents;
  for (std::size_t next = 0; next < ready.size(); ++next) {
    const auto index = ready[next];
    parents.clear();
    for (const auto& id : held[index]->parents) { parents.push_back(node[find(held, id)]); }
    node[index] = static_cast<std::uint32_t>(size());
    add(held[index], parents);
    auto link = std::lower_bound(links.begin(), links.end(), index,
                                 [](const Link& a, std::uint32_t parent) { return a.parent < parent; });
    for (; link != links.end() && link->parent == index; ++link) {
      if (--waiting[link->child] == 0) { ready.push_back(link->child); }
    }
  }
}

void Graph::add(const Revision* revision, std::span<const std::uint32_t> parents) {
  const bool sees_the_last = parents.size() == 1 && parents.front() + 1 == size();
  m_is_line = m_is_line && (size() == 0 ? parents.empty() : sees_the_last);
  m_nodes.push_back(revision);
  m_parents.insert(m_parents.end(), parents.begin(), parents.end());
  m_starts.push_back(m_parents.size());
}

std::span<const std::uint32_t> Graph::parents(std::size_t node) const {
  return std::span(m_parents).subspan(m_starts[node], m_starts[node + 1] - m_starts[node]);
}

Graph::Marks Graph::ancestors(const Marks& of) const {
  auto marks = none();
  for (std::size_t node = size(); node-- > 0;) {
    if (of[node] == 0 && marks[node] == 0) { continue; }
    for (const auto parent : parents(node)) { marks[parent] = 1; }
  }
  return marks;
}

Graph::Marks Graph::descendants(const Marks& of) const {
  auto marks = none();
  for (std::size_t node = 0; node < size(); ++node) {
    for (const auto parent : parents(node)) {
      if (of[parent] != 0 || marks[parent] != 0) { marks[node] = 1; }
    }
  }
  return marks;
}

Graph::Marks Graph::latest(const Marks& of) const {
  auto marks = ancestors(of);
  for (std::size_t node = 0; node < size(); ++node) { marks[node] = of[node] != 0 && marks[node] == 0 ? 1 : 0; }
  return marks;
}

}  // namespace scamdesk::ledger
