// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/register/register.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string where, limit = "0";
  bool retired = false;
};

Result<Exit> show_records(Session& session, const std::string& noun, const Options& options) {
  RecordQuery query;
  query.form = noun;
  query.where = options.where;
  query.text = join(options.words, " ");
  query.retired = options.retired;
  const auto limit = count("--limit", options.limit);
  if (!limit) { return fail(limit.error()); }
  query.limit = *limit;
  return show(session, session.desk().and_then([&](Desk* desk) { return desk->list_records(query); }));
}

std::shared_ptr<Options> reading(Spec& spec) {
  spec.exits({Exit::data, Exit::no_input, Exit::config});
  return std::make_shared<Options>();
}

std::shared_ptr<Options> one_record(Spec& spec) {
  const auto opt = reading(spec);
  spec.words("ID", opt->words, 1, 1);
  spec.explain("ID", N_("the record: its number, e.g. PNH-25-0012, or the beginning of its id"));
  return opt;
}

}  // namespace

Run register_list(Spec& spec) {
  const auto opt = reading(spec);
  spec.option("--where", "EXPR", opt->where, N_("only those for which this expression over the questions is true"));
  spec.option("--limit", "NUMBER", opt->limit, N_("at most so many; 0 for all (0)"));
  spec.flag("--retired", opt->retired, N_("the retired ones too"));
  spec.output();
  return [opt, noun = spec.noun()](Session& session) { return show_records(session, noun, *opt); };
}

Run register_find(Spec& spec) {
  const auto opt = reading(spec);
  spec.words("TEXT...", opt->words, 1, Spec::any_number).explain("TEXT", N_("words that stand in the record's texts"));
  spec.option("--limit", "NUMBER", opt->limit, N_("at most so many; 0 for all (0)"));
  spec.flag("--retired", opt->retired, N_("the retired ones too"));
  return [opt, noun = spec.noun()](Session& session) { return show_records(session, noun, *opt); };
}

Run register_show(Spec& spec) {
  const auto opt = one_record(spec);
  return [opt, noun = spec.noun()](Session& session) {
    return show(session, session.desk().and_then([&](Desk* desk) { return desk->show_record(noun, opt->words.front()); }));
  };
}

Run register_history(Spec& spec) {
  const auto opt = one_record(spec);
  return [opt, noun = spec.noun()](Session& session) {
    return show(session,
                session.desk().and_then([&](Desk* desk) { return desk->record_history(noun, opt->words.front()); }));
  };
}

Run register_export(Spec& spec) {
  const auto flat = std::make_shared<bool>(false);
  reading(spec);
  spec.flag("--flat", *flat, N_("in a workbook too, repeats as columns and not as sheets of their own"));
  spec.output().formats({"text", "json", "jsonl", "csv", "xlsx"});
  return [flat, noun = spec.noun()](Session& session) -> Result<Exit> {
    const auto desk = session.desk();
    if (!desk) { return fail(desk.error()); }
    if (!session.as_workbook() || *flat) { return show(session, (*desk)->export_records(noun)); }
    return show(session, (*desk)->export_sheets(noun));
  };
}

}  // namespace scamdesk::cli
