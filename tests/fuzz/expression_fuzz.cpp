// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string_view>

#include "form/expression.hpp"

/// Any text is an expression or an error with a column; what parses evaluates to a value or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace scamdesk;
  const auto expression = form::Expression::parse({reinterpret_cast<const char*>(data), size});
  if (!expression) { return 0; }
  Answers answers;
  answers.cells["a"] = Cell::of("12");
  answers.cells["b"] = Cell::of("2026-03-01");
  answers.repeats["r"] = {{"x", 1, {{{"c", Cell::of("가 나")}}, {}}}, {"y", 2, {{{"c", Cell::not_available()}}, {}}}};
  form::Context context;
  context.answers = &answers;
  if (const auto value = form::evaluate(*expression, context)) { form::to_cell(*value); }
  return 0;
}
