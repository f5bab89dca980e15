// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "exchange/card.hpp"
#include "ledger/ledger.hpp"
#include "register/registers.hpp"

namespace scamdesk::exchange {

/// The registers that hold the program's own workings; headquarters alone writes them.
bool is_system_register(std::string_view form);

/// Who may write what. Headquarters is whoever this desk pinned, itself when it is one, and whom these enrolled as such.
class Trust {
public:
  Trust(const ledger::Ledger& ledger, const records::Registers& registers) : m_ledger(ledger), m_registers(registers) {}

  /// What a desk is enrolled for; empty when it is not enrolled here, or was revoked.
  std::optional<ledger::Enrolment> of(const DeskKey& desk) const;
  /// What a revoked desk was enrolled for; empty for the others.
  std::optional<ledger::Enrolment> revoked(const DeskKey& desk) const;
  /// A head of a revoked desk's chain that its revocation calls good.
  bool is_good(const ledger::ChainHead& head) const;
  /// Takes an enrolment or a revocation that is in the package at hand and not in the ledger yet. Enrolments go before.
  void learn(const ledger::Enrolment& enrolment);

  enum class Answer : unsigned char { yes, no, form_unknown };
  Answer may_write(const ledger::Enrolment& author, const Owner& owner, const FormName& register_name, ledger::Change change) const;

private:
  const ledger::Ledger& m_ledger;
  const records::Registers& m_registers;
  std::map<DeskKey, ledger::Enrolment> m_learnt;
};

/// What a revision of register `desk` enrols a desk for; empty when it is not about that, or is not complete.
std::optional<ledger::Enrolment> enrolment_of(const Cells& cells);
/// The cells that say so.
Cells to_cells(const ledger::Enrolment& enrolment);
/// The same with the desk's sealing key, as its card has it, so that every desk learns to whom it may seal.
Cells to_cells(const Card& card);
/// The cells of a revocation: the desk is out, and its chains are good up to these heads.
Cells to_cells(const ledger::Enrolment& revoked, std::span<const ledger::ChainHead> last_good);
/// Heads of one desk's chains as text, and back: `KH-PNH/12/<id> */3/<id>`.
std::string to_words(std::span<const ledger::ChainHead> heads);
std::vector<ledger::ChainHead> heads_in(std::string_view words, const DeskKey& desk);
/// The heads that a revocation calls good.
std::vector<ledger::ChainHead> last_good_of(const Cells& cells);
/// The card that a record of register `desk` carries; empty when there is none, or it is not signed by the desk itself.
std::optional<Card> card_of(const Cells& cells, bool exercise);

/// The register of enrolled desks.
inline const FormName desk_register{std::string("desk")};

}  // namespace scamdesk::exchange
