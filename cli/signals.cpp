// SPDX-License-Identifier: Apache-2.0
#include "signals.hpp"

#include <array>
#include <csignal>
#include <scamdesk/unfinished.hpp>

namespace scamdesk::cli {
namespace {

// What a handler may look at: it is given nothing but the signal's number.
volatile std::sig_atomic_t asked = 0;
volatile std::sig_atomic_t patient = 0;

/// In a handler the signal arrives again when it returns.
void end_by(int number) {
  std::signal(number, SIG_DFL);
  std::raise(number);
}

void arrived(int number) {
  if (patient != 0 && asked == 0) {
    asked = number;
    return;
  }
  remove_unfinished_files();
  end_by(number);
}

}  // namespace

void handle_signals() {
  for (const int number : std::array{SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    if (sigaction(number, nullptr, &before) != 0 || before.sa_handler == SIG_IGN) { continue; }  // nohup, background jobs
    struct sigaction action {};
    action.sa_handler = arrived;
    action.sa_flags = SA_RESTART;
    sigaction(number, &action, nullptr);
  }
}

StopsWhenAsked::StopsWhenAsked() { patient = 1; }
StopsWhenAsked::~StopsWhenAsked() { patient = 0; }

bool asked_to_stop() { return asked != 0; }

void end_as_asked() {
  if (asked != 0) { end_by(asked); }
}

}  // namespace scamdesk::cli
