// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unicode/ucal.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/uidna.h>
#include <unicode/unorm2.h>
#include <unicode/uregex.h>

/// What the program calls of ICU. Linked, its libraries would cost every command half of its start-up, for foreign
/// scripts, encodings, patterns and time zones that few of them meet; so each is loaded when the first of these is.
namespace scamdesk::base {

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

struct Unicode {
  decltype(&u_charType) char_type;
  decltype(&u_getIntPropertyValue) property;
  decltype(&unorm2_getNFCInstance) nfc;
  decltype(&unorm2_getNFKCCasefoldInstance) casefold;
  decltype(&unorm2_normalize) normalize;
  decltype(&ucnv_open) converter_open;
  decltype(&ucnv_close) converter_close;
  decltype(&ucnv_setToUCallBack) converter_on_fault;
  decltype(&UCNV_TO_U_CALLBACK_STOP) stop;
  decltype(&ucnv_toUnicode) convert;
  decltype(&uidna_openUTS46) idna_open;
  decltype(&uidna_close) idna_close;
  decltype(&uidna_nameToASCII_UTF8) idna_to_ascii;
};

/// Null when the library of the version that the headers were of is not there.
const I18n* i18n();
const Unicode* unicode();

/// Between UTF-8 and the UTF-16 that ICU works on. What is no character becomes U+FFFD.
std::u16string to_utf16(std::string_view utf8);
std::string to_utf8(std::u16string_view utf16);

}  // namespace scamdesk::base
