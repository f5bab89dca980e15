// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/codec.hpp"
#include "exchange/package.hpp"
#include "exchange/sealing.hpp"
#include "exchange/succession.hpp"
#include "exchange/trust.hpp"
#include "register/registers.hpp"

namespace scamdesk::exchange {

/// A package ready to be written.
struct Packed {
  std::string bytes;
  std::size_t revisions = 0;
  std::vector<ledger::RecordKey> records;  ///< that these change, each once
  bool sealed = false;
  std::vector<ledger::ChainHead> heads = {};  ///< of the chains in it
  std::vector<std::uint64_t> from = {};       ///< the first place of each
};

/// Whether a mission may be given the records of an owner.
bool may_have(const MissionCode& mission, const Owner& owner);

/// Makes packages out of what a desk holds. One packer serves many addressees: what they all get is compressed once.
class Packer {
public:
  /// `random` makes the passing keys of sealed packages. The ledger must not be locked.
  Packer(ledger::Ledger& ledger, const records::Registers& registers, Instant now, base::Random& random);

  /// What the desks of the addressee have not acknowledged; without news, an acknowledgement alone. Sealed when each of
  /// these desks has a sealing key.
  /// Errors: not_permitted, saying whose key is missing, when a real desk would send a sensitive value unsealed.
  Result<Packed> pack(const MissionCode& to);
  /// Everything the addressee may have, from the first place on: for a desk that begins, and so not sealed unless a real
  /// desk would send a sensitive value: then as `pack`, and its errors.
  Result<Packed> kit(const MissionCode& to);

private:
  /// A chain to send from a place on; the key by which equal work is done once.
  using Selected = std::pair<ledger::ChainHead, std::uint64_t>;
  using Selection = std::vector<Selected>;
  struct Chunk {
    std::vector<Segment> segments;
    std::optional<Part> part;  // none when there are no segments
    std::size_t revisions = 0;
    std::vector<ledger::RecordKey> records;
  };

  Result<Packed> assemble_for(const MissionCode& to, bool all, const Recipients& recipients);
  std::uint64_t acknowledged(const ledger::ChainHead& chain) const;
  void know_addressee(const MissionCode& to);
  std::optional<ledger::Checkpoint> checkpoint_of(const ledger::ChainHead& chain);
  Result<Chunk> make_chunk(const Selection& selection, const Recipients& recipients);
  Status add_run(const Selected& selected, const Recipients& recipients, Chunk& chunk, base::Writer& runs);
  Status check_sensitive(const ledger::Revision& revision, const Recipients& recipients);
  const std::vector<std::string>& sensitive_questions(const FormName& form);
  Error holds_personal_data(const ledger::RecordKey& record, const Recipients& recipients) const;

  ledger::Ledger& m_ledger;
  const records::Registers& m_registers;
  Instant m_now;
  base::Random& m_random;
  Signer m_sign;
  Card m_card;
  std::vector<ledger::ChainHead> m_chains;
  std::vector<Succession> m_successions;
  // of the addressee at hand: what each of its desks holds
  std::vector<ledger::Ledger::Acknowledgement> m_holdings;
  std::map<std::pair<bool, Selection>, Chunk> m_shared;  // by whether it is to be sealed
  std::map<FormName, std::vector<std::string>> m_sensitive;
};

}  // namespace scamdesk::exchange
