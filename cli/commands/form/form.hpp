// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <scamdesk/form.hpp>

#include "commands/spec.hpp"

namespace scamdesk::cli {

/// As scamdesk::diff_forms; opens the desk where a form is named as only a desk knows it.
Result<FormDiff> compare_forms(Session& session, const std::string& older, const std::string& newer);

Run form_list(Spec& spec);
Run form_show(Spec& spec);
Run form_check(Spec& spec);
Run form_diff(Spec& spec);
Run form_eval(Spec& spec);
Run form_export(Spec& spec);
Run form_import(Spec& spec);

}  // namespace scamdesk::cli
