// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "session.hpp"

namespace scamdesk::cli {
namespace {

constexpr std::size_t longest = 1024;

/// A file that closes itself.
class OpenFile {
public:
  explicit OpenFile(const std::string& path) : m_no(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  OpenFile(OpenFile&&) = delete;
  ~OpenFile() {
    if (m_no >= 0) { ::close(m_no); }
  }
  int no() const { return m_no; }

private:
  int m_no;
};

/// The mode is looked at in the file that is open, not in one that could be put in its place meanwhile.
Status check_private(const OpenFile& file, const std::string& path) {
  struct stat about {};
  if (file.no() < 0 || ::fstat(file.no(), &about) != 0 || !S_ISREG(about.st_mode)) {
    return fail(Errc::config, message("{0}: the passphrase file cannot be read", path));
  }
  if ((about.st_mode & 077) != 0) {
    return fail(Errc::config, message("{0}: others can read the passphrase file", path), message("chmod 600 {0}", path));
  }
  return {};
}

Result<Secret> read_passphrase(const std::string& path) {
  const OpenFile file(path);
  if (auto is_private = check_private(file, path); !is_private) { return fail(is_private.error()); }
  std::string text(longest, '\0');
  const auto got = ::read(file.no(), text.data(), text.size());
  Secret whole(std::move(text));
  const auto bytes = whole.text().substr(0, got < 0 ? 0 : static_cast<std::size_t>(got));
  auto line = bytes.substr(0, bytes.find('\n'));
  if (line.ends_with('\r')) { line.remove_suffix(1); }
  if (line.empty() || line.size() >= longest) {
    return fail(Errc::config, message("{0}: the first line is no passphrase", path));
  }
  return Secret(std::string(line));
}

Secret taken(std::string& typed) {
  Secret secret{std::string(typed)};
  wipe(typed);
  return secret;
}

}  // namespace

Result<Secret> Session::passphrase() {
  if (!m_common.passphrase_file.empty()) { return read_passphrase(m_common.passphrase_file); }
  if (!m_settings.may_ask) {
    return fail(Errc::config, message("{0}: the desk's keys lie under a passphrase", m_settings.store),
                message("give it with --passphrase-file FILE, or run this on a terminal"));
  }
  auto typed = ask_secret(word(message("Passphrase of this desk")));
  if (!typed) { return fail(typed.error()); }
  return taken(*typed);
}

Result<Secret> Session::new_passphrase(const std::string& file) {
  if (!file.empty()) { return read_passphrase(file); }
  if (!m_settings.may_ask) {
    return fail(Errc::config, message("{0}: a passphrase for the desk's keys is missing", m_settings.store),
                message("give --passphrase-file FILE (mode 0600), or say --no-passphrase"));
  }
  auto typed = ask_secret(word(message("A passphrase for the keys of this desk")));
  if (!typed) { return fail(typed.error()); }
  auto first = taken(*typed);
  typed = ask_secret(word(message("The same once more")));
  if (!typed) { return fail(typed.error()); }
  const auto second = taken(*typed);
  if (first.empty() || first.text() != second.text()) {
    return fail(Errc::usage, message("the two passphrases are not the same, or empty"), message("begin again; nothing was changed"));
  }
  return first;
}

}  // namespace scamdesk::cli
