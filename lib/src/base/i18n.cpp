// SPDX-License-Identifier: Apache-2.0
#include "base/i18n.hpp"

#include <dlfcn.h>
#include <optional>

// ICU's names carry its version (uregex_open_72): the headers put it there, and the library is the one of that version.
#define SCAMDESK_ICU_NAME(function) SCAMDESK_AS_TEXT(function)
#define SCAMDESK_AS_TEXT(function) #function

namespace scamdesk::base {
namespace {

constexpr const char* library_name = "libicui18n.so." U_ICU_VERSION_SHORT;

template <class Function>
bool find(void* library, const char* name, Function& into) {
  into = reinterpret_cast<Function>(dlsym(library, name));
  return into != nullptr;
}

std::optional<I18n> load() {
  void* library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);  // for the rest of the run
  if (library == nullptr) { return std::nullopt; }
  I18n loaded{};
  const bool whole = find(library, SCAMDESK_ICU_NAME(uregex_open), loaded.regex_open) &&
                     find(library, SCAMDESK_ICU_NAME(uregex_close), loaded.regex_close) &&
                     find(library, SCAMDESK_ICU_NAME(uregex_setTimeLimit), loaded.regex_set_time_limit) &&
                     find(library, SCAMDESK_ICU_NAME(uregex_setStackLimit), loaded.regex_set_stack_limit) &&
                     find(library, SCAMDESK_ICU_NAME(uregex_setText), loaded.regex_set_text) &&
                     find(library, SCAMDESK_ICU_NAME(uregex_matches), loaded.regex_matches) &&
                     find(library, SCAMDESK_ICU_NAME(ucal_open), loaded.calendar_open) &&
                     find(library, SCAMDESK_ICU_NAME(ucal_close), loaded.calendar_close) &&
                     find(library, SCAMDESK_ICU_NAME(ucal_setMillis), loaded.calendar_set) &&
                     find(library, SCAMDESK_ICU_NAME(ucal_get), loaded.calendar_get) &&
                     find(library, SCAMDESK_ICU_NAME(ucal_getTimeZoneID), loaded.calendar_zone) &&
                     find(library, SCAMDESK_ICU_NAME(ucal_getTimeZoneOffsetFromLocal), loaded.offset_from_local);
  return whole ? std::optional(loaded) : std::nullopt;
}

}  // namespace

const I18n* i18n() {
  static const std::optional<I18n> loaded = load();
  return loaded ? &*loaded : nullptr;
}

}  // namespace scamdesk::base
