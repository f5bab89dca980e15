// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <scamdesk/error.hpp>

namespace scamdesk::cli {

struct ErrorStyle {
  Lang lang = Lang::ko;
  bool colour = false;
  bool verbose = false;
};

/// `file:row:column: what is wrong`, in one language.
std::string error_line(const Error& error, Lang lang);

/// `scamdesk: <place>: <what is wrong>` and `hint: <what to do>` on standard error; then the further ones alike.
void print_error(const Error& error, const ErrorStyle& style);

}  // namespace scamdesk::cli
