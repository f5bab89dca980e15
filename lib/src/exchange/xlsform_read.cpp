// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

#include <scamdesk/document.hpp>
#include <scamdesk/text.hpp>

#include "base/csv.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "exchange/xlsform.hpp"
#include "exchange/xlsform_sheet.hpp"

namespace scamdesk::exchange {
namespace {

using document::SheetRow;

/// A text of YAML: JSON's quotes are YAML's.
std::string yaml_text(std::string_view text) {
  auto json = to_json(Data(text), false);
  while (json.ends_with('\n')) { json.pop_back(); }
  return json;
}
std::string both_quoted(const Text& text) { return "{ko: " + yaml_text(text.ko) + ", en: " + yaml_text(text.en) + "}"; }

bool is_yes(const std::string& text) {
  const auto folded = base::fold(text);
  return folded == "yes" || folded == "true" || folded == "true()" || folded == "1";
}

/// `reportsReceived`, `q.1` → `reports_received`, `q_1`: what our names allow.
std::string our_name(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool upper = c >= 'A' && c <= 'Z';
    const bool after_lower = i > 0 && ((name[i - 1] >= 'a' && name[i - 1] <= 'z') || (name[i - 1] >= '0' && name[i - 1] <= '9'));
    if (upper && after_lower) { out += '_'; }
    out += upper ? static_cast<char>(c + 32) : (c == '-' || c == '.' || c == ' ') ? '_' : c;
  }
  return out;
}

const std::set<std::string, std::less<>> survey_columns{
    "type", "name", "label", "hint", "guidance_hint", "required", "required_message", "relevant", "constraint", "constraint_message",
    "calculation", "choice_filter", "read_only", "default", "appearance", "parameters", "repeat_count", "trigger",
    "scamdesk_type", "scamdesk_missing", "scamdesk_sensitive", "scamdesk_unit", "scamdesk_nil", "scamdesk_prefill"};
const std::set<std::string, std::less<>> refused_types{
    "geopoint", "geotrace", "geoshape", "image", "photo", "audio", "video", "barcode", "background-audio", "start-geopoint", "xml-external",
    "csv-external", "rank", "osm"};
const std::set<std::string, std::less<>> kept_with_changes{
    "username", "deviceid", "phonenumber", "email", "audit", "subscriberid", "simserial"};

/// One choice list as it is gathered: its names, labels and filter columns.
struct List { std::vector<std::string> lines; std::set<std::string> names; std::string file; };

class Reader {
public:
  Reader(const document::Workbook& workbook, const std::string& file)
      : m_workbook(workbook), m_file(file), m_settings(sheet("settings"), file, {}),
        m_language(m_settings.rows().empty() ? std::string() : m_settings.text(m_settings.rows().front(), "default_language")),
        m_survey(sheet("survey"), file, m_language), m_choices(sheet("choices"), file, m_language),
        m_checks(sheet("scamdesk_checks"), file, m_language), m_lists(sheet("scamdesk_lists"), file, m_language) {}

  Result<MadeForm> read() {
    if (sheet("survey") == nullptr) {
      return fail(Errc::bad_input, message("the sheet {0} is missing", "survey"), message("an XLSForm has the sheets survey, choices and settings"), SourcePlace{m_file});
    }
    check_columns();
    read_choices();
    name_questions();
    for (const auto& row : m_survey.rows()) { read_row(row); }
    for (const auto& open : m_open) { note(message("the {0} is not ended", open.repeat ? "repeat" : "group"), open.place); }
    add_checks();
    if (!m_errors.empty()) {
      Error first = std::move(m_errors.front());
      first.more.assign(std::make_move_iterator(m_errors.begin() + 1), std::make_move_iterator(m_errors.end()));
      return fail(std::move(first));
    }
    return assemble();
  }

private:
  struct Line { std::string text; SourcePlace place; };
  struct Open { bool repeat = false; std::string name; SourcePlace place; };

  const document::Sheet* sheet(std::string_view name) const {
    for (const auto& each : m_workbook.sheets) {
      if (base::fold(base::trim(each.name)) == name) { return &each; }
    }
    return nullptr;
  }
  void note(Message problem, SourcePlace place, std::optional<Message> hint = {}) {
    m_errors.push_back({Errc::bad_input, std::move(problem), std::move(hint), std::move(place), {}});
  }
  void warn(Message problem, SourcePlace place) { m_made.warnings.push_back({Errc::bad_input, std::move(problem), {}, std::move(place), {}}); }

