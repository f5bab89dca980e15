// SPDX-License-Identifier: Apache-2.0
#include "program.hpp"

#include <cstdio>
#include <iterator>
#include <optional>

#include "arguments.hpp"
#include "commands/fields.hpp"
#include "output/errors.hpp"
#include "output/help.hpp"

namespace scamdesk::cli {
namespace {

Exit complain(const Error& error, Lang lang) {
  print_error(error, {lang, false, false});
  return to_exit(error.code);
}

Exit print(const std::string& text, Lang lang) {
  const bool done = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  return done ? Exit::ok : complain(Error{Errc::io, message("standard output could not be written")}, lang);
}

/// Help goes by the defaults where an option is wrong: who asks for help should get it.
HelpStyle help_style(const CommandLine& line) {
  const auto settings = settle({});
  return {language(line.lang), settings ? settings->width : 100};
}

/// The settings of a help page that must look at a form: only what says where the desk and the templates are.
Session quiet_session(const CommandLine& line, const Spec& spec) {
  Typed typed;
  Spec globals;
  declare_globals(globals, typed);
  std::vector<std::string> extras;
  Spec open(line.noun);
  open.fields(extras);
  parse(open, globals, line.rest);
  auto settings = settle(typed).value_or(Settings{});
  auto common = spec.common();
  common.writes = false;
  return Session(settings, common);
}

Exit help_for_command(const CommandLine& line, const Command& command) {
  Spec spec(line.noun);
  const auto run = command.declare(spec);
  Typed typed;
  Spec globals;
  declare_globals(globals, typed);
  const auto lang = language(line.lang);
  if (spec.extras() == nullptr) { return print(command_help(command, spec, globals, help_style(line)), lang); }
  auto session = quiet_session(line, spec);
  const auto form = session.form(line.noun);
  if (!form) { return complain(form.error(), lang); }
  Fields fields(*form);
  fields.declare(spec);
  return print(command_help(command, spec, globals, help_style(line)), lang);
}

/// A register's noun must be a form's name; what is neither gets the nearest of both.
Status check_register(const CommandLine& line) {
  auto session = quiet_session(line, Spec());
  if (form_kind(session.settings().templates, line.noun) == std::string("register")) { return {}; }
  const auto forms = session.forms();
  std::vector<std::string> known;
  for (const auto& form : forms ? *forms : std::vector<FormInfo>()) {
    if (form.kind != "register") { continue; }
    if (form.name == line.noun) { return {}; }
    known.push_back(form.name);
  }
  for (const auto& noun : nouns()) { known.emplace_back(noun.name); }
  return fail(Errc::usage, message("{0}: no such command or register", line.noun),
              suggestion(line.noun, known, message("'scamdesk --help' lists the commands")));
}

Exit help(const CommandLine& line) {
  const auto lang = language(line.lang);
  if (line.noun.empty()) { return print(program_help(help_style(line)), lang); }
  if (const auto* command = find_command(line.noun, line.verb)) { return help_for_command(line, *command); }
  if (!is_noun(line.noun)) {
    if (const auto known = check_register(line); !known) { return complain(known.error(), lang); }
  }
  return print(noun_help(line.noun, help_style(line)), lang);
}

Error unknown_verb(const CommandLine& line) {
  std::vector<std::string> verbs;
  for (const auto* command : verbs_of(line.noun)) { verbs.emplace_back(command->verb); }
  return {Errc::usage, message("{0}: {1} has no such verb", line.verb, line.noun),
          suggestion(line.verb, verbs, message("'scamdesk {0} --help' lists its verbs", line.noun))};
}

Exit no_command(const CommandLine& line) {
  const auto lang = language(line.lang);
  if (!is_noun(line.noun)) {
    if (const auto known = check_register(line); !known) { return complain(known.error(), lang); }
  }
  if (!line.verb.empty()) { return complain(unknown_verb(line), lang); }
  const auto page = noun_help(line.noun, help_style(line));
  std::fputs(page.c_str(), stderr);
  return Exit::usage;
}

Status check_kind(const Settings& settings, const Common& common) {
  if (settings.as_of && (common.writes || common.makes)) {
    return fail(Errc::usage, message("{0} goes with commands that read", "--as-of"));
  }
  return {};
}

Result<Exit> perform(Session& session, const Run& action) {
  if (auto done = session.choose_format(); !done) { return fail(done.error()); }
  session.tell_more(message("desk {0}, templates {1}", session.settings().store, session.settings().templates));
  return action(session);
}

Result<Exit> run(const CommandLine& line, const Command& command, std::optional<Session>& session) {
  Typed typed;
  Spec globals;
  declare_globals(globals, typed);
  Spec spec(line.noun);
  const auto action = command.declare(spec);
  if (auto done = parse(spec, globals, line.rest); !done) { return fail(done.error()); }
  const auto settings = settle(typed);
  if (!settings) { return fail(settings.error()); }
  if (auto done = check_kind(*settings, spec.common()); !done) { return fail(done.error()); }
  return perform(session.emplace(*settings, spec.common()), action);
}

/// What went wrong with a register that there is not is that it is not there.
Error explained(const CommandLine& line, const Command& command, Error error) {
  if (command.noun != any_register) { return error; }
  const auto known = check_register(line);
  return known ? error : known.error();
}

Exit run(const CommandLine& line, const Command& command) {
  std::optional<Session> session;
  const auto exit = run(line, command, session);
  if (exit) { return *exit; }
  const auto error = explained(line, command, exit.error());
  if (!session) { return complain(error, language(line.lang)); }
  session->report(error);
  return to_exit(error.code);
}

}  // namespace

Exit run_program(const std::vector<std::string>& arguments) {
  const auto line = find_words(arguments);
  if (!line) { return complain(line.error(), language({})); }
  if (line->version) { return print("scamdesk " SCAMDESK_VERSION "\n", language({})); }
  if (line->help) { return help(*line); }
  const auto* command = find_command(line->noun, line->verb);
  return command == nullptr ? no_command(*line) : run(*line, *command);
}

}  // namespace scamdesk::cli
