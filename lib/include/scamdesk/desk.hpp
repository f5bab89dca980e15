// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <scamdesk/assignment.hpp>
#include <scamdesk/conflict.hpp>
#include <scamdesk/document.hpp>
#include <scamdesk/erasure.hpp>
#include <scamdesk/error.hpp>
#include <scamdesk/export.hpp>
#include <scamdesk/form.hpp>
#include <scamdesk/ids.hpp>
#include <scamdesk/interview.hpp>
#include <scamdesk/mission.hpp>
#include <scamdesk/package.hpp>
#include <scamdesk/progress.hpp>
#include <scamdesk/query.hpp>
#include <scamdesk/secret.hpp>
#include <scamdesk/survey.hpp>
#include <scamdesk/time.hpp>

namespace scamdesk {

/// Everything a desk needs from outside: the library reads no clock, environment or configuration of its own.
struct DeskOptions {
  std::string store;      ///< the desk's file
  std::string templates;  ///< folder of forms, codes, missions, alerts, reports, advisories
  Instant now{};          ///< the clock of this call
  std::string actor;      ///< the officer, kept with every revision
  std::string origin = {};  ///< account@machine, kept in the access log
  std::optional<Instant> as_of = std::nullopt;     ///< reading only: what this desk held then, by arrival
  std::chrono::milliseconds wait{5000};            ///< for another writer
  std::optional<std::string> seed = std::nullopt;  ///< fixed randomness: exercises and tests only
  bool dry_run = false;                            ///< do everything but the commit
  bool read_only = false;
  /// Asked once, and only when a secret key is needed that lies under a passphrase: to sign a package, to open a sealed
  /// one. Empty: nobody can be asked, and what needs it is an error (config).
  std::function<Result<Secret>()> passphrase = {};
};

/// What working a passphrase out costs (argon2id), each time it is asked for.
enum class LockCost : unsigned char {
  usual,  ///< 64 MiB of memory, 10 passes: for every desk that is used
  least      ///< a passphrase that is guessed quickly: for tests alone
};

struct NewDesk {
  MissionCode mission;
  bool headquarters = false;
  bool exercise = false;
  std::string kit;  ///< a package of headquarters' for this mission, or headquarters' card; empty: none
  std::optional<Secret> passphrase = std::nullopt;  ///< none: the secret keys lie in the store as they are
  LockCost cost = LockCost::usual;
};

struct DeskInfo {
  MissionCode mission;
  Text mission_name;
  bool headquarters = false;
  bool exercise = false;
  std::string fingerprint;
  std::string headquarters_fingerprint;  ///< empty when none is pinned
  bool has_passphrase = false;           ///< its secret keys lie under one
  bool can_be_sealed_to = false;         ///< false in a desk older than sealing keys, until 'desk rotate'
  std::size_t records = 0, revisions = 0, held = 0, conflicts = 0;
  std::vector<std::string> open_rounds;
};

/// One thing to do today, with the command that does it.
struct Task { Text what; std::string command; };

struct RecordQuery {
  std::string form;
  std::string where;  ///< an expression over the record's questions; empty: all
  std::string text;   ///< words to find in its texts; empty: no matter
  std::size_t limit = 0;  ///< 0: all
  bool retired = false;   ///< also the retired ones
};

struct RecordWritten {
  std::string id;      ///< UUID
  std::string number;  ///< short number; empty when the form's key makes the id
  bool changed = true; ///< false: it was so already
  std::vector<CheckFinding> findings = {};  ///< soft and info ones that the change brought; hard ones refuse it
};

struct ImportOptions {
  std::vector<std::string> key = {};  ///< questions that rows are matched by; empty: the form's import key
  std::string encoding = {};          ///< of CSV: utf-8, cp949
  std::string rejects = {};           ///< a file for the bad rows: then the good ones are written; empty: all or none
};
struct ImportReport {
  std::size_t rows = 0, added = 0, changed = 0, known = 0;
  std::vector<Error> errors;  ///< every bad row, with file, row and column; then nothing was written, or the good rows alone
  std::size_t rejected = 0;   ///< rows that were left out of the good ones
  std::vector<Error> warnings = {};  ///< free texts of rows that were taken which seem to hold personal numbers, the first hundred
  std::size_t warned = 0;     ///< all of them
};

/// What became of one filled workbook.
struct WorkbookTaken {
  enum class Outcome : unsigned char { taken, known, partly, refused };
  std::string file;
  MissionCode mission;  ///< as its cover says; empty when it could not be read
  RoundId round;
  Outcome outcome = Outcome::refused;
  std::size_t changed = 0;          ///< cells written
  std::size_t relevant = 0, blank = 0;
  bool attested = false;            ///< name, post and date stand at its end
  std::vector<Error> errors;        ///< why it was refused, or which cells were left, with sheet and cell
};

enum class ReturnState : unsigned char { draft, filed, accepted };

/// The facade: one method per use case. Each opens no more than it needs, is one transaction, and answers with a value
/// or an Error: not_found, bad_input, not_permitted, busy, io, config (see the method where it says more).
/// ROUND may be empty where exactly one round is open. `mission` may be empty at a mission: its own.
class SCAMDESK_EXPORT Desk {
public:
  /// Makes a desk with its own key pair; on a dry run one whose file is gone already. With a kit, pins headquarters' key and merges what the kit brings.
  /// Errors: cannot_create when the file exists; not_found for an unknown mission.
  static Result<Desk> create(const DeskOptions& options, const NewDesk& desk);
  /// Errors: not_found when there is no desk; config when it is newer than this program.
  static Result<Desk> open(const DeskOptions& options);
  Desk(Desk&&) noexcept;
  Desk& operator=(Desk&&) noexcept;
  ~Desk();

