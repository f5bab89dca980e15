// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "form/form.hpp"

namespace scamdesk::form {
namespace {

/// The id of the row that an answer makes which moved into a repeat.
constexpr std::string_view moved_row = "moved";

std::string_view leaf_of(std::string_view path) { return path.substr(path.find_last_of('/') + 1); }

/// The path with one of its names replaced; row ids stand at every second place and are no names.
std::string renamed(std::string_view path, std::string_view name, std::string_view into) {
  std::string result;
  std::size_t place = 0;
  for (const auto part : base::split(path, '/')) {
    if (!result.empty() || place > 0) { result += '/'; }
    result += place % 2 == 0 && part == name ? into : part;
    ++place;
  }
  return result;
}

/// Where the form has the question of this path: rows keep their ids, and a repeat that is new to it is given one row.
/// Empty: the answer stood in more repeats than now, and there is no one row to take it from.
std::string placed(const Form& form, const std::string& path) {
  const auto repeats = form.enclosing(leaf_of(path));
  const auto parts = base::split(path, '/');
  const auto rows = parts.size() / 2;
  if (!repeats || rows > repeats->size()) { return {}; }
  std::string result;
  for (std::size_t i = 0; i < repeats->size(); ++i) {
    result.append((*repeats)[i]).append("/").append(i < rows ? parts[2 * i + 1] : moved_row).append("/");
  }
  return result.append(leaf_of(path));
}

/// The new code of an answer; of several chosen, each is looked up by itself.
std::string recoded(const std::map<std::string, std::string>& codes, const std::string& text) {
  std::string result;
  for (const auto word : base::split(text, ' ')) {
    const auto found = codes.find(std::string(word));
    if (!result.empty()) { result += ' '; }
    result += found == codes.end() ? word : std::string_view(found->second);
  }
  return result;
}

/// One answer on its way through the versions.
struct Traveller {
  std::string path;
  Cell cell;
  std::vector<Mapping> mappings;  ///< their paths are set at the end
  std::size_t rank = 0;           ///< the first change that gave it another place; none: the number of changes
};

class Journey {
public:
  Journey(const Form& form, std::vector<Traveller>& arrived) : m_form(form), m_arrived(arrived) {}

  void go(Traveller traveller, std::size_t first) {
    for (std::size_t i = first; i < m_form.changes.size(); ++i) {
      const auto& change = m_form.changes[i];
      switch (change.became) {
        case Became::recoded: recode(traveller, change); break;
        case Became::moved: move(traveller, change, i); break;
        case Became::split: split(traveller, change, i); break;
        case Became::renamed: rename(traveller, change, i); break;
        case Became::retired: break;
      }
    }
    arrive(std::move(traveller));
  }

private:
  static void recode(Traveller& traveller, const Change& change) {
    if (leaf_of(traveller.path) != change.name || !traveller.cell.has_value()) { return; }
    auto text = recoded(change.codes, traveller.cell.text);
    if (text == traveller.cell.text) { return; }
    traveller.mappings.push_back({{}, Became::recoded, traveller.cell.text, change.from});
    traveller.cell.text = std::move(text);
  }

  /// Noted by the name alone: its place is the form's, known when it has arrived.
  static void move(Traveller& traveller, const Change& change, std::size_t index) {
    if (leaf_of(traveller.path) != change.name) { return; }
    traveller.mappings.push_back({{}, Became::moved, traveller.path, change.from});
    traveller.rank = std::min(traveller.rank, index);
  }

  static void rename(Traveller& traveller, const Change& change, std::size_t index) {
    auto path = renamed(traveller.path, change.name, change.into);
    if (path == traveller.path) { return; }
    traveller.mappings.push_back({{}, Became::renamed, change.name, change.from});
    traveller.path = std::move(path);
    traveller.rank = std::min(traveller.rank, index);
  }

  /// The whole answer goes on as it is; a part that its question does not take is left out.
  void split(const Traveller& traveller, const Change& change, std::size_t index) {
    if (leaf_of(traveller.path) != change.name || !traveller.cell.has_value()) { return; }
    const auto around = traveller.path.substr(0, traveller.path.size() - change.name.size());
    for (const auto& part : change.parts) {
      auto cell = part_of(traveller.cell, part);
      if (!cell.has_value()) { continue; }
      auto mappings = traveller.mappings;
      mappings.push_back({{}, Became::split, change.name, change.from});
      go({around + part.into, std::move(cell), std::move(mappings), std::min(traveller.rank, index)}, index + 1);
    }
  }

  Cell part_of(const Cell& whole, const Part& part) const {
    static const Answers none;
    Context context;
    context.answers = &none;
    context.self = CellView(whole);
    context.zone = m_form.zone;
    const auto value = evaluate(part.value, context);
    if (!value) { return Cell::blank(); }
    auto cell = to_cell(*value);
    // A later version may have renamed the part: only the form's own questions can refuse it.
    const auto* question = m_form.find(part.into);
    if (question == nullptr || !cell.has_value()) { return cell; }
    return canonical(m_form, *question, cell.text).value_or(Cell::blank());
  }

  void arrive(Traveller traveller) {
    const auto moves = [](const Mapping& mapping) { return mapping.became == Became::moved; };
    if (std::any_of(traveller.mappings.begin(), traveller.mappings.end(), moves)) {
      auto path = placed(m_form, traveller.path);
      if (path.empty() || path == traveller.path) {  // among groups, which stand in no path; or nowhere to go
        std::erase_if(traveller.mappings, moves);
      } else {
        traveller.path = std::move(path);
      }
    }
    for (auto& mapping : traveller.mappings) { mapping.path = traveller.path; }
    m_arrived.push_back(std::move(traveller));
  }

