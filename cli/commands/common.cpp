// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"

#include <charconv>
#include <chrono>
#include <system_error>

#include "output/errors.hpp"

namespace scamdesk::cli {

Result<Exit> done(Session& session, const Message& words, const Data& data) {
  session.say(words);
  if (session.format() != Format::json) { return Exit::ok; }
  return session.show(std::string(), data).map([] { return Exit::ok; });
}

void warn_of_reason(Session& session, const std::string& reason) {
  if (const auto kind = personal_number_in(reason)) {
    session.warn(message("the reason seems to hold a personal number ({0}): it is kept, and others read it", *kind));
  }
}

Document page(std::string schema, Text title, const std::vector<Line>& lines, Data data) {
  Document document;
  document.schema = std::move(schema);
  document.title = std::move(title);
  Table table;
  table.columns = {{"name", said("Item"), Align::left}, {"value", said("Value"), Align::left}};
  for (const auto& line : lines) {
    if (line.value.empty()) { continue; }
    table.rows.push_back({TableCell(line.name, Data(line.name.en)), TableCell(line.value, Data(line.value.en))});
  }
  document.blocks.emplace_back(std::move(table));
  document.data = std::move(data);
  return document;
}

Text yes_or_no(bool value) { return value ? said("yes") : said("no"); }

Result<Date> day(const char* option, const std::string& text) {
  const auto date = parse_date(text);
  if (!date) {
    return fail(Errc::usage, message("{0}: {1} is not a day of the calendar", option, text),
                message("write it like 2025-10-31"));
  }
  return *date;
}

Text seoul_time(Instant instant) {
  const auto there = to_string(instant + std::chrono::hours(9));
  return plain(there.substr(0, 10) + " " + there.substr(11, 5));
}

Result<std::size_t> count(const char* option, const std::string& text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) {
    return fail(Errc::usage, message("{0}: {1} is not a whole number", option, text));
  }
  return value;
}

std::string take_round(std::vector<std::string>& words) {
  if (words.empty() || words.front().find('=') != std::string::npos) { return {}; }
  auto round = std::move(words.front());
  words.erase(words.begin());
  return round;
}

std::string join(const std::vector<std::string>& words, std::string_view with) {
  std::string all;
  for (const auto& word : words) {
    if (!all.empty()) { all += with; }
    all += word;
  }
  return all;
}

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(at), text.size());
    if (end > 0) { parts.emplace_back(text.substr(0, end)); }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string some_of(const std::vector<std::string>& names) {
  constexpr std::size_t many = 24;
  if (names.size() <= many) { return join(names, " "); }
  const std::vector<std::string> first(names.begin(), names.begin() + 6);
  return join(first, " ") + " … (" + std::to_string(names.size()) + ")";
}

Data error_data(const Error& error, Lang lang) {
  Data::Object data;
  if (error.place) {
    data.emplace_back("file", error.place->file);
    if (!error.place->sheet.empty()) { data.emplace_back("sheet", error.place->sheet); }
    data.emplace_back("row", error.place->row);
    data.emplace_back("column", error.place->column);
  }
  data.emplace_back("message", word(error.problem, lang));
  if (error.hint) { data.emplace_back("hint", word(*error.hint, lang)); }
  return data;
}

namespace {

/// Personal numbers in free texts: the first few, and how many there are.
Data warn_of_numbers(Session& session, const ImportReport& report) {
  constexpr std::size_t few = 10;
  Data::Array all;
  for (const auto& warning : report.warnings) {
    if (all.size() < few) { session.warn(warning); }
    all.push_back(error_data(warning, session.lang()));
  }
  if (report.warned > few) { session.warn(message("and in {0} more free texts", report.warned - few)); }
  if (report.warned > 0) { session.warn(message("personal data belongs in protected questions")); }
  return all;
}

}  // namespace

Result<Exit> show_import(Session& session, const Result<ImportReport>& report) {
  if (!report) { return fail(report.error()); }
  Data::Array errors;
  for (const auto& error : report->errors) {
    session.report(error);
    errors.push_back(error_data(error, session.lang()));
  }
  const Data data = Data::Object{{"schema", "scamdesk.import/1"}, {"rows", report->rows},   {"added", report->added},
                                 {"changed", report->changed},    {"known", report->known}, {"rejected", report->rejected},
                                 {"errors", errors}, {"warned", report->warned}, {"warnings", warn_of_numbers(session, *report)}};
  if (report->rejected > 0) {
    return done(session,
                message("rows: {0} (added {1}, changed {2}, known already {3}); {4} were wrong and not written", report->rows,
                        report->added, report->changed, report->known, report->rejected),
                data).map([](Exit) { return Exit::findings; });
  }
  if (report->errors.empty()) {
    return done(session,
                message("rows: {0} (added {1}, changed {2}, known already {3})", report->rows, report->added,
                        report->changed, report->known),
                data);
  }
  return done(session, message("errors: {0} in {1} rows; nothing was imported", report->errors.size(), report->rows), data).map([](Exit) {
    return Exit::data;
  });
}

}  // namespace scamdesk::cli
