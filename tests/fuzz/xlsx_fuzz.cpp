// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string>
#include <string_view>

#include "document/office/parts.hpp"

/// Any bytes are a workbook, or an error; and so are the parts of one: the XML of a sheet, of styles and of shared texts,
/// which a damaged archive would hide from the fuzzer.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace office = scamdesk::document::office_module;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  scamdesk::document::WorkbookLimits limits;
  limits.part_bytes = std::size_t{4} << 20;
  limits.cells = 100'000;
  if (bytes.starts_with("PK")) {
    if (const auto archive = office::Archive::open(bytes, "fuzz.xlsx", limits)) {
      static_cast<void>(office::read_archive(**archive, "fuzz.xlsx", limits));
    }
    return 0;
  }
  office::CellContext context;
  context.file = "fuzz.xlsx";
  context.limits = limits;
  context.shared = {"", "a", "b"};
  context.dates = {false, true};
  std::size_t cells = 0;
  static_cast<void>(office::read_rows(std::string(bytes), "sheet", context, cells));
  static_cast<void>(office::read_shared(std::string(bytes), context));
  static_cast<void>(office::read_date_styles(std::string(bytes), context));
  return 0;
}
