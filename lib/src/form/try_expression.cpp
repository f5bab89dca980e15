// SPDX-License-Identifier: Apache-2.0
#include "form/try_expression.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include <scamdesk/text.hpp>

#include "base/zone.hpp"
#include "form/expression.hpp"
#include "form/expression/lexer.hpp"
#include "form/expression/values.hpp"

namespace scamdesk::form {
namespace {

using nlohmann::json;

/// One expression with all it is evaluated over.
struct Trial {
  std::string expression;
  Answers variables;
  std::optional<Cell> self;
  std::string zone = "Asia/Seoul";
};

Result<Cell> cell_of(const json& value) {
  if (value.is_null()) { return Cell::blank(); }
  if (value.is_boolean()) { return Cell::of(value.get<bool>() ? "true" : "false"); }
  if (value.is_number_integer()) { return Cell::of(value.dump()); }
  if (value.is_number()) { return Cell::of(expression::number_text(value.get<double>())); }
  if (!value.is_string()) {
    return fail(Errc::bad_input, message("a variable is a text, a number, or a list of them"));
  }
  const auto text = value.get<std::string>();
  return text.empty() ? Cell::blank() : Cell::of(text);
}

Result<Answers> row_of(const std::string& name, const json& value) {
  Answers row;
  if (!value.is_object()) {
    auto cell = cell_of(value);
    if (!cell) { return fail(std::move(cell.error())); }
    row.cells.emplace(name, std::move(*cell));
    return row;
  }
  for (const auto& [field, inner] : value.items()) {
    auto cell = cell_of(inner);
    if (!cell) { return fail(std::move(cell.error())); }
    row.cells.emplace(field, std::move(*cell));
  }
  return row;
}

Result<Answers> variables_of(const json& object) {
  if (!object.is_object()) {
    return fail(Errc::bad_input, message("variables are a JSON object: {\"name\": \"value\"}"));
  }
  Answers variables;
  for (const auto& [name, value] : object.items()) {
    if (!value.is_array()) {
      auto cell = cell_of(value);
      if (!cell) { return fail(std::move(cell.error())); }
      variables.cells.emplace(name, std::move(*cell));
      continue;
    }
    auto& rows = variables.repeats[name];
    for (const auto& each : value) {
      auto row = row_of(name, each);
      if (!row) { return fail(std::move(row.error())); }
      const int number = static_cast<int>(rows.size()) + 1;
      rows.push_back({std::to_string(number), number, std::move(*row)});
    }
  }
  return variables;
}

/// Every ${name} must be a variable, also where evaluation would not come.
Status check_references(const Trial& trial) {
  std::vector<std::string> names;
  for (const auto& [name, cell] : trial.variables.cells) { names.push_back(name); }
  for (const auto& [name, rows] : trial.variables.repeats) { names.push_back(name); }
  const auto tokens = expression::cut(trial.expression);
  for (const auto& token : *tokens) {
    const bool known = trial.variables.cells.contains(token.text) || trial.variables.repeats.contains(token.text);
    if (token.kind != expression::TokenKind::reference || known) { continue; }
    const auto near = nearest(token.text, names);
    return fail(expression::error_at(trial.expression, token.at, message("{0}: no such variable", token.text),
                                     near ? std::optional(message("did you mean {0}?", *near)) : std::nullopt));
  }
  return {};
}

Data data_of(double number) {
  const auto special = [](const char* name) { return Data(Data::Object{{"num", Data(name)}}); };
  if (std::isnan(number)) { return special("NaN"); }
  if (std::isinf(number)) { return special(number < 0 ? "-Infinity" : "Infinity"); }
  if (number == 0 && std::signbit(number)) { return special("-0"); }
  return expression::is_exact_whole(number) ? Data(static_cast<std::int64_t>(number)) : Data(number);
}

Data::Object data_of(const Value& value, const std::string& zone) {
  const auto only = expression::single(value);
  if (!only) {
    Data::Array texts;
    for (const auto& item : std::get<NodeSet>(value)) { texts.push_back(item.cell.text); }
    return {{"type", "nodeset"}, {"value", std::move(texts)}};
  }
  if (const auto* is = std::get_if<double>(&*only)) { return {{"type", "number"}, {"value", data_of(*is)}}; }
  if (const auto* is = std::get_if<bool>(&*only)) { return {{"type", "boolean"}, {"value", *is}}; }
  static constexpr std::array<const char*, 7> words{"blank", "boolean",  "number", "string",
                                                    "date",  "datetime", "nodeset"};
  return {{"type", words[only->index()]}, {"value", expression::text_of(*only, zone)}};
}

Result<Data::Object> run(const Trial& trial, const Surroundings& surroundings) {
  const auto parsed = Expression::parse(trial.expression);
  if (!parsed) { return fail(parsed.error()); }
  if (const auto checked = check_references(trial); !checked) { return fail(checked.error()); }
  if (!base::is_zone(trial.zone)) { return fail(Errc::bad_input, message("{0}: no such time zone", trial.zone)); }
  Context context;
  context.answers = &trial.variables;
  if (trial.self) { context.self = CellView(*trial.self); }
  context.now = surroundings.now;
  context.lang = surroundings.lang;
  context.seed = surroundings.seed;
  context.zone = trial.zone;
  const auto value = evaluate(*parsed, context);
  if (!value) { return fail(value.error()); }
  return data_of(*value, trial.zone);
}

std::optional<std::string> text_in(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? std::optional(found->get<std::string>()) : std::nullopt;
}

Result<Trial> trial_of(const json& object) {
  Trial trial;
  auto expression = text_in(object, "expr");
  if (!expression) { return fail(Errc::bad_input, message("a case needs \"expr\"")); }
  trial.expression = std::move(*expression);
  if (const auto zone = text_in(object, "tz")) { trial.zone = *zone; }
  if (const auto self = object.find("self"); self != object.end()) {
    auto cell = cell_of(*self);
    if (!cell) { return fail(std::move(cell.error())); }
    trial.self = std::move(*cell);
  }
  if (const auto variables = object.find("vars"); variables != object.end()) {
    auto read = variables_of(*variables);
    if (!read) { return fail(std::move(read.error())); }
    trial.variables = std::move(*read);
  }
  return trial;
}

Data data_of_id(const json& object) {
  const auto id = object.find("id");
  if (id == object.end()) { return {}; }
  return id->is_string() ? Data(id->get<std::string>()) : Data(id->dump());
}

}  // namespace

Result<Data> try_expression(std::string_view expression, std::string_view json_variables, const Surroundings& surroundings) {
  const auto object = json_variables.empty() ? json::object() : json::parse(json_variables, nullptr, false);
  auto variables = variables_of(object);
  if (!variables) { return fail(std::move(variables.error())); }
  auto result = run({std::string(expression), std::move(*variables), std::nullopt}, surroundings);
  if (!result) { return fail(std::move(result.error())); }
  return Data(std::move(*result));
}

Result<Data> try_case(std::string_view json_line, const Surroundings& surroundings) {
  const auto object = json::parse(json_line, nullptr, false);
  if (!object.is_object()) { return fail(Errc::bad_input, message("a case is a JSON object on one line")); }
  const auto trial = trial_of(object);
  if (!trial) { return fail(trial.error()); }
  auto result = run(*trial, {surroundings.now, Lang::en, surroundings.seed});
  Data::Object answer{{"id", data_of_id(object)}};
  if (!result) {
    answer.emplace_back("error", word(result.error().problem, Lang::en));
    return Data(std::move(answer));
  }
  for (auto& [key, value] : *result) { answer.emplace_back(key, std::move(value)); }
  return Data(std::move(answer));
}

}  // namespace scamdesk::form