  /// A column that is not known is refused once, where a cell of it holds something.
  void check_columns() {
    const std::vector<std::string> names(survey_columns.begin(), survey_columns.end());
    for (const auto& column : m_survey.columns()) {
      if (survey_columns.contains(column.name)) { continue; }
      const auto used = std::ranges::find_if(m_survey.rows(), [&](const SheetRow& row) { return row.at(column.at) != nullptr; });
      if (used == m_survey.rows().end()) { continue; }
      const auto near = nearest(column.name, names);
      note(message("{0}: this column is not read", column.name), m_survey.heading(column),
           near ? message("did you mean {0}?", *near) : message("take it out, or leave its cells blank"));
    }
  }

  // ---- choices ----

  void read_choices() {
    for (const auto& row : m_lists.rows()) { m_all[m_lists.text(row, "list_name")].file = m_lists.text(row, "file"); }
    for (const auto& row : m_choices.rows()) {
      const auto list = m_choices.text(row, "list_name");
      const auto name = m_choices.text(row, "name");
      if (list.empty() || name.empty()) {
        note(message("a choice needs its list_name and its name"), m_choices.place(row, list.empty() ? "name" : "list_name"));
        continue;
      }
      auto& into = m_all[our_name(list)];
      if (!into.names.insert(name).second) {
        note(message("{0} stands twice in the list {1}", name, list), m_choices.place(row, "name"));
        continue;
      }
      auto label = m_choices.both(row, "label");
      if (label.empty()) { label = {name, name}; }
      into.lines.push_back("{name: " + yaml_text(name) + ", label: " + both_quoted(label) + filter_columns(row) + "}");
    }
  }

  std::string filter_columns(const SheetRow& row) const {
    static const std::set<std::string, std::less<>> own{"list_name", "name", "label", "media", "image", "audio", "video", "big-image"};
    std::string columns;
    for (const auto& column : m_choices.columns()) {
      const auto* cell = own.contains(column.name) || !column.language.empty() ? nullptr : row.at(column.at);
      if (cell != nullptr) { columns += ", " + our_name(column.name) + ": " + yaml_text(base::trim(cell->text)); }
    }
    return columns;
  }

  // ---- questions ----

  /// Names are made ours, and what refers to them with them.
  void name_questions() {
    std::map<std::string, std::string> taken;
    for (const auto& row : m_survey.rows()) {
      const auto name = m_survey.text(row, "name");
      if (name.empty()) { continue; }
      const auto ours = our_name(name);
      const auto [found, fresh] = taken.try_emplace(ours, name);
      if (!fresh && found->second != name) {
        note(message("{0} and {1} would have the same name here, {2}", found->second, name, ours), m_survey.place(row, "name"));
      }
      if (ours != name) { m_renamed[name] = ours; }
    }
  }

  std::string expression(std::string text) const {
    for (auto from = text.find("${"); from != std::string::npos; from = text.find("${", from + 2)) {
      const auto end = text.find('}', from);
      if (end == std::string::npos) { break; }
      const auto name = std::string(base::trim(std::string_view(text).substr(from + 2, end - from - 2)));
      const auto found = m_renamed.find(name);
      text.replace(from + 2, end - from - 2, found == m_renamed.end() ? name : found->second);
    }
    return text;
  }

  void read_row(const SheetRow& row) {
    auto type = m_survey.text(row, "type");
    const auto own_type = m_survey.text(row, "scamdesk_type");
    if (!own_type.empty()) { type = own_type; }
    if (type.empty()) {
      return note(message("the row has no type"), m_survey.place(row, "name"), message("write one in the column type, such as text"));
    }
    std::ranges::replace(type, '\n', ' ');
    const auto folded = base::fold(type);
    if (folded == "begin group" || folded == "begin_group") { return begin(row, false); }
    if (folded == "begin repeat" || folded == "begin_repeat") { return begin(row, true); }
    if (folded == "end group" || folded == "end_group") { return end(row, false); }
    if (folded == "end repeat" || folded == "end_repeat") { return end(row, true); }
    read_question(row, type);
  }

