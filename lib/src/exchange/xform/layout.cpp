// SPDX-License-Identifier: Apache-2.0
#include "exchange/xform/layout.hpp"

#include <algorithm>

namespace scamdesk::exchange::xform {

std::string Layout::below(int scope, int index) const {
  std::string path;
  for (int at = index; at != scope; at = question(at).parent) {
    path = path.empty() ? question(at).name : question(at).name + "/" + path;
  }
  return path;
}

std::string Layout::path(int index) const { return "/" + std::string(root_name) + "/" + below(-1, index); }

int Layout::depth_in_scope(int index) const {
  const int scope = question(index).repeat;
  int depth = 0;
  for (int at = index; at != scope; at = question(at).parent) { ++depth; }
  return depth;
}

Standing Layout::standing(int index) const { return {question(index).repeat, depth_in_scope(index)}; }

std::string Layout::up_to(const Standing& from, int scope) const {
  int steps = from.depth;
  for (int at = from.scope; at != scope; at = question(at).repeat) { steps += depth_in_scope(at); }
  std::string path;
  for (int i = 0; i < steps; ++i) { path += i == 0 ? ".." : "/.."; }
  return path;
}

int Layout::common_scope(int scope, int index) const {
  std::vector<int> around;  // the repeats around the question; not itself
  for (int at = question(index).repeat; at >= 0; at = question(at).repeat) { around.push_back(at); }
  while (scope >= 0 && std::find(around.begin(), around.end(), scope) == around.end()) { scope = question(scope).repeat; }
  return scope;
}

std::string Layout::reference(const Standing& from, int index) const {
  const int shared = common_scope(from.scope, index);
  // An engine may take an absolute path for the row it stands in: all the rows are asked for from below.
  bool is_around = false;
  for (int at = from.scope; at >= 0; at = question(at).repeat) { is_around = is_around || at == index; }
  if (shared < 0 && !is_around) { return path(index); }
  const auto up = up_to(from, shared);
  return (up.empty() ? "" : up + "/") + below(shared, index);
}

bool Layout::is_single(const Standing& from, int index) const {
  const auto& named = question(index);
  return named.type != form::Type::repeat && common_scope(from.scope, index) == named.repeat;
}

std::string Layout::free_name(std::string name) const {
  while (m_form.index_of(name) >= 0) { name += '_'; }
  return name;
}

std::string Layout::missing_name(int index) const { return free_name(question(index).name + "_missing"); }

std::string Layout::check_name(const form::Check& check) const {
  std::string name = "check_" + check.id;
  std::replace(name.begin(), name.end(), '-', '_');
  return free_name(std::move(name));
}

}  // namespace scamdesk::exchange::xform
