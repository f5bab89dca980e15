// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <scamdesk/document.hpp>
#include <scamdesk/time.hpp>

namespace scamdesk::report {

/// Who has filed, for the note under every table. The five counts are exclusive and sum to `expected`.
struct Coverage {
  std::size_t expected = 0;
  std::size_t filed = 0;
  std::size_t nil = 0;
  std::size_t late = 0;
  std::size_t exempt = 0;
  std::size_t missing = 0;
  Instant as_of{};
};

/// "N of M missions filed (nil K, late L, exempt E, missing X), as of T". N counts the nil and the late ones too.
Text note(const Coverage& coverage);
/// The counts by name, and `as_of`.
Data to_data(const Coverage& coverage);
/// `2025. 10. 15. 17:00(한국시간)` and `2025-10-15 17:00 KST`.
Text korean_time(Instant instant);

}  // namespace scamdesk::report
