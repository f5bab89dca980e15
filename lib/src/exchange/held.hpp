// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <scamdesk/error.hpp>
#include <scamdesk/ids.hpp>

namespace scamdesk::exchange {

/// The mission that a held package says it comes from; empty when it cannot be read.
std::optional<MissionCode> sender_of(std::string_view package);

/// Why a package is held, as the desk keeps it: a message stays a message, so that it is worded when it is shown.
std::string to_stored(const Message& reason);
Message from_stored(std::string_view reason);

}  // namespace scamdesk::exchange
