// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>

#include "form/expression.hpp"

/// One record to ask expressions about: a title, two countries and their sites in nested repeats.
namespace scamdesk::form {

struct Survey {
  Answers answers;
  Context context;

  Survey() {
    answers.cells = {{"title", Cell::of("Report")},
                     {"total", Cell::of("12")},
                     {"started", Cell::of("2025-10-01")},
                     {"unknown", Cell::not_available()}};
    add_country("KH", "7", {{"Sihanoukville", "4"}, {"Poipet", ""}});
    add_country("LA", "", {{"Golden Triangle", "3"}});
    context.answers = &answers;
    context.now = *parse_instant("2025-10-15T16:00:00Z");  // the sixteenth in Seoul
    context.enclosing = &Survey::enclosing;
    context.is_repeat = [](std::string_view name) { return name == "countries" || name == "sites" || name == "notes"; };
  }
  Survey(const Survey&) = delete;
  Survey& operator=(const Survey&) = delete;

  Survey& inside(std::vector<Frame> frames) {
    context.frames = std::move(frames);
    return *this;
  }
  Survey& checking(const char* self) {
    m_self = Cell::of(self);
    context.self = CellView(m_self);
    return *this;
  }

  Result<Value> ask(std::string_view text) const {
    const auto parsed = Expression::parse(text);
    REQUIRE_MESSAGE(parsed.has_value(), text);
    return evaluate(*parsed, context);
  }
  /// As text; a blank is `(blank)`, a nodeset its texts with commas between, an error `error: …`.
  std::string says(std::string_view text) const {
    const auto value = ask(text);
    if (!value) { return "error: " + word(value.error().problem, Lang::en); }
    const auto* nodes = std::get_if<NodeSet>(&*value);
    if (nodes == nullptr) { return std::holds_alternative<Blank>(*value) ? "(blank)" : to_text(*value); }
    std::string all;
    for (const auto& item : *nodes) {
      all += (all.empty() ? "" : ",") + (item.cell.text.empty() ? "-" : item.cell.text);
    }
    return "{" + all + "}";
  }
  bool holds(std::string_view text) const {
    const auto value = ask(text);
    REQUIRE_MESSAGE(value.has_value(), text);
    REQUIRE_MESSAGE(std::holds_alternative<bool>(*value), text);
    return std::get<bool>(*value);
  }
  std::size_t wrong_column(std::string_view text) const {
    const auto value = ask(text);
    REQUIRE_MESSAGE(!value.has_value(), text);
    CHECK(value.error().code == Errc::bad_input);
    return value.error().place ? value.error().place->column : 0;
  }

private:
  Cell m_self;  ///< what `.` is

  void add_country(const char* code, const char* nationals,
                   const std::vector<std::pair<const char*, const char*>>& sites) {
    auto& rows = answers.repeats["countries"];
    Answers country;
    country.cells["country"] = Cell::of(code);
    if (*nationals != '\0') { country.cells["nationals"] = Cell::of(nationals); }
    for (const auto& [place, count] : sites) {
      Answers site;
      site.cells["place"] = Cell::of(place);
      if (*count != '\0') { site.cells["workers"] = Cell::of(count); }
      auto& in = country.repeats["sites"];
      in.push_back({place, static_cast<int>(in.size()) + 1, std::move(site)});
    }
    rows.push_back({code, static_cast<int>(rows.size()) + 1, std::move(country)});
  }
  static std::optional<std::vector<std::string>> enclosing(std::string_view name) {
    static const std::map<std::string, std::vector<std::string>, std::less<>> places{
        {"title", {}},
        {"total", {}},
        {"started", {}},
        {"unknown", {}},
        {"blank", {}},
        {"about", {}},
        {"countries", {}},
        {"notes", {}},
        {"country", {"countries"}},
        {"nationals", {"countries"}},
        {"sites", {"countries"}},
        {"note", {"notes"}},
        {"place", {"countries", "sites"}},
        {"workers", {"countries", "sites"}}};
    const auto found = places.find(name);
    return found == places.end() ? std::nullopt : std::optional(found->second);
  }
};

}  // namespace scamdesk::form
