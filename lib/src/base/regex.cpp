// SPDX-License-Identifier: Apache-2.0
#include "base/regex.hpp"

#include "base/i18n.hpp"

namespace scamdesk::base {
namespace {

/// ICU counts in steps of the matcher, each a few milliseconds at most.
constexpr std::int32_t time_limit = 500;
constexpr std::int32_t stack_limit = 4 * 1024 * 1024;
/// Patterns come from forms; more than this many are not one form's.
constexpr std::size_t most_patterns = 1000;

}  // namespace

struct Pattern::Impl {
  const I18n& icu;
  URegularExpression* compiled = nullptr;
  explicit Impl(const I18n& library) : icu(library) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() { icu.regex_close(compiled); }
};

Pattern::Pattern(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

Result<Pattern> Pattern::compile(std::string_view pattern) {
  const auto* icu = i18n();
  if (icu == nullptr) {
    return fail(Errc::config, message("regular expressions cannot be matched: {0} is not there", "libicui18n"),
                message("install the package libicu of the system again"));
  }
  const auto text = to_utf16(pattern);
  UErrorCode status = U_ZERO_ERROR;
  UParseError where{};
  auto impl = std::make_unique<Impl>(*icu);
  impl->compiled = icu->regex_open(text.data(), static_cast<std::int32_t>(text.size()), 0, &where, &status);
  if (U_FAILURE(status)) {
    return fail(Errc::bad_input, message("not a regular expression"), {},
                SourcePlace{{}, 0, static_cast<std::size_t>(where.offset < 0 ? 0 : where.offset) + 1});
  }
  icu->regex_set_time_limit(impl->compiled, time_limit, &status);
  icu->regex_set_stack_limit(impl->compiled, stack_limit, &status);
  return Pattern(std::move(impl));
}

Result<bool> Pattern::matches_whole(std::string_view text) const {
  const auto& icu = m_impl->icu;
  const auto subject = to_utf16(text);
  UErrorCode status = U_ZERO_ERROR;
  icu.regex_set_text(m_impl->compiled, subject.data(), static_cast<std::int32_t>(subject.size()), &status);
  const bool matched = icu.regex_matches(m_impl->compiled, 0, &status) != 0;
  UErrorCode unset = U_ZERO_ERROR;
  icu.regex_set_text(m_impl->compiled, u"", 0, &unset);  // it borrows the text, which ends here
  if (U_FAILURE(status)) {
    return fail(Errc::bad_input,
                status == U_REGEX_STACK_OVERFLOW ? message("the regular expression needs too much memory")
                                                 : message("the regular expression takes too long"),
                message("avoid repeats inside repeats, such as (a+)+"));
  }
  return matched;
}

Result<const Pattern*> Patterns::get(std::string_view pattern) {
  if (const auto known = m_known.find(pattern); known != m_known.end()) { return &known->second; }
  auto compiled = Pattern::compile(pattern);
  if (!compiled) { return fail(std::move(compiled.error())); }
  if (m_known.size() >= most_patterns) { m_known.clear(); }
  return &m_known.emplace(std::string(pattern), std::move(*compiled)).first->second;
}

}  // namespace scamdesk::base
