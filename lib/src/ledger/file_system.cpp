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
#include <utility>

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

tl::unexpected<Error> across_network(const std::string& folder, std::string_view name) {
  return fail(Errc::config, message("{0}: on a network file system ({1}), where two writers could spoil the desk", folder, name),
              message("keep the desk on a disk of this PC, and exchange packages through the shared folder"));
}

}  // namespace

std::string_view network_kind(std::uint64_t kind) {
  using Named = std::pair<std::uint64_t, std::string_view>;
  constexpr std::array<Named, 11> kinds{Named{0x6969, "NFS"},       Named{0x517b, "SMB"},     Named{0xff534d42, "SMB/CIFS"},
                                        Named{0xfe534d42, "SMB2"},  Named{0x564c, "NCP"},     Named{0x5346414f, "AFS"},
                                        Named{0x6b414653, "AFS"},   Named{0x73757245, "Coda"}, Named{0x00c36400, "Ceph"},
                                        Named{0x0bd00bd0, "Lustre"}, Named{0x47504653, "GPFS"}};
  const auto found = std::ranges::find(kinds, kind & 0xffffffff, &Named::first);
  return found == kinds.end() ? std::string_view() : found->second;
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
  if (const auto name = network_kind(kind); !name.empty()) { return across_network(folder, name); }
  if (kind != fuse_kind) { return {}; }
  struct stat status {};
  if (::stat(folder.c_str(), &status) != 0) { return {}; }
  if (const auto type = mount_type(status.st_dev); is_network_mount(type)) { return across_network(folder, type); }
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