  const Form& m_form;
  std::vector<Traveller>& m_arrived;
};

/// What one cell becomes: itself, and its parts when it was split.
std::vector<Traveller> arrivals(const Form& form, const std::string& path, const Cell& cell) {
  std::vector<Traveller> arrived;
  Journey(form, arrived).go({path, cell, {}, form.changes.size()}, 0);
  return arrived;
}

bool speaks(const Form& form, const Change& change, const std::string& path, const Cell& cell) {
  if (change.became == Became::renamed) { return renamed(path, change.name, change.into) != path; }
  if (leaf_of(path) != change.name) { return false; }
  switch (change.became) {
    case Became::moved: return placed(form, path) != path;
    case Became::split: return cell.has_value();
    case Became::recoded: return cell.has_value() && recoded(change.codes, cell.text) != cell.text;
    case Became::retired: case Became::renamed: break;
  }
  return false;
}

/// What the question at a path was called before, as far back as the changes go; the path itself is not among them.
std::vector<std::string> older_paths(const Form& form, const std::string& path) {
  std::vector<std::string> older;
  auto at = path;
  for (auto change = form.changes.rbegin(); change != form.changes.rend(); ++change) {
    if (change->became != Became::renamed) { continue; }
    auto before = renamed(at, change->into, change->name);
    if (before == at) { continue; }
    at = std::move(before);
    older.push_back(at);
  }
  return older;
}

}  // namespace

std::string_view to_string(Became became) {
  switch (became) {
    case Became::renamed: return "renamed";
    case Became::moved: return "moved";
    case Became::split: return "split";
    case Became::retired: return "retired";
    case Became::recoded: return "recoded";
  }
  return "renamed";
}

bool VersionMap::empty() const { return m_form->changes.empty(); }

bool VersionMap::concerns(const Cells& cells) const {
  return !empty() && std::any_of(cells.begin(), cells.end(), [&](const auto& cell) {
    return std::any_of(m_form->changes.begin(), m_form->changes.end(),
                       [&](const Change& change) { return speaks(*m_form, change, cell.first, cell.second); });
  });
}

Cells VersionMap::read(const Cells& cells, std::vector<Mapping>* mappings) const {
  if (!concerns(cells)) { return cells; }
  std::map<std::string, Traveller, std::less<>> standing;
  for (const auto& [path, cell] : cells) {
    for (auto& traveller : arrivals(*m_form, path, cell)) {
      const auto [found, added] = standing.try_emplace(traveller.path);
      if (added || traveller.rank < found->second.rank) { found->second = std::move(traveller); }
    }
  }
  Cells result;
  for (auto& [path, traveller] : standing) {
    result.emplace_hint(result.end(), path, std::move(traveller.cell));
    if (mappings != nullptr) {
      mappings->insert(mappings->end(), traveller.mappings.begin(), traveller.mappings.end());
    }
  }
  return result;
}

std::string VersionMap::path_of(std::string_view path) const {
  const auto arrived = arrivals(*m_form, std::string(path), Cell::blank());
  return arrived.front().path;
}

std::string VersionMap::name_of(std::string_view name) const {
  std::string now(name);
  for (const auto& change : m_form->changes) {
    if (change.name != now) { continue; }
    if (change.became == Became::renamed) { now = change.into; }
    if (change.became == Became::retired || change.became == Became::split) { return {}; }
  }
  return now;
}

std::vector<std::string> VersionMap::sensitive_names() const {
  const auto is_sensitive = [&](const std::string& name) {
    const auto* question = m_form->find(name_of(name));
    return question != nullptr && question->sensitive;
  };
  std::vector<std::string> names;
  for (const auto& change : m_form->changes) {
    const bool parted = std::any_of(change.parts.begin(), change.parts.end(),
                                    [&](const Part& part) { return is_sensitive(part.into); });
    if (parted || is_sensitive(change.name)) { names.push_back(change.name); }
  }
  return names;
}

Cells VersionMap::superseding(const Cells& raw, const Cells& change) const {
  Cells result = change;
  if (empty()) { return result; }
  for (const auto& [path, cell] : raw) {
    const auto arrived = arrivals(*m_form, path, cell);
    const bool elsewhere = arrived.size() > 1 || arrived.front().path != path;
    const bool touched = std::any_of(arrived.begin(), arrived.end(),
                                     [&](const Traveller& traveller) { return change.contains(traveller.path); });
    if (!elsewhere || !touched) { continue; }
    for (const auto& traveller : arrived) {
      if (traveller.path != path) { result.emplace(traveller.path, traveller.cell); }
    }
    result.emplace(path, Cell::blank());
  }
  for (const auto& [path, cell] : change) {
    for (auto& older : older_paths(*m_form, path)) { result.emplace(std::move(older), Cell::blank()); }
  }
  return result;
}

std::string VersionMap::version_of(const std::vector<Mapping>& mappings) const {
  for (const auto& change : m_form->changes) {  // the oldest first
    const bool spoken = std::any_of(mappings.begin(), mappings.end(),
                                    [&](const Mapping& mapping) { return mapping.version == change.from; });
    if (spoken) { return change.from; }
  }
  return m_form->version;
}

}  // namespace scamdesk::form
