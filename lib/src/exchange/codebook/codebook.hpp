// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <scamdesk/document.hpp>

#include "form/form.hpp"

namespace scamdesk::exchange {

/// A form on paper: its sections and questions with hints, units, choices and their codes, room to answer, when each is
/// asked and what is checked in words with the expression beside, the reasons for no value it allows, and which answers
/// are personal data. Long lists of choices stand once, at the end.
Document codebook(const form::Form& form);

}  // namespace scamdesk::exchange
