// SPDX-License-Identifier: Apache-2.0
#include "session.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <termios.h>
#include <unistd.h>
#include <utility>

#include "output/errors.hpp"
#include "output/file.hpp"

namespace scamdesk::cli {
namespace {

/// A workbook has the cells of a CSV, and JSON Lines the rows of JSON.
constexpr std::array<std::pair<std::string_view, Format>, 7> format_names{{{"text", Format::text},
                                                                           {"xlsx", Format::csv},
                                                                           {"jsonl", Format::json},
                                                                           {"json", Format::json},
                                                                           {"csv", Format::csv},
                                                                           {"md", Format::markdown},
                                                                           {"html", Format::html}}};

/// Turns the terminal's echo off while a secret is typed.
class Unseen {
public:
  Unseen() {
    m_ok = tcgetattr(STDIN_FILENO, &m_before) == 0;
    auto quiet = m_before;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (m_ok) { tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet); }
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;
  ~Unseen() {
    if (m_ok) { tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before); }
  }

private:
  termios m_before{};
  bool m_ok = false;
};

std::string read_line() {
  std::string line;
  for (int c = std::getchar(); c != EOF && c != '\n'; c = std::getchar()) { line.push_back(static_cast<char>(c)); }
  return line;
}

/// A reason for no value, which CSV has its own word for.
bool is_reason(const Data& data) {
  const auto* object = std::get_if<Data::Object>(&data.value());
  return object != nullptr && object->size() == 1 && object->front().first == "na";
}

/// A list stands in one CSV cell in its words, not as JSON.
Table flat(Table table) {
  for (auto& row : table.rows) {
    for (auto& cell : row) {
      const auto& value = cell.data.value();
      const bool nested = std::holds_alternative<Data::Array>(value) || std::holds_alternative<Data::Object>(value);
      if (nested && !is_reason(cell.data)) { cell.data = Data(cell.text.en); }
    }
  }
  return table;
}

/// A row an object; a blank is null, so that importing it clears.
std::string json_lines(const Table& table) {
  std::string lines;
  for (const auto& row : table.rows) {
    Data::Object object;
    for (std::size_t i = 0; i < row.size() && i < table.columns.size(); ++i) {
      object.emplace_back(table.columns[i].key, row[i].data);
    }
    lines += to_json(Data(std::move(object)), false);
    if (!lines.ends_with('\n')) { lines += '\n'; }
  }
  return lines;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words) { all += (all.empty() ? "" : ", ") + word; }
  return all;
}

}  // namespace

Session::Session(Settings settings, Common common)
    : m_settings(std::move(settings)),
      m_common(std::move(common)),
      m_progress(m_settings.lang, !m_settings.quiet && isatty(STDERR_FILENO) == 1) {}

Status Session::choose_format() {
  auto name = m_settings.format;
  if (name.empty()) {
    const auto end = std::filesystem::path(m_common.output).extension().string();
    const auto& known = m_common.formats;
    name = !end.empty() && std::ranges::find(known, end.substr(1)) != known.end() ? end.substr(1) : "text";
  }
  m_as_workbook = name == "xlsx";
  m_as_lines = name == "jsonl";
  if (m_common.bom && name != "csv") {
    return fail(Errc::usage, message("{0}: only CSV begins with a byte order mark", "--bom"), message("add --format csv"));
  }
  const auto* found = std::ranges::find(format_names, name, &std::pair<std::string_view, Format>::first);
  if (found == format_names.end() || std::ranges::find(m_common.formats, name) == m_common.formats.end()) {
    return fail(Errc::usage, message("{0}: {1} is none of {2}", "--format", name, joined(m_common.formats)));
  }
  m_format = found->second;
  return {};
}

DeskOptions Session::desk_options() {
  DeskOptions options;
  options.store = m_settings.store;
  options.templates = m_settings.templates;
  options.now = m_settings.now();
  options.actor = m_settings.actor;
  if (m_common.personal) { options.origin = account_and_machine(); }
  options.as_of = m_settings.as_of;
  options.wait = m_settings.wait;
  options.seed = m_settings.seed;
  options.dry_run = m_common.dry_run;
  options.read_only = !m_common.writes;
  options.passphrase = [this] { return passphrase(); };
  return options;
}

