// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <scamdesk/cell.hpp>

namespace scamdesk::ledger {

/// A cell whose text lies elsewhere.
struct CellView {
  CellState state = CellState::blank;
  std::string_view text;
  bool has_value() const { return state == CellState::value; }
};

/// Which fields a revision sets: paths in byte order.
struct FieldList {
  std::string bytes;  ///< canonical, as headers hold them: how many, then the paths
  std::vector<std::string> paths;
};

/// Lists of fields, each kept once: bulk imports set the same ones again and again. They stay where they are.
class FieldLists {
public:
  /// Paths in byte order, none twice.
  const FieldList& of(const std::vector<std::string_view>& paths);
  /// From their canonical bytes, which were checked.
  const FieldList& of(std::string_view bytes);

private:
  std::unordered_map<std::string_view, std::unique_ptr<FieldList>> m_lists;  // by the bytes of the list itself
};

}  // namespace scamdesk::ledger
