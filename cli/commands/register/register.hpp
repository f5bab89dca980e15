// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <scamdesk/desk.hpp>

#include "commands/spec.hpp"

namespace scamdesk::cli {

/// For every register alike: the spec's noun is the register's name.
Run register_add(Spec& spec);
Run register_set(Spec& spec);
Run register_show(Spec& spec);
Run register_list(Spec& spec);
Run register_find(Spec& spec);
Run register_history(Spec& spec);
Run register_link(Spec& spec);
Run register_retire(Spec& spec);
Run register_erase(Spec& spec);
Run register_import(Spec& spec);
Run register_export(Spec& spec);

/// Asks a new record's questions on the terminal, and records it at the end; empty: the officer left.
/// Errors: usage where there is no terminal to ask on.
Result<std::optional<RecordWritten>> ask_for_record(Session& session, const std::string& noun, const std::string& mission);

}  // namespace scamdesk::cli