  void begin(const SheetRow& row, bool repeat) {
    const auto name = our_name(m_survey.text(row, "name"));
    if (name.empty()) { return note(message("a {0} needs a name", repeat ? "repeat" : "group"), m_survey.place(row, "type")); }
    if (!m_survey.text(row, "repeat_count").empty()) {
      note(message("{0}: a number of rows that is worked out has no equivalent", name), m_survey.place(row, "repeat_count"),
           message("leave it out: rows are added as they are needed; a check can count them"));
    }
    std::string extra;
    if (const auto prefill = m_survey.text(row, "scamdesk_prefill"); !prefill.empty()) {
      const auto space = prefill.find(' ');
      extra = ", prefill: {from: " + prefill.substr(0, space) + ", into: " + prefill.substr(space == std::string::npos ? prefill.size() : space + 1) + "}";
    }
    emit("- {name: " + name + ", type: " + (repeat ? "repeat" : "group") + words_of(row, name) + extra + ", questions: [", m_survey.place(row, "name"));
    m_open.push_back({repeat, name, m_survey.place(row, "type")});
  }

  void end(const SheetRow& row, bool repeat) {
    if (m_open.empty() || m_open.back().repeat != repeat) {
      return note(message("nothing of this kind was begun that ends here"), m_survey.place(row, "type"),
                  m_open.empty() ? std::optional<Message>() : message("{0} is to be ended first", m_open.back().name));
    }
    const auto name = m_open.back().name;
    m_open.pop_back();
    emit("]" + (repeat ? checks_of(name) : std::string()) + "}" + comma(), m_survey.place(row, "type"));
  }

  /// Questions stand in flow lists, so that each is a line of its own whatever its depth.
  std::string comma() const { return m_open.empty() ? "" : ","; }

  void read_question(const SheetRow& row, const std::string& type) {
    const auto name = our_name(m_survey.text(row, "name"));
    const auto word = base::fold(type.substr(0, type.find(' ')));
    const auto rest = type.find(' ') == std::string::npos ? std::string() : std::string(base::trim(type.substr(type.find(' ') + 1)));
    const auto place = m_survey.place(row, "type");
    if (refused_types.contains(word)) {
      const auto why = word == "rank" ? message("the order of choices is not kept") : message("answers are text, numbers, days and choices");
      return note(message("{0}: the type {1} has no equivalent: {2}", name, word, why), place, message("take the row out, or ask in another way"));
    }
    if (kept_with_changes.contains(word)) { return warn(message("{0}: left out: who changed what is kept with every change", word), place); }
    if (name.empty()) { return note(message("a question needs a name"), place); }
    if (!m_survey.text(row, "trigger").empty()) {
      warn(message("{0}: the trigger is left out: calculations follow what they depend on by themselves", name), m_survey.place(row, "trigger"));
    }
    const auto made = type_of(row, name, word, rest);
    if (!made) { return; }
    emit(question_line(row, name, *made) + comma(), place);
    if (word == "file") { emit(hash_question(row, name) + comma(), place); }
    if (made->other) { emit(other_question(row, name) + comma(), place); }
  }

  struct Made { std::string type; std::string constraint, calculation, default_value; bool read_only = false; bool other = false; };

  std::optional<Made> type_of(const SheetRow& row, const std::string& name, const std::string& word, const std::string& rest) {
    static const std::set<std::string, std::less<>> same{"text", "integer", "decimal", "date", "note", "calculate"};
    if (same.contains(word)) { return Made{word, {}, {}, {}, false, false}; }
    if (word == "string") { return Made{"text", {}, {}, {}, false, false}; }
    if (word == "int") { return Made{"integer", {}, {}, {}, false, false}; }
    if (word == "datetime") { return Made{"dateTime", {}, {}, {}, false, false}; }
    if (word == "record") { return Made{"record " + rest, {}, {}, {}, false, false}; }
    if (word == "time") { return Made{"text", "regex(., '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?')", {}, {}, false, false}; }
    if (word == "file") { return Made{"text", {}, {}, {}, false, false}; }
    if (word == "hidden") { return Made{"text", {}, {}, {}, true, false}; }
    if (word == "start") { return Made{"calculate", {}, "once(now())", {}, false, false}; }
    if (word == "end") { return Made{"calculate", {}, "now()", {}, false, false}; }
    if (word == "today") { return Made{"calculate", {}, "once(today())", {}, false, false}; }
    if (word == "acknowledge" || word == "trigger") {
      m_all["acknowledge"].lines = {"{name: OK, label: " + both_quoted(word_of_ok()) + "}"};
      m_all["acknowledge"].names = {"OK"};
      return Made{"select_one acknowledge", {}, {}, {}, false, false};
    }
    if (word == "range") { return range(row); }
    if (word.starts_with("select")) { return select(row, word, rest); }
    std::vector<std::string> known{"text", "integer", "decimal", "date", "dateTime", "time", "select_one", "select_multiple", "note", "calculate", "acknowledge", "hidden", "range", "file"};
    const auto near = nearest(word, known);
    note(message("{0}: unknown type {1}", name, word), m_survey.place(row, "type"), near ? std::optional(message("did you mean {0}?", *near)) : std::nullopt);
    return std::nullopt;
  }

