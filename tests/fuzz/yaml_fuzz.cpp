// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "exchange/xform/xform.hpp"
#include "form/form.hpp"
#include "fuzz/answers_fuzz.hpp"

namespace {

using namespace scamdesk;

constexpr std::string_view codes = "code,label_ko,label_en,level\nx,엑스,X,1\ny,와이,Y,2\n";

void use(const form::Form& form) {
  const auto frozen = form::freeze(form);
  const auto thawed = form::thaw(frozen);
  if (!thawed || form::freeze(**thawed) != frozen) { std::abort(); }
  Answers answers;
  const form::CheckContext context{*parse_instant("2025-10-15T16:00:00Z"), nullptr};
  static_cast<void>(form::calculate(form, answers, context, true));
  static_cast<void>(form::check(form, answers, context));
  static_cast<void>(exchange::xform::to_xform(form));
}

}  // namespace

/// A definition is refused with errors, or compiled to a form that freezes and thaws to the same bytes, checks a record
/// and is written for ODK; and any YAML is answers or an error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string yaml(reinterpret_cast<const char*>(data), size);
  const auto compiled = form::compile({"fuzz.yaml", yaml, {{"codes/a.csv", std::string(codes)}}});
  if (!compiled.form && compiled.errors.empty()) { std::abort(); }
  if (compiled.form) { use(*compiled.form); }
  fuzz::read_as_answers(yaml, "fuzz.yaml");
  return 0;
}
