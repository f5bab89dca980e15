// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include <fmt/format.h>

#include "base/files.hpp"
#include "base/text.hpp"
#include "desk/survey.hpp"
#include "document/letter.hpp"
#include "report/coverage.hpp"

namespace scamdesk {
namespace {

namespace fs = std::filesystem;

/// A mission that left the roster after the round was opened is known by its code alone.
Mission nameless(const MissionCode& code) {
  Mission mission;
  mission.code = code;
  mission.name = {code.value(), code.value()};
  return mission;
}

/// Official style: `2025. 10. 31.`
Text day_words(Date day) {
  return {fmt::format("{}. {}. {}.", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day())),
          to_string(day)};
}

Text day_count(int days) { return {fmt::format("{}일", days), fmt::format("{} day{}", days, days == 1 ? "" : "s")}; }

/// What a letter says of one mission; a name without a value is left out of it.
struct Facts {
  const RoundStatus& status;
  const MissionStanding& standing;
  const Mission& mission;
  Text form;

  Date due() const { return survey::due_of(status.round, standing.mission); }
  int days_over() const { return days_between(due(), seoul_date(status.as_of)); }
  const Expected& expected() const { return status.round.expected.at(standing.mission); }

  std::map<std::string, std::string> values(Lang lang) const {
    const auto& round = status.round;
    const bool extended = expected().extended_to.has_value();
    const bool overdue = days_over() > 0;
    return {{"mission", standing.mission.value()},
            {"mission_name", mission.name.in(lang)},
            {"round", round.id.value()},
            {"form", form.in(lang)},
            {"opened", day_words(round.opened_on).in(lang)},
            {"as_of", moment(lang)},
            {"expected", std::to_string(status.expected)},
            {"filed", std::to_string(status.filed + status.nil + status.late)},
            {"due", day_words(due()).in(lang)},
            {"extended", extended ? "yes" : ""},
            {"extension_reason", extended ? expected().reason : ""},
            {"overdue", overdue ? "yes" : ""},
            {"days_left", days_over() < 0 ? "yes" : ""},
            {"due_today", days_over() == 0 ? "yes" : ""},
            {"days", day_count(std::abs(days_over())).in(lang)},
            {"lock", round.lock ? day_words(*round.lock).in(lang) : ""},
            {"has_waiting", standing.waiting.empty() ? "" : "yes"},
            {"waiting", waiting()}};
  }
  /// The files of its packages that are held or were refused.
  std::string waiting() const {
    std::vector<std::string> files;
    for (const auto& package : standing.waiting) { files.push_back(package.file); }
    return base::join(files, ", ");
  }
  /// `2025. 10. 20. 09:00`, `2025-10-20 09:00`.
  std::string moment(Lang lang) const {
    const auto there = to_string(status.as_of + std::chrono::hours(9));
    return day_words(seoul_date(status.as_of)).in(lang) + " " + there.substr(11, 5);
  }
};

Table contacts() {
  return {"scamdesk.reminders/1", "missions", {}, word(message("Reminders")),
          {{"mission", word(message("Mission"))}, {"name_ko", word(message("Name (Korean)"))}, {"name_en", word(message("Name (English)"))},
           {"email", word(message("E-mail"))}, {"phone", word(message("Telephone"))}, {"phone_24h", word(message("Telephone, 24 hours"))},
           {"address_ko", word(message("Address (Korean)"))}, {"address_en", word(message("Address (English)"))},
           {"round", word(message("Round"))}, {"state", word(message("State"))}, {"due", word(message("Due"))},
           {"days_over", word(message("Days past due")), Align::right}, {"waiting", word(message("Waiting packages"))},
           {"letter", word(message("Letter"))}},
          {}, {}};
}

std::vector<TableCell> contact_row(const Facts& facts, const std::string& letter) {
  const auto& mission = facts.mission;
  return {mission.code.value(), mission.name.ko, mission.name.en, mission.email, mission.phone, mission.phone_24h,
          mission.address.ko, mission.address.en, facts.status.round.id.value(), std::string(to_string(facts.standing.standing)),
          to_string(facts.due()), facts.days_over(), facts.waiting(), letter};
}

Result<std::string> read_template(const std::string& templates, Lang lang) {
  const auto file = fs::path(templates) / "letters" / (lang == Lang::ko ? "reminder.ko.txt" : "reminder.en.txt");
  return base::read_file(file, std::uint64_t{1} << 20);
}

/// Letters that stand in the folder to missions that are reminded no more.
std::vector<std::string> letters_left(const RoundStatus& status, const std::string& folder) {
  std::vector<std::string> left;
  std::error_code error;
  for (const auto& standing : status.missions) {
    const auto name = standing.mission.value() + ".txt";
    if (standing.standing != Standing::missing && fs::exists(fs::path(folder) / name, error)) { left.push_back(name); }
  }
  return left;
}

/// All is made before the first is written: one that stands already leaves none behind.
Status write_all(const std::string& folder, const std::vector<std::pair<fs::path, std::string>>& letters, bool replace) {
  std::error_code error;
  for (const auto& [file, text] : letters) {
    if (!replace && fs::exists(file, error)) {
      return fail(Errc::cannot_create, message("{0}: it exists already", file.string()),
                  message("choose another name, or write over it with --force"));
    }
  }
  fs::create_directories(folder, error);
  if (error) { return fail(Errc::cannot_create, message("{0}: {1}", folder, error.message())); }
  for (const auto& [file, text] : letters) {
    if (auto written = base::write_file(file, text, {replace}); !written) { return written; }
  }
  return {};
}

}  // namespace

Result<Desk::Reminded> Desk::remind(const std::string& round, const RemindTo& to) {
  if (auto status = desk::require_headquarters(*m_impl); !status) { return fail(status.error()); }
  auto status = round_status(round);
  if (!status) { return fail(status.error()); }
  return desk::reading(*m_impl, [&]() -> Result<Reminded> {
    const auto roster = desk::roster(*m_impl);
    if (!roster) { return fail(roster.error()); }
    const auto form = m_impl->registers.pinned(status->round.form_hash);
    if (!form) { return fail(form.error()); }
    const auto text = read_template(m_impl->options.templates, to.lang);
    if (!text) { return fail(text.error()); }
    Table table = contacts();
    std::vector<std::pair<fs::path, std::string>> files;
    for (const auto& standing : status->missions) {
      if (standing.standing != Standing::missing) { continue; }
      const auto* known = roster->find(standing.mission);
      const auto mission = known == nullptr ? nameless(standing.mission) : *known;
      const Facts facts{*status, standing, mission, (*form)->title};
      auto letter = document::fill_letter(*text, facts.values(to.lang));
      if (!letter) { return fail(letter.error()); }
      const auto name = standing.mission.value() + ".txt";
      table.rows.push_back(contact_row(facts, name));
      files.emplace_back(fs::path(to.folder) / name, std::move(*letter));
    }
    WriteStyle style;
    style.lang = to.lang;
    style.bom = to.bom;
    if (!files.empty()) { files.emplace_back(fs::path(to.folder) / "reminders.csv", write(table, Format::csv, style)); }
    if (!m_impl->options.dry_run && !files.empty()) {
      if (auto written = write_all(to.folder, files, to.replace); !written) { return fail(written.error()); }
    }
    std::vector<std::string> names;
    for (const auto& [file, bytes] : files) { names.push_back(file.string()); }
    auto left = letters_left(*status, to.folder);
    return Reminded{std::move(*status), std::move(names), std::move(left), std::move(table)};
  });
}

}  // namespace scamdesk
