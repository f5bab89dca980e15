// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <scamdesk/desk.hpp>
#include <scamdesk/document.hpp>
#include <scamdesk/error.hpp>
#include <scamdesk/form.hpp>
#include <scamdesk/progress.hpp>
#include <scamdesk/secret.hpp>

#include "exit.hpp"
#include "output/progress.hpp"
#include "settings.hpp"

namespace scamdesk::cli {

/// What several commands share of their own options, and what kind of command it is.
struct Common {
  bool writes = false;  ///< appends to a desk
  bool makes = false;   ///< makes a new desk or new files
  bool personal = false;  ///< personal data is shown
  bool for_everybody = false;  ///< the file written is blank, to be handed out
  bool dry_run = false;
  bool force = false;
  bool yes = false;
  std::string output;
  std::string fail_on;
  std::string passphrase_file;
  bool bom = false;
  std::vector<std::string> may_fail_on;
  std::vector<std::string> formats{"text", "json", "csv"};
};

/// One run of the program: its settings, its desk, and the only hands that write to the screen.
class Session {
public:
  Session(Settings settings, Common common);

  const Settings& settings() const { return m_settings; }
  const Common& common() const { return m_common; }
  Lang lang() const { return m_settings.lang; }
  Format format() const { return m_format; }
  /// Checks that this command can write the format asked for, and takes it from the output file's name when none was.
  Status choose_format();

  /// The desk, opened on first use. Refuses a fixed clock or seed when a real desk would be written.
  Result<Desk*> desk();
  DeskOptions desk_options();
  /// For a command that writes only when asked to; before the desk is opened.
  void begin_writing() { m_common.writes = true; }
  /// For a command that shows personal data when asked to, which the desk notes.
  void begin_disclosing() { m_common.writes = m_common.personal = true; }
  /// What is written into a file holds nobody's answers: others may read it, as the umask has it. All else is private.
  void hand_out() { m_common.for_everybody = true; }
  /// True when the desk's file is there.
  bool has_desk() const;
  /// A form that the desk knows, or that lies among the templates when there is no desk.
  Result<FormInfo> form(const std::string& name);
  Result<std::vector<FormInfo>> forms();
  Progress* progress() { return &m_progress; }

  /// Data, to standard output or into --output.
  Status show(const Table& table);
  /// Tables as the sheets of a workbook, where that is the format; else the first.
  Status show(const std::vector<Table>& tables);
  /// True when an XLSX workbook was asked for.
  bool as_workbook() const { return m_as_workbook; }
  Status show(const Document& document);
  /// Bytes as they are; for machines `data`, when given, in JSON.
  Status show(const std::string& text, const Data& data = {});

  /// What was done, on standard error; nothing with --quiet. A dry run is said to be one.
  void say(const Message& done);
  /// What the officer should know all the same.
  void warn(const Message& warning);
  void warn(const Error& warning);
  void report(const Error& error);
  /// With --verbose only.
  void tell_more(const Message& detail);

  /// True when --fail-on names this finding.
  bool fails_on(std::string_view finding) const;
  /// Asks on the terminal; without one, --yes answers. Errors: usage when nobody can answer.
  Status confirm(const Message& question);
  /// A value typed without being shown. Errors: usage when there is nobody to ask.
  Result<std::string> ask_secret(const Text& label);
  /// The desk's passphrase: out of --passphrase-file, or typed. Errors: config when nobody can give it, or when others
  /// can read the file.
  Result<Secret> passphrase();
  /// A new one: out of a file, or typed twice. Errors: as above.
  Result<Secret> new_passphrase(const std::string& file);

private:
  Status write_out(const std::string& bytes);
  WriteStyle style() const;

  Settings m_settings;
  Common m_common;
  Format m_format = Format::text;
  bool m_as_workbook = false;
  bool m_as_lines = false;  ///< JSON Lines
  std::optional<Desk> m_desk;
  TerminalProgress m_progress;
};

}  // namespace scamdesk::cli
