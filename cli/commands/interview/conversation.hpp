// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <scamdesk/assignment.hpp>
#include <scamdesk/interview.hpp>
#include <scamdesk/survey.hpp>

#include "commands/common.hpp"
#include "output/line_editor.hpp"

namespace scamdesk::cli {

class Conversation;

/// What an interview is about, and where its answers go.
class Interviewed {
public:
  virtual ~Interviewed() = default;

  /// The questions as they are to be asked with the answers given so far.
  virtual Result<std::vector<AskedQuestion>> questions() = 0;
  /// Takes answers to the question `place`. Errors: bad_input and not_found are said, and the question asked again.
  virtual Status write(const Assignments& answers, const std::string& place) = 0;
  virtual Result<std::vector<CheckFinding>> findings() = 0;
  virtual bool stops(const CheckFinding& finding) const = 0;  ///< whether it must be mended before the end
  /// Says that an answer carried over is right.
  virtual Status confirm(const std::string& field) = 0;
  /// Asks why a soft finding stands all the same.
  virtual Status give_reason(const CheckFinding& finding, Conversation& talk) = 0;
  virtual Status stand_at(const std::string& field) = 0;
  /// The officer leaves at this field; says what becomes of the answers.
  virtual Status leave(const std::string& field, Conversation& talk) = 0;
  /// All is answered and nothing stops it.
  virtual Status finish(Conversation& talk) = 0;
  virtual Message on_leaving() const = 0;  ///< for the help: what `:q` does
};

/// One sitting at a terminal: asks question after question, and hands on each answer as it is given.
class Conversation {
public:
  Conversation(Session& session, Interviewed& about) : m_session(session), m_about(about) {}

  /// From the field `place` on, until it is left or finished.
  Status go(const std::string& place);
  void say(const Message& words) const;
  void say(const std::string& words) const;
  void report(const Error& error) { m_session.report(error); }
  /// A line in answer to this; empty optional: the terminal was closed.
  std::optional<std::string> ask(const Message& prompt);
  /// Goes back to a question that was asked already.
  void back() { m_at -= m_at > 0 ? 1 : 0; }
  /// Ends the sitting.
  void end() { m_left = true; }

private:
  Lang lang() const { return m_session.lang(); }
  Status refresh();
  std::size_t index_of(const std::string& field) const;
  Status ask_one();
  std::optional<std::string> secret(const AskedQuestion& asked);
  void show(const AskedQuestion& asked);
  void explain(const AskedQuestion& asked) const;
  Status command(const AskedQuestion& asked, const std::string& word);
  Status rows(const AskedQuestion& asked, const std::string& line);
  Status keep(const AskedQuestion& asked);
  Status answer(const AskedQuestion& asked, const std::string& value);
  Status write(const Assignments& answers, const std::string& place);
  Status go_on();
  Status leave(const std::string& field);
  Status finish();

  Session& m_session;
  Interviewed& m_about;
  LineEditor m_editor;
  std::vector<AskedQuestion> m_questions;
  std::size_t m_at = 0;
  std::string m_section;
  bool m_left = false;
  bool m_refused = false;
};

}  // namespace scamdesk::cli
