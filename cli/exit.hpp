// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <scamdesk/error.hpp>

namespace scamdesk::cli {

/// What the program ends with: 0, 1 with findings, 2 usage, then the numbers of <sysexits.h>.
enum class Exit {
  ok = 0,
  findings = 1,
  usage = 2,
  data = 65,
  no_input = 66,
  bug = 70,
  cannot_create = 73,
  io = 74,
  busy = 75,
  no_permission = 77,
  config = 78
};

constexpr Exit to_exit(Errc code) {
  switch (code) {
    case Errc::usage: return Exit::usage;
    case Errc::bad_input: return Exit::data;
    case Errc::not_found: return Exit::no_input;
    case Errc::bug: return Exit::bug;
    case Errc::cannot_create: return Exit::cannot_create;
    case Errc::io: return Exit::io;
    case Errc::busy: return Exit::busy;
    case Errc::not_permitted: return Exit::no_permission;
    case Errc::config: return Exit::config;
  }
  return Exit::bug;
}

}  // namespace scamdesk::cli
