// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/fields.hpp"
#include "commands/register/register.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::string noun;
  std::vector<std::string> words;
  std::vector<std::string> extras;
  ImportOptions import;
  bool all_or_nothing = false;
  std::string mission, reason;
};

/// The record's name goes to standard output, to be taken up by a script; what was done to standard error.
Result<Exit> written(Session& session, const std::string& noun, const Result<RecordWritten>& record, const char* words) {
  if (!record) { return fail(record.error()); }
  const auto& name = record->number.empty() ? record->id : record->number;
  const auto what =
      record->changed ? message(words, noun, name) : message("{0} {1}: it is so already", noun, name);
  session.say(what);
  Data::Array findings;
  for (const auto& finding : record->findings) {
    const auto told = message("{0}: {1}", finding.field, finding.message);
    finding.severity == "info" ? session.say(message("note: {0}", told)) : session.warn(told);
    findings.push_back(Data::Object{{"check", finding.check}, {"severity", finding.severity}, {"field", finding.field},
                                    {"message", finding.message.in(session.lang())}});
  }
  const Data data = Data::Object{{"schema", "scamdesk.record-written/1"},
                                 {"register", noun},
                                 {"id", record->id},
                                 {"number", record->number},
                                 {"changed", record->changed},
                                 {"findings", findings}};
  return session.show(name + "\n", data).map([] { return Exit::ok; });
}

Result<Exit> add(Session& session, const Options& options) {
  if (options.extras.empty()) {
    const auto asked = ask_for_record(session, options.noun, options.mission);
    if (!asked) { return fail(asked.error()); }
    return *asked ? written(session, options.noun, **asked, N_("{0} {1}: recorded")) : Exit::findings;
  }
  const auto form = session.form(options.noun);
  if (!form) { return fail(form.error()); }
  const auto answers = parse_fields(session, *form, options.extras);
  if (!answers) { return fail(answers.error()); }
  const auto record =
      session.desk().and_then([&](Desk* desk) { return desk->add_record(options.noun, options.mission, *answers); });
  return written(session, options.noun, record, N_("{0} {1}: recorded"));
}

Result<Exit> set(Session& session, Options options) {
  const auto form = session.form(options.noun);
  if (!form) { return fail(form.error()); }
  const auto id = options.words.front();
  options.words.erase(options.words.begin());
  const auto answers = parse_assignments(session, &*form, options.words);
  if (!answers) { return fail(answers.error()); }
  const auto record =
      session.desk().and_then([&](Desk* desk) { return desk->set_record(options.noun, id, *answers); });
  return written(session, options.noun, record, N_("{0} {1}: changed"));
}

Result<Exit> retire(Session& session, const Options& options) {
  const auto record = session.desk().and_then(
      [&](Desk* desk) { return desk->retire_record(options.noun, options.words.front(), options.reason); });
  if (record) { warn_of_reason(session, options.reason); }
  return written(session, options.noun, record, N_("{0} {1}: retired"));
}

Result<Exit> link(Session& session, const Options& options) {
  const std::vector<std::string> rest(options.words.begin() + 3, options.words.end());
  const auto answers = parse_assignments(session, nullptr, rest);
  if (!answers) { return fail(answers.error()); }
  const auto& words = options.words;
  const auto record = session.desk().and_then(
      [&](Desk* desk) { return desk->link_records(options.noun, words[0], words[1], words[2], *answers); });
  return written(session, options.noun, record, N_("{0}: linked by {1}"));
}

std::shared_ptr<Options> changing(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  opt->noun = spec.noun();
  spec.writes().formats({"text", "json"});
  return opt;
}

constexpr const char* about_id = N_("the record: its number, e.g. PNH-25-0012, or the beginning of its id");

}  // namespace

Run register_add(Spec& spec) {
  const auto opt = changing(spec);
  spec.fields(opt->extras).exits({Exit::findings});
  spec.words("--FIELD VALUE... [NAME=VALUE...]", opt->words, 0, Spec::any_number);
  spec.explain("NAME", N_("a question in a repeat row: aliases[+].alias=..."));
  spec.explain("VALUE", N_("the answer; @not_available and @not_applicable say why there is none, "
                           "@FILE reads it from a file, @@ is a literal @"));
  spec.option("--mission", "CODE", opt->mission, N_("at headquarters: whose record"));
  return [opt](Session& session) { return add(session, *opt); };
}

Run register_set(Spec& spec) {
  const auto opt = changing(spec);
  spec.words("ID NAME=VALUE...", opt->words, 2, Spec::any_number).explain("ID", about_id);
  spec.explain("NAME", N_("a question; in a repeat row aliases[2].alias, a new row aliases[+].alias"));
  spec.explain("VALUE", N_("the answer; empty clears, @not_available and @not_applicable say why there is none, "
                           "@FILE reads it from a file, @@ is a literal @"));
  return [opt](Session& session) { return set(session, *opt); };
}

Run register_retire(Spec& spec) {
  const auto opt = changing(spec);
  spec.words("ID", opt->words, 1, 1).explain("ID", about_id);
  spec.option("--reason", "TEXT", opt->reason, N_("why; kept with the change")).required();
  return [opt](Session& session) { return retire(session, *opt); };
}

Run register_link(Spec& spec) {
  const auto opt = changing(spec);
  spec.words("ID REGISTER ID [NAME=VALUE...]", opt->words, 3, Spec::any_number).explain("ID", about_id);
  spec.explain("REGISTER", N_("the other record's register"));
  spec.explain("NAME=VALUE", N_("answers of the record that links the two"));
  return [opt](Session& session) { return link(session, *opt); };
}

Run register_import(Spec& spec) {
  const auto opt = changing(spec);
  spec.words("FILE...", opt->words, 1, Spec::any_number).explain("FILE", N_("records: CSV, JSON Lines or XLSX"));
  spec.options("--key", "FIELD", opt->import.key, N_("the field by which a row finds its record; may be given again"));
  spec.option("--encoding", "NAME", opt->import.encoding, N_("of a CSV that is not UTF-8: cp949"), {"utf-8", "cp949"});
  spec.option("--mission", "CODE", opt->mission, N_("at headquarters: whose record"));
  spec.flag("--all-or-nothing", opt->all_or_nothing, N_("write nothing when a row is wrong; so it is without --rejects"));
  spec.option("--rejects", "FILE", opt->import.rejects, N_("write the good rows, and the wrong ones with their errors into this CSV"));
  spec.exits({Exit::findings, Exit::cannot_create});
  return [opt](Session& session) -> Result<Exit> {
    if (opt->all_or_nothing && !opt->import.rejects.empty()) {
      return fail(Errc::usage, message("--all-or-nothing and --rejects exclude each other"));
    }
    return show_import(session, session.desk().and_then([&](Desk* desk) {
      return desk->import_records(opt->noun, opt->mission, opt->words, opt->import, session.progress());
    }));
  };
}

}  // namespace scamdesk::cli
