// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "base/codec.hpp"
#include "ledger/revision.hpp"

/// The bytes that are hashed, in the pieces that runs of revisions share. Frozen: ids are made of them.
namespace scamdesk::ledger {

inline constexpr std::uint8_t header_version = 1;

/// The last moment a header can hold: the end of the year 9999.
inline constexpr Instant last_instant{std::chrono::milliseconds{253402300799999}};

/// Salt, then state and text of each cell in the order of the paths.
void write_body(base::Writer& writer, const Revision& revision);
/// How many fields are set, and their paths in byte order.
void write_paths(base::Writer& writer, const Cells& cells);
/// Everything else; `paths` as written above, `body` the hash of the body.
void write_header(base::Writer& writer, const Revision& revision, std::string_view paths, const Hash& body);

/// What an erasure says in the paths of its fields, which stand in its header: `#erases/ID` names a revision whose values
/// are destroyed, `#leaves/ID/PATH` says that one of its values stays, `#keeps/ID/PATH` has it.
inline constexpr std::string_view erases = "#erases/";
inline constexpr std::string_view leaves = "#leaves/";
inline constexpr std::string_view keeps = "#keeps/";

/// True of the program's notes on a change (`#findings`, `#reason`, `#nil`), which are no cells of the record.
bool is_note(std::string_view path);
bool is_known(Change change);

}  // namespace scamdesk::ledger
