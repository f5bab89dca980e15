// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unicode/ucal.h>
#include <unicode/uregex.h>

namespace scamdesk::base {

/// What the program calls of ICU's i18n library. Linked, it would cost every command a quarter of its start-up, for
/// patterns and foreign time zones that few of them meet; so it is loaded when the first of these is.
struct I18n {
  decltype(&uregex_open) regex_open;
  decltype(&uregex_close) regex_close;
  decltype(&uregex_setTimeLimit) regex_set_time_limit;
  decltype(&uregex_setStackLimit) regex_set_stack_limit;
  decltype(&uregex_setText) regex_set_text;
  decltype(&uregex_matches) regex_matches;
  decltype(&ucal_open) calendar_open;
  decltype(&ucal_close) calendar_close;
  decltype(&ucal_setMillis) calendar_set;
  decltype(&ucal_get) calendar_get;
  decltype(&ucal_getTimeZoneID) calendar_zone;
  decltype(&ucal_getTimeZoneOffsetFromLocal) offset_from_local;
};

/// Null when the library that belongs to the linked ICU is not there.
const I18n* i18n();

}  // namespace scamdesk::base