Result<Desk*> Session::desk() {
  if (m_desk) { return &*m_desk; }
  auto opened = Desk::open(desk_options());
  if (!opened) { return fail(opened.error()); }
  if (m_common.writes && (m_settings.fixed_now || m_settings.seed)) {
    const auto info = opened->info();
    if (!info) { return fail(info.error()); }
    if (!info->exercise) {
      return fail(Errc::not_permitted, message("{0}: a real desk is written with the real clock", m_settings.store),
                  message("leave out --now, SCAMDESK_NOW and SCAMDESK_SEED, or use an exercise desk"));
    }
  }
  m_desk.emplace(std::move(*opened));
  return &*m_desk;
}

bool Session::has_desk() const {
  std::error_code error;
  return std::filesystem::exists(m_settings.store, error);
}

Result<FormInfo> Session::form(const std::string& name) {
  if (!has_desk()) { return read_form(m_settings.templates, name); }
  return desk().and_then([&](Desk* open) { return open->form(name); });
}

Result<std::vector<FormInfo>> Session::forms() {
  if (!has_desk()) { return list_forms(m_settings.templates); }
  return desk().and_then([](Desk* open) { return open->forms(); });
}

WriteStyle Session::style() const {
  return {m_settings.lang, m_settings.width, m_settings.colour_out && m_common.output.empty(), m_common.bom};
}

Status Session::write_out(const std::string& bytes) {
  m_progress.clear();
  if (!m_common.output.empty() && m_common.output != "-") {
    auto done = write_file(m_common.output, bytes, {m_common.force, m_common.for_everybody});
    if (done) { say(message("wrote {0}", m_common.output)); }
    return done;
  }
  if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size() || std::fflush(stdout) != 0) {
    return fail(Errc::io, message("standard output could not be written"));
  }
  return {};
}

Status Session::show(const Table& table) {
  if (m_as_workbook) { return show(std::vector<Table>{table}); }
  if (m_as_lines) { return write_out(json_lines(table)); }
  return write_out(m_format == Format::csv ? write(flat(table), m_format, style()) : write(table, m_format, style()));
}

Status Session::show(const std::vector<Table>& tables) {
  if (!m_as_workbook) { return show(tables.front()); }
  return write_workbook(tables).and_then([&](const std::string& bytes) { return write_out(bytes); });
}

Status Session::show(const Document& document) { return write_out(write(document, m_format, style())); }

Status Session::show(const std::string& text, const Data& data) {
  return write_out(m_format == Format::json ? to_json(data) : text);
}

void Session::say(const Message& done) {
  if (m_settings.quiet) { return; }
  m_progress.clear();
  auto line = word(done, lang());
  if (m_common.dry_run) { line += word(message(" (dry run: nothing was kept)"), lang()); }
  std::fprintf(stderr, "%s\n", line.c_str());
}

void Session::warn(const Message& warning) {
  m_progress.clear();
  std::fprintf(stderr, "%s%s\n", word(message("warning: "), lang()).c_str(), word(warning, lang()).c_str());
}

void Session::warn(const Error& warning) {
  const auto line = error_line(warning, lang());
  warn(message("{0}", line));
  if (warning.hint) { std::fprintf(stderr, "%s\n", word(message("hint: {0}", *warning.hint), lang()).c_str()); }
}

void Session::report(const Error& error) {
  m_progress.clear();
  print_error(error, {lang(), m_settings.colour_err, m_settings.verbose});
}

void Session::tell_more(const Message& detail) {
  if (m_settings.verbose) { std::fprintf(stderr, "%s\n", word(detail, lang()).c_str()); }
}

bool Session::fails_on(std::string_view finding) const {
  const std::string all = "," + m_common.fail_on + ",";
  return all.find("," + std::string(finding) + ",") != std::string::npos;
}

Status Session::confirm(const Message& question) {
  if (m_common.yes) { return {}; }
  const auto words = word(question, lang());
  if (!m_settings.may_ask) {
    return fail(Errc::usage, message("{0} (there is nobody to ask)", question), message("say --yes to go on"));
  }
  std::fprintf(stderr, "%s [y/N] ", words.c_str());
  const auto answer = read_line();
  if (answer == "y" || answer == "Y" || answer == "yes") { return {}; }
  return fail(Errc::not_permitted, message("stopped; nothing was changed"));
}

Result<std::string> Session::ask_secret(const Text& label) {
  if (!m_settings.may_ask) {
    return fail(Errc::usage, message("{0}: there is nobody to ask", label),
                message("give it as @FILE, or as - on standard input"));
  }
  std::fprintf(stderr, "%s: ", label.in(lang()).c_str());
  const Unseen unseen;
  auto value = read_line();
  std::fputc('\n', stderr);
  return value;
}

}  // namespace scamdesk::cli
