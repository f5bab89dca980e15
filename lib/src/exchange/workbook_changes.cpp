// SPDX-License-Identifier: Apache-2.0
#include "exchange/workbook_changes.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "base/text.hpp"

namespace scamdesk::exchange {
namespace {

/// Spaces at the ends of a text are lost in a spreadsheet: they are no change.
std::string print_of(const Cell& cell) {
  const auto text = std::to_string(static_cast<int>(cell.state)) + std::string(base::trim(cell.text));
  return to_string(base::blake2b(text)).substr(0, 16);
}

const Cell& at(const Cells& cells, const std::string& path) {
  static const Cell blank;
  const auto found = cells.find(path);
  return found == cells.end() ? blank : found->second;
}

/// Prints of the cells by path: what was read is known again without being kept.
std::map<std::string, std::string> read_prints(const std::string& remembered) {
  std::map<std::string, std::string> prints;
  for (const auto line : base::split(remembered, '\n')) {
    const auto space = line.rfind(' ');
    if (space != std::string_view::npos) { prints.emplace(line.substr(0, space), line.substr(space + 1)); }
  }
  return prints;
}

class Comparison {
public:
  Comparison(const FilledWorkbook& filled, const Cells& base, const std::string& remembered, const Standing& standing)
      : m_filled(filled), m_base(base), m_before(read_prints(remembered)), m_standing(standing), m_current(standing.cells) {}

  WorkbookChanges run() {
    for (const auto& [path, filled] : m_filled.cells) { take(path, filled); }
    for (const auto& [path, number] : m_filled.rows) { add_row(path, number.cell); }
    for (const auto& row : m_filled.gone) { take_away(row); }
    return std::move(m_changes);
  }

private:
  std::string base_print(const std::string& path) const {
    const auto before = m_before.find(path);
    return before != m_before.end() ? before->second : print_of(at(m_base, path));
  }

  bool is_gone(const std::string& path) const {
    for (auto end = path.rfind('/'); end != std::string::npos && end > 0; end = path.rfind('/', end - 1)) {
      if (at(m_current, path.substr(0, end) + "/#gone").has_value()) { return true; }
    }
    return false;
  }

  void take(const std::string& path, const FilledCell& filled) {
    const auto print = print_of(filled.cell);
    m_changes.remembered.append(path).append(" ").append(print).append("\n");
    const auto base = base_print(path);
    if (print == base && !m_standing.fresh) { return; }
    const auto& now = at(m_current, path);
    const auto standing = print_of(now);
    if (std::ranges::find(m_standing.conflicts, path) != m_standing.conflicts.end()) {
      return note(path, filled, message("in conflict: settle it before another answer is taken"));
    }
    if (standing == print) { ++m_changes.known; return; }
    if (m_standing.fresh) {
      m_changes.set[path] = filled.cell;
      return;
    }
    if (standing != base || is_gone(path)) {
      return note(path, filled, message("changed in the workbook and changed here meanwhile: what stands here was left"));
    }
    m_changes.set[path] = filled.cell;
  }

  void note(const std::string& path, const FilledCell& filled, const Message& why) {
    m_changes.apart.push_back({Errc::bad_input, message("{0}: {1}", path, why),
                               message("compare the two, and write the right answer with 'scamdesk return set'"), filled.place, {}});
    forget(path);
  }
  /// What was not taken is no base for the next time.
  void forget(const std::string& path) {
    const auto at_line = m_changes.remembered.rfind(path + " ");
    m_changes.remembered.erase(at_line);
    if (const auto before = m_before.find(path); before != m_before.end()) {
      m_changes.remembered.append(path).append(" ").append(before->second).append("\n");
    }
  }

  /// A row that is new here has its number, where something of it is written.
  void add_row(const std::string& path, const Cell& number) {
    if (at(m_current, path + "/#").has_value()) { return; }
    const auto first = m_changes.set.lower_bound(path + "/");
    if (first != m_changes.set.end() && first->first.starts_with(path + "/")) { m_changes.set[path + "/#"] = number; }
  }

  void take_away(const std::string& row) {
    if (!at(m_current, row + "/#").has_value()) { return; }
    if (at(m_current, row + "/#gone").has_value()) { ++m_changes.known; return; }
    for (const auto& [path, cell] : m_current) {
      if (!path.starts_with(row + "/") || path.ends_with("#") || print_of(cell) == base_print(path)) { continue; }
      m_changes.apart.push_back({Errc::bad_input, message("{0}: taken out of the workbook and changed here meanwhile: it was left", row),
                                 message("take it away with 'scamdesk return set' if it is to go"), {}, {}});
      return;
    }
    m_changes.set[row + "/#gone"] = Cell::of("1");
  }

  const FilledWorkbook& m_filled;
  const Cells& m_base;
  std::map<std::string, std::string> m_before;
  const Standing& m_standing;
  const Cells& m_current;
  WorkbookChanges m_changes;
};

}  // namespace

WorkbookChanges compare(const FilledWorkbook& filled, const Cells& base, const std::string& remembered, const Standing& standing) {
  return Comparison(filled, base, remembered, standing).run();
}

}  // namespace scamdesk::exchange
