// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include <scamdesk/error.hpp>

namespace scamdesk::document {

/// Fills a text template (Mustache: `{{name}}`, `{{#name}}…{{/name}}` where there is a value, `{{^name}}…{{/name}}` where
/// there is none). Values stand as they are: the result is plain text. An empty value is none.
/// Errors: config with what is wrong with the template.
Result<std::string> fill_letter(const std::string& text, const std::map<std::string, std::string>& values);

}  // namespace scamdesk::document
