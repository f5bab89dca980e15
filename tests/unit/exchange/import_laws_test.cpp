// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <doctest/doctest.h>
#include <map>
#include <random>
#include <set>

#include "desks.hpp"
#include "exchange/import.hpp"
#include "support/seed.hpp"

using namespace scamdesk;
using exchange::Imported;
using test::StoreDesk;

/// The law of importing: files of many rows come to the same as their rows one by one, each added or changed the way a
/// single record is. A failure prints the seed that makes it again.
namespace {

using Rng = std::mt19937;

std::size_t below(Rng& rng, std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(rng); }

const Owner owner("KH-PNH");

struct Typed {
  std::string text;
  std::optional<Cell> cell;  // none: it cannot be read
  bool right = true;         // whatever stands beside it
};

/// What a row may hold, right and wrong. The key is the first.
const std::vector<std::pair<std::string, std::vector<Typed>>>& columns() {
  const auto date = [](const char* text, bool right = true) { return Typed{text, Cell::of(text), right}; };
  static const std::vector<std::pair<std::string, std::vector<Typed>>> all{
      {"closed_on", {{"", Cell()}, date("2025-10-02", false), date("2025-10-04"), {"2025-02-30", {}, false}}},
      {"note", {{"", Cell()}, {"a", Cell::of("a")}, {"감금, 신고", Cell::of("감금, 신고")}}},
      {"opened_on", {{"", Cell()}, date("2025-10-02"), date("2025-10-03")}},
      {"persons", {{"", Cell()}, {"3", Cell::of("3")}, {"@not_available", Cell::not_available()}, {"-1", Cell::of("-1"), false}}},
      {"status", {{"Active", Cell::of("Active")}, {"Closed", Cell::of("Closed")}, {"Actve", {}, false}, {"", Cell(), false}}},
  };
  return all;
}

struct Row {
  std::string key;
  std::vector<const Typed*> answers;  // by the file's columns
};

struct File {
  std::vector<std::string> names;  // beside the key
  std::vector<Row> rows;

  std::string csv() const {
    std::string text = "file_no";
    for (const auto& name : names) { text += "," + name; }
    for (const auto& row : rows) {
      text += "\n" + row.key;
      for (const auto* answer : row.answers) { text += ",\"" + answer->text + "\""; }
    }
    return text + "\n";
  }
};

/// A value that is mostly right, so that files with no fault at all occur.
const Typed* any_of(Rng& rng, const std::vector<Typed>& values, bool faulty) {
  for (;;) {
    const auto& value = values[below(rng, values.size())];
    if (value.right || (faulty && below(rng, 6) == 0)) { return &value; }
  }
}

File any_file(Rng& rng, std::size_t rows, bool faulty) {
  File file;
  const bool all = below(rng, 2) == 0;
  std::vector<const std::vector<Typed>*> values;
  for (const auto& [name, some] : columns()) {
    if (!all && name != "note" && below(rng, 3) == 0) { continue; }
    file.names.push_back(name);
    values.push_back(&some);
  }
  for (std::size_t i = 0; i < rows; ++i) {
    Row row{faulty && below(rng, 40) == 0 ? "" : std::to_string(below(rng, rows * 2)), {}};
    for (const auto* some : values) { row.answers.push_back(any_of(rng, *some, faulty)); }
    if (!faulty && std::ranges::find(file.rows, row.key, &Row::key) != file.rows.end()) { continue; }
    file.rows.push_back(std::move(row));
  }
  return file;
}

/// The rows, one by one, the way a single record is added or changed.
class OneByOne {
public:
  explicit OneByOne(StoreDesk& desk) : m_desk(desk), m_form(desk.registers().find("case")) {
    for (const auto no : desk.ledger().records(m_form->name, {})) {
      m_records[desk.registers().read(no)->state.cells.at("file_no").text] = no;
    }
  }

  void take(const File& file) {
    ++m_files;
    m_added.clear();
    for (std::size_t i = 0; i < file.rows.size(); ++i) {
      if (!take(file, file.rows[i])) { rejected.emplace_back(m_files, i + 2); }
    }
  }

  std::size_t added = 0, changed = 0, known = 0;
  std::vector<std::pair<std::size_t, std::size_t>> rejected;  // file and row

private:
  bool take(const File& file, const Row& row) {
    Cells cells;
    for (std::size_t i = 0; i < file.names.size(); ++i) {
      if (!row.answers[i]->cell) { return false; }
      cells[file.names[i]] = *row.answers[i]->cell;
    }
    if (row.key.empty()) { return false; }
    cells["file_no"] = Cell::of(row.key);
    if (const auto before = m_added.find(row.key); before != m_added.end()) {
      const bool written = m_records.contains(row.key);
      if (before->second == cells) { known += written ? 1 : 0; }
      return written && before->second == cells;
    }
    const auto found = m_records.find(row.key);
    return found == m_records.end() ? add(row.key, cells) : change(found->second, cells);
  }

  bool add(const std::string& key, Cells cells) {
    m_added[key] = cells;
    const auto status = cells.try_emplace("status", Cell::of("Active")).first;  // a blank in a column stays one
    if (!status->second.has_value()) { return false; }
    const auto written = m_desk.registers().add(*m_form, owner, cells, m_desk.author());
    if (!written) { return false; }
    ++added;
    m_records[key] = written->no;
    return true;
  }

