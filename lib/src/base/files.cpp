// SPDX-License-Identifier: Apache-2.0
#include "base/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

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

}  // namespace

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
  std::error_code ignored;
  if (!options.replace && fs::exists(path, ignored)) {
    return fail(Errc::cannot_create, message("{0}: it exists already", path.string()),
                message("choose another name, or write over it with --force"));
  }
  auto beside = path;
  beside += fmt::format(".{}.part", ::getpid());
  const mode_t mode = options.private_to_owner ? 0600 : 0666;
  {
    const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!file) { return fault(Errc::cannot_create, path, errno); }
    if (!write_all(file.get(), bytes) || ::fsync(file.get()) != 0) {
      const int number = errno;
      ::unlink(beside.c_str());
      return fault(Errc::io, path, number);
    }
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) {
    const int number = errno;
    ::unlink(beside.c_str());
    return fault(Errc::cannot_create, path, number);
  }
  return {};
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