  // the desk itself
  Result<DeskInfo> info();
  Result<std::vector<Task>> today();
  /// This desk's public part, signed by itself: text to send to headquarters.
  Result<std::string> card();
  /// Headquarters only: enrols the desks of these cards; packages held for them come in by themselves.
  struct Enrolled { std::string file; MissionCode mission; std::string fingerprint; bool changed = true; };
  struct EnrolReport { std::vector<Enrolled> desks; MergeReport merged; };
  Result<EnrolReport> enrol(const std::vector<std::string>& cards);
  /// Headquarters only: the desks whose packages are held since they are not enrolled; `changed` says nothing here.
  Result<std::vector<Enrolled>> held_desks();
  /// Enrols those of them, by whole fingerprint, that were compared with what their missions say. Errors: not_found for one
  /// that no held package comes from.
  Result<EnrolReport> enrol_held(const std::vector<std::string>& fingerprints);
  /// The desks that headquarters enrolled or revoked, and what is known of their keys.
  Result<Table> trusted();
  /// Headquarters only: from now on nothing that this desk writes counts beyond what is held here, or beyond the last good
  /// revision where one is named by the beginning of its id. What is here of it stays in the histories.
  struct Revocation {
    std::string desk;  ///< the beginning of its fingerprint
    std::string reason;
    std::string last_good = {};
  };
  /// Errors: not_found; not_permitted for this desk itself; bad_input without a reason.
  Result<Enrolled> revoke(const Revocation& revocation);
  /// Puts the secret keys under another passphrase, or under none, which is asked for once the present one was found right.
  /// What was copied from the desk's file before still opens with the old one. True when there is one now.
  /// Errors: not_permitted for a wrong passphrase; what `wanted` answers.
  using WantedPassphrase = std::function<Result<std::optional<Secret>>()>;
  Result<bool> change_passphrase(const WantedPassphrase& wanted, LockCost cost = LockCost::usual);
  /// A new sealing key; what was sealed to those before it still opens. The next packages tell it to the others.
  /// With `signing` a new signing key too: this desk goes on as a new one. Headquarters' own old key vouches for it and is
  /// revoked by it; a mission's is to be enrolled, and its old one revoked, at headquarters.
  Status rotate(bool signing = false);
  /// What is missing and what is to be mended; with `all` also what was.
  Result<Table> gaps(bool all = false);
  /// The desks whose forks are to be mended: at headquarters all, at a mission this one alone.
  Result<std::vector<ForkedDesk>> forked_desks();
  /// Mends this desk where it went on from an old copy of itself: it takes a new signing key, and its chains so far end
  /// with both branches. Headquarters' old key vouches for the new one, as when it rotates; a mission's new key is to be
  /// enrolled, and tells every desk that it takes the old one's place. A desk that is not forked stays as it is.
  struct Repair { bool changed = false, headquarters = false; std::string former, fingerprint; };
  Result<Repair> repair();
  Result<Table> log(std::size_t limit);
  /// The packages made here, when, for whom, and since when acknowledged; and those that came, with what became of them.
  /// The newest first, so many; 0: all.
  Result<Table> package_log(std::size_t limit);
  /// One hash over settled values, of one owner or of all.
  Result<Hash> digest(const std::optional<Owner>& owner);
  /// Each fault is a message, the access log's too; empty: all is sound. `rebuild` makes the tables again from the ledger first.
  Result<std::vector<Message>> verify(bool rebuild);

