// SPDX-License-Identifier: Apache-2.0
#include "document/office.hpp"

#include <array>
#include <dlfcn.h>
#include <filesystem>

namespace scamdesk::document {
namespace {

/// Where the code of this function was loaded from.
std::filesystem::path own_file() {
  Dl_info info{};
  static const char here = 0;
  if (dladdr(&here, &info) == 0 || info.dli_fname == nullptr) { return {}; }
  std::error_code fault;
  return std::filesystem::canonical(info.dli_fname, fault);
}

/// Beside the shared library where it is installed and in the build tree; from a program that holds this code itself,
/// in the library folder next to the program's.
std::string module_file() {
  const auto folder = own_file().parent_path();
  for (const auto& place : {folder / "scamdesk" / "office.so", folder.parent_path() / "lib" / "scamdesk" / "office.so"}) {
    std::error_code fault;
    if (std::filesystem::exists(place, fault)) { return place.string(); }
  }
  return {};
}

Result<const Office*> load() {
  const auto missing = [](std::string_view what) {
    return fail(Errc::io, message("what reads and writes spreadsheets and XML cannot be loaded: {0}", what),
                message("install scamdesk again: scamdesk/office.so belongs beside its library"));
  };
  const auto file = module_file();
  if (file.empty()) { return missing("scamdesk/office.so"); }
  void* module = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);  // for the rest of the run
  if (module == nullptr) {
    const char* why = dlerror();
    return missing(why != nullptr ? why : file.c_str());
  }
  using Entry = const Office* (*)();
  const auto entry = reinterpret_cast<Entry>(dlsym(module, "scamdesk_office"));
  if (entry == nullptr) { return missing(file); }
  return entry();
}

}  // namespace

Result<const Office*> office() {
  static const Result<const Office*> loaded = load();
  return loaded;
}

}  // namespace scamdesk::document
