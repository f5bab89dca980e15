// SPDX-License-Identifier: Apache-2.0
#include "commands/registry.hpp"

#include <algorithm>
#include <array>

#include "commands/config/config.hpp"
#include "commands/conflict/conflict.hpp"
#include "commands/desk/desk.hpp"
#include "commands/document/document.hpp"
#include "commands/exercise/exercise.hpp"
#include "commands/form/form.hpp"
#include "commands/mission/mission.hpp"
#include "commands/package/package.hpp"
#include "commands/query/query.hpp"
#include "commands/register/register.hpp"
#include "commands/return/return.hpp"
#include "commands/round/round.hpp"
#include "completion/completion.hpp"

namespace scamdesk::cli {
namespace {

constexpr std::array noun_list{
    Noun{"desk", N_("this desk: its first day, its key, its soundness")},
    Noun{"mission", N_("the roster of missions")},
    Noun{"form", N_("the forms and their expression language")},
    Noun{"round", N_("runs of a survey: who is expected, who has filed")},
    Noun{"return", N_("a mission's answers in a round")},
    Noun{"query", N_("headquarters' questions on returns, and the answers")},
    Noun{any_register, N_("a register's records: case, person, involvement, site, ad, and every form dropped in")},
    Noun{"pack", N_("put what is new into a package")},
    Noun{"inspect", N_("what a package says of itself")},
    Noun{"merge", N_("fold packages into this desk")},
    Noun{"conflict", N_("fields that two people changed apart")},
    Noun{"report", N_("the standard reports")},
    Noun{"advisory", N_("drafts of travel advisories")},
    Noun{"sql", N_("a question in SQL, read only")},
    Noun{"exercise", N_("invented returns and cases for training and tests")},
    Noun{"config", N_("the settings, and what decided them")},
    Noun{"completion", N_("completion for bash, zsh, fish")},
};

constexpr std::array command_list{
    Command{"", "", "", N_("what is to do today"), "scamdesk", today, true},

    Command{"desk", "init", "", N_("Makes a desk with its own key pair."),
            "scamdesk desk init --mission KH-PNH --kit KH-PNH.sdpk", desk_init},
    Command{"desk", "show", "", N_("Shows whose desk this is and what it holds."), "scamdesk desk show", desk_show},
    Command{"desk", "card", "", N_("Writes this desk's card, which headquarters enrols."),
            "scamdesk desk card -o KH-PNH.card", desk_card},
    Command{"desk", "enrol", "enroll", N_("Headquarters only: enrols the desks of these cards; packages held for them come in."),
            "scamdesk desk enrol cards/*.card", desk_enrol},
    Command{"desk", "trust", "", N_("Lists the desks that are trusted; at headquarters also revokes one."),
            "scamdesk desk trust list", desk_trust},
    Command{"desk", "rotate", "", N_("Makes a new sealing key; packages sealed to the old ones still open."),
            "scamdesk desk rotate", desk_rotate},
    Command{"desk", "passphrase", "", N_("Puts the desk's keys under another passphrase, or under none."),
            "scamdesk desk passphrase", desk_passphrase},
    Command{"desk", "gaps", "", N_("Names what was promised by other desks and is not here yet."), "scamdesk desk gaps",
            desk_gaps},
    Command{"desk", "repair", "", N_("Mends this desk where it went on from an old copy of itself."), "scamdesk desk repair", desk_repair},
    Command{"desk", "verify", "", N_("Rechecks every id, chain, signature and table."), "scamdesk desk verify --rebuild",
            desk_verify},
    Command{"desk", "backup", "", N_("Copies the desk into a file, while others work on it, and verifies the copy."),
            "scamdesk desk backup /media/usb/KH-PNH-2025-11-03.db", desk_backup},
    Command{"desk", "restore", "", N_("Puts a backup in place as the desk, verified and with a new key."),
            "scamdesk desk restore /media/usb/KH-PNH-2025-11-03.db", desk_restore},
    Command{"desk", "digest", "", N_("One hash over all that stands here, equal wherever the same revisions are."),
            "scamdesk desk digest --owner KH-PNH", desk_digest},
    Command{"desk", "log", "", N_("The latest revisions and arrivals."), "scamdesk desk log --limit 20", desk_log},

    Command{"mission", "list", "", N_("Lists the missions of the roster."), "scamdesk mission list --json", mission_list},
    Command{"mission", "show", "", N_("Shows one mission, with its contacts."), "scamdesk mission show KH-PNH", mission_show},
    Command{"mission", "import", "", N_("Headquarters only: changes the roster from a file."),
            "scamdesk mission import missions.csv", mission_import},

    Command{"form", "list", "", N_("Lists the forms: surveys and registers."), "scamdesk form list", form_list},
    Command{"form", "show", "", N_("Shows a form's questions."), "scamdesk form show scam-survey", form_show},
    Command{"form", "check", "", N_("Checks definitions and says all that is wrong with them at once."),
            "scamdesk form check templates/forms/case.yaml", form_check},
    Command{"form", "diff", "", N_("Tells what changes between two versions of a form, and what is lost."),
            "scamdesk form diff round:2025-10 scam-survey --fail-on loss", form_diff},
    Command{"form", "eval", "", N_("Tries an expression of the form language."),
            "scamdesk form eval --expr '${a} + 1' --vars '{\"a\": \"2\"}'", form_eval},
    Command{"form", "export", "", N_("Writes a form for another program: a workbook to be filled in, or an XLSForm."),
            "scamdesk form export scam-survey --to workbook --prefill 2025-10 -o return.xlsx", form_export},
    Command{"form", "import", "", N_("Makes a definition from an XLSForm."), "scamdesk form import survey.xlsx -o survey.yaml", form_import},

    Command{"round", "open", "", N_("Headquarters only: opens a round of a survey."),
            "scamdesk round open 2025-10 --form scam-survey --due 2025-10-31", round_open},
    Command{"round", "list", "", N_("Lists the rounds."), "scamdesk round list", round_list},
    Command{"round", "status", "", N_("Shows who has filed and who has not."),
            "scamdesk round status 2025-10 --fail-on missing", round_status},
    Command{"round", "extend", "", N_("Headquarters only: gives missions a later day to file."),
            "scamdesk round extend 2025-10 --mission KH-PNH --due 2025-11-07 --reason '공문 2025-1234'", round_extend},
    Command{"round", "exempt", "", N_("Headquarters only: frees missions from a round."),
            "scamdesk round exempt 2025-10 --mission YE-SAN --reason '임시 철수'", round_exempt},
    Command{"round", "close", "", N_("Headquarters only: closes a round."), "scamdesk round close 2025-10", round_close},
    Command{"round", "kit", "", N_("Headquarters only: makes one file per mission to begin or go on with."),
            "scamdesk round kit 2025-10 -o kits", round_kit},
    Command{"round", "remind", "", N_("Headquarters only: writes the reminders to those who have not filed."),
            "scamdesk round remind 2025-10 -o reminders", round_remind},

    Command{"return", "start", "", N_("Begins the mission's return."), "scamdesk return start 2025-10", return_start},
    Command{"return", "confirm", "", N_("Says that answers carried over from the last round are right."),
            "scamdesk return confirm 2025-10 consular_staff countries[1]", return_confirm},
    Command{"return", "diff", "", N_("Shows what changed since the last round."), "scamdesk return diff 2025-10 --against 2025-04",
            return_diff},
    Command{"return", "nil", "", N_("Makes it a nil return: zeroes the counts, and only them."), "scamdesk return nil 2025-10",
            return_nil},
    Command{"return", "set", "", N_("Writes answers into the return."), "scamdesk return set 2025-10 reports_received=330",
            return_set},
    Command{"return", "fill", "", N_("Asks the return's questions one after the other, and saves each answer as it is given."),
            "scamdesk return fill 2025-10", return_fill},
    Command{"return", "import", "", N_("Reads answers from a file."), "scamdesk return import 2025-10 return.yaml",
            return_import},
    Command{"return", "check", "", N_("Checks the return and says what stops it from being filed."),
            "scamdesk return check 2025-10", return_check},
    Command{"return", "override", "", N_("Records why a soft finding stands; it holds until the values change."),
            "scamdesk return override 2025-10 persons-per-report --reason '한 신고에 27명'", return_override},
    Command{"return", "show", "", N_("Shows the return's answers."), "scamdesk return show 2025-10 --json", return_show},
    Command{"return", "finalise", "finalize", N_("Files the return as it stands."), "scamdesk return finalise 2025-10",
            return_finalise},
    Command{"return", "reopen", "", N_("Begins the next version of a filed return."),
            "scamdesk return reopen 2025-10 --reason '집계 오류 정정'", return_reopen},
    Command{"return", "accept", "", N_("Headquarters only: accepts what a mission filed."),
            "scamdesk return accept 2025-10 --mission KH-PNH", return_accept},
    Command{"return", "history", "", N_("Shows who changed what in a return, when it was filed, and in which version."),
            "scamdesk return history 2025-10", return_history},
    Command{"return", "list", "", N_("Lists the returns held here."), "scamdesk return list 2025-10", return_list},

    Command{"query", "raise", "", N_("Headquarters only: asks a mission about a field of its return."),
            "scamdesk query raise 2025-10 --mission KH-PNH --field reports_received --text '지난 차수의 세 배인 까닭'", query_raise},
    Command{"query", "list", "", N_("Lists the queries that are not closed."), "scamdesk query list 2025-10 --state all", query_list},
    Command{"query", "answer", "", N_("Answers a query by a corrected value, a justification, or both."),
            "scamdesk query answer PNH-25-0001 --value 33", query_answer},
    Command{"query", "close", "", N_("Headquarters only: accepts the answer, or withdraws the query."),
            "scamdesk query close PNH-25-0001", query_close},

    Command{any_register, "add", "", N_("Adds a record; the options are the form's questions."),
            "scamdesk case add --kind confinement --country KH --status Active", register_add},
    Command{any_register, "set", "", N_("Changes fields of a record."), "scamdesk case set PNH-25-0012 status=Closed",
            register_set},
    Command{any_register, "show", "", N_("Shows a record, personal data masked."), "scamdesk case show PNH-25-0012",
            register_show},
    Command{any_register, "list", "", N_("Lists records."),
            "scamdesk case list --where \"status = 'Active' and country = 'KH'\"", register_list},
    Command{any_register, "find", "", N_("Finds records by words in their texts."), "scamdesk case find 감금", register_find},
    Command{any_register, "history", "", N_("Shows who changed what in a record, and when."),
            "scamdesk case history PNH-25-0012", register_history},
    Command{any_register, "link", "", N_("Links two records, e.g. a case and a person."),
            "scamdesk case link PNH-25-0012 person PNH-25-0003 victim_status=confirmed", register_link},
    Command{any_register, "retire", "", N_("Takes a record out of the lists; it stays in the ledger."),
            "scamdesk case retire PNH-25-0012 --reason '중복'", register_retire},
    Command{any_register, "erase", "", N_("Headquarters only: destroys a record's values, by law, at every desk."),
            "scamdesk person erase PNH-25-0003 --field passport --reason 'retention: 개인정보 보호법 제21조'", register_erase},
    Command{any_register, "import", "", N_("Reads records from files; the same file twice adds nothing."),
            "scamdesk case import cases.csv --encoding cp949", register_import},
    Command{any_register, "export", "", N_("Writes all records, without personal data."),
            "scamdesk case export --format csv -o cases.csv", register_export},

    Command{"pack", "", "", N_("Packs what the addressee does not hold yet, from a mission to headquarters or back."),
            "scamdesk pack -o KH-PNH-2025-10.sdpk", pack},
    Command{"inspect", "", "", N_("Shows what a package says of itself, without merging it."),
            "scamdesk inspect KH-PNH-2025-10.sdpk", inspect},
    Command{"merge", "", "", N_("Folds packages into this desk; a bad one never stops the others."),
            "scamdesk merge inbox --dry-run", merge},
    Command{"conflict", "list", "", N_("Lists the fields that hold different answers of different people."),
            "scamdesk conflict list --fail-on conflict", conflict_list},
    Command{"conflict", "show", "", N_("Shows a conflict's values with their numbers: who gave each, when, at which mission."),
            "scamdesk conflict show 3fa91c07", conflict_show},
    Command{"conflict", "resolve", "", N_("Settles a conflict for all desks, by one of its values or by another."),
            "scamdesk conflict resolve 3fa91c07 --take 2 --reason '공관에 확인'", conflict_resolve},
    Command{"report", "list", "", N_("Lists the reports."), "scamdesk report list", report_list},
    Command{"report", "run", "", N_("Writes a report."),
            "scamdesk report run national --round 2025-10 -o national.html", report_run},
    Command{"advisory", "draft", "", N_("Drafts a country's travel advisory from what missions filed."),
            "scamdesk advisory draft KH --round 2025-10 -o KH.html", advisory_draft},
    Command{"sql", "", "", N_("Asks the desk's views in SQL, read only."),
            "scamdesk sql \"SELECT country, count(*) FROM cases GROUP BY country\"", sql},
    Command{"exercise", "", "", N_("Makes invented, plausible, marked returns and case files."),
            "scamdesk exercise --out exercise --round 2025-10 --seed 1 --cases 1000", exercise},
    Command{"config", "", "", N_("Shows the settings of this run, and what decided each."), "scamdesk config --show-origin",
            config},
    Command{"completion", "", "", N_("Writes a completion script for a shell."),
            "scamdesk completion bash > ~/.local/share/bash-completion/completions/scamdesk", completion},
};

}  // namespace

std::span<const Command> commands() { return command_list; }

std::span<const Noun> nouns() { return noun_list; }

bool is_noun(std::string_view noun) {
  return noun != any_register && std::ranges::find(noun_list, noun, &Noun::name) != noun_list.end();
}

std::vector<const Command*> verbs_of(std::string_view noun) {
  const auto family = is_noun(noun) ? noun : any_register;
  std::vector<const Command*> verbs;
  for (const auto& command : command_list) {
    if (command.noun == family) { verbs.push_back(&command); }
  }
  return verbs;
}

const Command* find_command(std::string_view noun, std::string_view verb) {
  const auto family = noun.empty() || is_noun(noun) ? noun : any_register;
  for (const auto& command : command_list) {
    const bool named = command.verb == verb || (!command.also.empty() && command.also == verb);
    if (command.noun == family && named) { return &command; }
  }
  return nullptr;
}

std::string call_of(const Command& command, std::string_view noun) {
  std::string call = "scamdesk";
  if (!command.noun.empty()) { call += " " + std::string(command.noun == any_register ? noun : command.noun); }
  if (!command.verb.empty()) { call += " " + std::string(command.verb); }
  return call;
}

}  // namespace scamdesk::cli
