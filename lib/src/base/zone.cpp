// SPDX-License-Identifier: Apache-2.0
#include "base/zone.hpp"

#include <fmt/format.h>
#include <memory>

#include "base/i18n.hpp"

namespace scamdesk::base {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::hours seoul_offset{9};

bool is_fixed(std::string_view zone) { return zone == "Asia/Seoul" || zone == "UTC" || zone == "GMT"; }

milliseconds fixed_offset(std::string_view zone) {
  return zone == "Asia/Seoul" ? milliseconds(seoul_offset) : milliseconds{0};
}

/// What an offset and its daylight saving make together; nothing where ICU failed.
milliseconds together(std::int32_t raw, std::int32_t saving, UErrorCode status) {
  return milliseconds{U_FAILURE(status) ? 0 : raw + saving};
}

/// A zone of the IANA table, which ICU keeps; null where there is none to be had.
class Calendar {
public:
  explicit Calendar(std::string_view zone) : m_icu(i18n()) {
    if (m_icu == nullptr) { return; }
    const auto name = to_utf16(zone);
    UErrorCode status = U_ZERO_ERROR;
    m_calendar = m_icu->calendar_open(name.data(), static_cast<std::int32_t>(name.size()), "", UCAL_GREGORIAN, &status);
  }
  Calendar(const Calendar&) = delete;
  Calendar& operator=(const Calendar&) = delete;
  ~Calendar() {
    if (m_calendar != nullptr) { m_icu->calendar_close(m_calendar); }
  }

  /// ICU takes a name it does not know for this one.
  bool known() const {
    if (m_calendar == nullptr) { return false; }
    constexpr std::int32_t room = 64;
    char16_t name[room];
    UErrorCode status = U_ZERO_ERROR;
    const auto length = m_icu->calendar_zone(m_calendar, name, room, &status);
    return U_SUCCESS(status) && std::u16string_view(name, static_cast<std::size_t>(length)) != u"" UCAL_UNKNOWN_ZONE_ID;
  }

  milliseconds offset_at(Instant instant) const {
    if (m_calendar == nullptr) { return milliseconds{0}; }
    UErrorCode status = U_ZERO_ERROR;
    m_icu->calendar_set(m_calendar, static_cast<UDate>(instant.time_since_epoch().count()), &status);
    const auto raw = m_icu->calendar_get(m_calendar, UCAL_ZONE_OFFSET, &status);
    const auto saving = m_icu->calendar_get(m_calendar, UCAL_DST_OFFSET, &status);
    return together(raw, saving, status);
  }

  milliseconds offset_at(LocalTime local) const {
    if (m_calendar == nullptr) { return milliseconds{0}; }
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t raw = 0;
    std::int32_t saving = 0;
    m_icu->calendar_set(m_calendar, static_cast<UDate>(local.time_since_epoch().count()), &status);
    m_icu->offset_from_local(m_calendar, UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, &raw, &saving, &status);
    return together(raw, saving, status);
  }

private:
  const I18n* m_icu;
  UCalendar* m_calendar = nullptr;
};

}  // namespace

bool is_zone(std::string_view zone) { return is_fixed(zone) || Calendar(zone).known(); }

LocalTime to_local(Instant instant, const std::string& zone) {
  const auto offset = is_fixed(zone) ? fixed_offset(zone) : Calendar(zone).offset_at(instant);
  return LocalTime{instant.time_since_epoch() + offset};
}

Instant from_local(LocalTime local, const std::string& zone) {
  const auto offset = is_fixed(zone) ? fixed_offset(zone) : Calendar(zone).offset_at(local);
  return Instant{local.time_since_epoch()} - offset;
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
