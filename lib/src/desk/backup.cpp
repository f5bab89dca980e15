// SPDX-License-Identifier: Apache-2.0
#include "ledger/backup.hpp"

#include <filesystem>

#include "desk/impl.hpp"

namespace scamdesk {

Result<Desk::Backup> Desk::back_up(const std::string& file, bool replace) {
  if (m_impl->options.as_of) {
    return fail(Errc::not_permitted, message("a backup is of the desk as it stands"), message("leave out --as-of"));
  }
  std::error_code ignored;
  if (std::filesystem::equivalent(file, m_impl->options.store, ignored)) {
    return fail(Errc::cannot_create, message("{0}: this is the desk itself", file), message("choose another name"));
  }
  return desk::reading(*m_impl, [&]() -> Result<Backup> {
    auto made = ledger::back_up(m_impl->ledger, file, {replace, !m_impl->options.dry_run});
    if (!made) { return fail(std::move(made.error())); }
    const auto size = m_impl->ledger.size();
    return Backup{size.records, size.revisions};
  });
}

}  // namespace scamdesk
