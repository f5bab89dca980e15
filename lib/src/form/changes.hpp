// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/cell.hpp>

#include "form/expression.hpp"

/// How a form's versions follow one another. A definition's `changes:` says of each older version what became of its
/// questions in the next one; answers written under an older version are read through it and never written again.
///
/// A name or a code that was given up is not used again in the form: so an answer's own name says which version it speaks,
/// and reading through the map twice is reading once.
namespace scamdesk::form {

struct Form;

/// In the order in which the changes of one version apply, all by the names of that version.
enum class Became : std::uint8_t { recoded, moved, split, retired, renamed };
/// The word of the definition.
std::string_view to_string(Became became);

/// One part of a split answer: the question that takes it, and its value out of `.`, the whole answer.
struct Part {
  std::string into;
  Expression value;
};

struct Change {
  Became became = Became::renamed;
  std::string from;  ///< the older version
  std::string name;  ///< what that version called the question, repeat or group
  std::string into;  ///< renamed: the new name; moved: the group or repeat it stands in now, or the form's name
  std::map<std::string, std::string> codes;  ///< recoded: old code → new code
  std::vector<Part> parts;                   ///< split
  std::size_t line = 0;
  std::size_t column = 0;
};

/// One thing that happened to an answer on its way to the present version.
struct Mapping {
  std::string path;  ///< where the answer is read now
  Became became = Became::renamed;
  std::string was;      ///< the old name, or the old code when it was recoded
  std::string version;  ///< the version that it spoke
  bool operator==(const Mapping&) const = default;
};

/// Reads the cells of older versions as the newest form does. Borrows the form.
class VersionMap {
public:
  explicit VersionMap(const Form& form) : m_form(&form) {}

  bool empty() const;
  /// Whether any of these cells speaks an older version: when none does, reading changes nothing.
  bool concerns(const Cells& cells) const;
  /// The cells as the form reads them. An answer under an older name stands before one under a newer name, since who
  /// writes the newer name blanks the older ones (see `superseding`): what is still there was written since. What has no
  /// place in the form (retired, split, unknown) keeps its path.
  Cells read(const Cells& cells, std::vector<Mapping>* mappings = nullptr) const;
  /// Where the form reads the answer at `path`.
  std::string path_of(std::string_view path) const;
  /// What a question or repeat of any older version is called now; empty when it has no place of its own any more.
  std::string name_of(std::string_view name) const;
  /// Names that older versions gave to what is sensitive today, or to an answer with a sensitive part.
  std::vector<std::string> sensitive_names() const;
  /// A change as it is written onto a record that holds `raw`: it blanks the older names of what it sets, so that a change
  /// made apart under an older version is a conflict and not a loss, and writes anew what else was read from them.
  Cells superseding(const Cells& raw, const Cells& change) const;
  /// The oldest version whose names or codes the cells still speak; the form's own when none.
  std::string version_of(const std::vector<Mapping>& mappings) const;

private:
  const Form* m_form;
};

}  // namespace scamdesk::form
