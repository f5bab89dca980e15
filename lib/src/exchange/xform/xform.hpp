// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <scamdesk/error.hpp>

#include "form/form.hpp"

namespace scamdesk::exchange::xform {

/// A form as ODK's tools load it.
struct XForm {
  std::string xml;
  /// What could not be carried, a question and a part of it each: the part is left out, and import does it here.
  std::vector<Error> not_carried;
};

/// ODK XForms XML of a form, both languages in it. Beside each question that allows them stands a select of the reasons
/// for no value; checks are notes that appear where they do not hold. Integers are digits of text, since engines hold
/// 32 bits. What an engine would not take as we do is in `not_carried`.
/// Source: ODK XForms Specification 1.0, https://getodk.github.io/xforms-spec/
XForm to_xform(const form::Form& form);

}  // namespace scamdesk::exchange::xform
