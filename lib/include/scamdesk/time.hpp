// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <scamdesk/export.hpp>

namespace scamdesk {

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
/// A civil day, without a zone.
using Date = std::chrono::year_month_day;

/// `2025-10-15T08:00:00.000Z`.
SCAMDESK_EXPORT std::string to_string(Instant instant);
/// RFC 3339 with `Z` or an offset; empty when it is anything else.
SCAMDESK_EXPORT std::optional<Instant> parse_instant(std::string_view text);
/// `2025-10-15`.
SCAMDESK_EXPORT std::string to_string(Date date);
/// Strictly `YYYY-MM-DD` of a day that exists; empty for 2026-02-30.
SCAMDESK_EXPORT std::optional<Date> parse_date(std::string_view text);
/// The civil day in Seoul (UTC+9 without daylight saving since 1988).
SCAMDESK_EXPORT Date seoul_date(Instant instant);
/// The first moment of a civil day in Seoul.
SCAMDESK_EXPORT Instant seoul_midnight(Date date);
/// Whole days from `from` to `to`; negative when `to` is earlier.
SCAMDESK_EXPORT int days_between(Date from, Date to);

}  // namespace scamdesk
