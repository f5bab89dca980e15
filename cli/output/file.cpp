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

#include <scamdesk/unfinished.hpp>

namespace scamdesk::cli {
namespace {

struct Close {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

/// A file that goes away unless it is kept under its real name.
class Beside {
public:
  Beside(const std::string& file, mode_t mode)
      : m_name(file + "." + std::to_string(getpid()) + ".part"), m_unfinished(m_name),
        m_fd(open(m_name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)) {}
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
  ~Beside() {
    if (m_fd >= 0) { close(m_fd); }
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
    if (!rename_to(file, replace)) { return false; }
    m_unfinished.kept();
    return sync_folder(file);
  }

private:
  bool rename_to(const std::string& file, bool replace) const {
    const auto flags = replace ? 0U : RENAME_NOREPLACE;
    if (renameat2(AT_FDCWD, m_name.c_str(), AT_FDCWD, file.c_str(), flags) == 0) { return true; }
    if (errno != EINVAL && errno != ENOSYS) { return false; }
    if (!replace && faccessat(AT_FDCWD, file.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
      errno = EEXIST;
      return false;
    }
    return std::rename(m_name.c_str(), file.c_str()) == 0;
  }
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
  UnfinishedFile m_unfinished;
  int m_fd;
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
  Beside beside(file, how.for_everybody ? 0666 : 0600);
  if (beside.fd() < 0) { return system_failure(Errc::cannot_create, file, errno); }
  if (!how.for_everybody) { fchmod(beside.fd(), 0600); }  // a umask takes from the mode what the owner needs, too
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
