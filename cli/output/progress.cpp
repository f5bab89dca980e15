// SPDX-License-Identifier: Apache-2.0
#include "output/progress.hpp"

#include <algorithm>
#include <cstdio>
#include <string>

#include "signals.hpp"

namespace scamdesk::cli {

void TerminalProgress::at(const Message& what, std::size_t done, std::size_t of) {
  if (!m_shown) { return; }
  const auto now = std::chrono::steady_clock::now();
  if (now - m_last < std::chrono::milliseconds(100) && done != of) { return; }
  m_last = now;
  std::string line = word(what, m_lang) + "  " + std::to_string(done);
  if (of != 0) {
    constexpr std::size_t width = 30;
    const auto filled = std::min(width, done * width / of);
    line += "/" + std::to_string(of) + "  [" + std::string(filled, '#') + std::string(width - filled, ' ') + "]";
  }
  std::fprintf(stderr, "\r\033[K%s", line.c_str());
  m_drawn = true;
}

bool TerminalProgress::stopped() const { return asked_to_stop(); }

void TerminalProgress::clear() {
  if (!m_drawn) { return; }
  std::fputs("\r\033[K", stderr);
  m_drawn = false;
}

}  // namespace scamdesk::cli
