// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include <scamdesk/progress.hpp>

namespace scamdesk::cli {

/// A line on standard error that moves; silent where there is no terminal.
class TerminalProgress final : public Progress {
public:
  TerminalProgress(Lang lang, bool shown) : m_lang(lang), m_shown(shown) {}
  TerminalProgress(const TerminalProgress&) = delete;
  TerminalProgress& operator=(const TerminalProgress&) = delete;
  ~TerminalProgress() override { clear(); }
  void at(const Message& what, std::size_t done, std::size_t of) override;
  bool stopped() const override;
  /// Takes the line away, before anything else is written.
  void clear();

private:
  Lang m_lang;
  bool m_shown;
  bool m_drawn = false;
  std::chrono::steady_clock::time_point m_last{};
};

}  // namespace scamdesk::cli
