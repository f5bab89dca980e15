// SPDX-License-Identifier: Apache-2.0
#include <cstdint>

#include "fuzz/answers_fuzz.hpp"

/// Any bytes are a submission of the trial form, down to its answers, or an error with its file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  scamdesk::fuzz::read_as_answers({reinterpret_cast<const char*>(data), size}, "fuzz.xml");
  return 0;
}
