// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

namespace scamdesk::cli {

/// Reads lines from the terminal, edited as wide characters so that a backspace takes a whole syllable. libedit does it,
/// loaded when the first line is asked for; where it is missing, the terminal's own line editing does. Keeps no history.
class LineEditor {
public:
  LineEditor();
  ~LineEditor();
  LineEditor(LineEditor&&) = delete;

  /// The line without its end, in UTF-8; empty optional at the end of input.
  std::optional<std::string> read(const std::string& prompt);

private:
  struct Libedit;
  std::unique_ptr<Libedit> m_edit;
};

}  // namespace scamdesk::cli
