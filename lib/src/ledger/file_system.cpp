// SPDX-License-Identifier: Apache-2.0
#include "ledger/file_system.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <fmt/format.h>
#include <sstream>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace scamdesk::ledger {
namespace {

constexpr std::uint64_t fuse_kind = 0x65735546;

/// The type of the mount a device number belongs to, as the kernel lists it; empty when it is not listed.
std::string mount_type(dev_t device) {
  const auto wanted = fmt::format("{}:{}", major(device), minor(device));
  std::ifstream mounts("/proc/self/mountinfo");
  for (std::string line; std::getline(mounts, line);) {
    std::istringstream words(line);
    std::string id, parent, number, word;
    words >> id >> parent >> number;
    if (number != wanted) { continue; }
    while (words >> word && word != "-") {}
    words >> word;
    return word;
  }
  return {};
}

tl::unexpected<Error> across_network(const std::string& folder) {
  return fail(Errc::config, message("{0}: on a network file system, where two writers could spoil the desk", folder),
              message("keep the desk on a disk of this PC"));
}

}  // namespace

bool is_network_kind(std::uint64_t kind) {
  constexpr std::array<std::uint64_t, 11> kinds{
      0x6969,      // NFS
      0x517b,      // SMB
      0xff534d42,  // CIFS
      0xfe534d42,  // SMB2
      0x564c,      // NCP
      0x5346414f,  // AFS
      0x6b414653,  // kAFS
      0x73757245,  // Coda
      0x00c36400,  // Ceph
      0x0bd00bd0,  // Lustre
      0x47504653,  // GPFS
  };
  return std::find(kinds.begin(), kinds.end(), kind & 0xffffffff) != kinds.end();
}

bool is_network_mount(std::string_view type) {
  constexpr std::array<std::string_view, 8> types{"fuse.sshfs",     "fuse.rclone",    "fuse.davfs", "fuse.davfs2",
                                                  "fuse.glusterfs", "fuse.ceph-fuse", "fuse.s3fs",  "fuse.smbnetfs"};
  return std::find(types.begin(), types.end(), type) != types.end();
}

Status require_local(const std::string& folder) {
  struct statfs system {};
  if (::statfs(folder.c_str(), &system) != 0) {
    return fail(errno == ENOENT || errno == ENOTDIR ? Errc::not_found : Errc::io,
                message("{0}: {1}", folder, std::strerror(errno)));
  }
  const auto kind = static_cast<std::uint64_t>(system.f_type);
  if (is_network_kind(kind)) { return across_network(folder); }
  if (kind != fuse_kind) { return {}; }
  struct stat status {};
  if (::stat(folder.c_str(), &status) == 0 && is_network_mount(mount_type(status.st_dev))) {
    return across_network(folder);
  }
  return {};
}

Status require_space(const std::string& folder, std::uint64_t bytes) {
  struct statfs system {};
  if (::statfs(folder.c_str(), &system) != 0 || system.f_blocks == 0) { return {}; }
  const auto free = static_cast<std::uint64_t>(system.f_bavail) * static_cast<std::uint64_t>(system.f_bsize);
  if (free >= bytes) { return {}; }
  return fail(Errc::io, message("{0}: {1} MiB are free on the disk, and {2} MiB may be needed", folder, free >> 20, (bytes >> 20) + 1),
              message("nothing was changed; make room on the disk and try again"));
}

Status make_private_file(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    if (errno == EEXIST) { return fail(Errc::cannot_create, message("{0}: it exists already", file)); }
    return fail(Errc::cannot_create, message("{0}: {1}", file, std::strerror(errno)));
  }
  const bool sound = ::fchmod(descriptor, 0600) == 0;
  ::close(descriptor);
  if (sound) { return {}; }
  ::unlink(file.c_str());
  return fail(Errc::cannot_create, message("{0}: its mode could not be set to 0600", file));
}

}  // namespace scamdesk::ledger
