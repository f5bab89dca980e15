// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <scamdesk/survey.hpp>

#include "form/form.hpp"
#include "ledger/database.hpp"
#include "survey/roster.hpp"

namespace scamdesk::survey {

/// Lays what is no register beside the views, as temporary tables of this connection; nothing is written to the store.
///
/// `missions`: the roster's columns (code type name_ko name_en city_ko city_en country region accredited
///   official_count consular_district status).
/// `round_missions`: one row for each mission expected in a round: `round mission name_ko name_en region country`,
///   `state` filed | nil | late | exempt | missing, `due filed_at received_at`, `findings` (NULL when nothing is filed).
/// `overrides`: the soft findings that were filed with a recorded reason: `round mission check_id field message_ko
///   message_en reason actor at`.
/// `choices`: the code lists of these forms: `form list code label_ko label_en position` (from 1, as the list has them).
void lay_sql_tables(ledger::Database& database, const Roster& roster, const std::vector<RoundStatus>& rounds,
                    const std::vector<form::FormPtr>& forms);

}  // namespace scamdesk::survey
