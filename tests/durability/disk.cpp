// SPDX-License-Identifier: Apache-2.0
/// A bad disk, put between a program and the real one by LD_PRELOAD: under the scamdesk program it stands before SQLite's
/// calls and our own alike. Only files under DISK_ROOT count, and only calls that change something: write, sync, truncate,
/// rename, unlink, and opening what is new. Told by the environment:
///   DISK_ROOT=DIR      the disk
///   DISK_COUNT=FILE    how many such calls there were
///   DISK_FAIL=N        the Nth fails (a write after half of its bytes); DISK_LAST=M: all to the Mth, 0 for all after
///   DISK_ERROR=E       with that errno
///   DISK_KILL=N        at the Nth the program is killed (a write after half of its bytes)
///   DISK_LOG=FILE      every such call is noted, for crash.py to make the images of a power cut of
///   DISK_ROOMY=1       the disk says that it is nearly empty
///   DISK_UNSYNCED=1    syncing is left out: a program that is killed does not need it, and it is slow
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <mutex>
#include <string>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

long number_of(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? 0 : std::strtol(text, nullptr, 10);
}

std::string text_of(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? std::string() : std::string(text);
}

class Disk {
public:
  Disk() {
    const auto log = text_of("DISK_LOG");
    if (!log.empty()) { m_log = static_cast<int>(syscall(SYS_openat, AT_FDCWD, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600)); }
  }
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;
  ~Disk() {
    const auto file = text_of("DISK_COUNT");
    if (file.empty()) { return; }
    const auto fd = static_cast<int>(syscall(SYS_openat, AT_FDCWD, file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600));
    const auto count = std::to_string(m_calls) + "\n";
    syscall(SYS_write, fd, count.data(), count.size());
    syscall(SYS_close, fd);
  }

  bool holds(const std::string& path) const { return !m_root.empty() && path.starts_with(m_root + "/"); }
  std::string path_of(int fd) const { return link(("/proc/self/fd/" + std::to_string(fd)).c_str()); }
  static std::string absolute(int folder, const char* path) {
    if (path[0] == '/') { return path; }
    const auto base = folder == AT_FDCWD ? link("/proc/self/cwd") : link(("/proc/self/fd/" + std::to_string(folder)).c_str());
    return base + "/" + (std::strncmp(path, "./", 2) == 0 ? path + 2 : path);
  }

  enum class Fate { goes_on, fails, dies };
  Fate next() {
    const auto call = ++m_calls;
    if (m_kill != 0 && call == m_kill) { return Fate::dies; }
    const bool fails = m_fail != 0 && call >= m_fail && (m_last == 0 || call <= m_last);
    return fails ? Fate::fails : Fate::goes_on;
  }
  int error() const { return m_error == 0 ? EIO : static_cast<int>(m_error); }
  bool syncs() const { return !m_unsynced; }
  bool roomy() const { return m_roomy; }

  void note(const std::string& line, const void* bytes = nullptr, std::size_t size = 0) const {
    if (m_log < 0) { return; }
    auto entry = line + "\n";
    if (size > 0) { entry.append(static_cast<const char*>(bytes), size); }
    syscall(SYS_write, m_log, entry.data(), entry.size());
  }

  std::recursive_mutex lock;

private:
  static std::string link(const char* name) {
    char path[PATH_MAX];
    const auto size = syscall(SYS_readlinkat, AT_FDCWD, name, path, sizeof path);
    return size < 0 ? std::string() : std::string(path, static_cast<std::size_t>(size));
  }

  std::string m_root = text_of("DISK_ROOT");
  long m_fail = number_of("DISK_FAIL"), m_last = std::getenv("DISK_LAST") == nullptr ? m_fail : number_of("DISK_LAST");
  long m_kill = number_of("DISK_KILL"), m_error = number_of("DISK_ERROR");
  bool m_unsynced = number_of("DISK_UNSYNCED") != 0, m_roomy = number_of("DISK_ROOMY") != 0;
  long m_calls = 0;
  int m_log = -1;
};

Disk& disk() {
  static Disk one;
  return one;
}

[[noreturn]] void die() {
  kill(getpid(), SIGKILL);
  for (;;) { pause(); }
}

template <class Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

/// A call that is done or not, with what is noted of it when it is.
template <class Do>
int whole(const std::string& note, Do act) {
  const std::lock_guard hold(disk().lock);
  switch (disk().next()) {
    case Disk::Fate::dies: die();
    case Disk::Fate::fails: errno = disk().error(); return -1;
    case Disk::Fate::goes_on: break;
  }
  const int result = act();
  if (result >= 0) { disk().note(note); }
  return result;
}

