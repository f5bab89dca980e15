// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/error.hpp>

#include "form/form.hpp"

/// Numbers that name a person and have slipped into free text, where nothing protects them.
namespace scamdesk::form {

enum class PersonalNumber : std::uint8_t { resident_registration, passport, phone, card };

/// Where one stands in a text, in bytes.
struct FoundNumber {
  PersonalNumber kind{};
  std::size_t at = 0, length = 0;
  bool operator==(const FoundNumber&) const = default;
};

/// By their shape alone, so that some are none: resident and foreigner registration (YYMMDD-GNNNNNN, with a date that can
/// be), passports (a letter and eight digits, or as Korea writes them since 2021 a letter, three digits, a letter and
/// four digits), phones (Korean ones, and with + and a country's code 8 to 15 digits as in ITU-T E.164), cards (14 to 19
/// digits that pass ISO/IEC 7812's check digit). In order of place.
std::vector<FoundNumber> personal_numbers(std::string_view text);
/// The text with the digits of these numbers hidden.
std::string without_numbers(std::string_view text);
Message name_of(PersonalNumber kind);

/// Whether people write there what they like: a text that is no personal data, has no rule of its own, and does not ask for
/// a number (`appearance: numbers`, an office's phone say).
bool is_free_text(const Question& question);

}  // namespace scamdesk::form
