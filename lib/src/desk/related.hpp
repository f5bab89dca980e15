// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "desk/impl.hpp"

namespace scamdesk::desk {

/// The records that are worked on together with one: those it names, those that name it, and those that a linking record
/// names beside it, such as the persons of a case. By the questions of type `record` that the forms have; without the
/// record itself, each once.
std::vector<ledger::RecordKey> related_records(const Desk::Impl& desk, const ledger::RecordKey& record);

}  // namespace scamdesk::desk