  /// Copies the desk, keys and all, as it is at one moment into a file that only its owner may read, and verifies the copy
  /// before it gets its name. Others go on reading, and who writes waits. On a dry run the copy goes away again.
  /// Errors: cannot_create when the file exists and may not be replaced; io when the copy does not verify.
  struct Backup { std::size_t records = 0, revisions = 0; };
  Result<Backup> back_up(const std::string& file, bool replace);

  /// Puts a backup, or a copied store, in place as the desk of `options.store`: copied beside, verified wholly, and given a
  /// new signing key, so that a desk which had gone on makes no fork; only then it takes its place. On a dry run it goes
  /// away again. Headquarters' old key vouches for the new one; a mission's has to be enrolled.
  /// Errors: not_found; config when it is no desk; cannot_create when the store exists and may not be replaced; io when the
  /// backup does not verify; not_permitted for a real desk where only an exercise may be.
  struct Restore {
    std::string backup;
    bool replace = false;
    bool exercise_only = false;  ///< the clock is not the real one
  };
  struct Restored {
    MissionCode mission{std::string()};
    bool headquarters = false;
    std::optional<Instant> as_of;  ///< when the backup last came to hold something
    std::size_t records = 0, revisions = 0;
    std::string former, fingerprint;
  };
  static Result<Restored> restore(const DeskOptions& options, const Restore& wanted);

  // the roster
  Result<std::vector<Mission>> missions();
  Result<ImportReport> import_missions(const std::string& file);

  // forms this desk knows
  Result<std::vector<FormInfo>> forms();
  Result<FormInfo> form(const std::string& name);
  /// The form that a round pins, whatever the templates hold by now.
  Result<FormInfo> round_form(const std::string& round);
  /// As scamdesk::diff_forms, and `NAME@VERSION` or `round:ROUND` too. Errors: not_found with the nearest version.
  Result<FormDiff> diff_forms(const std::string& older, const std::string& newer);

  // rounds
  struct OpenRound { RoundId id; std::string form; Date due{}; std::optional<Date> lock; std::vector<MissionCode> expect; };
  Result<Round> open_round(const OpenRound& round);
  Result<std::vector<Round>> rounds();
  Result<RoundStatus> round_status(const std::string& round);
  Status extend_round(const std::string& round, const MissionCode& mission, Date due, const std::string& reason);
  Status exempt_round(const std::string& round, const MissionCode& mission, const std::string& reason);
  Status close_round(const std::string& round);
  /// One package per expected mission into the folder; returns what was made.
  Result<std::vector<PackResult>> make_kits(const std::string& round, const std::string& folder, bool replace, Progress* progress);
  /// A workbook to fill (XLSX) beside each kit: MISSION.xlsx in the folder, made as `return_workbook` makes one.
  Result<std::vector<std::string>> make_workbooks(const std::string& round, const std::string& folder, bool replace, Progress* progress);

  /// The reminder of each mission that is missing in the round, in one language: a mission that filed or is exempt has none.
  /// MISSION.txt in the folder, after templates/letters/reminder.LANG.txt, and reminders.csv with the contacts of all,
  /// for a mail merge. Files are written when all are made. `left` names letters that stand in the folder to missions which
  /// are reminded no more. Headquarters only. Errors: cannot_create when one stands and `replace` is not given.
  struct RemindTo { std::string folder; Lang lang = Lang::ko; bool replace = false, bom = false; };
  struct Reminded { RoundStatus status; std::vector<std::string> files, left; Table missions; };
  Result<Reminded> remind(const std::string& round, const RemindTo& to);

