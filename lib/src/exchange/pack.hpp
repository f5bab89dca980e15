// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/codec.hpp"
#include "exchange/package.hpp"
#include "exchange/trust.hpp"
#include "register/registers.hpp"

namespace scamdesk::exchange {

/// A package ready to be written.
struct Packed {
  std::string bytes;
  std::size_t revisions = 0;
  std::vector<ledger::RecordKey> records;  ///< that these change, each once
};

/// Whether a mission may be given the records of an owner.
bool may_have(const MissionCode& mission, const Owner& owner);

/// Makes packages out of what a desk holds. One packer serves many addressees: what they all get is compressed once.
class Packer {
public:
  Packer(ledger::Ledger& ledger, const records::Registers& registers, Instant now);

  /// What the desks of the addressee have not acknowledged; without news, an acknowledgement alone.
  /// Errors: not_permitted when a real desk would send a sensitive value, since packages are not sealed yet.
  Result<Packed> pack(const MissionCode& to);
  /// Everything the addressee may have, from the first place on: for a desk that begins.
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

  Result<Packed> assemble_for(const MissionCode& to, bool all);
  std::uint64_t acknowledged(const ledger::ChainHead& chain) const;
  void know_addressee(const MissionCode& to);
  std::optional<ledger::Checkpoint> checkpoint_of(const ledger::ChainHead& chain);
  Result<Chunk> make_chunk(const Selection& selection);
  Status add_run(const Selected& selected, Chunk& chunk, base::Writer& runs);
  Status check_sensitive(const ledger::Revision& revision);
  const std::vector<std::string>& sensitive_questions(const FormName& form);
  Error holds_personal_data(const ledger::RecordKey& record) const;

  ledger::Ledger& m_ledger;
  const records::Registers& m_registers;
  Instant m_now;
  Signer m_sign;
  Card m_card;
  std::vector<ledger::ChainHead> m_chains;
  // of the addressee at hand: what each of its desks holds
  std::vector<ledger::Ledger::Acknowledgement> m_holdings;
  std::map<Selection, Chunk> m_shared;
  std::map<FormName, std::vector<std::string>> m_sensitive;
};

}  // namespace scamdesk::exchange
