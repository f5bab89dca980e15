// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "base/codec.hpp"
#include "base/digest.hpp"
#include "base/hash.hpp"
#include "form/expression/functions.hpp"

/// What tells one text or one record from another.
namespace scamdesk::form::expression {
namespace {

/// More letters than this are no id.
constexpr double most_letters = 1000;

/// ODK's digest(text, algorithm, encoding): of the text's UTF-8 bytes, in base64 unless hex is asked for.
Value digest(Arguments& in) {
  const auto algorithm = in.text(1);
  if (auto wrong = wrong_algorithm(algorithm)) { in.fault(std::move(wrong->problem), std::move(wrong->hint)); }
  const auto encoding = in.has(2) ? in.text(2) : std::string("base64");
  if (auto wrong = wrong_encoding(encoding)) { in.fault(std::move(wrong->problem), std::move(wrong->hint)); }
  const auto bytes = *base::digest(algorithm, in.text(0));
  return encoding == "hex" ? base::to_hex(bytes) : base::to_base64(bytes);
}

/// The rows an expression stands in, by their ids, which stay when rows before them go.
void write_rows(base::Writer& into, const Context& context) {
  const auto* answers = context.answers;
  for (const auto& frame : context.frames) {
    into.text(frame.repeat);
    const auto found = answers == nullptr ? decltype(answers->repeats.end()){} : answers->repeats.find(frame.repeat);
    if (answers == nullptr || found == answers->repeats.end() || frame.row >= found->second.size()) { return; }
    into.text(found->second[frame.row].id);
    answers = &found->second[frame.row].answers;
  }
}

/// Version 4's shape, or `letters` of A-Z, a-z, 0-9. Worked out again it is the same, so that a calculation is the same
/// at every desk: its bytes come from the seed, the question, its row and the place of the call, and from nowhere else.
Value uuid(Arguments& in) {
  const auto& context = in.context();
  if (context.seed.empty()) { in.fault(message("uuid(): there is no record here to make an id for")); }
  base::Writer place;
  place.text(context.seed).text(context.question).integer(in.at());
  write_rows(place, context);
  const auto random = base::seeded_random(place.bytes());
  if (!in.has(0)) {
    Uuid id;
    random->fill(id.bytes);
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x40);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
    return to_string(id);
  }
  const double letters = in.number(0);
  if (!(letters >= 1 && letters <= most_letters)) {
    in.fault(message("uuid(): its length is a number from 1 to {0}", static_cast<int>(most_letters)));
  }
  static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::string text;
  for (std::array<std::uint8_t, 64> bytes{}; text.size() < static_cast<std::size_t>(letters);) {
    random->fill(bytes);
    for (const auto byte : bytes) {  // 248 is four alphabets: what lies above would favour the first letters
      if (byte < 4 * alphabet.size() && text.size() < static_cast<std::size_t>(letters)) { text += alphabet[byte % alphabet.size()]; }
    }
  }
  return text;
}

constexpr std::array<Function, 2> table{{
    {{"digest", 2, 3}, digest},
    {{"uuid", 0, 1}, uuid},
}};

}  // namespace

std::optional<Error> wrong_algorithm(std::string_view name) {
  if (base::digest(name, {})) { return std::nullopt; }
  return Error{Errc::bad_input, message("digest(): there is no algorithm {0}", name),
               message("choose from: {0}", "MD5, SHA-1, SHA-256, SHA-384, SHA-512"), {}, {}};
}

std::optional<Error> wrong_encoding(std::string_view name) {
  if (name == "base64" || name == "hex") { return std::nullopt; }
  return Error{Errc::bad_input, message("digest(): there is no encoding {0}", name),
               message("choose from: {0}", "base64, hex"), {}, {}};
}

std::span<const Function> identity_functions() { return table; }

}  // namespace scamdesk::form::expression
