// SPDX-License-Identifier: Apache-2.0
#include "commands/spec.hpp"

#include <utility>

namespace scamdesk::cli {

Spec& Spec::words(std::string usage, std::vector<std::string>& into, std::size_t least, std::size_t most) {
  m_usage = std::move(usage);
  m_words = &into;
  m_least = least;
  m_most = most;
  return *this;
}

Spec& Spec::explain(std::string word, const char* about) {
  m_explanations.push_back({std::move(word), Message{about, {}}});
  return *this;
}

Spec& Spec::add(Option option) {
  m_options.push_back(std::move(option));
  return *this;
}

Spec& Spec::option(std::string names, std::string metavar, std::string& into, const char* about,
                   std::vector<std::string> choices) {
  return add({std::move(names), std::move(metavar), Message{about, {}}, &into, std::move(choices)});
}

Spec& Spec::options(std::string names, std::string metavar, std::vector<std::string>& into, const char* about) {
  return add({std::move(names), std::move(metavar), Message{about, {}}, &into});
}

Spec& Spec::flag(std::string names, bool& into, const char* about) {
  return add({std::move(names), {}, Message{about, {}}, &into});
}

Spec& Spec::required() {
  m_options.back().required = true;
  return *this;
}

Spec& Spec::round() {
  return explain("ROUND", N_("the round, e.g. 2025-10; may be left out when exactly one is open"));
}

Spec& Spec::writes() {
  m_common.writes = true;
  exits({Exit::data, Exit::no_input, Exit::io, Exit::busy, Exit::no_permission, Exit::config});
  return flag("-n,--dry-run", m_common.dry_run, N_("do everything but keep nothing"));
}

Spec& Spec::makes() {
  m_common.makes = true;
  exits({Exit::no_input, Exit::cannot_create, Exit::io, Exit::no_permission});
  return flag("-n,--dry-run", m_common.dry_run, N_("do everything but keep nothing"));
}

Spec& Spec::output() {
  option("-o,--output", "FILE", m_common.output, N_("write to this file instead of the screen"));
  exits({Exit::cannot_create, Exit::io});
  flag("--bom", m_common.bom, N_("begin CSV with a byte order mark, for spreadsheets that need one"));
  return flag("--force", m_common.force, N_("write over a file that exists"));
}

Spec& Spec::passphrase() {
  exits({Exit::no_permission, Exit::config});
  return option("--passphrase-file", "FILE", m_common.passphrase_file,
                N_("the passphrase of the desk's keys, in the first line of a file that nobody else can read"));
}

Spec& Spec::yes() { return flag("--yes", m_common.yes, N_("answer the question that would be asked with yes")); }

Spec& Spec::fail_on(std::vector<std::string> findings) {
  m_common.may_fail_on = findings;
  m_exits.insert(Exit::findings);
  return option("--fail-on", "FINDING,...", m_common.fail_on,
                N_("end with 1 when any of these is found, though reading went well"), std::move(findings));
}

Spec& Spec::reads_files() { return exits({Exit::data, Exit::no_input, Exit::io}); }

Spec& Spec::exits(std::initializer_list<Exit> codes) {
  m_exits.insert(codes.begin(), codes.end());
  return *this;
}

Spec& Spec::formats(std::vector<std::string> formats) {
  m_common.formats = std::move(formats);
  return *this;
}

Spec& Spec::fields(std::vector<std::string>& extras) {
  m_extras = &extras;
  return *this;
}

void declare_globals(Spec& spec, Typed& typed) {
  spec.option("--store", "FILE", typed.store, N_("the desk (SCAMDESK_STORE; else $XDG_DATA_HOME/scamdesk/desk.db)"));
  spec.option("--templates", "DIR", typed.templates, N_("forms, codes, missions, reports (SCAMDESK_TEMPLATES)"));
  spec.option("--format", "FORMAT", typed.format, N_("text, json or csv; reports also md and html"),
              {"text", "json", "csv", "md", "html"});
  spec.flag("--json", typed.json, N_("short for --format json"));
  spec.option("--lang", "LANG", typed.lang, N_("ko or en (SCAMDESK_LANG; else ko)"), {"ko", "en"});
  spec.option("--actor", "NAME", typed.actor, N_("the officer, kept with every change (SCAMDESK_ACTOR; else the login)"));
  spec.option("--now", "TIME", typed.now, N_("the clock; when writing, in exercises only (SCAMDESK_NOW)"));
  spec.option("--as-of", "TIME", typed.as_of, N_("reading only: what this desk held at that time"));
  spec.option("--wait", "SECONDS", typed.wait, N_("how long to wait for another writer (5)"));
  spec.flag("-q,--quiet", typed.quiet, N_("say nothing of what was done"));
  spec.flag("-v,--verbose", typed.verbose, N_("say more: the desk, the templates, the kind of an error"));
  spec.flag("--no-input", typed.no_input, N_("never ask"));
  spec.option("--color", "WHEN", typed.color, N_("auto, always or never (also NO_COLOR)"), {"auto", "always", "never"});
}

}  // namespace scamdesk::cli
