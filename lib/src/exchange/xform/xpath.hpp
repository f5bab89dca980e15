// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <scamdesk/error.hpp>

#include "exchange/xform/layout.hpp"

/// Our expressions in the XPath of ODK's forms, so that they mean there what they mean here. Engines differ: what is
/// blank is told apart from numbers before they are added, sums leave blanks out, a pattern must match the whole answer,
/// a number rounds half away from zero, a day is a civil day. See scamdesk-form(5).
namespace scamdesk::exchange::xform {

/// The XPath of a condition: true where ours is. Errors: bad_input for what no engine would take as we do.
Result<std::string> condition(const Layout& layout, const Standing& standing, int self, const form::Expression& expression);
/// The XPath of a value: '' where ours is blank.
Result<std::string> value(const Layout& layout, const Standing& standing, int self, const form::Expression& expression);
/// The XPath of a choice_filter, over the items of a list.
Result<std::string> choice_filter(const Layout& layout, const Standing& standing, int self, const form::Expression& expression);

/// A text in quotes; XPath has no way to write both kinds of quote in one.
std::string quoted(std::string_view text);

}  // namespace scamdesk::exchange::xform
