// SPDX-License-Identifier: Apache-2.0
#include "commands/interview/conversation.hpp"
#include "commands/register/register.hpp"

namespace scamdesk::cli {
namespace {

/// A record to be: its answers are kept here, and written together at the end.
class InterviewedRecord : public Interviewed {
public:
  InterviewedRecord(Desk& desk, std::string noun, std::string mission)
      : m_desk(desk), m_noun(std::move(noun)), m_mission(std::move(mission)) {}

  Result<Text> begin() { return draft({}).map([&] { return m_draft.title; }); }
  const std::optional<RecordWritten>& written() const { return m_written; }

  Result<std::vector<AskedQuestion>> questions() override { return m_draft.questions; }
  Status write(const Assignments& answers, const std::string& /*place*/) override {
    auto all = m_given;
    all.insert(all.end(), answers.begin(), answers.end());
    return draft(all).map([&] { m_given = std::move(all); });
  }
  Result<std::vector<CheckFinding>> findings() override { return m_draft.findings; }
  bool stops(const CheckFinding& finding) const override { return finding.severity == "hard"; }
  Status confirm(const std::string& /*field*/) override { return {}; }
  Status give_reason(const CheckFinding& /*finding*/, Conversation& /*talk*/) override { return {}; }
  Status stand_at(const std::string& /*field*/) override { return {}; }
  Status leave(const std::string& /*field*/, Conversation& talk) override {
    talk.say(message("\nleft; nothing was recorded"));
    return {};
  }
  Status finish(Conversation& talk) override {
    const auto line = talk.ask(message("\nall is answered. Enter records it, < goes back, :q leaves: "));
    if (line && *line == "<") { return talk.back(), Status(); }
    if (!line || *line == ":q") { return talk.end(), leave({}, talk); }
    if (!line->empty() && *line != "y" && *line != "Y") { return {}; }  // asked again
    auto record = m_desk.add_record(m_noun, m_mission, m_given);
    if (!record && record.error().code == Errc::bad_input) { return talk.report(record.error()), talk.back(), Status(); }
    if (!record) { return fail(record.error()); }
    m_written = std::move(*record);
    return talk.end(), Status();
  }
  Message on_leaving() const override { return message("leaves, and nothing is recorded"); }

private:
  Status draft(const Assignments& answers) {
    return m_desk.draft_record(m_noun, m_mission, answers).map([&](RecordDraft&& draft) { m_draft = std::move(draft); });
  }

  Desk& m_desk;
  std::string m_noun, m_mission;
  Assignments m_given;
  RecordDraft m_draft;
  std::optional<RecordWritten> m_written;
};

}  // namespace

Result<std::optional<RecordWritten>> ask_for_record(Session& session, const std::string& noun, const std::string& mission) {
  if (!session.settings().may_ask) {
    return fail(Errc::usage, message("an interview needs a terminal to ask on"),
                message("give answers with 'scamdesk {0} add --FIELD VALUE' or 'scamdesk {0} import FILE'", noun));
  }
  const auto desk = session.desk();
  if (!desk) { return fail(desk.error()); }
  InterviewedRecord about(**desk, noun, mission);
  const auto title = about.begin();
  if (!title) { return fail(title.error()); }
  Conversation talk(session, about);
  talk.say(message("{0}: a new record", *title));
  talk.say(message("Enter keeps and goes on, ? helps, :q leaves; all is recorded at the end"));
  return talk.go({}).map([&] { return about.written(); });
}

}  // namespace scamdesk::cli
