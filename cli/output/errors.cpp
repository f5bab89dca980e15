// SPDX-License-Identifier: Apache-2.0
#include "output/errors.hpp"

#include <cstdio>
#include <string>

namespace scamdesk::cli {
namespace {

std::string column_letters(std::size_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters;
}

/// `answers.csv:7:2`, or `filled.xlsx:Sheet!B7`.
std::string place_words(const SourcePlace& place) {
  std::string words = place.file;
  if (!place.sheet.empty()) {
    words += ":" + place.sheet;
    if (place.row != 0) { words += "!" + column_letters(place.column) + std::to_string(place.row); }
    return words;
  }
  if (place.row != 0) { words += ":" + std::to_string(place.row); }
  if (place.row != 0 && place.column != 0) { words += ":" + std::to_string(place.column); }
  return words;
}

const char* code_word(Errc code) {
  switch (code) {
    case Errc::usage: return "usage";
    case Errc::bad_input: return "bad_input";
    case Errc::not_found: return "not_found";
    case Errc::bug: return "bug";
    case Errc::cannot_create: return "cannot_create";
    case Errc::io: return "io";
    case Errc::busy: return "busy";
    case Errc::not_permitted: return "not_permitted";
    case Errc::config: return "config";
  }
  return "bug";
}

void print_one(const Error& error, const ErrorStyle& style) {
  const char* mark = style.colour ? "\033[1;31mscamdesk:\033[0m" : "scamdesk:";
  std::string line = error_line(error, style.lang);
  if (style.verbose) { line += std::string(" [") + code_word(error.code) + "]"; }
  std::fprintf(stderr, "%s %s\n", mark, line.c_str());
  if (error.hint) {
    const auto hint = word(message("hint: {0}", *error.hint), style.lang);
    std::fprintf(stderr, "%s\n", hint.c_str());
  }
}

}  // namespace

std::string error_line(const Error& error, Lang lang) {
  std::string line = error.place ? place_words(*error.place) : std::string();
  if (!line.empty()) { line += ": "; }
  return line + word(error.problem, lang);
}

void print_error(const Error& error, const ErrorStyle& style) {
  print_one(error, style);
  for (const auto& further : error.more) { print_error(further, style); }
}

}  // namespace scamdesk::cli
