// SPDX-License-Identifier: Apache-2.0
#include "register/fingerprint.hpp"

#include <algorithm>
#include <dirent.h>
#include <memory>
#include <string_view>
#include <sys/stat.h>
#include <vector>

#include "base/codec.hpp"
#include "base/hash.hpp"
#include "form/form.hpp"

namespace scamdesk::records {
namespace {

struct Close {
  void operator()(DIR* folder) const noexcept { closedir(folder); }
};

/// Told apart by the nanosecond, since tests and scripts change files within one second.
void add_folder(const std::string& path, std::string_view extension, base::Writer& writer) {
  const std::unique_ptr<DIR, Close> folder(opendir(path.c_str()));
  if (folder == nullptr) { return; }
  std::vector<std::string> names;
  while (const auto* entry = readdir(folder.get())) {
    if (std::string_view(entry->d_name).ends_with(extension)) { names.emplace_back(entry->d_name); }
  }
  std::sort(names.begin(), names.end());
  for (const auto& name : names) {
    struct stat file{};
    if (fstatat(dirfd(folder.get()), name.c_str(), &file, 0) != 0) { continue; }
    writer.text(name).integer(static_cast<std::uint64_t>(file.st_size));
    writer.integer(static_cast<std::uint64_t>(file.st_mtim.tv_sec)).integer(static_cast<std::uint64_t>(file.st_mtim.tv_nsec));
  }
}

}  // namespace

std::string fingerprint_of(const std::string& templates) {
  base::Writer writer;
  writer.text(form::freeze(form::Form{}));  // changes when the kept form does
  add_folder(templates + "/forms", ".yaml", writer);
  add_folder(templates + "/codes", ".csv", writer);
  return to_string(base::blake2b(writer.bytes()));
}

}  // namespace scamdesk::records
