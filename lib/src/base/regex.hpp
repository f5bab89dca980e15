// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <scamdesk/error.hpp>

namespace scamdesk::base {

/// A regular expression (ICU's dialect, Unicode), kept compiled. A match that would take too long or too much memory
/// is an error, so a form's pattern cannot hang the program.
class Pattern {
public:
  /// Errors: bad_input when it is no regular expression; `place.column` is where in the pattern. config when ICU's
  /// i18n library is not there.
  static Result<Pattern> compile(std::string_view pattern);
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  ~Pattern();

  /// Whether all of `text` matches. Errors: bad_input when the limits are met, or `text` is not UTF-8.
  Result<bool> matches_whole(std::string_view text) const;

private:
  struct Impl;
  explicit Pattern(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> m_impl;
};

/// Patterns already compiled, for whoever evaluates the same expressions many times.
class Patterns {
public:
  /// Borrowed until the next call. Errors as of Pattern::compile.
  Result<const Pattern*> get(std::string_view pattern);

private:
  std::map<std::string, Pattern, std::less<>> m_known;
};

}  // namespace scamdesk::base
