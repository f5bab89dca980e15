// SPDX-License-Identifier: Apache-2.0
#include "output/help.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <scamdesk/text.hpp>

#include "commands/common.hpp"

namespace scamdesk::cli {
namespace {

using Row = std::pair<std::string, std::string>;

std::string said(const Message& words, const HelpStyle& style) { return word(words, style.lang); }

/// Two columns, the right one wrapped; the Hangul of either counted as the terminal draws it.
std::string columns(const std::vector<Row>& rows, const HelpStyle& style) {
  constexpr std::size_t widest = 30;
  std::size_t left = 0;
  for (const auto& [name, about] : rows) {
    if (display_width(name) <= widest) { left = std::max(left, display_width(name)); }
  }
  const auto right = std::max<std::size_t>(20, style.width - std::min(style.width - 20, left + 4));
  std::string text;
  for (const auto& [name, about] : rows) {
    auto lines = wrap(about, right);
    if (lines.empty()) { lines.emplace_back(); }
    text += "  " + pad(name, left);
    if (display_width(name) > left) { text += "\n  " + std::string(left, ' '); }
    text += "  " + lines.front() + "\n";
    for (std::size_t i = 1; i < lines.size(); ++i) { text += std::string(left + 4, ' ') + lines[i] + "\n"; }
  }
  return text;
}

/// `--opened_on` goes without saying where `--opened-on` stands.
std::string option_name(const Option& option) {
  std::string name;
  for (const auto& each : split(option.names, ',')) {
    if (each.find('_') == std::string::npos) { name += (name.empty() ? "" : ", ") + each; }
  }
  return option.metavar.empty() ? name : name + " " + option.metavar;
}

std::vector<Row> option_rows(const Spec& spec, const HelpStyle& style) {
  std::vector<Row> rows;
  for (const auto& option : spec.all()) { rows.emplace_back(option_name(option), said(option.about, style)); }
  return rows;
}

Message exit_words(Exit code) {
  switch (code) {
    case Exit::ok: return message("done");
    case Exit::findings: return message("done, with findings");
    case Exit::usage: return message("wrong usage");
    case Exit::data: return message("bad data");
    case Exit::no_input: return message("no such input");
    case Exit::bug: return message("a fault of the program");
    case Exit::cannot_create: return message("cannot create a file");
    case Exit::io: return message("reading or writing failed");
    case Exit::busy: return message("busy: try again");
    case Exit::no_permission: return message("not permitted");
    case Exit::config: return message("desk or configuration unfit");
  }
  return message("a fault of the program");
}

std::string exits(const std::set<Exit>& codes, const HelpStyle& style) {
  std::string line;
  for (const auto code : codes) {
    line += (line.empty() ? "" : " · ") + std::to_string(static_cast<int>(code)) + " " + said(exit_words(code), style);
  }
  std::string text;
  for (const auto& part : wrap(line, style.width - 2)) { text += "  " + part + "\n"; }
  return text;
}

std::string section(const Message& title, const HelpStyle& style) { return "\n" + said(title, style) + "\n"; }

/// An example in the registry speaks of `case` where any register may stand.
std::string example_for(const Command& command, const std::string& noun) {
  std::string example = command.example;
  const auto at = example.find(any_register);
  if (at != std::string::npos) { example.replace(at, any_register.size(), noun); }
  return example;
}

}  // namespace

std::string program_help(const HelpStyle& style) {
  auto text = said(message("Usage: {0}", "scamdesk [OPTION...] NOUN VERB ..."), style) + "\n\n";
  for (const auto& line :
       wrap(said(message("The survey of the missions on nationals harmed by online scams, and the case work around it. "
                         "Without a command it says what is to do today."),
                 style),
            style.width)) {
    text += line + "\n";
  }
  std::vector<Row> rows;
  for (const auto& noun : nouns()) { rows.emplace_back(noun.name, said(Message{noun.summary, {}}, style)); }
  text += section(message("Commands:"), style) + columns(rows, style);
  Typed unused;
  Spec globals;
  declare_globals(globals, unused);
  rows = option_rows(globals, style);
  rows.emplace_back("--help", said(message("this page; also after a noun and a verb"), style));
  rows.emplace_back("--version", said(message("the program's version"), style));
  text += section(message("Global options, before or after the noun:"), style) + columns(rows, style);
  text += section(message("Example:"), style) + "  scamdesk return set 2025-10 reports_received=330\n";
  return text;
}

std::string noun_help(const std::string& noun, const HelpStyle& style) {
  auto text = said(message("Usage: {0}", "scamdesk " + noun + " VERB ..."), style) + "\n";
  for (const auto& each : nouns()) {
    if (each.name == noun) { text += "\n" + said(Message{each.summary, {}}, style) + "\n"; }
  }
  std::vector<Row> rows;
  std::string example;
  for (const auto* command : verbs_of(noun)) {
    rows.emplace_back(command->verb, said(Message{command->summary, {}}, style));
    if (example.empty()) { example = example_for(*command, noun); }
  }
  text += section(message("Verbs:"), style) + columns(rows, style);
  text += section(message("Example:"), style) + "  " + example + "\n\n";
  return text + said(message("'{0}' tells more of one verb.", "scamdesk " + noun + " VERB --help"), style) + "\n";
}

std::string command_help(const Command& command, const Spec& spec, const Spec& globals, const HelpStyle& style) {
  const auto call = call_of(command, spec.noun());
  auto usage = call + (spec.all().empty() ? "" : " [OPTION...]") + (spec.usage().empty() ? "" : " " + spec.usage());
  auto text = said(message("Usage: {0}", usage), style) + "\n\n";
  for (const auto& line : wrap(said(Message{command.summary, {}}, style), style.width)) { text += line + "\n"; }
  std::vector<Row> rows;
  for (const auto& each : spec.explanations()) { rows.emplace_back(each.word, said(each.about, style)); }
  if (!rows.empty()) { text += "\n" + columns(rows, style); }
  if (!spec.all().empty()) { text += section(message("Options:"), style) + columns(option_rows(spec, style), style); }
  std::string names;
  for (const auto& option : globals.all()) {
    names += (names.empty() ? "" : " ") + option.names.substr(option.names.find("--"));
  }
  text += section(message("Global options ('scamdesk --help' explains them):"), style);
  for (const auto& line : wrap(names, style.width - 2)) { text += "  " + line + "\n"; }
  text += section(message("Example:"), style) + "  " + example_for(command, spec.noun()) + "\n";
  return text + section(message("Exit codes:"), style) + exits(spec.exit_codes(), style);
}

}  // namespace scamdesk::cli
