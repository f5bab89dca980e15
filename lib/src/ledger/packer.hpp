// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace scamdesk::ledger {

/// Squeezes the bytes of a block. The first byte says how: 0 as they are, 1 zstd.
class Packer {
public:
  Packer();
  ~Packer();
  Packer(Packer&&) = delete;

  std::string pack(std::string_view bytes);
  /// Faults: io when the bytes are damaged.
  std::string unpack(std::string_view packed);

private:
  struct Free {
    void operator()(ZSTD_CCtx_s* context) const noexcept;
    void operator()(ZSTD_DCtx_s* context) const noexcept;
  };
  std::unique_ptr<ZSTD_CCtx_s, Free> m_in;  // made when first needed: opening a desk packs nothing
  std::unique_ptr<ZSTD_DCtx_s, Free> m_out;
  std::string m_packed;  // room to pack into, kept
};

}  // namespace scamdesk::ledger
