// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/round/round.hpp"

namespace scamdesk::cli {
namespace {

Table round_table(const std::vector<Round>& rounds) {
  Table table;
  table.schema = "scamdesk.rounds/1";
  table.rows_key = "rounds";
  table.columns = {{"round", said("Round")}, {"form", said("Form")},        {"state", said("State")},
                   {"opened", said("Opened")}, {"due", said("Due")},          {"lock", said("Locked from")},
                   {"expected", said("Expected"), Align::right}};
  for (const auto& round : rounds) {
    const auto state = round.open ? said("open") : said("closed");
    const auto lock = round.lock ? TableCell(to_string(*round.lock)) : TableCell(said("stays open"), Data());
    table.rows.push_back({round.id.value(), round.form.value(), {state, Data(round.open ? "open" : "closed")},
                          to_string(round.opened_on), to_string(round.due), lock, round.expected.size()});
  }
  return table;
}

Text standing_word(Standing standing) {
  switch (standing) {
    case Standing::missing: return said("missing");
    case Standing::filed: return said("filed");
    case Standing::nil: return said("nil return");
    case Standing::late: return said("late");
    case Standing::exempt: return said("exempt");
  }
  return {};
}

const char* standing_key(Standing standing) {
  switch (standing) {
    case Standing::missing: return "missing";
    case Standing::filed: return "filed";
    case Standing::nil: return "nil";
    case Standing::late: return "late";
    case Standing::exempt: return "exempt";
  }
  return "";
}

TableCell moment(const std::optional<Instant>& instant) {
  return instant ? TableCell(seoul_time(*instant), Data(to_string(*instant))) : TableCell(Text{}, Data());
}

TableCell flag(bool value) { return {value ? said("yes") : Text{}, Data(value)}; }

TableCell waiting(const std::vector<MissionStanding::Waiting>& packages) {
  std::vector<std::string> files;
  Data::Array list;
  for (const auto& package : packages) {
    files.push_back(package.file);
    list.emplace_back(package.file);
  }
  return {plain(join(files, ", ")), list};
}

TableCell waiting_details(const std::vector<MissionStanding::Waiting>& packages, Lang lang) {
  Data::Array list;
  for (const auto& package : packages) {
    list.emplace_back(Data::Object{{"file", package.file},
                                   {"outcome", package.held ? "held" : "refused"},
                                   {"time", to_string(package.time)},
                                   {"receipt", package.receipt},
                                   {"reason", package.reason.in(lang)}});
  }
  return {Text{}, list};
}

Text waiting_words(const MissionStanding::Waiting& package) {
  const auto time = seoul_time(package.time);
  return package.held ? word(message("held since {0}: {1}, receipt {2}: {3}", time, package.file, package.receipt, package.reason))
                      : word(message("refused at {0}: {1}, receipt {2}: {3}", time, package.file, package.receipt, package.reason));
}

/// What headquarters granted the mission; a mission that left the round's list was granted nothing.
Expected granted(const RoundStatus& status, const MissionStanding& mission) {
  const auto found = status.round.expected.find(mission.mission);
  return found == status.round.expected.end() ? Expected{} : found->second;
}

Text remarks(const MissionStanding& mission, const Expected& expected) {
  std::vector<Text> all;
  if (expected.exempt) { all.push_back(word(message("exempt: {0}", expected.reason))); }
  if (!expected.exempt && expected.extended_to) { all.push_back(word(message("may file until {0}: {1}", to_string(*expected.extended_to), expected.reason))); }
  if (mission.changed_since_filed) { all.push_back(said("changed since filed")); }
  if (mission.after_lock) { all.push_back(said("filed after the lock")); }
  if (mission.version > 1) { all.push_back(word(message("version {0}; first filed {1}", mission.version, seoul_time(*mission.first_finalised_at)))); }
  if (mission.draft) { all.push_back(said("a draft is begun")); }
  if (mission.standing == Standing::late && mission.nil) { all.push_back(said("nil return")); }
  for (const auto& package : mission.waiting) { all.push_back(waiting_words(package)); }
  Text words;
  for (const auto& each : all) {
    words.ko += (words.ko.empty() ? "" : "; ") + each.ko;
    words.en += (words.en.empty() ? "" : "; ") + each.en;
  }
  return words;
}

Table status_table(const RoundStatus& status, Lang lang) {
  Table table;
  table.schema = "scamdesk.round-status/1";
  table.rows_key = "missions";
  table.head = {{"round", status.round.id.value()}, {"as_of", to_string(status.as_of)}, {"expected", status.expected},
                {"filed", status.filed},            {"nil", status.nil},                {"late", status.late},
                {"exempt", status.exempt},          {"missing", status.missing}};
  table.columns = {{"mission", said("Mission")},      {"state", said("State")},
                   {"nil", plain("nil")},              {"late", plain("late")},
                   {"finalised_at", plain("finalised_at")},   {"received_at", plain("received_at")},
                   {"changed_since_filed", plain("changed_since_filed")}, {"draft", plain("draft")},
                   {"findings", plain("findings")},   {"waiting", plain("waiting")}, {"after_lock", plain("after_lock")},
                   {"version", plain("version")},     {"first_finalised_at", plain("first_finalised_at")},
                   {"due", plain("due")},             {"reason", plain("reason")},
                   {"waiting_packages", plain("waiting_packages")}};
  for (const auto& mission : status.missions) {
    const auto expected = granted(status, mission);
    const auto due = to_string(expected.extended_to.value_or(status.round.due));
    const auto reason = expected.reason.empty() ? TableCell(Text{}, Data()) : TableCell(expected.reason);
    table.rows.push_back({mission.mission.value(),
                          {standing_word(mission.standing), Data(standing_key(mission.standing))},
                          flag(mission.nil), flag(mission.late), moment(mission.finalised_at),
                          moment(mission.received_at), flag(mission.changed_since_filed), flag(mission.draft),
                          mission.findings, waiting(mission.waiting), flag(mission.after_lock),
                          mission.version, moment(mission.first_finalised_at), due, reason,
                          waiting_details(mission.waiting, lang)});
  }
  table.note = word(message("{0} of {1} missions filed ({2} in time, {3} nil, {4} late); {5} exempt, {6} missing; as of {7}, Seoul",
                            status.filed + status.nil + status.late, status.expected, status.filed, status.nil,
                            status.late, status.exempt, status.missing, seoul_time(status.as_of)));
  return table;
}

/// For people: the state says nil and late, and what else is to be known stands in one column.
Table status_page(const RoundStatus& status) {
  auto table = status_table(status, Lang::en);
  table.columns = {{"mission", said("Mission")},    {"state", said("State")},       {"filed", said("Filed")},
                   {"received", said("Received")}, {"findings", said("Findings"), Align::right}, {"note", said("Note")}};
  table.rows.clear();
  for (const auto& mission : status.missions) {
    table.rows.push_back({mission.mission.value(), {standing_word(mission.standing), {}}, moment(mission.finalised_at),
                          moment(mission.received_at), mission.findings, {remarks(mission, granted(status, mission)), {}}});
  }
  return table;
}

bool any_waiting(const RoundStatus& status) {
  for (const auto& mission : status.missions) {
    if (!mission.waiting.empty()) { return true; }
  }
  return false;
}

Result<Exit> show_status(Session& session, const std::string& round) {
  const auto status = session.desk().and_then([&](Desk* desk) { return desk->round_status(round); });
  if (!status) { return fail(status.error()); }
  const auto table = session.format() == Format::text ? status_page(*status) : status_table(*status, session.lang());
  if (auto shown = session.show(table); !shown) { return fail(shown.error()); }
  const bool found = (session.fails_on("missing") && status->missing > 0) ||
                     (session.fails_on("late") && status->late > 0) ||
                     (session.fails_on("waiting") && any_waiting(*status));
  return found ? Exit::findings : Exit::ok;
}

}  // namespace

Run round_list(Spec& spec) {
  spec.exits({Exit::no_input, Exit::config});
  return [](Session& session) {
    return show(session, session.desk().and_then([](Desk* desk) { return desk->rounds(); }).map(round_table));
  };
}

Run round_status(Spec& spec) {
  const auto words = std::make_shared<std::vector<std::string>>();
  spec.words("[ROUND]", *words, 0, 1).round().fail_on({"missing", "late", "waiting"}).output();
  spec.exits({Exit::no_input, Exit::config});
  return [words](Session& session) {
    auto round = *words;
    return show_status(session, take_round(round));
  };
}

}  // namespace scamdesk::cli
