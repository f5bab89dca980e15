// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <scamdesk/text.hpp>

#include "base/text.hpp"
#include "exchange/xlsform.hpp"
#include "exchange/xlsform_changes.hpp"
#include "exchange/xlsform_lists.hpp"
#include "exchange/xlsform_sheet.hpp"
#include "exchange/xlsform_types.hpp"
#include "exchange/xlsform_words.hpp"

namespace scamdesk::exchange {
namespace {

using document::SheetRow;
using xlsform::both_quoted;
using xlsform::is_yes;
using xlsform::our_name;
using xlsform::yaml_list;
using xlsform::yaml_text;

const std::set<std::string, std::less<>> survey_columns{
    "type", "name", "label", "hint", "guidance_hint", "required", "required_message", "relevant", "constraint", "constraint_message",
    "calculation", "choice_filter", "read_only", "default", "appearance", "parameters", "repeat_count", "trigger",
    "scamdesk_type", "scamdesk_missing", "scamdesk_sensitive", "scamdesk_unit", "scamdesk_nil", "scamdesk_jump", "scamdesk_prefill"};
const std::set<std::string, std::less<>> refused_types{
    "geopoint", "geotrace", "geoshape", "image", "photo", "audio", "video", "barcode", "background-audio", "start-geopoint", "xml-external",
    "csv-external", "rank", "osm"};
const std::set<std::string, std::less<>> kept_with_changes{
    "username", "deviceid", "phonenumber", "email", "audit", "subscriberid", "simserial"};

class Reader {
public:
  Reader(const document::Workbook& workbook, const std::string& file)
      : m_workbook(workbook), m_file(file), m_settings(sheet("settings"), file, {}),
        m_language(m_settings.rows().empty() ? std::string() : m_settings.text(m_settings.rows().front(), "default_language")),
        m_survey(sheet("survey"), file, m_language), m_choices(sheet("choices"), file, m_language),
        m_checks(sheet("scamdesk_checks"), file, m_language), m_list_files(sheet("scamdesk_lists"), file, m_language),
        m_changes(sheet(xlsform::changes_sheet), file, m_language), m_lists(m_choices, m_list_files, file, m_faults),
        m_types(m_survey, m_lists, m_faults) {}

  Result<MadeForm> read() {
    if (sheet("survey") == nullptr) {
      return fail(Errc::bad_input, message("the sheet {0} is missing", "survey"), message("an XLSForm has the sheets survey, choices and settings"), SourcePlace{m_file});
    }
    check_columns();
    m_lists.read();
    name_questions();
    for (const auto& row : m_survey.rows()) { read_row(row); }
    for (const auto& open : m_open) { note(message("the {0} is not ended", open.repeat ? "repeat" : "group"), open.place); }
    add_checks();
    for (auto& [text, place] : xlsform::changes_yaml(m_changes, m_faults)) { m_change_lines.push_back({std::move(text), std::move(place)}); }
    if (!m_faults.errors.empty()) { return fail(m_faults.errors.take()); }
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
    m_faults.error(std::move(problem), std::move(place), std::move(hint));
  }

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
    if (kept_with_changes.contains(word)) { return m_faults.warning(message("{0}: left out: who changed what is kept with every change", word), place); }
    if (name.empty()) { return note(message("a question needs a name"), place); }
    if (!m_survey.text(row, "trigger").empty()) {
      m_faults.warning(message("{0}: the trigger is left out: calculations follow what they depend on by themselves", name), m_survey.place(row, "trigger"));
    }
    const auto made = m_types.of(row, name, word, rest);
    if (!made) { return; }
    emit(question_line(row, name, *made) + comma(), place);
    if (word == "file") { emit(hash_question(row, name) + comma(), place); }
    if (made->other) { emit(other_question(row, name) + comma(), place); }
  }

  std::string question_line(const SheetRow& row, const std::string& name, const xlsform::Made& made) {
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
    add("jump", m_survey.text(row, "scamdesk_jump"));
    if (made.read_only || is_yes(m_survey.text(row, "read_only"))) { line += ", read_only: true"; }
    if (is_yes(m_survey.text(row, "scamdesk_sensitive"))) { line += ", sensitive: true"; }
    if (const auto missing = m_survey.text(row, "scamdesk_missing"); !missing.empty()) { line += ", missing: " + yaml_list(missing); }
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
    return "{id: " + m_checks.text(row, "id") + ", severity: " + m_checks.text(row, "severity") + ", fields: " +
           yaml_list(m_checks.text(row, "fields")) + ", test: " + yaml_text(m_checks.text(row, "test")) + ", message: " + both_quoted(m_checks.both(row, "message")) + "}";
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
    if (const auto key = setting("scamdesk_key", kind == "survey" ? "round" : ""); !key.empty()) { line("key: " + yaml_list(key)); }
    if (const auto key = setting("scamdesk_import_key"); !key.empty()) { line("import_key: " + yaml_list(key)); }
    line("zone: " + setting("scamdesk_zone", "Asia/Seoul"));
    for (const auto& text : m_lists.yaml()) { line(text); }
    for (const auto& each : m_change_lines) { add(each); }
    line("questions:");
    if (kind == "survey" && !asks_round) {
      line("  - {name: round, type: text, required: true, read_only: true, label: " + both_quoted(word(message("Survey round"))) + "}");
    }
    for (const auto& each : m_lines) { add(each); }
    if (!m_record_checks.empty()) { line("checks:"); }
    for (const auto& each : m_record_checks) { add(each); }
    m_made.warnings = std::move(m_faults.warnings);
    return std::move(m_made);
  }

  const document::Workbook& m_workbook;
  const std::string& m_file;
  FormSheet m_settings;
  std::string m_language;
  FormSheet m_survey, m_choices, m_checks, m_list_files, m_changes;
  SheetFaults m_faults;
  xlsform::Lists m_lists;
  xlsform::Types m_types;
  std::map<std::string, std::string> m_renamed;
  std::vector<Open> m_open;
  std::vector<Line> m_lines, m_record_checks, m_change_lines;
  MadeForm m_made;
};

}  // namespace

Result<MadeForm> read_xlsform(const document::Workbook& workbook, const std::string& file) { return Reader(workbook, file).read(); }

}  // namespace scamdesk::exchange
