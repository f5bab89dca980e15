// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <scamdesk/error.hpp>

/// Pieces of the YAML that an XLSForm becomes.
namespace scamdesk::exchange::xlsform {

/// A text in YAML's double quotes.
std::string yaml_text(std::string_view text);
/// `{ko: "…", en: "…"}`.
std::string both_quoted(const Text& text);
/// `[a, b]` of words with spaces between.
std::string yaml_list(std::string_view words);
/// yes, true, true(), 1.
bool is_yes(const std::string& text);
/// `reportsReceived`, `q.1` → `reports_received`, `q_1`: what our names allow.
std::string our_name(std::string_view name);

}  // namespace scamdesk::exchange::xlsform
