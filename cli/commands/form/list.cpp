// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/form/form.hpp"

namespace scamdesk::cli {
namespace {

Text kind_word(const std::string& kind) {
  if (kind == "survey") { return said("survey"); }
  if (kind == "register") { return said("register"); }
  if (kind == "system") { return said("the program's own"); }
  return plain(kind);
}

Table list_table(const std::vector<FormInfo>& forms) {
  Table table;
  table.schema = "scamdesk.forms/1";
  table.rows_key = "forms";
  table.columns = {{"form", said("Form")},       {"kind", said("Kind")}, {"title", said("Title")},
                   {"version", said("Version")}, {"plural", said("View")}, {"owner", said("Owner")},
                   {"questions", said("Questions"), Align::right}};
  for (const auto& form : forms) {
    const auto owner = form.shared ? said("shared") : said("mission");
    table.rows.push_back({form.name, {kind_word(form.kind), Data(form.kind)}, {form.title, Data(form.title.en)},
                          form.version, form.plural, {owner, Data(form.shared ? "shared" : "mission")},
                          form.questions.size()});
  }
  return table;
}

Text marks(const QuestionInfo& question) {
  std::vector<std::string> ko;
  std::vector<std::string> en;
  const auto mark = [&](bool holds, const char* id) {
    if (!holds) { return; }
    const auto words = said(id);
    ko.push_back(words.ko);
    en.push_back(words.en);
  };
  mark(question.required, N_("required"));
  mark(question.sensitive, N_("personal"));
  mark(question.read_only, N_("calculated"));
  return {join(ko, ", "), join(en, ", ")};
}

std::string path(const QuestionInfo& question) {
  return question.repeat.empty() ? question.name : question.repeat + "[]." + question.name;
}

Table form_table(const FormInfo& form) {
  Table table;
  table.title = {form.name + " " + form.version + " · " + form.title.ko, form.name + " " + form.version + " · " + form.title.en};
  table.columns = {{"name", said("Question")}, {"type", said("Type")}, {"label", said("Label")},
                   {"marks", said("Marks")},   {"choices", said("Choices")}};
  for (const auto& question : form.questions) {
    table.rows.push_back({path(question), question.type, {question.label, {}}, {marks(question), {}},
                          some_of(question.choices)});
  }
  table.note = form.about;
  return table;
}

Data both(const Text& text) { return Data::Object{{"ko", text.ko}, {"en", text.en}}; }

Data form_data(const FormInfo& form) {
  Data::Array questions;
  for (const auto& question : form.questions) {
    Data::Array choices;
    for (const auto& choice : question.choices) { choices.emplace_back(choice); }
    questions.emplace_back(Data::Object{{"name", question.name},
                                        {"type", question.type},
                                        {"repeat", question.repeat},
                                        {"label", both(question.label)},
                                        {"hint", both(question.hint)},
                                        {"unit", both(question.unit)},
                                        {"choices", choices},
                                        {"required", question.required},
                                        {"sensitive", question.sensitive},
                                        {"read_only", question.read_only}});
  }
  return Data::Object{{"schema", "scamdesk.form/1"}, {"form", form.name},           {"kind", form.kind},
                      {"version", form.version},     {"plural", form.plural},       {"title", both(form.title)},
                      {"shared", form.shared},       {"questions", questions}};
}

}  // namespace

Run form_list(Spec& spec) {
  spec.exits({Exit::data, Exit::no_input});
  return [](Session& session) { return show(session, session.forms().map(list_table)); };
}

Run form_show(Spec& spec) {
  const auto words = std::make_shared<std::vector<std::string>>();
  spec.words("FORM", *words, 1, 1).explain("FORM", N_("a form's name"));
  spec.exits({Exit::data, Exit::no_input});
  return [words](Session& session) -> Result<Exit> {
    const auto form = session.form(words->front());
    if (!form) { return fail(form.error()); }
    if (session.format() == Format::json) {
      return session.show(std::string(), form_data(*form)).map([] { return Exit::ok; });
    }
    return show(session, Result<Table>(form_table(*form)));
  };
}

}  // namespace scamdesk::cli
