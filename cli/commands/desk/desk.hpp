// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/spec.hpp"

namespace scamdesk::cli {

Run today(Spec& spec);
Run desk_init(Spec& spec);
Run desk_show(Spec& spec);
Run desk_card(Spec& spec);
Run desk_enrol(Spec& spec);
Run desk_trust(Spec& spec);
Run desk_rotate(Spec& spec);
Run desk_passphrase(Spec& spec);
Run desk_gaps(Spec& spec);
Run desk_repair(Spec& spec);
Run desk_verify(Spec& spec);
Run desk_backup(Spec& spec);
Run desk_restore(Spec& spec);
Run desk_digest(Spec& spec);
Run desk_log(Spec& spec);

/// Says which desks went on from old copies of themselves, and what to do.
void tell_forks(Session& session, const std::vector<ForkedDesk>& forks);
Data as_data(const std::vector<ForkedDesk>& forks);

/// What verifying found, a fault a line, and then the exit is 1; `sound` is said when it found none.
Result<Exit> show_faults(Session& session, const Result<std::vector<Message>>& faults, const Message& sound);

}  // namespace scamdesk::cli
