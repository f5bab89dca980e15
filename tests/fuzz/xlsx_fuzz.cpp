// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "document/office/parts.hpp"
#include "exchange/workbook.hpp"
#include "exchange/xlsform.hpp"
#include "fuzz/stored_zip.hpp"
#include "fuzz/trial_form.hpp"

/// Any bytes are a workbook or an error, and any workbook is a filled return, a form in XLSForm, or an error. An input
/// that does not begin as a zip file is the text of its parts, so that what is changed is their XML.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace scamdesk;
  namespace office = document::office_module;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  document::WorkbookLimits limits;
  limits.part_bytes = std::size_t{4} << 20;
  limits.cells = 100'000;
  const auto bytes = input.starts_with("PK") ? std::string(input) : fuzz::stored_zip(fuzz::parts_in(input));
  const auto archive = office::Archive::open(bytes, "fuzz.xlsx", limits);
  if (!archive) { return 0; }
  const auto workbook = office::read_archive(**archive, "fuzz.xlsx", limits);
  if (!workbook) {
    if (!workbook.error().place || workbook.error().place->file != "fuzz.xlsx") { std::abort(); }
    return 0;
  }
  if (const auto cover = exchange::read_cover(*workbook, "fuzz.xlsx")) {
    static_cast<void>(exchange::read_base(*workbook));
    static_cast<void>(exchange::read_filled(fuzz::trial_form(), *workbook, *cover, "fuzz.xlsx"));
  }
  if (const auto made = exchange::read_xlsform(*workbook, "fuzz.xlsx")) {
    static_cast<void>(form::compile({"fuzz.yaml", made->yaml, {}}));
  }
  return 0;
}
