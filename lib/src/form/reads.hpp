// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "form/form.hpp"

namespace scamdesk::form {

/// Which answers an expression looks at: never fewer than it does.
struct Reads {
  std::vector<int> questions;  ///< with all that stand in a repeat whose rows it takes for values
  bool near = true;            ///< of rows around it, those it stands in alone
  bool everything = false;     ///< it asks for nodes without naming them, as in ../*

  void add(const Form& form, const Expression& expression);
  /// The `${name}` of a text for people.
  void add(const Form& form, const Text& text);
  void add(const Form& form, std::string_view name);
  /// The same without what stands in a repeat of that name.
  void add_alone(const Form& form, std::string_view name);
};

}  // namespace scamdesk::form
