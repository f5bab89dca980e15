// SPDX-License-Identifier: Apache-2.0
#include "base/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <scamdesk/unfinished.hpp>

namespace scamdesk::base {
namespace {

namespace fs = std::filesystem;

/// A file descriptor that closes itself.
class Descriptor {
public:
  explicit Descriptor(int fd) : m_fd(fd) {}
  ~Descriptor() {
    if (m_fd >= 0) { ::close(m_fd); }
  }
  Descriptor(Descriptor&&) = delete;
  int get() const { return m_fd; }
  explicit operator bool() const { return m_fd >= 0; }

private:
  int m_fd;
};

Message reason(int number) {
  switch (number) {
    case ENOENT: return message("no such file or folder");
    case EACCES:
    case EPERM: return message("permission denied");
    case EISDIR: return message("this is a folder, not a file");
    case ENOSPC:
    case EDQUOT: return message("no space left on the disk");
    case EROFS: return message("the disk is read-only");
    case EEXIST: return message("it exists already");
    default: return message("{0}", std::strerror(number));
  }
}

tl::unexpected<Error> fault(Errc code, const fs::path& path, int number) {
  return fail(code, message("{0}: {1}", path.string(), reason(number)));
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) { continue; }
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// A rename is there for good once its folder is written.
int sync_folder(const fs::path& path) {
  const auto folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened) { return errno == EACCES ? 0 : errno; }  // a folder that may be written and not read
  return ::fsync(opened.get()) == 0 || errno == EINVAL ? 0 : errno;
}

/// Without replacing: in one step where the disk can, else looking first.
bool rename_to(const fs::path& from, const fs::path& to, bool replace) {
  if (replace) { return ::rename(from.c_str(), to.c_str()) == 0; }
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) { return true; }
  if (errno != EINVAL && errno != ENOSYS) { return false; }
  if (::faccessat(AT_FDCWD, to.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
    errno = EEXIST;
    return false;
  }
  return ::rename(from.c_str(), to.c_str()) == 0;
}

tl::unexpected<Error> exists_already(const fs::path& path) {
  return fail(Errc::cannot_create, message("{0}: it exists already", path.string()),
              message("choose another name, or write over it with --force"));
}

}  // namespace

fs::path name_beside(const fs::path& path) {
  auto beside = path;
  beside += fmt::format(".{}.part", ::getpid());
  return beside;
}

Status require_free(const fs::path& path, bool replace) {
  std::error_code ignored;
  if (!replace && fs::exists(fs::symlink_status(path, ignored))) { return exists_already(path); }
  return {};
}

Status put_in_place(const fs::path& beside, const fs::path& path, bool replace) {
  if (!rename_to(beside, path, replace)) {
    const int number = errno;
    ::unlink(beside.c_str());
    if (number == EEXIST) { return exists_already(path); }
    return fault(Errc::cannot_create, path, number);
  }
  if (const int number = sync_folder(path); number != 0) { return fault(Errc::io, path, number); }
  return {};
}

Result<std::string> read_file(const fs::path& path, std::uint64_t limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) { return fault(errno == ENOENT ? Errc::not_found : Errc::io, path, errno); }
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) { return fault(Errc::io, path, errno); }
  if (S_ISDIR(status.st_mode)) { return fault(Errc::bad_input, path, EISDIR); }
  std::string bytes;
  bytes.resize(static_cast<std::size_t>(std::max<off_t>(status.st_size, 0)) + 1);
  std::size_t size = 0;
  for (;;) {
    if (size > limit) {
      return fail(Errc::bad_input, message("{0}: larger than {1} MiB", path.string(), limit >> 20));
    }
    if (size == bytes.size()) { bytes.resize(bytes.size() * 2); }
    const auto got = ::read(file.get(), bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) { continue; }
    if (got < 0) { return fault(Errc::io, path, errno); }
    if (got == 0) { break; }
    size += static_cast<std::size_t>(got);
  }
  bytes.resize(size);
  return bytes;
}

Status write_file(const fs::path& path, std::string_view bytes, WriteOptions options) {
  if (auto free = require_free(path, options.replace); !free) { return free; }
  const auto beside = name_beside(path);
  UnfinishedFile unfinished(beside.string());
  {
    const mode_t mode = options.for_everybody ? 0666 : 0600;
    const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!file) { return fault(Errc::cannot_create, path, errno); }
    // A umask takes from the mode what the owner needs, too; where a disk knows no modes, its mount decides.
    if (!options.for_everybody) { static_cast<void>(::fchmod(file.get(), mode)); }
    if (!write_all(file.get(), bytes) || ::fsync(file.get()) != 0) { return fault(Errc::io, path, errno); }
  }
  auto placed = put_in_place(beside, path, options.replace);
  unfinished.kept();
  return placed;
}

Result<std::vector<fs::path>> expand(const std::vector<std::string>& paths, std::string_view extension) {
  std::vector<fs::path> files;
  for (const fs::path path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    const auto first = static_cast<std::ptrdiff_t>(files.size());
    for (const auto& entry : fs::directory_iterator(path, error)) {
      if (entry.path().extension() == extension) { files.push_back(entry.path()); }
    }
    if (error) { return fault(Errc::io, path, error.value()); }
    std::sort(files.begin() + first, files.end());
  }
  return files;
}

}  // namespace scamdesk::base
