// SPDX-License-Identifier: Apache-2.0
#include "base/i18n.hpp"

#include <dlfcn.h>
#include <optional>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

// ICU's names carry its version (uregex_open_72): the headers put it there, and the library is the one of that version.
#define SCAMDESK_ICU_NAME(function) SCAMDESK_AS_TEXT(function)
#define SCAMDESK_AS_TEXT(function) #function

namespace scamdesk::base {
namespace {

/// A shared library, once opened kept for the rest of the run.
class Library {
public:
  explicit Library(const char* name) : m_handle(dlopen(name, RTLD_NOW | RTLD_LOCAL)) {}

  template <class Function>
  bool find(const char* name, Function& into) const {
    into = m_handle == nullptr ? nullptr : reinterpret_cast<Function>(dlsym(m_handle, name));
    return into != nullptr;
  }

private:
  void* m_handle;
};

std::optional<I18n> load_i18n() {
  const Library library("libicui18n.so." U_ICU_VERSION_SHORT);
  I18n loaded{};
  const bool whole = library.find(SCAMDESK_ICU_NAME(uregex_open), loaded.regex_open) &&
                     library.find(SCAMDESK_ICU_NAME(uregex_close), loaded.regex_close) &&
                     library.find(SCAMDESK_ICU_NAME(uregex_setTimeLimit), loaded.regex_set_time_limit) &&
                     library.find(SCAMDESK_ICU_NAME(uregex_setStackLimit), loaded.regex_set_stack_limit) &&
                     library.find(SCAMDESK_ICU_NAME(uregex_setText), loaded.regex_set_text) &&
                     library.find(SCAMDESK_ICU_NAME(uregex_matches), loaded.regex_matches) &&
                     library.find(SCAMDESK_ICU_NAME(ucal_open), loaded.calendar_open) &&
                     library.find(SCAMDESK_ICU_NAME(ucal_close), loaded.calendar_close) &&
                     library.find(SCAMDESK_ICU_NAME(ucal_setMillis), loaded.calendar_set) &&
                     library.find(SCAMDESK_ICU_NAME(ucal_get), loaded.calendar_get) &&
                     library.find(SCAMDESK_ICU_NAME(ucal_getTimeZoneID), loaded.calendar_zone) &&
                     library.find(SCAMDESK_ICU_NAME(ucal_getTimeZoneOffsetFromLocal), loaded.offset_from_local);
  return whole ? std::optional(loaded) : std::nullopt;
}

std::optional<Unicode> load_unicode() {
  const Library library("libicuuc.so." U_ICU_VERSION_SHORT);
  Unicode loaded{};
  const bool whole = library.find(SCAMDESK_ICU_NAME(u_charType), loaded.char_type) &&
                     library.find(SCAMDESK_ICU_NAME(u_getIntPropertyValue), loaded.property) &&
                     library.find(SCAMDESK_ICU_NAME(unorm2_getNFCInstance), loaded.nfc) &&
                     library.find(SCAMDESK_ICU_NAME(unorm2_getNFKCCasefoldInstance), loaded.casefold) &&
                     library.find(SCAMDESK_ICU_NAME(unorm2_normalize), loaded.normalize) &&
                     library.find(SCAMDESK_ICU_NAME(ucnv_open), loaded.converter_open) &&
                     library.find(SCAMDESK_ICU_NAME(ucnv_close), loaded.converter_close) &&
                     library.find(SCAMDESK_ICU_NAME(ucnv_setToUCallBack), loaded.converter_on_fault) &&
                     library.find(SCAMDESK_ICU_NAME(UCNV_TO_U_CALLBACK_STOP), loaded.stop) &&
                     library.find(SCAMDESK_ICU_NAME(ucnv_toUnicode), loaded.convert) &&
                     library.find(SCAMDESK_ICU_NAME(uidna_openUTS46), loaded.idna_open) &&
                     library.find(SCAMDESK_ICU_NAME(uidna_close), loaded.idna_close) &&
                     library.find(SCAMDESK_ICU_NAME(uidna_nameToASCII_UTF8), loaded.idna_to_ascii);
  return whole ? std::optional(loaded) : std::nullopt;
}

}  // namespace

const I18n* i18n() {
  static const std::optional<I18n> loaded = load_i18n();
  return loaded ? &*loaded : nullptr;
}

const Unicode* unicode() {
  static const std::optional<Unicode> loaded = load_unicode();
  return loaded ? &*loaded : nullptr;
}

std::u16string to_utf16(std::string_view utf8) {
  std::u16string wide;
  wide.reserve(utf8.size());
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto length = static_cast<std::int32_t>(utf8.size());
  for (std::int32_t i = 0; i < length;) {
    UChar32 point = 0;
    U8_NEXT_OR_FFFD(bytes, i, length, point);
    if (U_IS_BMP(point)) {
      wide.push_back(static_cast<char16_t>(point));
    } else {
      wide.push_back(U16_LEAD(point));
      wide.push_back(U16_TRAIL(point));
    }
  }
  return wide;
}

std::string to_utf8(std::u16string_view utf16) {
  std::string text;
  text.reserve(utf16.size());
  for (std::size_t i = 0; i < utf16.size();) {
    UChar32 point = 0;
    U16_NEXT_OR_FFFD(utf16.data(), i, utf16.size(), point);
    char bytes[U8_MAX_LENGTH];
    std::int32_t count = 0;
    U8_APPEND_UNSAFE(bytes, count, point);
    text.append(bytes, static_cast<std::size_t>(count));
  }
  return text;
}

}  // namespace scamdesk::base
