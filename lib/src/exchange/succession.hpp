// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <scamdesk/package.hpp>

#include "exchange/trust.hpp"

/// Forks, and how they are mended. A desk that was put back from an old copy and written on has two branches of one chain.
/// Both are kept. The way out is a new signing key: the desk's chains end where they stand, and its new key says in a
/// record of its mission (register `succession`) which desk it takes the place of, and with which heads that one ended.
/// So every desk that holds these revisions knows the fork as mended, and knows it as open again should another copy of
/// the old desk write on.
namespace scamdesk::exchange {

inline const FormName succession_register{std::string("succession")};

struct Succession {
  DeskKey desk;       ///< that ended
  DeskKey successor;  ///< that says so
  std::vector<ledger::ChainHead> heads;  ///< none: wherever it ended, as its successor was restored from a backup
};
/// Of desks of one mission each, the successor enrolled here (or this desk itself).
std::vector<Succession> successions(const ledger::Ledger& ledger);
bool has_successor(const std::vector<Succession>& successions, const DeskKey& desk);
/// The keys that a desk had before this one, as far as such successions tell; not the key itself.
std::vector<DeskKey> former_keys(const ledger::Ledger& ledger, const DeskKey& desk);
/// This desk, under its new key, takes the place of one of its former keys, which ended as it stands here, or wherever it
/// did. In the caller's transaction.
enum class Ended : unsigned char { here, anywhere };
void succeed(ledger::Ledger& ledger, records::Registers& registers, const DeskKey& former, Ended ended, const records::Author& author);

/// A desk that went on from an old copy of itself.
struct Fork {
  DeskKey desk;
  Owner owner;
  std::uint64_t place = 0;  ///< its first change of which there are two
  bool mended = false;
};
/// Every fork held here, one for each chain.
std::vector<Fork> forks(const ledger::Ledger& ledger);
/// The desks whose forks are to be mended, each once. A mission's desk knows of itself alone: about others it can do
/// nothing, and headquarters tells them.
std::vector<DeskKey> forked_desks(const ledger::Ledger& ledger);
/// The same as others are told of them.
std::vector<ForkedDesk> to_public(const ledger::Ledger& ledger);
/// This desk is one of them.
bool is_forked(const ledger::Ledger& ledger);

}  // namespace scamdesk::exchange