  bool change(std::int64_t no, const Cells& cells) {
    if (m_desk.registers().read(no)->state.retired) {
      ++known;
      return true;
    }
    const auto written = m_desk.registers().change(no, cells, m_desk.author());
    if (written) { ++(written->changed ? changed : known); }
    return written.has_value();
  }

  StoreDesk& m_desk;
  form::FormPtr m_form;
  std::size_t m_files = 0;
  std::map<std::string, std::int64_t> m_records;
  std::map<std::string, Cells> m_added;  // by the file at hand, or tried
};

/// What a desk holds, by file number, without the short numbers.
std::map<std::string, std::pair<Cells, bool>> held(StoreDesk& desk) {
  std::map<std::string, std::pair<Cells, bool>> all;
  for (const auto no : desk.ledger().records(FormName("case"), {})) {
    auto state = desk.registers().read(no)->state;
    state.cells.erase("#");
    std::erase_if(state.cells, [](const auto& cell) { return cell.second.state == CellState::blank; });
    const auto key = state.cells.at("file_no").text;
    CHECK_FALSE(all.contains(key));
    all[key] = {state.cells, state.retired};
  }
  return all;
}

void retire_some(StoreDesk& desk) {
  for (const auto no : desk.ledger().records(FormName("case"), {})) {
    const auto state = desk.registers().read(no)->state;
    if (!state.retired && state.cells.at("file_no").text.ends_with('7')) {
      REQUIRE(desk.registers().mark(no, ledger::Change::retire, test::cells({{"#reason", "twice"}}), desk.author()));
    }
  }
}

/// Two desks and the same files: one takes them at once, the other row by row.
struct Pair {
  StoreDesk at_once{"KH-PNH", "at once"};
  StoreDesk one_by_one{"KH-PNH", "one by one"};

  void compare(Rng& rng) {
    const bool faulty = below(rng, 3) != 0;
    const std::size_t rows = below(rng, 8) == 0 ? 1100 : 30;
    std::vector<File> files;
    std::vector<std::string> names;
    for (std::size_t i = 0, count = 1 + below(rng, 3); i < count; ++i) {
      files.push_back(below(rng, 4) == 0 && i > 0 ? files.back() : any_file(rng, rows, faulty));
      names.push_back(at_once.file(std::to_string(i) + ".csv"));
      REQUIRE(base::write_file(names.back(), files.back().csv()));
    }
    ledger::Transaction transaction(one_by_one.ledger().database());
    OneByOne model(one_by_one);
    for (const auto& file : files) { model.take(file); }
    transaction.commit();
    check_refused(names, model);
    check_taken(names, model);
    CHECK(held(at_once) == held(one_by_one));
    CHECK(at_once.ledger().verify().empty());
    CHECK(at_once.registers().verify().empty());
  }

  Imported import(const std::vector<std::string>& names, bool keep_good) {
    const auto form = at_once.registers().find("case");
    auto imported = exchange::import_records(at_once.ledger(), at_once.registers(), {form, owner, names, {}, {}, keep_good},
                                             at_once.author(), nullptr);
    REQUIRE(imported);
    return std::move(*imported);
  }

  /// All or nothing: it fails exactly where a row is wrong, and tells the first of them first.
  void check_refused(const std::vector<std::string>& names, const OneByOne& model) {
    const ledger::Transaction transaction(at_once.ledger().database());
    const auto report = import(names, false);
    CHECK(report.rejected.empty());
    REQUIRE(report.errors.empty() == model.rejected.empty());
    if (model.rejected.empty()) { return; }
    CHECK(report.errors.front().place->file == names[model.rejected.front().first - 1]);
    CHECK(report.errors.front().place->row == model.rejected.front().second);
  }

  /// The good rows are written and the others come back, whichever way they went and in the files' order.
  void check_taken(const std::vector<std::string>& names, const OneByOne& model) {
    ledger::Transaction transaction(at_once.ledger().database());
    const auto report = import(names, true);
    transaction.commit();
    CHECK(report.added == model.added);
    CHECK(report.changed == model.changed);
    CHECK(report.known == model.known);
    REQUIRE(report.rejected.size() == model.rejected.size());
    for (std::size_t i = 0; i < report.rejected.size(); ++i) {
      const auto& [file, row] = model.rejected[i];
      CHECK(report.rejected[i].place == SourcePlace{names[file - 1], row});
      CHECK_FALSE(report.rejected[i].errors.empty());
      CHECK_FALSE(report.rejected[i].cells.empty());
    }
  }
};

}  // namespace

TEST_CASE("files imported at once come to the same as their rows one by one, whatever is wrong with some of them") {
  const auto seed = test::seed();
  CAPTURE(seed);
  Rng rng(seed);
  for (int round = 0; round < 4; ++round) {
    CAPTURE(round);
    Pair pair;
    pair.compare(rng);
    for (auto* desk : {&pair.at_once, &pair.one_by_one}) {
      desk->writing([&] { return retire_some(*desk), true; });
    }
    pair.compare(rng);
  }
}
