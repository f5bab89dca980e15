// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <optional>

#include "commands/common.hpp"
#include "commands/form/form.hpp"

namespace scamdesk::cli {
namespace {

Data::Array data_of(const std::vector<Error>& errors, Lang lang) {
  Data::Array list;
  for (const auto& error : errors) { list.push_back(error_data(error, lang)); }
  return list;
}

struct Options {
  std::vector<std::string> files;
  std::string against;
  bool strict = false;
};

std::optional<Message> way_to_keep(const Data& change) {
  const auto* what = std::get_if<std::string>(&change.value());
  if (what == nullptr) { return std::nullopt; }
  if (*what == "removed") { return message("say under 'changes:' what became of it: renamed, moved, split or retired"); }
  if (*what == "choice_removed") { return message("say under 'changes:' which choice takes its place: recoded"); }
  return std::nullopt;
}

/// What of an older version's answers this one would not read.
std::vector<Error> losses(const FormDiff& diff, const std::string& file) {
  std::vector<Error> lost;
  for (const auto& row : diff.table.rows) {
    const auto* loss = std::get_if<bool>(&row.back().data.value());
    if (loss == nullptr || !*loss) { continue; }
    const auto& name = row[1].text.in(Lang::en);
    const auto& before = row[2].text;
    const auto problem = before.empty() ? message("{0}: {1}: answers of the older version are lost", name, row[0].text)
                                        : message("{0}: {1} ({2}): answers of the older version are lost", name, row[0].text, before);
    lost.push_back({Errc::bad_input, problem, way_to_keep(row[0].data), SourcePlace{file}, {}});
  }
  return lost;
}

/// The faults of a file, and what an older version would lose by it.
Result<FormFaults> faults_of(Session& session, const std::string& file, const std::string& against) {
  auto checked = check_form(session.settings().templates, file);
  if (!checked || against.empty() || !checked->errors.empty()) { return checked; }
  auto diff = compare_forms(session, against, file);
  if (!diff) { return fail(diff.error()); }
  std::ranges::move(diff->faults, std::back_inserter(checked->errors));
  std::ranges::move(losses(*diff, file), std::back_inserter(checked->warnings));
  return checked;
}

/// Checks one file and says so; its exit is that file's alone.
Exit check_one(Session& session, const std::string& file, const Options& options, Data::Array& files) {
  const bool for_people = session.format() == Format::text;
  auto checked = faults_of(session, file, options.against);
  if (!checked) {
    if (for_people) { session.report(checked.error()); }
    const auto errors = Data::Array{error_data(checked.error(), session.lang())};
    files.emplace_back(Data::Object{{"file", file}, {"sound", false}, {"errors", errors}, {"warnings", Data::Array{}}});
    return to_exit(checked.error().code);
  }
  if (options.strict) {
    std::move(checked->warnings.begin(), checked->warnings.end(), std::back_inserter(checked->errors));
    checked->warnings.clear();
  }
  if (for_people) {
    for (const auto& error : checked->errors) { session.report(error); }
    for (const auto& warning : checked->warnings) { session.warn(warning); }
  }
  const bool sound = checked->errors.empty();
  session.say(sound ? message("{0}: sound", file) : message("{0}: errors: {1}", file, checked->errors.size()));
  files.emplace_back(Data::Object{{"file", file},
                                  {"sound", sound},
                                  {"errors", data_of(checked->errors, session.lang())},
                                  {"warnings", data_of(checked->warnings, session.lang())}});
  return sound ? Exit::ok : Exit::data;
}

Result<Exit> check(Session& session, const Options& options) {
  Data::Array files;
  Exit worst = Exit::ok;
  for (const auto& file : options.files) {
    const auto exit = check_one(session, file, options, files);
    if (exit != Exit::ok) { worst = options.files.size() == 1 ? exit : Exit::findings; }
  }
  if (session.format() != Format::json) { return worst; }
  const Data data = Data::Object{{"schema", "scamdesk.form-check/1"}, {"files", files}};
  return session.show(std::string(), data).map([&] { return worst; });
}

}  // namespace

Run form_check(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("FILE...", opt->files, 1, Spec::any_number).explain("FILE", N_("a form's definition"));
  spec.option("--against", "OLD", opt->against, N_("tell what answers of this older version would be lost: a file, a name, NAME@VERSION or round:ROUND"));
  spec.flag("--strict", opt->strict, N_("take warnings for errors"));
  spec.formats({"text", "json"}).reads_files().exits({Exit::findings});
  return [opt](Session& session) { return check(session, *opt); };
}

}  // namespace scamdesk::cli
