// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

/// Where scamdesk chooses otherwise than a case of the public engines, and why. The manual says the same.
namespace scamdesk::form {

struct Divergence {
  std::string_view reason;
  std::string_view cases;  ///< ids, or first-last, with spaces between
};

inline constexpr std::array<Divergence, 11> divergences{{
    {"a date is a civil day: its number is the day's, whatever the zone",
     "x0898 x0901 x0903 x0937-x0942 x0943-x0948 x0950 x0986 x0987 x1110-x1114"},
    {"date() of part of a day is a moment, as the same file has it (see x0912)", "x1351"},
    {"what is no date is an error, not an Invalid Date or false", "x0888-x0894 x0914 x0915"},
    {"arithmetic on several answers is an error, as in JavaRosa; the first one alone would be a silent mistake",
     "x0268"},
    {"an empty nodeset is false; the file itself expects both (see x0282)", "x0281"},
    {"`.` of a blank is blank", "x0487"},
    {"arithmetic on a blank is blank, not NaN", "x1116"},
    {"a text with an exponent is no number (the file expects both, see x1261)", "x1076"},
    {"regex() matches the whole value", "x1132"},
    {"a decimal comma is no number", "x1426 x1434"},
    {"round() goes half away from zero", "x1433 x1436"},
}};

}  // namespace scamdesk::form
