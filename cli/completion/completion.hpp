// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/spec.hpp"

namespace scamdesk::cli {

/// `completion bash|zsh|fish`; also, for tests, `completion commands`: every `noun verb` on a line.
Run completion(Spec& spec);

}  // namespace scamdesk::cli