  static Text word_of_ok() { return word(message("confirmed")); }

  /// `start=0 end=10 step=2`: whole numbers where all three are.
  std::optional<Made> range(const SheetRow& row) {
    std::map<std::string, std::string> given{{"start", "0"}, {"end", "10"}, {"step", "1"}};
    auto parameters = m_survey.text(row, "parameters");
    std::ranges::replace_if(parameters, [](char c) { return c == ',' || c == ';'; }, ' ');
    for (const auto part : base::split(parameters, ' ')) {
      const auto equals = part.find('=');
      if (equals != std::string_view::npos) { given[base::fold(part.substr(0, equals))] = std::string(part.substr(equals + 1)); }
    }
    const bool whole = std::ranges::all_of(given, [](const auto& each) { return each.second.find('.') == std::string::npos; });
    auto constraint = ". >= " + given["start"] + " and . <= " + given["end"];
    if (given["step"] != "1") { constraint += " and (. - " + given["start"] + ") mod " + given["step"] + " = 0"; }
    return Made{whole ? "integer" : "decimal", constraint, {}, {}, false, false};
  }

  std::optional<Made> select(const SheetRow& row, const std::string& word, const std::string& rest) {
    const bool one = word == "select_one" || word == "select1" || word == "select_one_from_file" || word == "select_one_external";
    if (!one && word != "select_multiple" && word != "select_multiple_from_file" && word != "select") {
      note(message("unknown type {0}", word), m_survey.place(row, "type"), message("did you mean {0}?", "select_one"));
      return std::nullopt;
    }
    const bool other = base::fold(rest).ends_with("or_other");
    auto list = std::string(base::trim(other ? rest.substr(0, rest.size() - std::string_view("or_other").size()) : rest));
    const bool from_file = word.ends_with("_from_file");
    if (from_file) {
      if (!read_list_file(row, list)) { return std::nullopt; }
      list = std::filesystem::path(list).stem().string();
    }
    list = our_name(list);
    const auto found = m_all.find(list);
    if (found == m_all.end()) {
      std::vector<std::string> names;
      for (const auto& [name, each] : m_all) { names.push_back(name); }
      const auto near = nearest(list, names);
      note(message("there is no list {0} on the sheet choices", list), m_survey.place(row, "type"), near ? std::optional(message("did you mean {0}?", *near)) : std::nullopt);
      return std::nullopt;
    }
    if (other) { list = with_other(list); }
    m_used.insert(list);
    return Made{(one ? "select_one " : "select_multiple ") + list, {}, {}, {}, false, other};
  }

  std::string with_other(const std::string& list) {
    if (m_all[list].names.contains("other")) { return list; }
    const auto name = list + "_or_other";
    auto copy = m_all[list];
    copy.names.insert("other");
    copy.lines.push_back("{name: other, label: " + both_quoted(word(message("other"))) + "}");
    m_all[name] = std::move(copy);
    return name;
  }

  /// A CSV beside the workbook with the columns name and label.
  bool read_list_file(const SheetRow& row, const std::string& named) {
    const auto place = m_survey.place(row, "type");
    const std::filesystem::path plain(named);
    if (plain.has_parent_path() || plain.extension() != ".csv") {
      note(message("{0}: choices are read from a CSV that stands beside the workbook", named), place);
      return false;
    }
    const auto file = std::filesystem::path(m_file).parent_path() / plain;
    const auto bytes = base::read_file(file, std::uint64_t{16} << 20);
    const auto table = bytes.and_then([&](const std::string& text) { return base::read_table(text, file.string()); });
    if (!table) {
      note(table.error().problem, place);
      return false;
    }
    auto& list = m_all[our_name(plain.stem().string())];
    if (!list.lines.empty()) { return true; }
    for (const auto& each : *table) {
      if (!each.contains("name") || !each.contains("label")) {
        note(message("{0}: the columns name and label are missing", named), place);
        return false;
      }
      const auto& name = each.find("name")->second;
      const auto& label = each.find("label")->second;
      if (list.names.insert(name).second) { list.lines.push_back("{name: " + yaml_text(name) + ", label: " + both_quoted({label, label}) + "}"); }
    }
    return true;
  }

