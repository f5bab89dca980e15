// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "form/form.hpp"

namespace scamdesk::form {

/// What stands at the top of a definition.
struct Head {
  std::string name;
  Kind kind = Kind::record;
};

/// Reads a definition no further than its choices and questions, and checks nothing of them: what help needs to know of
/// a form must not cost a compilation. Errors: not_found, io; bad_input for YAML that is none, or an unknown kind.
Result<Head> read_head(const std::string& file);

}  // namespace scamdesk::form
