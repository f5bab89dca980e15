// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "document/csv.hpp"

/// Any bytes are rows, or an error with its place.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  scamdesk::document::CsvReader reader(bytes, "fuzz.csv");
  std::vector<std::string_view> row;
  for (auto more = reader.next(row); more && *more; more = reader.next(row)) {}
  static_cast<void>(scamdesk::base::read_table(bytes, "fuzz.csv"));
  return 0;
}
