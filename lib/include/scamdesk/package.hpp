// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <scamdesk/error.hpp>
#include <scamdesk/ids.hpp>
#include <scamdesk/time.hpp>

namespace scamdesk {

/// What became of one package.
enum class Outcome : unsigned char { merged, known, held, refused };

struct PackageResult {
  std::string file;
  std::string mission;  ///< of the sender; empty when it could not be read
  Outcome outcome = Outcome::refused;
  std::size_t revisions = 0;  ///< new ones
  std::optional<Error> error;  ///< why it is held or refused
  std::string receipt = {};    ///< `7K3M-9QXF`: the same at whoever made it; empty when it could not be read
};
/// A desk that was put back from an old copy of itself and written on, so that two changes of its stand at one place.
struct ForkedDesk {
  std::string mission;
  std::string fingerprint;
  bool own = false;  ///< this desk itself
};
struct MergeReport {
  std::vector<PackageResult> packages;  ///< in the order given; then those held before that came in by themselves
  std::size_t records_changed = 0;
  std::size_t conflicts = 0;            ///< open conflicts in the desk afterwards
  std::vector<ForkedDesk> forks;        ///< those to be mended, afterwards
  std::size_t left = 0;                 ///< packages not looked at, since it was stopped or the disk failed
  std::optional<Error> fault;           ///< of the disk, which ended it; what had come in by then stays
  /// Every package merged or known.
  bool clean() const {
    for (const auto& package : packages) {
      if (package.outcome == Outcome::held || package.outcome == Outcome::refused) { return false; }
    }
    return true;
  }
};

/// What a package says of itself, without merging it.
struct PackageInfo {
  std::string file;
  std::string from_mission, to_mission;
  std::string from_desk;  ///< fingerprint
  unsigned format = 0;    ///< its version
  bool sealed = false;
  bool opened = false;    ///< what is inside was read: it was not sealed, or a key was there
  std::vector<std::string> recipients;  ///< the beginnings of the sealing keys that open it
  bool exercise = false;
  Instant made{};
  struct Chain { std::string desk, owner; std::uint64_t from = 0, to = 0; };
  std::vector<Chain> chains;
  /// What is inside, when it was read.
  struct Count { std::string owner, form; std::size_t records = 0, revisions = 0; };
  std::vector<Count> contents;
  std::uint64_t bytes = 0;
};

/// What `pack` made.
struct PackResult {
  std::string file;
  std::string to;  ///< mission code
  std::size_t revisions = 0, records = 0;
  std::vector<std::string> returns;  ///< "2025-10 (filed)"
  std::vector<std::string> drafts;   ///< rounds whose return in it is still a draft
  bool sealed = false;
  std::string receipt = {};  ///< what who merges it is told too
};

}  // namespace scamdesk
