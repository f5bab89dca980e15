// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "document/json_reader.hpp"

/// Any bytes are data or an error; data written and read again is written the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = scamdesk::document::read_json({reinterpret_cast<const char*>(data), size}, "fuzz.json");
  if (!read) { return 0; }
  const auto written = scamdesk::to_json(*read);
  const auto again = scamdesk::document::read_json(written, "fuzz.json");
  if (!again || scamdesk::to_json(*again) != written) { std::abort(); }
  return 0;
}
