// SPDX-License-Identifier: Apache-2.0
#include "ledger/packer.hpp"

#include <algorithm>

#include <zstd.h>

#include "ledger/database.hpp"

namespace scamdesk::ledger {
namespace {

constexpr char as_is = 0;
constexpr char by_zstd = 1;
constexpr int level = 1;  // bytes written are the cost of a merge, but level 3 took twice the time for 6 % of them
constexpr unsigned long long largest = 1ULL << 30;

[[noreturn]] void fault() { throw StoreFault(Errc::io, "a block of the ledger is damaged"); }

}  // namespace

Packer::Packer() = default;
Packer::~Packer() = default;

void Packer::Free::operator()(ZSTD_CCtx_s* context) const noexcept { ZSTD_freeCCtx(context); }
void Packer::Free::operator()(ZSTD_DCtx_s* context) const noexcept { ZSTD_freeDCtx(context); }

std::string Packer::pack(std::string_view bytes) {
  if (!m_in) { m_in.reset(ZSTD_createCCtx()); }
  m_packed.resize(std::max(m_packed.size(), 1 + ZSTD_compressBound(bytes.size())));
  const auto size =
      ZSTD_compressCCtx(m_in.get(), m_packed.data() + 1, m_packed.size() - 1, bytes.data(), bytes.size(), level);
  if (ZSTD_isError(size) != 0 || size >= bytes.size()) { return std::string(1, as_is).append(bytes); }
  m_packed.front() = by_zstd;
  return m_packed.substr(0, 1 + size);
}

std::string Packer::unpack(std::string_view packed) {
  if (packed.empty()) { fault(); }
  const auto bytes = packed.substr(1);
  if (packed.front() == as_is) { return std::string(bytes); }
  const auto size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (packed.front() != by_zstd || size > largest) { fault(); }  // an unknown size is larger
  if (!m_out) { m_out.reset(ZSTD_createDCtx()); }
  std::string unpacked(static_cast<std::size_t>(size), '\0');
  const auto got = ZSTD_decompressDCtx(m_out.get(), unpacked.data(), unpacked.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(got) != 0 || got != size) { fault(); }
  return unpacked;
}

}  // namespace scamdesk::ledger
