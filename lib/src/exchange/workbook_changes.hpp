// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "exchange/workbook.hpp"

namespace scamdesk::exchange {

/// What a filled workbook changes in a return: the cells its officer changed against the answers it was made from, or
/// against what was taken from the same workbook before.
struct WorkbookChanges {
  Cells set;                 ///< by path, to be written
  std::size_t known = 0;     ///< changed by the officer, and standing so already
  std::vector<Error> apart;  ///< changed by the officer and otherwise here meanwhile: left as they stand, each named
  std::string remembered;    ///< what to keep under the workbook's id for the next time
};

/// The return as it stands here.
struct Standing {
  const Cells& cells;
  const std::vector<std::string>& conflicts;  ///< paths
  bool fresh = false;  ///< begun for this workbook: then the answers it was made from are taken as they are too
};
/// `base` is what the workbook was made from, `remembered` what was kept when it was last read (empty: never).
WorkbookChanges compare(const FilledWorkbook& filled, const Cells& base, const std::string& remembered, const Standing& standing);

}  // namespace scamdesk::exchange
