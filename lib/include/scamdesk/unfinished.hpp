// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <scamdesk/export.hpp>

namespace scamdesk {

/// A file that is being written beside the one it is to replace. It goes away with this object unless it was kept, and by
/// remove_unfinished_files() when the program is told to end meanwhile.
class SCAMDESK_EXPORT UnfinishedFile {
public:
  /// To be made before the file itself. The name must be this process' own.
  explicit UnfinishedFile(std::string file);
  ~UnfinishedFile();
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;
  /// The file has its real name now, or is gone.
  void kept() noexcept;

private:
  std::string m_file;
  int m_slot;
  bool m_kept = false;
};

/// Removes every file that is half written at this moment. For a signal handler of the program that is about to end it: only
/// async-signal-safe calls are made. The library itself installs no handlers.
SCAMDESK_EXPORT void remove_unfinished_files() noexcept;

}  // namespace scamdesk
