// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "exchange/card.hpp"
#include "exchange/trust.hpp"

namespace scamdesk::exchange {

/// The card in a file: one made by `desk card`, or the sender's in a package. Errors: not_found, bad_input, io.
Result<Card> read_card(const std::string& file);
/// The same of a kit: what begins as JSON is a card, all else has to be a package.
Result<Card> read_kit_card(const std::string& file);
/// Whether the file begins as packages do.
bool is_package(const std::string& file);

/// Whether headquarters may enrol a desk: of the same kind, and not enrolled for another mission already.
/// Errors: not_permitted, naming the file.
Status check_enrolment(const ledger::Ledger& ledger, const Card& card, const std::string& file);

/// Writes headquarters' revision that enrols a desk, in the caller's transaction; false when it is enrolled already.
bool enrol(ledger::Ledger& ledger, records::Registers& registers, const Card& card, const records::Author& author);

/// The same, enrolled already or not: whoever trusts this desk alone comes to trust that one by its word. So a desk of
/// headquarters speaks for those before it.
void vouch(ledger::Ledger& ledger, records::Registers& registers, const Card& card, const records::Author& author);

/// How far the chains of a desk are good when it is revoked: all that is held here, or, where the last good revision is
/// named by the beginning of its id (eight digits at least), its own chain up to it and the others up to its time.
/// Errors: not_found, naming what was given.
Result<std::vector<ledger::ChainHead>> good_heads(const ledger::Ledger& ledger, const DeskKey& desk, const std::string& last_good);

/// Writes headquarters' revision that revokes a desk, in the caller's transaction. What it wrote up to the good heads
/// counts; anything beyond does not, held already or not.
void revoke(ledger::Ledger& ledger, records::Registers& registers, const ledger::Enrolment& desk,
            std::span<const ledger::ChainHead> good, const std::string& reason, const records::Author& author);

/// Whether the desk may go on under a new signing key. What it wrote with a key that headquarters never came to know could
/// come in nowhere. Errors: not_permitted.
Status check_renewal(const ledger::Ledger& ledger, const records::Registers& registers);
/// From now on the desk signs with a new key, in the caller's transaction; its keys must not be locked. Of headquarters' two
/// keys the old one enrols the new one, whom others come to know by it; the new one then takes the old one out, so that what
/// is written with it later counts nowhere, for a reason that stands beside. A mission's new key says that it takes the old
/// one's place.
void renew_signing_key(ledger::Ledger& ledger, records::Registers& registers, const records::Author& author,
                       const std::string& reason = "desk rotate --signing");

/// Keeps what records of register `desk` come to: enrolments, last good revisions, cards. Where that changes which revisions
/// count, the records that they are of are settled again, those of desks among them.
void keep_desks(ledger::Ledger& ledger, records::Registers& registers, const std::set<std::int64_t>& record_nos);

}  // namespace scamdesk::exchange
