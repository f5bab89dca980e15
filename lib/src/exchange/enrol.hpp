// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

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

/// Writes headquarters' revision that revokes a desk, in the caller's transaction. What this desk holds of its chains is
/// good; anything beyond is refused from now on.
void revoke(ledger::Ledger& ledger, records::Registers& registers, const ledger::Enrolment& desk, const std::string& reason,
            const records::Author& author);

}  // namespace scamdesk::exchange
