// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace scamdesk::base {

/// Gives the memory of the whole pages among these bytes back to the system, and leaves the rest as it is. Who calls it
/// owns them and reads them no more: they are zeros from then on.
void discard(std::span<char> bytes) noexcept;

}  // namespace scamdesk::base
