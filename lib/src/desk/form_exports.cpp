// SPDX-License-Identifier: Apache-2.0
#include <scamdesk/form.hpp>

#include "desk/forms.hpp"
#include "exchange/codebook/codebook.hpp"
#include "exchange/xform/xform.hpp"

namespace scamdesk {

Result<XFormExport> export_xform(const std::string& templates, const std::string& name_or_file) {
  return desk::compiled_form(templates, name_or_file).map([](const form::FormPtr& form) {
    auto made = exchange::xform::to_xform(*form);
    return XFormExport{std::move(made.xml), std::move(made.not_carried)};
  });
}

Result<Document> form_codebook(const std::string& templates, const std::string& name_or_file) {
  return desk::compiled_form(templates, name_or_file).map([](const form::FormPtr& form) { return exchange::codebook(*form); });
}

}  // namespace scamdesk
