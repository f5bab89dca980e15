// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <fstream>

#include "commands/common.hpp"
#include "commands/desk/desk.hpp"
#include "commands/package/package.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> cards;
  std::string list;
  bool from_held = false;
};

Table as_table(const Desk::EnrolReport& report) {
  Table table;
  table.schema = "scamdesk.enrolled/1";
  table.rows_key = "desks";
  table.columns = {{"mission", said("Mission")}, {"fingerprint", said("Fingerprint")}, {"outcome", said("Outcome")}, {"file", said("Card")}};
  for (const auto& desk : report.desks) {
    const auto outcome = desk.changed ? said("enrolled") : said("enrolled already");
    table.rows.push_back({desk.mission.value(), desk.fingerprint, {outcome, Data(desk.changed ? "enrolled" : "known")}, desk.file});
  }
  return table;
}

/// A fingerprint's digits alone, so that spaces and capitals do not matter.
std::string digits(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'F';
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || upper) { kept += upper ? static_cast<char>(c - 'A' + 'a') : c; }
  }
  return kept;
}

/// `MISSION,FINGERPRINT` lines, as they were told to headquarters. Errors: config when it cannot be read, data for a bad line.
using Told = std::vector<std::pair<std::string, std::string>>;
Result<Told> read_list(const std::string& file) {
  std::ifstream lines(file);
  if (!lines) { return fail(Errc::not_found, message("{0}: no such file", file)); }
  Told told;
  std::size_t row = 0;
  for (std::string line; std::getline(lines, line);) {
    ++row;
    if (line.ends_with('\r')) { line.pop_back(); }
    const auto comma = line.find(',');
    const auto print = comma == std::string::npos ? std::string() : digits(std::string_view(line).substr(comma + 1));
    if (line.empty() || (row == 1 && line.starts_with("mission"))) { continue; }
    if (print.size() != 32) {
      return fail(Errc::bad_input, message("a line is MISSION,FINGERPRINT, with all 32 digits"), {}, SourcePlace{file, row, 0});
    }
    told.emplace_back(line.substr(0, comma), print);
  }
  return told;
}

/// Which of them are the desks that their missions told of: by the list, or by a person who compares, one by one.
Result<std::vector<std::string>> compared(Session& session, const std::vector<Desk::Enrolled>& held, const std::string& list) {
  std::vector<std::string> same;
  if (!list.empty()) {
    const auto told = read_list(list);
    if (!told) { return fail(told.error()); }
    for (const auto& desk : held) {
      const std::pair wanted(desk.mission.value(), digits(desk.fingerprint));
      if (std::ranges::find(*told, wanted) != told->end()) { same.push_back(desk.fingerprint); }
    }
    return same;
  }
  if (!session.settings().may_ask) {
    return fail(Errc::usage, message("somebody has to compare the fingerprints"), message("give --list FILE, or run this on a terminal"));
  }
  for (const auto& desk : held) {
    const auto answer = session.confirm(message("{0} says {1}: is it what the mission told you?", desk.mission.value(), desk.fingerprint));
    if (answer) { same.push_back(desk.fingerprint); }
  }
  return same;
}

Result<Desk::EnrolReport> enrol_held(Session& session, Desk& desk, const std::string& list) {
  const auto held = desk.held_desks();
  if (!held) { return fail(held.error()); }
  const auto same = compared(session, *held, list);
  if (!same) { return fail(same.error()); }
  for (const auto& other : *held) {
    if (std::ranges::find(*same, other.fingerprint) == same->end()) {
      session.warn(message("{0}: not enrolled, since nobody vouched for {1}", other.mission.value(), other.fingerprint));
    }
  }
  return desk.enrol_held(*same);
}

Result<Exit> enrol(Session& session, const Options& options) {
  const auto report = session.desk().and_then([&](Desk* desk) {
    return options.from_held ? enrol_held(session, *desk, options.list) : desk->enrol(options.cards);
  });
  if (!report) { return fail(report.error()); }
  if (auto shown = session.show(as_table(*report)); !shown) { return fail(shown.error()); }
  const auto fresh = std::ranges::count(report->desks, true, &Desk::Enrolled::changed);
  session.say(message("desks enrolled: {0}; enrolled already: {1}", fresh,
                      static_cast<std::ptrdiff_t>(report->desks.size()) - fresh));
  if (!report->merged.packages.empty()) {
    session.say(message("packages that waited for them and came in: {0}; records changed: {1}",
                        report->merged.packages.size(), report->merged.records_changed));
  }
  return Exit::ok;
}

}  // namespace

Run desk_enrol(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("CARD...", opt->cards, 0, Spec::any_number).explain("CARD", N_("a desk's card, made by 'scamdesk desk card'"));
  spec.passphrase().writes();
  spec.flag("--from-held", opt->from_held, N_("the desks whose packages are held, once their fingerprints were compared"));
  spec.option("--list", "FILE", opt->list, N_("lines of MISSION,FINGERPRINT to compare with, in place of asking"));
  return [opt](Session& session) -> Result<Exit> {
    if (opt->from_held == !opt->cards.empty()) {
      return fail(Errc::usage, message("name cards, or say --from-held"), message("--help shows what is expected"));
    }
    return enrol(session, *opt);
  };
}

}  // namespace scamdesk::cli
