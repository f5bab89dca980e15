// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/error.hpp>
#include <scamdesk/text.hpp>

#include "base/errors.hpp"
#include "form/yaml_reader.hpp"

namespace scamdesk::form {

/// A word of a definition and where it stands; line 0: it was not given.
struct Located {
  std::string text;
  std::size_t line = 0;
  std::size_t column = 0;
  bool verbatim = false;

  Located() = default;
  explicit Located(const YamlNode& node)
      : text(node.text), line(node.line), column(node.column), verbatim(node.verbatim) {}
  bool given() const { return line > 0; }
  /// The place of a byte of the text, as exactly as the file allows.
  Located at(std::size_t offset) const {
    Located place = *this;
    if (!verbatim) { return place; }
    for (std::size_t i = 0; i < offset && i < text.size(); ++i) { place.column += (text[i] & 0xc0) != 0x80 ? 1 : 0; }
    return place;
  }
};

/// "did you mean …?" when a candidate is near.
inline std::optional<Message> nearest_hint(std::string_view name, std::span<const std::string> candidates) {
  const auto near = nearest(name, candidates);
  return near ? std::optional(message("did you mean {0}?", *near)) : std::nullopt;
}

/// All that is wrong with one definition, gathered while it is read; of a definition that is wrong in more places than
/// anybody reads, the first ones.
class Faults {
public:
  explicit Faults(std::string file) : m_file(std::move(file)) {}

  void error(const Located& where, Message problem, std::optional<Message> hint = {}) {
    error(fault(where, std::move(problem), std::move(hint)));
  }
  void error(const YamlNode& where, Message problem, std::optional<Message> hint = {}) {
    error(Located(where), std::move(problem), std::move(hint));
  }
  void error(Error error) { keep(m_errors, std::move(error)); }
  void warning(const Located& where, Message problem, std::optional<Message> hint = {}) {
    keep(m_warnings, fault(where, std::move(problem), std::move(hint)));
  }

  /// Nothing more is kept, so nothing more need be looked for.
  bool full() const { return m_errors.size() > base::Errors::most; }

  std::vector<Error>& errors() { return m_errors; }
  std::vector<Error>& warnings() { return m_warnings; }

private:
  static void keep(std::vector<Error>& kept, Error error) {
    if (kept.size() < base::Errors::most) { kept.push_back(std::move(error)); }
    else if (kept.size() == base::Errors::most) { kept.push_back(base::Errors::beyond(error.place)); }
  }

  Error fault(const Located& where, Message problem, std::optional<Message> hint) const {
    return {Errc::bad_input, std::move(problem), std::move(hint), SourcePlace{m_file, where.line, where.column}, {}};
  }

  std::string m_file;
  std::vector<Error> m_errors;
  std::vector<Error> m_warnings;
};

}  // namespace scamdesk::form
