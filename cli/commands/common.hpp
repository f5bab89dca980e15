// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "commands/spec.hpp"

namespace scamdesk::cli {

/// A label in both languages.
inline Text said(const char* id) { return word(Message{id, {}}); }

/// What is said on standard error when a command did something, and the same for machines with --json.
Result<Exit> done(Session& session, const Message& words, const Data& data);

/// Shows what reading gave; a Status of showing becomes the exit.
template <class Shown>
Result<Exit> show(Session& session, const Result<Shown>& shown) {
  if (!shown) { return fail(shown.error()); }
  return session.show(*shown).map([] { return Exit::ok; });
}

/// A page of names and values for people, without the lines that have no value; `data` for machines.
struct Line { Text name; Text value; };
Document page(std::string schema, Text title, const std::vector<Line>& lines, Data data);

/// A plain value in both languages.
inline Text plain(std::string value) { return {value, value}; }
inline Text plain(std::size_t value) { return plain(std::to_string(value)); }
Text yes_or_no(bool value);

/// `YYYY-MM-DD` of an option. Errors: usage.
Result<Date> day(const char* option, const std::string& text);

/// A moment for people: the civil time in Seoul.
Text seoul_time(Instant instant);

/// A count of an option. Errors: usage.
Result<std::size_t> count(const char* option, const std::string& text);

/// Words `[ROUND] …`: takes the round off the front when it is there. A word with = is an answer, not a round.
std::string take_round(std::vector<std::string>& words);

std::string join(const std::vector<std::string>& words, std::string_view with);
std::vector<std::string> split(std::string_view text, char at);

/// The names of a list, or its beginning and how many there are when it is long.
std::string some_of(const std::vector<std::string>& names);

/// Warns of what seems to be a personal number in words that stand beside a reason and are read by others.
void warn_of_reason(Session& session, const std::string& reason);

/// What an import did, or all that was wrong with its files; then the exit is that of bad data.
Result<Exit> show_import(Session& session, const Result<ImportReport>& report);

/// `{"row","column","message","hint"}` of an error, in the session's language.
Data error_data(const Error& error, Lang lang);

}  // namespace scamdesk::cli
