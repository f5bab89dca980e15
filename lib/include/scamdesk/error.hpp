// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <type_traits>
#include <utility>
#include <vector>

#include <scamdesk/export.hpp>

namespace scamdesk {

/// The two languages of every message, label and document.
enum class Lang { ko, en };

/// One text in both languages. Labels of forms, titles of reports, arguments of messages.
struct Text {
  std::string ko;
  std::string en;
  const std::string& in(Lang lang) const { return lang == Lang::ko ? ko : en; }
  bool empty() const { return ko.empty() && en.empty(); }
  bool operator==(const Text&) const = default;
};

/// What is said, before it is worded: the English text is the id, `{0}` `{1}` stand for the arguments.
/// The Korean words are in `lib/po/ko/*.po`, compiled into the library.
struct Message {
  std::string id;
  std::vector<Text> args;
  bool operator==(const Message&) const = default;
};

/// The words of a message in one language. An id without a translation is worded in English.
SCAMDESK_EXPORT std::string word(const Message& message, Lang lang);
/// The words in both languages.
SCAMDESK_EXPORT Text word(const Message& message);

namespace detail {
inline Text message_arg(const Text& text) { return text; }
inline Text message_arg(const Message& inner) { return word(inner); }
inline Text message_arg(std::string_view text) { return {std::string(text), std::string(text)}; }
template <class Number>
  requires std::is_arithmetic_v<Number>
Text message_arg(Number number) {
  return message_arg(std::string_view(std::to_string(number)));
}
}  // namespace detail

/// Builds a message: `message("{0}: no such round", round)`. Arguments are text, numbers, Text or another message.
template <class... Args>
Message message(std::string_view id, const Args&... args) {
  return {std::string(id), {detail::message_arg(args)...}};
}

/// Where in an outside file something is wrong. Rows, lines and columns count from 1; 0 is "not known".
/// With a sheet it is a cell of a spreadsheet: `filled.xlsx:Sheet!B7`.
struct SourcePlace {
  std::string file;
  std::size_t row = 0;
  std::size_t column = 0;
  std::string sheet = {};
  bool operator==(const SourcePlace&) const = default;
};

/// Why a call failed; each has one exit code (see design: command line).
enum class Errc { usage, bad_input, not_found, bug, cannot_create, io, busy, not_permitted, config };

/// A failure as a value: what is wrong, what to do about it, and where.
/// No personal value ever stands in an error; records are cited by id.
struct Error {
  Errc code = Errc::bug;
  Message problem;
  std::optional<Message> hint = std::nullopt;
  std::optional<SourcePlace> place = std::nullopt;
  /// Further errors of the same run (a form's or a file's, all at once).
  std::vector<Error> more = {};
  bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

/// Shorthand for `return fail(Errc::bad_input, message(...))`.
inline tl::unexpected<Error> fail(Errc code, Message problem, std::optional<Message> hint = {},
                                  std::optional<SourcePlace> place = {}) {
  return tl::unexpected<Error>(Error{code, std::move(problem), std::move(hint), std::move(place), {}});
}
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

}  // namespace scamdesk
