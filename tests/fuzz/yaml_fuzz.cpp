// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "form/form.hpp"

/// A definition is refused with an error, or compiled to a form that freezes and thaws to the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace scamdesk::form;
  const auto compiled = compile({"fuzz.yaml", std::string(reinterpret_cast<const char*>(data), size), {}});
  if (!compiled.form) {
    if (compiled.errors.empty()) { std::abort(); }
    return 0;
  }
  const auto frozen = freeze(*compiled.form);
  const auto thawed = thaw(frozen);
  if (!thawed || freeze(**thawed) != frozen) { std::abort(); }
  return 0;
}
