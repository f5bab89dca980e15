// SPDX-License-Identifier: Apache-2.0
#include <scamdesk/form.hpp>

#include "base/files.hpp"
#include "desk/forms.hpp"
#include "exchange/xlsform.hpp"

namespace scamdesk {
namespace {

constexpr std::uint64_t largest_file = std::uint64_t{64} << 20;

/// A fault in the definition that was made, told where the row stands that it was made of.
Error placed(Error error, const exchange::MadeForm& made) {
  const bool known = error.place && error.place->row > 0 && error.place->row <= made.lines.size();
  if (known) { error.place = made.lines[error.place->row - 1]; }
  return error;
}

}  // namespace

Result<FormImport> import_xlsform(const std::string& file) {
  const auto workbook = base::read_file(file, largest_file).and_then([&](const std::string& bytes) { return document::read_workbook(bytes, file); });
  if (!workbook) { return fail(workbook.error()); }
  auto made = exchange::read_xlsform(*workbook, file);
  if (!made) { return fail(made.error()); }
  const auto compiled = form::compile({file, made->yaml, {}});
  FormImport imported{made->yaml, made->warnings};
  for (const auto& warning : compiled.warnings) { imported.warnings.push_back(placed(warning, *made)); }
  if (compiled.form) { return imported; }
  Error first = placed(compiled.errors.front(), *made);
  for (std::size_t i = 1; i < compiled.errors.size(); ++i) { first.more.push_back(placed(compiled.errors[i], *made)); }
  return fail(std::move(first));
}

Result<std::string> export_xlsform(const std::string& templates, const std::string& name_or_file) {
  return desk::compiled_form(templates, name_or_file).and_then([](const form::FormPtr& form) {
    return document::write_workbook(exchange::write_xlsform(*form));
  });
}

}  // namespace scamdesk
