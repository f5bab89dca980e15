// SPDX-License-Identifier: Apache-2.0
#include "commands/query/query.hpp"

#include <algorithm>

#include "commands/common.hpp"
#include "commands/fields.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string mission, field, text, state, value;
  bool from_findings = false;
};

Text state_of(const Query& query) {
  if (query.state == "open") { return said("awaits the mission's answer"); }
  if (query.state == "answered") { return said("answered"); }
  if (query.outcome == "corrected") { return said("closed: the check passes"); }
  return query.outcome == "withdrawn" ? said("closed: withdrawn") : said("closed: answer accepted");
}

Data datum(const std::string& text) { return text.empty() ? Data() : Data(text); }

Table table_of(const std::vector<Query>& queries) {
  Table table{"scamdesk.queries/1", "queries", {}, {},
              {{"query", said("Query"), Align::left, false, true}, {"id", plain("id"), Align::left, true}, {"mission", said("Mission")},
               {"round", said("Round")}, {"field", said("Field")}, {"check", said("Check"), Align::left, true},
               {"version", said("Version"), Align::left, true}, {"asked", said("What is asked")}, {"state", said("State")},
               {"outcome", said("Outcome"), Align::left, true}, {"answer", said("Answer")}},
              {}, {}};
  for (const auto& query : queries) {
    table.rows.push_back({query.number, query.id, query.mission.value(), query.round.value(), query.field,
                          {plain(query.check), datum(query.check)}, query.version, {query.asked, query.asked.ko},
                          {state_of(query), Data(query.state)}, {plain(query.outcome), datum(query.outcome)},
                          {plain(query.answer), datum(query.answer)}});
  }
  return table;
}

Data data_of(const char* change, const Query& query) {
  return Data::Object{{"schema", "scamdesk.query-change/1"}, {"change", change}, {"query", query.number}, {"id", query.id},
                      {"mission", query.mission.value()}, {"round", query.round.value()}, {"field", query.field},
                      {"check", datum(query.check)}, {"state", query.state}, {"outcome", datum(query.outcome)}};
}

Result<Exit> raise(Session& session, Options options) {
  const auto round = take_round(options.words);
  const NewQuery asked{round, options.mission, options.field, options.text, options.from_findings};
  const auto result = session.desk().and_then([&](Desk* desk) { return desk->raise_queries(asked); });
  if (!result) { return fail(result.error()); }
  session.say(message("queries raised: {0}, asked already: {1}", result->raised.size(), result->known));
  if (!result->raised.empty() && !options.mission.empty() && !session.common().dry_run && !session.settings().quiet) {
    session.say(message("now send them to the mission:\n  {0}",
                        session.settings().call + " pack --to " + options.mission + " -o " + options.mission + ".sdpk"));
  }
  if (session.format() == Format::text && result->raised.empty()) { return Exit::ok; }
  auto table = table_of(result->raised);
  table.head = {{"known", result->known}};
  return show(session, Result<Table>(std::move(table)));
}

Result<Exit> list(Session& session, Options options) {
  QueryFilter filter{take_round(options.words), options.mission, options.state, options.state == "all"};
  if (filter.all) { filter.state.clear(); }
  const auto queries = session.desk().and_then([&](Desk* desk) { return desk->queries(filter); });
  if (!queries) { return fail(queries.error()); }
  const bool open = std::ranges::any_of(*queries, [](const Query& query) { return query.state == "open"; });
  return show(session, Result<Table>(table_of(*queries))).map([&](Exit exit) {
    return session.fails_on("open") && open ? Exit::findings : exit;
  });
}

/// The query's field and its form say whether a value is personal: then it comes from a file, standard input or a prompt.
Result<QueryAnswer> answer_of(Session& session, const Options& options) {
  QueryAnswer answer{{}, options.text};
  if (options.value.empty()) { return answer; }
  QueryFilter all;
  all.all = true;
  const auto queries = session.desk().and_then([&](Desk* desk) { return desk->queries(all); });
  if (!queries) { return fail(queries.error()); }
  const auto meant = std::ranges::find_if(*queries, [&](const Query& query) {
    return query.number == options.words.front() || query.id.starts_with(options.words.front());
  });
  if (meant == queries->end()) {  // the library says what is wrong with the name, and takes nothing personal
    answer.value = {Assignment{{}, options.value, {}, true}};
    return answer;
  }
  const auto form = session.desk().and_then([&](Desk* desk) { return desk->round_form(meant->round.value()); });
  if (!form) { return fail(form.error()); }
  const auto value = parse_assignments(session, &*form, {meant->field + "=" + options.value});
  if (!value) { return fail(value.error()); }
  answer.value = *value;
  return answer;
}

Result<Exit> answer(Session& session, const Options& options) {
  const auto given = answer_of(session, options);
  if (!given) { return fail(given.error()); }
  const auto query = session.desk().and_then([&](Desk* desk) { return desk->answer_query(options.words.front(), *given); });
  if (!query) { return fail(query.error()); }
  const auto exit = done(session, message("query {0}: answered", query->number), data_of("answered", *query));
  if (!exit || given->value.empty()) { return exit; }
  session.say(message("the return is reopened and {0} corrected; file it again:\n  {1}", query->field,
                      session.settings().call + " return finalise " + query->round.value()));
  return exit;
}

Result<Exit> close(Session& session, const Options& options) {
  const auto query = session.desk().and_then([&](Desk* desk) { return desk->close_query(options.words.front(), options.text); });
  if (!query) { return fail(query.error()); }
  return done(session, message("query {0}: {1}", query->number, state_of(*query)), data_of("closed", *query));
}

std::shared_ptr<Options> of_a_query(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("QUERY", opt->words, 1, 1).explain("QUERY", N_("the query's number in 'scamdesk query list'"));
  spec.writes().formats({"text", "json"});
  return opt;
}

}  // namespace

Run query_raise(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("[ROUND]", opt->words, 0, 1).round();
  spec.option("--mission", "CODE", opt->mission, N_("whose return; with --from-findings all that filed may be meant"));
  spec.option("--field", "NAME", opt->field, N_("the question that is asked about, e.g. countries[2].likelihood"));
  spec.option("--text", "TEXT", opt->text, N_("what is asked; no personal data"));
  spec.flag("--from-findings", opt->from_findings, N_("ask about each soft check that found something in what was filed"));
  spec.writes();
  return [opt](Session& session) { return raise(session, *opt); };
}

Run query_list(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("[ROUND]", opt->words, 0, 1).explain("ROUND", N_("only of this round"));
  spec.option("--mission", "CODE", opt->mission, N_("at headquarters: only of this mission"));
  spec.option("--state", "STATE", opt->state, N_("open, answered, closed or all; without it those that are not closed"),
              {"open", "answered", "closed", "all"});
  spec.fail_on({"open"}).output().exits({Exit::no_input, Exit::config, Exit::no_permission});
  return [opt](Session& session) { return list(session, *opt); };
}

Run query_answer(Spec& spec) {
  const auto opt = of_a_query(spec);
  spec.option("--value", "VALUE", opt->value, N_("the corrected value, as for return set; personal data by @FILE or -"));
  spec.option("--text", "TEXT", opt->text, N_("the justification; no personal data"));
  return [opt](Session& session) { return answer(session, *opt); };
}

Run query_close(Spec& spec) {
  const auto opt = of_a_query(spec);
  spec.option("--text", "TEXT", opt->text, N_("a closing note; no personal data"));
  return [opt](Session& session) { return close(session, *opt); };
}

}  // namespace scamdesk::cli
