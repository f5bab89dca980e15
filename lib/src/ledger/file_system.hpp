// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <scamdesk/error.hpp>

namespace scamdesk::ledger {

/// The name of a kind of statfs(2) that lies across a network, where SQLite's locks cannot be relied on; empty for others.
std::string_view network_kind(std::uint64_t kind);
/// True when a mount's type in /proc/self/mountinfo names a network file system run in user space (`fuse.sshfs`).
/// A plain `fuse` stays allowed: encrypted folders and NTFS disks are local.
bool is_network_mount(std::string_view type);

/// Refuses a folder on a network file system. Errors: config; not_found when there is no such folder.
Status require_local(const std::string& folder);

/// Refuses to begin what may need `bytes` more on the disk of a folder. Errors: io; none where the disk does not say.
Status require_space(const std::string& folder, std::uint64_t bytes);

/// Makes an empty file that only its owner may read, whatever the umask. Errors: cannot_create.
Status make_private_file(const std::string& file);

}  // namespace scamdesk::ledger
