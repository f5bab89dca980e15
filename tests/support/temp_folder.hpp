// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace scamdesk::test {

/// A folder of a test's own, gone with it.
class TempFolder {
public:
  TempFolder() : m_path((std::filesystem::temp_directory_path() / "scamdesk-XXXXXX").string()) {
    if (::mkdtemp(m_path.data()) == nullptr) { throw std::runtime_error("no temporary folder"); }
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
  }
  TempFolder(TempFolder&&) = delete;

  const std::string& path() const { return m_path; }
  std::string file(const std::string& name) const { return m_path + "/" + name; }

private:
  std::string m_path;
};

}  // namespace scamdesk::test