/// A write may get half of its bytes down.
template <class Write>
ssize_t partly(int fd, const void* bytes, std::size_t size, off64_t at, Write write) {
  const auto path = disk().path_of(fd);
  if (!disk().holds(path)) { return write(bytes, size); }
  const std::lock_guard hold(disk().lock);
  const auto begin = at >= 0 ? at : lseek64(fd, 0, (fcntl(fd, F_GETFL) & O_APPEND) != 0 ? SEEK_END : SEEK_CUR);
  const auto fate = disk().next();
  const auto result = write(bytes, fate == Disk::Fate::goes_on ? size : size / 2);
  if (result > 0) {
    disk().note("write " + std::to_string(begin) + " " + std::to_string(result) + " " + path, bytes, static_cast<std::size_t>(result));
  }
  if (fate == Disk::Fate::dies) { die(); }
  if (fate == Disk::Fate::fails) {
    errno = disk().error();
    return -1;
  }
  return result;
}

int synced(int fd, const char* name) {
  const auto path = disk().path_of(fd);
  if (!disk().holds(path + "/")) { return real<int (*)(int)>(name)(fd); }
  return whole("sync " + path, [&] { return disk().syncs() ? real<int (*)(int)>(name)(fd) : 0; });
}

int truncated(int fd, off64_t size) {
  const auto cut = [&] { return static_cast<int>(syscall(SYS_ftruncate, fd, size)); };
  const auto path = disk().path_of(fd);
  return disk().holds(path) ? whole("size " + std::to_string(size) + " " + path, cut) : cut();
}

int opened(int folder, const char* path, int flags, mode_t mode) {
  const auto open = [&] { return static_cast<int>(syscall(SYS_openat, folder, path, flags, mode)); };
  const auto name = Disk::absolute(folder, path);
  if (!disk().holds(name) || (flags & (O_CREAT | O_TRUNC)) == 0) { return open(); }
  if ((flags & O_TRUNC) == 0 && syscall(SYS_faccessat, folder, path, F_OK) == 0) { return open(); }
  return whole("make " + name, open);
}

int renamed(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
  const auto act = [&] { return static_cast<int>(syscall(SYS_renameat2, from_folder, from, to_folder, to, flags)); };
  const auto name = Disk::absolute(from_folder, from);
  if (!disk().holds(name)) { return act(); }
  return whole("rename " + name + "\t" + Disk::absolute(to_folder, to), act);
}

int removed(int folder, const char* path, int flags) {
  const auto act = [&] { return static_cast<int>(syscall(SYS_unlinkat, folder, path, flags)); };
  const auto name = Disk::absolute(folder, path);
  return disk().holds(name) ? whole("remove " + name, act) : act();
}

mode_t mode_of(int flags, va_list arguments) { return (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0; }

}  // namespace

extern "C" {

ssize_t write(int fd, const void* bytes, size_t size) {
  return partly(fd, bytes, size, -1, [&](const void* from, size_t count) { return syscall(SYS_write, fd, from, count); });
}
ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at) {
  return partly(fd, bytes, size, at, [&](const void* from, size_t count) { return syscall(SYS_pwrite64, fd, from, count, at); });
}
ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) { return pwrite64(fd, bytes, size, at); }

int fsync(int fd) { return synced(fd, "fsync"); }
int fdatasync(int fd) { return synced(fd, "fdatasync"); }
int ftruncate64(int fd, off64_t size) noexcept { return truncated(fd, size); }
int ftruncate(int fd, off_t size) noexcept { return truncated(fd, size); }

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = mode_of(flags, arguments);
  va_end(arguments);
  return opened(AT_FDCWD, path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = mode_of(flags, arguments);
  va_end(arguments);
  return opened(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = mode_of(flags, arguments);
  va_end(arguments);
  return opened(folder, path, flags, mode);
}
int openat64(int folder, const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = mode_of(flags, arguments);
  va_end(arguments);
  return opened(folder, path, flags, mode);
}

int rename(const char* from, const char* to) noexcept { return renamed(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
  return renamed(from_folder, from, to_folder, to, flags);
}
int unlink(const char* path) noexcept { return removed(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char* path, int flags) noexcept { return removed(folder, path, flags); }
int remove(const char* path) noexcept {
  struct stat status {};
  const bool folder = lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
  return removed(AT_FDCWD, path, folder ? AT_REMOVEDIR : 0);
}

int statfs(const char* path, struct statfs* system) noexcept {
  const int result = static_cast<int>(syscall(SYS_statfs, path, system));
  if (result == 0 && disk().roomy()) { system->f_bavail = system->f_blocks = 1U << 30; }
  return result;
}
int statfs64(const char* path, struct statfs64* system) noexcept {
  return statfs(path, reinterpret_cast<struct statfs*>(system));
}

}  // extern "C"
