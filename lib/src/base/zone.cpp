// SPDX-License-Identifier: Apache-2.0
#include "base/zone.hpp"

#include <fmt/format.h>
#include <memory>
#include <unicode/basictz.h>
#include <unicode/timezone.h>

namespace scamdesk::base {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::hours seoul_offset{9};

/// Null for the zones that need no table.
std::unique_ptr<icu::TimeZone> open_zone(std::string_view zone) {
  if (zone == "Asia/Seoul" || zone == "UTC" || zone == "GMT") { return nullptr; }
  return std::unique_ptr<icu::TimeZone>(icu::TimeZone::createTimeZone(
      icu::UnicodeString::fromUTF8(icu::StringPiece(zone.data(), static_cast<std::int32_t>(zone.size())))));
}

milliseconds fixed_offset(std::string_view zone) {
  return zone == "Asia/Seoul" ? milliseconds(seoul_offset) : milliseconds{0};
}

milliseconds offset_at(Instant instant, const std::string& zone) {
  const auto table = open_zone(zone);
  if (table == nullptr) { return fixed_offset(zone); }
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  table->getOffset(static_cast<UDate>(instant.time_since_epoch().count()), 0, raw, saving, status);
  return milliseconds{U_FAILURE(status) ? 0 : raw + saving};
}

}  // namespace

bool is_zone(std::string_view zone) {
  const auto table = open_zone(zone);
  return table == nullptr || *table != icu::TimeZone::getUnknown();
}

LocalTime to_local(Instant instant, const std::string& zone) {
  return LocalTime{instant.time_since_epoch() + offset_at(instant, zone)};
}

Instant from_local(LocalTime local, const std::string& zone) {
  const Instant as_utc{local.time_since_epoch()};
  const auto table = open_zone(zone);
  if (table == nullptr) { return as_utc - fixed_offset(zone); }
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  const auto* basic = dynamic_cast<const icu::BasicTimeZone*>(table.get());
  if (basic == nullptr) { return as_utc; }
  basic->getOffsetFromLocal(static_cast<UDate>(local.time_since_epoch().count()), UCAL_TZ_LOCAL_FORMER,
                            UCAL_TZ_LOCAL_FORMER, raw, saving, status);
  return as_utc - milliseconds{U_FAILURE(status) ? 0 : raw + saving};
}

std::string to_string(Instant instant, const std::string& zone) {
  const auto local = to_local(instant, zone);
  const auto offset = local.time_since_epoch() - instant.time_since_epoch();
  const auto minutes = std::chrono::abs(std::chrono::duration_cast<std::chrono::minutes>(offset)).count();
  std::string shown = scamdesk::to_string(Instant{local.time_since_epoch()});
  shown.pop_back();  // the Z
  return fmt::format("{}{}{:02}:{:02}", shown, offset.count() < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

}  // namespace scamdesk::base
