// SPDX-License-Identifier: Apache-2.0
#include "commands/interview/conversation.hpp"
#include "commands/return/answers.hpp"
#include "commands/return/return.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string mission;
};

/// A mission's return: every answer is saved as it is given.
class InterviewedReturn : public Interviewed {
public:
  InterviewedReturn(Desk& desk, std::string round, std::string mission)
      : m_desk(desk), m_round(std::move(round)), m_mission(std::move(mission)) {}

  /// Begins the return where it is not begun.
  Result<Interview> begin() {
    return m_desk.start_return(m_round, m_mission).and_then([&](const Return&) { return m_desk.interview(m_round, m_mission); });
  }

  Result<std::vector<AskedQuestion>> questions() override {
    return m_desk.interview(m_round, m_mission).map([](Interview&& asked) { return std::move(asked.questions); });
  }
  Status write(const Assignments& answers, const std::string& place) override {
    return m_desk.answer_interview(m_round, m_mission, answers, place).map([](const auto&) {});
  }
  Result<std::vector<CheckFinding>> findings() override { return m_desk.check_return(m_round, m_mission); }
  bool stops(const CheckFinding& finding) const override { return finding.stops_filing(); }
  Status confirm(const std::string& field) override {
    return m_desk.confirm_return(m_round, m_mission, {field}).map([](const auto&) {});
  }
  Status give_reason(const CheckFinding& finding, Conversation& talk) override {
    const auto reason = talk.ask(message("  reason, or Enter to come back to it: "));
    if (!reason || reason->empty()) { return {}; }
    return m_desk.override_check(m_round, m_mission, finding.check + ":" + finding.field, *reason).map([&](const auto&) {
      talk.say(message("  recorded"));
    });
  }
  Status stand_at(const std::string& field) override { return write({}, field); }
  Status leave(const std::string& field, Conversation& talk) override {
    const auto left = m_desk.answer_interview(m_round, m_mission, {}, field);
    if (!left) { return fail(left.error()); }
    talk.say(message("\nleft; 'scamdesk return fill {0}' goes on here", left->round.value()));
    return {};
  }
  Status finish(Conversation& talk) override {
    talk.end();
    const auto line = talk.ask(message("\nall is answered. File the return now? [y/N] "));
    if (!line || (*line != "y" && *line != "Y")) { return leave({}, talk); }
    return m_desk.finalise_return(m_round, m_mission).map([&](const Return& filed) {
      talk.say(message("{0} {1}: filed", filed.mission.value(), filed.round.value()));
    });
  }
  Message on_leaving() const override { return message("leaves, and the next fill goes on here"); }

private:
  Desk& m_desk;
  std::string m_round, m_mission;
};

Result<Exit> fill(Session& session, Options options) {
  if (!session.settings().may_ask) {
    return fail(Errc::usage, message("an interview needs a terminal to ask on"),
                message("give answers with 'scamdesk return set NAME=VALUE' or 'scamdesk return import FILE'"));
  }
  const auto round = take_round(options.words);
  const auto desk = session.desk();
  if (!desk) { return fail(desk.error()); }
  InterviewedReturn about(**desk, round, options.mission);
  const auto begun = about.begin();
  if (!begun) { return fail(begun.error()); }
  Conversation talk(session, about);
  talk.say(message("{0} {1}: {2}", begun->mission.value(), begun->round.value(), begun->title));
  talk.say(message("Enter keeps and goes on, ? helps, :q leaves; every answer is saved as it is given"));
  return talk.go(begun->place).map([] { return Exit::ok; });
}

}  // namespace

Run return_fill(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("[ROUND]", opt->words, 0, 1).round();
  spec.option("--mission", "CODE", opt->mission, N_("at headquarters: whose return"));
  spec.writes().formats({"text"});
  return [opt](Session& session) { return fill(session, *opt); };
}

}  // namespace scamdesk::cli
