// SPDX-License-Identifier: Apache-2.0
#include <iterator>

#include "commands/common.hpp"
#include "commands/form/form.hpp"

namespace scamdesk::cli {
namespace {

Data::Array data_of(const std::vector<Error>& errors, Lang lang) {
  Data::Array list;
  for (const auto& error : errors) { list.push_back(error_data(error, lang)); }
  return list;
}

/// Checks one file and says so; its exit is that file's alone.
Exit check_one(Session& session, const std::string& file, bool strict, Data::Array& files) {
  const bool for_people = session.format() == Format::text;
  auto checked = check_form(session.settings().templates, file);
  if (!checked) {
    if (for_people) { session.report(checked.error()); }
    const auto errors = Data::Array{error_data(checked.error(), session.lang())};
    files.emplace_back(Data::Object{{"file", file}, {"sound", false}, {"errors", errors}, {"warnings", Data::Array{}}});
    return to_exit(checked.error().code);
  }
  if (strict) {
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

Result<Exit> check(Session& session, const std::vector<std::string>& names, bool strict) {
  Data::Array files;
  Exit worst = Exit::ok;
  for (const auto& file : names) {
    const auto exit = check_one(session, file, strict, files);
    if (exit != Exit::ok) { worst = names.size() == 1 ? exit : Exit::findings; }
  }
  if (session.format() != Format::json) { return worst; }
  const Data data = Data::Object{{"schema", "scamdesk.form-check/1"}, {"files", files}};
  return session.show(std::string(), data).map([&] { return worst; });
}

}  // namespace

Run form_check(Spec& spec) {
  const auto files = std::make_shared<std::vector<std::string>>();
  const auto strict = std::make_shared<bool>(false);
  spec.words("FILE...", *files, 1, Spec::any_number).explain("FILE", N_("a form's definition"));
  spec.flag("--strict", *strict, N_("take warnings for errors"));
  spec.formats({"text", "json"}).reads_files().exits({Exit::findings});
  return [files, strict](Session& session) { return check(session, *files, *strict); };
}

}  // namespace scamdesk::cli