  // returns
  Result<Return> start_return(const std::string& round, const std::string& mission);
  /// Begins it with what the mission filed in the last round before it, each answer marked unconfirmed: finalising asks
  /// for each to be confirmed or changed. Errors: not_found when it filed nothing.
  Result<Return> start_return_from_last(const std::string& round, const std::string& mission);
  /// Confirms answers carried over: questions, rows or groups by name; all when none is named.
  Result<Return> confirm_return(const std::string& round, const std::string& mission, const std::vector<std::string>& fields);
  /// What changed since the mission's last filed round, or since what it filed in `against`. Rows meet by their identity.
  Result<Table> diff_return(const std::string& round, const std::string& mission, const std::string& against);
  Result<Return> nil_return(const std::string& round, const std::string& mission);
  Result<Return> set_return(const std::string& round, const std::string& mission, const Assignments& answers);
  Result<Return> import_return(const std::string& round, const std::string& mission, const std::string& file, const std::string& encoding);
  /// The return as it stands, or as it would begin, as a spreadsheet to be filled in; without sensitive questions.
  Result<std::string> return_workbook(const std::string& round, const std::string& mission);
  /// Takes workbooks that were filled in, each by itself, into the returns of the missions on their covers: what its
  /// officer changed against the answers it was made from, and not what was changed otherwise here meanwhile.
  /// A bad one never stops the others; one taken before changes nothing. `round`, `mission`: what their covers must say.
  Result<std::vector<WorkbookTaken>> import_workbooks(const std::string& round, const std::string& mission, const std::vector<std::string>& files, Progress* progress);
  Result<std::vector<CheckFinding>> check_return(const std::string& round, const std::string& mission);
  /// The return as a conversation. Errors: not_permitted on a filed return.
  Result<Interview> interview(const std::string& round, const std::string& mission);
  /// Writes answers as they are given, and notes the field where the interview stands; that note stays at this desk.
  Result<Return> answer_interview(const std::string& round, const std::string& mission, const Assignments& answers, const std::string& place);
  /// Records why a soft finding stands: for `CHECK`, or `CHECK:FIELD` where it finds something in several rows. It holds
  /// for the values that made the finding. Errors: not_found for an unknown check; not_permitted for one that is not
  /// soft; bad_input without a reason, or when the check finds nothing.
  Result<CheckFinding> override_check(const std::string& round, const std::string& mission, const std::string& check, const std::string& reason);
  Result<Return> show_return(const std::string& round, const std::string& mission, bool filed);
  /// Errors: bad_input when a hard check fails or a soft one has no recorded reason; its findings are `more`.
  Result<Return> finalise_return(const std::string& round, const std::string& mission);
  Result<Return> reopen_return(const std::string& round, const std::string& mission, const std::string& reason);
  Result<Table> returns(const std::string& round);
  /// As it was filed in its version N. Errors: not_found when no filing bears that number.
  Result<Return> show_return_version(const std::string& round, const std::string& mission, std::size_t version);
  /// As `record_history`, with the version that each filing is. Errors: not_found when it is not begun.
  Result<Table> return_history(const std::string& round, const std::string& mission);
  /// Headquarters only: accepts what the mission filed, and names that filing: a later one is not accepted by it.
  /// Accepted already: as it stands. Errors: not_found when nothing was filed; not_permitted while queries are not closed.
  Result<Return> accept_return(const std::string& round, const std::string& mission);

  // queries
  /// Headquarters only. What was asked already is not asked again. Errors: not_found when nothing was filed, or for an
  /// unknown field with the nearest; bad_input without a text.
  Result<QueriesRaised> raise_queries(const NewQuery& query);
  Result<std::vector<Query>> queries(const QueryFilter& filter);
  /// A corrected value reopens the return, and is filed by finalising it again; when the query's check passes then, the
  /// query closes by itself. Errors: not_permitted for a closed query; bad_input without value and text, or for a value
  /// that the form does not take.
  Result<Query> answer_query(const std::string& id, const QueryAnswer& answer);
  /// Headquarters only: accepts an answer, or withdraws a query that has none. Closed already: as it stands.
  Result<Query> close_query(const std::string& id, const std::string& note);

  // registers
  Result<RecordWritten> add_record(const std::string& form, const std::string& mission, const Assignments& answers);
  /// What `add_record` would be given so far, as a conversation. Errors: as add_record, but for what the checks find.
  Result<RecordDraft> draft_record(const std::string& form, const std::string& mission, const Assignments& answers);
  Result<RecordWritten> set_record(const std::string& form, const std::string& id, const Assignments& answers);
  Result<RecordWritten> retire_record(const std::string& form, const std::string& id, const std::string& reason);
  /// A record of a linking register (one with `record` questions) between two records.
  Result<RecordWritten> link_records(const std::string& form, const std::string& id, const std::string& other_form, const std::string& other_id, const Assignments& answers);
  /// Sensitive values stand masked in all of these.
  Result<Table> show_record(const std::string& form, const std::string& id);
  Result<Table> list_records(const RecordQuery& query);
  Result<Table> record_history(const std::string& form, const std::string& id);
  Result<ImportReport> import_records(const std::string& form, const std::string& mission, const std::vector<std::string>& files, const ImportOptions& how, Progress* progress);
  /// The register's records in a table fit for CSV or JSON Lines; sensitive questions are left out.
  Result<Table> export_records(const std::string& form);
  /// The same for a workbook: the records, and the rows of each repeat in a table of their own, joined by id and number.
  Result<std::vector<Table>> export_sheets(const std::string& form);

