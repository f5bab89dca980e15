// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string_view>

#include "exchange/card.hpp"
#include "exchange/package.hpp"
#include "ledger/run.hpp"

/// A package, a run of revisions and a card made of any bytes are refused or read, never trusted.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace scamdesk;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto package = exchange::parse(bytes, 1 << 20)) { static_cast<void>(package->unpack()); }
  ledger::RunReader run(bytes, {});
  ledger::Revision revision;
  while (run.next(revision)) {}
  static_cast<void>(exchange::parse_card(bytes, "fuzz.card"));
  return 0;
}
