// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "document/json_reader.hpp"
#include "exchange/row_source.hpp"
#include "fuzz/answers_fuzz.hpp"

/// Any bytes are data, records and answers, or an error; data written and read again is written the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto read = scamdesk::document::read_json(bytes, "fuzz.json");
  if (read) {
    const auto written = scamdesk::to_json(*read);
    const auto again = scamdesk::document::read_json(written, "fuzz.json");
    if (!again || scamdesk::to_json(*again) != written) { std::abort(); }
    scamdesk::fuzz::read_as_answers(bytes, "fuzz.json");
  }
  if (const auto source = scamdesk::exchange::open_rows(bytes, "fuzz.jsonl")) {
    scamdesk::exchange::SourceRow row;
    for (auto more = (*source)->next(row); more && *more; more = (*source)->next(row)) {}
  }
  return 0;
}
