// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include <scamdesk/error.hpp>

namespace scamdesk::base {

/// The whole file. Errors: not_found, bad_input for a directory or more than `limit` bytes, io.
Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit = std::uint64_t{4} << 30);

/// Whatever this writes may hold personal data or what is not said yet: its owner alone may read it, mode 0600 whatever the
/// umask, unless it is known to be for everybody.
struct WriteOptions {
  bool replace = true;        // false: an existing file is an error with the hint --force
  bool for_everybody = false; // as the umask has it: what is printed and handed out blank
};
/// A name beside a file, for what is to take its place once it is whole.
std::filesystem::path name_beside(const std::filesystem::path& path);
/// Refuses a file that exists, where it may not be replaced. Errors: cannot_create.
Status require_free(const std::filesystem::path& path, bool replace);
/// Puts a whole and synced file in its place and syncs the folder, so that a power cut does not take it back. Unless it
/// may be replaced, a file that came there meanwhile stays. Errors: cannot_create, io; then `beside` is gone.
Status put_in_place(const std::filesystem::path& beside, const std::filesystem::path& path, bool replace);
/// Writes beside, syncs and renames, so that a reader sees the old file or the new one, whole.
/// Errors: cannot_create, io.
Status write_file(const std::filesystem::path& path, std::string_view bytes, WriteOptions options = {});

/// `files` and the files of `directories` ending in `extension`, each directory's in byte order.
Result<std::vector<std::filesystem::path>> expand(const std::vector<std::string>& paths, std::string_view extension);

}  // namespace scamdesk::base
