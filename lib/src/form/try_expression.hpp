// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <scamdesk/document.hpp>
#include <scamdesk/error.hpp>
#include <scamdesk/form.hpp>

/// Expressions without a form: what `form eval` runs.
namespace scamdesk::form {

/// Evaluates over variables given as a JSON object: a text, number or boolean is an answer as typed, null a blank,
/// a list a nodeset, and a list of objects the rows of a repeat. Now is read in Asia/Seoul.
/// {"type", "value"}: number (an integer, a decimal, or {"num": "NaN"}, "Infinity", "-Infinity", "-0"), string,
/// boolean, date, datetime (RFC 3339), blank (""), nodeset (a list of texts, of several answers). Errors: bad_input
/// with the column; an unknown ${name} with the nearest one.
Result<Data> try_expression(std::string_view expression, std::string_view json_variables, const Surroundings& surroundings);

/// One case {"id","expr","vars","self","tz"} → {"id","type","value"}, or {"id","error"} in English when it cannot be
/// evaluated. `self` is `.`, `tz` the zone (Asia/Seoul when it is not given); months and days are named in English.
/// Errors: bad_input when the line is no such JSON object.
Result<Data> try_case(std::string_view json_line, const Surroundings& surroundings);

}  // namespace scamdesk::form
