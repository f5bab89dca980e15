// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <scamdesk/time.hpp>

namespace scamdesk::base {

/// A moment as clocks on a wall show it: milliseconds of civil time since 1970-01-01T00:00:00 there.
using LocalTime = std::chrono::local_time<std::chrono::milliseconds>;

/// True of an IANA zone name (Asia/Seoul), UTC and GMT.
bool is_zone(std::string_view zone);
/// What clocks in `zone` show. Asia/Seoul is nine hours ahead at all times, as everywhere in the program;
/// an unknown zone is UTC (ask is_zone first).
LocalTime to_local(Instant instant, const std::string& zone);
/// The moment at which clocks in `zone` show `local`; the earlier one of two, and for a time that
/// daylight saving leaves out, the one that is as far after midnight.
Instant from_local(LocalTime local, const std::string& zone);
/// RFC 3339 in `zone`, with its offset: `2025-10-16T00:00:00.000+09:00`.
std::string to_string(Instant instant, const std::string& zone);

}  // namespace scamdesk::base
