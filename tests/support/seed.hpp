// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <random>

namespace scamdesk::test {

/// The seed of a property test: a new one for each run, or SCAMDESK_TEST_SEED to make a printed failure again.
inline unsigned seed() {
  if (const char* given = std::getenv("SCAMDESK_TEST_SEED")) { return static_cast<unsigned>(std::strtoul(given, nullptr, 10)); }
  return std::random_device{}();
}

}  // namespace scamdesk::test
