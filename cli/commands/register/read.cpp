// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/register/register.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string where, limit = "0", reason;
  bool retired = false, personal = false;
  bool discloses() const { return personal || !reason.empty(); }
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

void may_disclose(Spec& spec, Options& opt, const char* flag, const char* about) {
  spec.flag(flag, opt.personal, about);
  spec.option("--reason", "CODE[: TEXT]", opt.reason, N_("why personal data is needed, kept in the access log: rescue, family, …"));
  spec.exits({Exit::busy, Exit::no_permission});
}

/// Shows what a call of the desk discloses, and says that it was noted. A file of it is the officer's alone.
template <class Call, class... Args>
Result<Exit> disclose(Session& session, const std::string& reason, Call call, const Args&... args) {
  session.begin_disclosing();
  const auto told = session.desk().and_then([&](Desk* desk) { return (desk->*call)(args...); });
  if (told) {
    session.say(message("personal data is shown; the access log has noted it"));
    warn_of_reason(session, reason);
  }
  return show(session, told);
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
  may_disclose(spec, *opt, "--unmask", N_("personal data as it is, and not masked; needs --reason"));
  return [opt, noun = spec.noun()](Session& session) {
    return opt->discloses() ? disclose(session, opt->reason, &Desk::disclose_record, noun, opt->words.front(), opt->reason)
                            : show(session, session.desk().and_then([&](Desk* desk) { return desk->show_record(noun, opt->words.front()); }));
  };
}

Run register_history(Spec& spec) {
  const auto opt = one_record(spec);
  may_disclose(spec, *opt, "--unmask", N_("personal data as it is, and not masked; needs --reason"));
  return [opt, noun = spec.noun()](Session& session) {
    return opt->discloses() ? disclose(session, opt->reason, &Desk::disclose_history, noun, opt->words.front(), opt->reason)
                            : show(session, session.desk().and_then([&](Desk* desk) { return desk->record_history(noun, opt->words.front()); }));
  };
}

Run register_export(Spec& spec) {
  const auto opt = reading(spec);
  const auto flat = std::make_shared<bool>(false);
  spec.flag("--flat", *flat, N_("in a workbook too, repeats as columns and not as sheets of their own"));
  may_disclose(spec, *opt, "--personal", N_("personal data too; needs --reason"));
  spec.output().formats({"text", "json", "jsonl", "csv", "xlsx"});
  return [opt, flat, noun = spec.noun()](Session& session) -> Result<Exit> {
    const bool sheets = session.as_workbook() && !*flat;
    if (opt->discloses()) {
      return sheets ? disclose(session, opt->reason, &Desk::disclose_sheets, noun, opt->reason) : disclose(session, opt->reason, &Desk::disclose_records, noun, opt->reason);
    }
    const auto desk = session.desk();
    if (!desk) { return fail(desk.error()); }
    return sheets ? show(session, (*desk)->export_sheets(noun)) : show(session, (*desk)->export_records(noun));
  };
}

}  // namespace scamdesk::cli
