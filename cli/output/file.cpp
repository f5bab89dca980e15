// SPDX-License-Identifier: Apache-2.0
#include "output/file.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace scamdesk::cli {
namespace {

struct Close {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

/// A file that goes away unless it is kept under its real name.
class Beside {
public:
  explicit Beside(const std::string& file) : m_name(file + ".XXXXXX"), m_fd(mkstemp(m_name.data())) {}
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
  ~Beside() {
    if (m_fd >= 0) { close(m_fd); }
    if (!m_kept && m_fd >= 0) { unlink(m_name.c_str()); }
  }
  int fd() const { return m_fd; }

  bool write_all(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto written = ::write(m_fd, bytes.data(), bytes.size());
      if (written < 0 && errno != EINTR) { return false; }
      if (written > 0) { bytes.remove_prefix(static_cast<std::size_t>(written)); }
    }
    return fsync(m_fd) == 0;
  }

  /// Unless it may be replaced, a file that came there meanwhile stays: in one step where the disk can, else looking first.
  bool keep_as(const std::string& file, bool replace) {
    const auto flags = replace ? 0U : RENAME_NOREPLACE;
    m_kept = renameat2(AT_FDCWD, m_name.c_str(), AT_FDCWD, file.c_str(), flags) == 0;
    if (m_kept || (errno != EINVAL && errno != ENOSYS)) { return m_kept && sync_folder(file); }
    if (!replace && faccessat(AT_FDCWD, file.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
      errno = EEXIST;
      return false;
    }
    m_kept = std::rename(m_name.c_str(), file.c_str()) == 0;
    return m_kept && sync_folder(file);
  }

private:
  /// A rename is there for good once its folder is written.
  static bool sync_folder(const std::string& file) {
    const auto folder = std::filesystem::absolute(file).parent_path();
    const int opened = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) { return errno == EACCES; }  // a folder that may be written and not read
    const bool done = fsync(opened) == 0 || errno == EINVAL;
    const int number = errno;
    close(opened);
    errno = number;
    return done;
  }

  std::string m_name;
  int m_fd;
  bool m_kept = false;
};

Message reason(int number) {
  switch (number) {
    case ENOENT: return message("no such file or folder");
    case EACCES:
    case EPERM: return message("permission denied");
    case EISDIR: return message("this is a folder, not a file");
    case ENOSPC: return message("no space left on the disk");
    case EROFS: return message("the disk is read-only");
    default: return message("{0}", std::string_view(std::strerror(number)));
  }
}

tl::unexpected<Error> system_failure(Errc code, const std::string& file, int number) {
  return fail(code, message("{0}: {1}", file, reason(number)));
}

bool is_special(const std::string& file) {
  struct stat status {};
  return stat(file.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

Status write_special(const std::string& file, std::string_view bytes) {
  const File out(std::fopen(file.c_str(), "wb"));
  if (!out) { return system_failure(Errc::cannot_create, file, errno); }
  if (std::fwrite(bytes.data(), 1, bytes.size(), out.get()) != bytes.size() || std::fflush(out.get()) != 0) {
    return system_failure(Errc::io, file, errno);
  }
  return {};
}

}  // namespace

Status write_file(const std::string& file, std::string_view bytes, Writing how) {
  if (is_special(file)) { return write_special(file, bytes); }
  Beside beside(file);
  if (beside.fd() < 0) { return system_failure(Errc::cannot_create, file, errno); }
  const auto mask = umask(0);
  umask(mask);
  fchmod(beside.fd(), how.personal ? 0600 : 0666 & ~mask);
  if (!beside.write_all(bytes)) { return system_failure(Errc::io, file, errno); }
  if (beside.keep_as(file, how.replace)) { return {}; }
  if (errno == EEXIST) {
    return fail(Errc::cannot_create, message("{0}: it exists already", file),
                message("choose another name, or write over it with --force"));
  }
  return system_failure(errno == EIO ? Errc::io : Errc::cannot_create, file, errno);
}

Result<std::string> read_file(const std::string& file) {
  constexpr std::size_t limit = std::size_t{64} << 20;
  const bool standard = file == "-";
  const File opened(standard ? nullptr : std::fopen(file.c_str(), "rb"));
  std::FILE* in = standard ? stdin : opened.get();
  if (in == nullptr) { return system_failure(errno == ENOENT ? Errc::not_found : Errc::io, file, errno); }
  std::string bytes;
  std::array<char, 65536> buffer{};
  while (const auto count = std::fread(buffer.data(), 1, buffer.size(), in)) {
    bytes.append(buffer.data(), count);
    if (bytes.size() > limit) {
      return fail(Errc::bad_input, message("{0}: larger than {1} MiB", file, limit >> 20));
    }
  }
  if (std::ferror(in) != 0) { return system_failure(Errc::io, file, errno); }
  return bytes;
}

}  // namespace scamdesk::cli
