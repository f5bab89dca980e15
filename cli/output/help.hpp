// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "commands/registry.hpp"

namespace scamdesk::cli {

struct HelpStyle {
  Lang lang = Lang::ko;
  std::size_t width = 100;
};

/// `scamdesk --help`: what it is for, the nouns, the global options.
std::string program_help(const HelpStyle& style);
/// `scamdesk return --help`: the verbs of a noun.
std::string noun_help(const std::string& noun, const HelpStyle& style);
/// `scamdesk return set --help`: usage, words, options, an example, exit codes.
std::string command_help(const Command& command, const Spec& spec, const Spec& globals, const HelpStyle& style);

}  // namespace scamdesk::cli
