// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "commands/spec.hpp"

namespace scamdesk::cli {

/// One command. The registry holds the only list: help, completion, pages and tests read it.
struct Command {
  std::string_view noun;
  std::string_view verb;     ///< empty: the noun stands alone
  std::string_view also;     ///< another spelling of the verb
  const char* summary;
  const char* example;
  Run (*declare)(Spec&);
  bool hidden = false;
};

struct Noun {
  std::string_view name;
  const char* summary;
};

/// Stands in the registry for every register: `case`, `person` …
inline constexpr std::string_view any_register = "REGISTER";

std::span<const Command> commands();
std::span<const Noun> nouns();
bool is_noun(std::string_view noun);
/// The verbs of a noun; a name that is no noun of the program has a register's.
std::vector<const Command*> verbs_of(std::string_view noun);
/// nullptr when there is none.
const Command* find_command(std::string_view noun, std::string_view verb);
/// `scamdesk return set`, with a register's own name in the place of any_register.
std::string call_of(const Command& command, std::string_view noun);

}  // namespace scamdesk::cli