  std::string question_line(const SheetRow& row, const std::string& name, const Made& made) {
    std::string line = "- {name: " + name + ", type: " + made.type + words_of(row, name);
    const auto add = [&](const char* key, const std::string& text) {
      if (!text.empty()) { line += std::string(", ") + key + ": " + yaml_text(expression(text)); }
    };
    auto constraint = m_survey.text(row, "constraint");
    if (!made.constraint.empty()) { constraint = constraint.empty() ? made.constraint : "(" + constraint + ") and (" + made.constraint + ")"; }
    add("constraint", constraint);
    add("calculation", made.calculation.empty() ? m_survey.text(row, "calculation") : made.calculation);
    add("choice_filter", m_survey.text(row, "choice_filter"));
    add("default", m_survey.text(row, "default"));
    add("nil", m_survey.text(row, "scamdesk_nil"));
    if (made.read_only || is_yes(m_survey.text(row, "read_only"))) { line += ", read_only: true"; }
    if (is_yes(m_survey.text(row, "scamdesk_sensitive"))) { line += ", sensitive: true"; }
    if (const auto missing = m_survey.text(row, "scamdesk_missing"); !missing.empty()) {
      const auto parts = base::split(missing, ' ');
      line += ", missing: [" + base::join(std::vector<std::string>(parts.begin(), parts.end()), ", ") + "]";
    }
    return line + "}";
  }

  /// The keys that questions, groups and repeats share.
  std::string words_of(const SheetRow& row, const std::string& name) const {
    auto label = m_survey.both(row, "label");
    if (label.empty()) { label = {name, name}; }
    auto words = ", label: " + both_quoted(label);
    auto hint = m_survey.both(row, "hint");
    if (const auto guidance = m_survey.both(row, "guidance_hint"); !guidance.empty()) {
      hint = hint.empty() ? guidance : Text{hint.ko + "\n" + guidance.ko, hint.en + "\n" + guidance.en};
    }
    const auto add = [&](const char* key, const Text& text) {
      if (!text.empty()) { words += std::string(", ") + key + ": " + both_quoted(text); }
    };
    add("hint", hint);
    add("unit", m_survey.both(row, "scamdesk_unit"));
    if (const auto required = m_survey.text(row, "required"); !required.empty() && base::fold(required) != "no" && base::fold(required) != "false" && base::fold(required) != "false()") {
      words += ", required: " + (is_yes(required) ? std::string("true") : yaml_text(expression(required)));
      add("required_message", m_survey.both(row, "required_message"));
    }
    if (const auto relevant = m_survey.text(row, "relevant"); !relevant.empty()) { words += ", relevant: " + yaml_text(expression(relevant)); }
    if (!m_survey.text(row, "constraint").empty()) { add("constraint_message", m_survey.both(row, "constraint_message")); }
    if (const auto appearance = m_survey.text(row, "appearance"); !appearance.empty()) { words += ", appearance: " + yaml_text(appearance); }
    return words;
  }

  std::string hash_question(const SheetRow& row, const std::string& name) const {
    const auto label = m_survey.both(row, "label");
    return "- {name: " + name + "_sha256, type: text, label: " + both_quoted({label.ko + " (SHA-256)", label.en + " (SHA-256)"}) +
           ", relevant: " + yaml_text("${" + name + "} != ''") + ", constraint: " + yaml_text("regex(., '[0-9a-f]{64}')") + "}";
  }
  std::string other_question(const SheetRow& row, const std::string& name) const {
    const auto label = m_survey.both(row, "label");
    const auto other = word(message("other"));
    return "- {name: " + name + "_other, type: text, label: " + both_quoted({label.ko + ": " + other.ko, label.en + ": " + other.en}) +
           ", relevant: " + yaml_text("selected(${" + name + "}, 'other')") + "}";
  }

  void emit(std::string text, SourcePlace place) {
    // Inside a flow list an item begins without its dash.
    const bool inside = !m_open.empty() && text.starts_with("- ");
    const std::size_t depth = 2 * m_open.size() + (text.starts_with("- ") ? 2 : 4);
    m_lines.push_back({std::string(depth, ' ') + (inside ? text.substr(2) : text), std::move(place)});
  }

  // ---- checks, settings ----

