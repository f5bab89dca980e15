// SPDX-License-Identifier: Apache-2.0
#include "commands/return/findings.hpp"

#include <algorithm>

#include "commands/return/answers.hpp"
#include "commands/return/return.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string mission, reason;
};

Text severity_word(const std::string& severity) {
  if (severity == "hard") { return said("hard"); }
  if (severity == "soft") { return said("soft"); }
  if (severity == "info") { return said("info"); }
  return plain(severity);
}

Data values_data(const CheckFinding& finding) {
  Data::Object values;
  for (const auto& [name, value] : finding.values) { values.emplace_back(name, value); }
  return values;
}

/// What is wrong, and the values that made it.
Text finding_words(const CheckFinding& finding) {
  std::vector<std::string> values;
  for (const auto& [name, value] : finding.values) {
    if (!value.empty()) { values.push_back(name + '=' + value); }
  }
  if (values.empty()) { return finding.message; }
  return word(message("{0} [{1}]", finding.message, join(values, "; ")));
}

Data override_data(const CheckFinding& finding) {
  if (!finding.overridden) { return {}; }
  const auto& given = *finding.overridden;
  return Data::Object{{"reason", given.reason}, {"actor", given.actor}, {"at", to_string(given.at)}, {"holds", given.holds}};
}

Text override_words(const CheckFinding& finding) {
  if (!finding.overridden) { return {}; }
  const auto& given = *finding.overridden;
  const auto told = message("{0} ({1}, {2})", given.reason, given.actor, seoul_time(given.at));
  return given.holds ? word(told) : word(message("lapsed, the values have changed: {0}", told));
}

/// A hard finding stops filing, and so does a soft one without a reason; checking ends with 1 when one is hard. The
/// others do when --fail-on names them; what is overridden counts no more.
Result<Exit> check(Session& session, Options options) {
  const auto round = take_round(options.words);
  const auto findings = session.desk().and_then([&](Desk* desk) { return desk->check_return(round, options.mission); });
  if (!findings) { return fail(findings.error()); }
  if (!findings->empty() || session.format() != Format::text) {
    if (auto shown = session.show(findings_table(*findings, session.lang())); !shown) { return fail(shown.error()); }
  }
  const auto holds = [](const CheckFinding& finding) { return finding.overridden && finding.overridden->holds; };
  const auto of = [&](const char* severity) {
    return std::ranges::count_if(*findings, [&](const auto& finding) { return finding.severity == severity && !holds(finding); });
  };
  const auto overridden = std::ranges::count_if(*findings, holds);
  session.say(overridden == 0 ? message("{0} hard, {1} soft, {2} info", of("hard"), of("soft"), of("info"))
                              : message("{0} hard, {1} soft, {2} info, {3} overridden", of("hard"), of("soft"), of("info"), overridden));
  const bool found = std::ranges::any_of(*findings, [&](const CheckFinding& finding) {
    return !holds(finding) && (finding.severity == "hard" || session.fails_on(finding.severity));
  });
  return found ? Exit::findings : Exit::ok;
}

/// One reason for every check named; each is recorded by itself.
Result<Exit> override_checks(Session& session, Options options) {
  const auto round = take_known_round(session, options.words);
  if (!round) { return fail(round.error()); }
  if (options.words.empty()) {
    return fail(Errc::usage, message("{0} is missing", "CHECK"), message("--help shows what is expected"));
  }
  std::vector<CheckFinding> overridden;
  for (const auto& check : options.words) {
    auto finding = session.desk().and_then([&](Desk* desk) { return desk->override_check(*round, options.mission, check, options.reason); });
    if (!finding) { return fail(finding.error()); }
    session.say(message("{0} ({1}): overridden; it holds until the values change", finding->check, finding->field));
    overridden.push_back(std::move(*finding));
  }
  if (session.format() != Format::json) { return Exit::ok; }
  return show(session, Result<Table>(findings_table(overridden, session.lang())));
}

}  // namespace

Table findings_table(const std::vector<CheckFinding>& findings, Lang lang) {
  Table table;
  table.schema = "scamdesk.findings/1";
  table.rows_key = "findings";
  const bool reasons = std::ranges::any_of(findings, [](const auto& finding) { return finding.overridden.has_value(); });
  table.columns = {{"check", said("Check")}, {"severity", said("Severity")}, {"field", said("Question")}, {"message", said("Message")},
                   {"message_ko", said("Message"), Align::left, true}, {"message_en", said("Message"), Align::left, true},
                   {"values", said("Values"), Align::left, true}, {"override", said("Recorded reason"), Align::left, !reasons}};
  for (const auto& finding : findings) {
    table.rows.push_back({finding.check, {severity_word(finding.severity), Data(finding.severity)}, finding.field,
                          {finding_words(finding), Data(finding.message.in(lang))}, finding.message.ko, finding.message.en,
                          {finding_words(finding), values_data(finding)}, {override_words(finding), override_data(finding)}});
  }
  return table;
}

Data::Array findings_data(const std::vector<CheckFinding>& findings) {
  Data::Array list;
  for (const auto& finding : findings) {
    list.emplace_back(Data::Object{{"check", finding.check}, {"severity", finding.severity}, {"field", finding.field},
                                   {"message_ko", finding.message.ko}, {"message_en", finding.message.en},
                                   {"values", values_data(finding)}, {"override", override_data(finding)}});
  }
  return list;
}

Run return_check(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("[ROUND]", opt->words, 0, 1).round();
  spec.option("--mission", "CODE", opt->mission, N_("at headquarters: whose return"));
  spec.exits({Exit::no_input, Exit::config}).fail_on({"hard", "soft", "info"});
  return [opt](Session& session) { return check(session, *opt); };
}

Run return_override(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("[ROUND] CHECK...", opt->words, 1, Spec::any_number).round();
  spec.explain("CHECK", N_("the soft check that found something; CHECK:FIELD where it did in several rows"));
  spec.option("--mission", "CODE", opt->mission, N_("at headquarters: whose return"));
  spec.option("--reason", "TEXT", opt->reason, N_("why; kept with the change")).required();
  spec.writes().formats({"text", "json"});
  return [opt](Session& session) { return override_checks(session, *opt); };
}

}  // namespace scamdesk::cli