  // personal data
  /// The same with sensitive values as they are. Who was told what of whom, when, from where and why is noted in the
  /// access log before the table is given. `reason`: a code of templates/codes/access_reason.csv, the officer's own words
  /// after a colon (`rescue: 가족과 통화`); empty: the one this officer gave in the last eight hours for this record, or for
  /// one linked to it: what it names, what names it, and what a linking record names beside it (a case and its persons).
  /// Errors: usage without a reason; not_permitted as of an earlier time or on a dry run, which could not be noted.
  Result<Table> disclose_record(const std::string& form, const std::string& id, const std::string& reason);
  Result<Table> disclose_history(const std::string& form, const std::string& id, const std::string& reason);
  /// As export_records and export_sheets. The reason holds for this once.
  Result<Table> disclose_records(const std::string& form, const std::string& reason);
  Result<std::vector<Table>> disclose_sheets(const std::string& form, const std::string& reason);
  /// The newest disclosures, the newest first; 0: all.
  Result<Table> access_log(std::size_t limit);
  /// Each entry that is not as it was written is a message; empty: all are.
  Result<std::vector<Message>> verify_access_log();

  // erasure by law
  /// Headquarters only: destroys values of a record here, and by the packages that follow wherever they are held. The
  /// record's header stays, its cells read `erased`. Errors: usage without a reason of the list and its legal basis;
  /// not_found for an unknown field with the nearest; not_permitted at a mission's desk.
  Result<Erasure> erase_record(const ErasureOrder& order);

  // packages
  struct PackTo { std::string file; std::string mission; std::string folder; bool replace = false; };
  /// To headquarters from a mission; from headquarters to `mission`, or one to every mission into `folder`.
  Result<std::vector<PackResult>> pack(const PackTo& to, Progress* progress);
  Result<MergeReport> merge(const std::vector<std::string>& packages, Progress* progress);
  /// As inspect_package, and what is inside when it is sealed to this desk and its keys can be used.
  Result<PackageInfo> inspect(const std::string& file);

  // conflicts
  Result<Table> conflicts();
  /// By its id or a beginning of four digits that no other has. Errors: not_found; bad_input when several match.
  Result<OpenConflict> conflict(const std::string& id);
  /// Settles it for all desks: a revision that has seen every value, and travels. Taking one of two filings makes the
  /// return read as it was filed, unless it was reopened since. Errors: as `conflict`; usage without a value or with a
  /// number that it has not; bad_input without a reason, for a value the form does not take, or one a hard check stops.
  Result<ConflictResolved> resolve_conflict(const std::string& id, const Resolution& resolution);

  // documents
  Result<Document> report(const std::string& name, const std::string& round, const std::string& mission);
  Result<Document> advisory_draft(const std::string& country, const std::string& round);
  /// Read only, over the documented views.
  Result<Table> sql(const std::string& query);

  struct Impl;

private:
  explicit Desk(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> m_impl;
};

/// What kind of personal number a text seems to hold by its shape (a passport's, say); empty: none.
SCAMDESK_EXPORT std::optional<Text> personal_number_in(const std::string& text);

/// What a package says of itself, checked as far as it can be without a desk; of a sealed one the outside alone.
/// Errors: bad_input (65); not_permitted when it is whole and not signed by its sender.
SCAMDESK_EXPORT Result<PackageInfo> inspect_package(const std::string& file);

/// The fingerprint of the desk whose card this is, or that made this package. Errors: not_found, bad_input, io.
SCAMDESK_EXPORT Result<std::string> card_fingerprint(const std::string& file);

/// Names and titles of the report definitions under `templates`.
SCAMDESK_EXPORT Result<Table> list_reports(const std::string& templates);

/// Invented, plausible, marked returns and case files for training, tests and benchmarks: the same bytes for the same
/// seed. Writes returns/CODE.json, cases/CODE.csv and plan.csv (mission, what: filed, nil, late, wrong, missing).
struct ExerciseOptions {
  std::string folder, round, seed;
  std::vector<MissionCode> missions;  ///< empty: all with a consular district
  std::size_t cases = 0;              ///< in all
  Instant now{};
  bool dry_run = false;               ///< invent everything and write no file
};
struct ExerciseReport { std::size_t missions = 0, returns = 0, cases = 0; };
SCAMDESK_EXPORT Result<ExerciseReport> make_exercise(const std::string& templates, const ExerciseOptions& options, Progress* progress);

}  // namespace scamdesk