  void add_checks() {
    for (const auto& row : m_checks.rows()) {
      if (!m_checks.text(row, "repeat").empty()) { continue; }
      m_record_checks.push_back({"  - " + check_map(row), m_checks.place(row, "id")});
    }
  }
  std::string check_map(const SheetRow& row) const {
    const auto fields = m_checks.text(row, "fields");
    const auto parts = base::split(fields, ' ');
    return "{id: " + m_checks.text(row, "id") + ", severity: " + m_checks.text(row, "severity") + ", fields: [" +
           base::join(std::vector<std::string>(parts.begin(), parts.end()), ", ") + "], test: " + yaml_text(m_checks.text(row, "test")) +
           ", message: " + both_quoted(m_checks.both(row, "message")) + "}";
  }
  std::string checks_of(const std::string& repeat) const {
    std::vector<std::string> maps;
    for (const auto& row : m_checks.rows()) {
      if (m_checks.text(row, "repeat") == repeat) { maps.push_back(check_map(row)); }
    }
    return maps.empty() ? std::string() : ", checks: [" + base::join(maps, ", ") + "]";
  }

  std::string setting(std::string_view name, std::string otherwise = {}) const {
    const auto text = m_settings.rows().empty() ? std::string() : m_settings.text(m_settings.rows().front(), name);
    return text.empty() ? otherwise : text;
  }

  void line(const std::string& text) { add({text, SourcePlace{m_file}}); }
  void add(const Line& each) {
    m_made.yaml += each.text + "\n";
    m_made.lines.push_back(each.place);
  }

  Result<MadeForm> assemble() {
    auto id = our_name(setting("form_id", std::filesystem::path(m_file).stem().string()));
    std::ranges::replace(id, '_', '-');
    const auto kind = setting("scamdesk_kind", "survey");
    line("# SPDX-License-Identifier: Apache-2.0");
    line("form: " + id);
    line("kind: " + kind);
    line("version: " + yaml_text(setting("version", "1")));
    const auto title = m_settings.rows().empty() ? Text{} : m_settings.both(m_settings.rows().front(), "form_title");
    line("title: " + both_quoted(title.empty() ? Text{id, id} : title));
    const auto about = m_settings.rows().empty() ? Text{} : m_settings.both(m_settings.rows().front(), "scamdesk_about");
    if (!about.empty()) { line("about: " + both_quoted(about)); }
    auto plural = setting("scamdesk_plural", id + "-answers");
    std::ranges::replace(plural, '-', '_');
    line("plural: " + plural);
    line("owner: " + setting("scamdesk_owner", "mission"));
    const bool asks_round = std::ranges::any_of(m_survey.rows(), [&](const SheetRow& row) { return our_name(m_survey.text(row, "name")) == "round"; });
    const auto list_of = [](const std::string& words) {
      const auto parts = base::split(words, ' ');
      return "[" + base::join(std::vector<std::string>(parts.begin(), parts.end()), ", ") + "]";
    };
    if (const auto key = setting("scamdesk_key", kind == "survey" ? "round" : ""); !key.empty()) { line("key: " + list_of(key)); }
    if (const auto key = setting("scamdesk_import_key"); !key.empty()) { line("import_key: " + list_of(key)); }
    line("zone: " + setting("scamdesk_zone", "Asia/Seoul"));
    add_lists();
    line("questions:");
    if (kind == "survey" && !asks_round) {
      line("  - {name: round, type: text, required: true, read_only: true, label: " + both_quoted(word(message("Survey round"))) + "}");
    }
    for (const auto& each : m_lines) { add(each); }
    if (!m_record_checks.empty()) { line("checks:"); }
    for (const auto& each : m_record_checks) { add(each); }
    return std::move(m_made);
  }

  void add_lists() {
    std::erase_if(m_all, [](const auto& each) { return each.second.lines.empty() && each.second.file.empty(); });
    if (m_all.empty()) { return; }
    line("choices:");
    for (const auto& [name, list] : m_all) {
      line("  " + name + ": " + (list.file.empty() ? "[" + base::join(list.lines, ", ") + "]" : list.file));
    }
  }

  const document::Workbook& m_workbook;
  const std::string& m_file;
  FormSheet m_settings;
  std::string m_language;
  FormSheet m_survey, m_choices, m_checks, m_lists;
  std::map<std::string, List> m_all;
  std::set<std::string> m_used;
  std::map<std::string, std::string> m_renamed;
  std::vector<Open> m_open;
  std::vector<Line> m_lines, m_record_checks;
  std::vector<Error> m_errors;
  MadeForm m_made;
};

}  // namespace

Result<MadeForm> read_xlsform(const document::Workbook& workbook, const std::string& file) { return Reader(workbook, file).read(); }

}  // namespace scamdesk::exchange
