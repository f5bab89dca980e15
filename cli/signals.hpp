// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace scamdesk::cli {

/// Control-C, a closed terminal or `kill` end the program at once: what is half written goes away, and the desk's journal
/// undoes what was begun when it is opened next. The program ends by that very signal, as shells expect.
void handle_signals();

/// While it lives, the first such signal only asks to stop; the second ends the program as ever.
class StopsWhenAsked {
public:
  StopsWhenAsked();
  ~StopsWhenAsked();
  StopsWhenAsked(const StopsWhenAsked&) = delete;
  StopsWhenAsked& operator=(const StopsWhenAsked&) = delete;
};
/// True once a signal asked.
bool asked_to_stop();
/// Ends by the signal that asked to stop; returns when none did.
void end_as_asked();

}  // namespace scamdesk::cli
