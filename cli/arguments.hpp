// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/registry.hpp"

namespace scamdesk::cli {

/// The command line before its options are understood: which command it names, and the rest in order.
struct CommandLine {
  std::string noun;
  std::string verb;
  std::vector<std::string> rest;
  std::string lang;  ///< as typed, for errors that come before all else
  bool help = false;
  bool version = false;
};

/// `did you mean …?` for a word close to one that is known or at the beginning of one; else `otherwise`.
Message suggestion(const std::string& word, const std::vector<std::string>& known, Message otherwise);

/// Finds noun and verb among the global options. Errors: usage for an option that stands before its verb.
Result<CommandLine> find_words(const std::vector<std::string>& arguments);

/// Fills what `spec` declared (and `globals`) from the arguments.
/// Errors: usage, with the nearest name of an unknown option.
Status parse(const Spec& spec, const Spec& globals, const std::vector<std::string>& arguments);

}  // namespace scamdesk::cli
