// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/cell.hpp>
#include <scamdesk/error.hpp>
#include <scamdesk/ids.hpp>

#include "form/changes.hpp"
#include "form/expression.hpp"

namespace scamdesk::form {

enum class Kind : std::uint8_t { survey, record, system };  ///< a `kind: register` form is Kind::record
enum class Type : std::uint8_t {
  text, integer, decimal, date, date_time, select_one, select_multiple, record, note, calculate, group, repeat
};
enum class Severity : std::uint8_t { hard, soft, info };

/// `select_one`, `group` …: the word used in definitions, tables and pages.
std::string_view to_string(Type type);
/// `survey`, `register`, `system`.
std::string_view to_string(Kind kind);
std::string_view to_string(Severity severity);

struct Choice {
  std::string name;
  Text label;
  std::map<std::string, std::string> columns;  ///< further columns of its code list, for choice_filter
};
struct ChoiceList {
  std::string name;
  std::string file;  ///< `codes/x.csv`, or empty when written inline
  std::vector<Choice> choices;
  const Choice* find(std::string_view choice) const;
};

struct Prefill {
  std::string from;  ///< `mission_countries`: the host country, then the concurrently accredited ones
  std::string into;  ///< the question of the row that takes the value, which is also the row's id
};

struct Question {
  std::string name;
  Type type = Type::text;
  std::string list;  ///< choices of a select, or the register of a `record`
  Text label, hint, unit, required_message, constraint_message;
  Expression required, relevant, constraint, calculation, choice_filter, default_value;  ///< empty when not given
  bool read_only = false;
  bool sensitive = false;
  bool may_be_not_available = false;
  bool may_be_not_applicable = false;
  std::string appearance;
  std::optional<std::string> nil;  ///< what a nil return answers
  std::optional<std::string> jump; ///< a change from the last round beyond this is told: `50%` of it, or a number
  std::optional<Prefill> prefill;
  int parent = -1;  ///< index of the group or repeat around it; -1 at the top
  int repeat = -1;  ///< index of the innermost repeat around it; -1 outside any
  std::size_t line = 0;

  bool holds_value() const { return type != Type::note && type != Type::group && type != Type::repeat; }
};

/// A rule over a record, or over each row of a repeat. `test` is true when all is well.
struct Check {
  std::string id;
  Severity severity = Severity::hard;
  std::vector<std::string> fields;
  Expression test;
  Text message;      ///< `${name}` stands for an answer
  int repeat = -1;   ///< index of the repeat whose rows it is about; -1: the record
  std::size_t line = 0;
};

/// A compiled definition. Question names are unique in the whole form; questions stand in preorder.
struct Form {
  FormName name;
  Kind kind = Kind::record;
  std::string version;
  Text title, about;
  std::string plural;  ///< the name of its view
  bool shared = false;  ///< `owner: shared`
  std::vector<std::string> key;         ///< makes the id deterministic; fixed for life
  std::vector<std::string> import_key;  ///< by which imports match
  std::string zone = "Asia/Seoul";
  std::vector<ChoiceList> choices;
  std::vector<Question> questions;
  std::vector<Check> checks;
  std::vector<Change> changes;  ///< from the oldest version on, those of one version in the order they apply
  Hash hash;  ///< of the definition and the code lists it names
  std::vector<int> order;    ///< questions with relevance or a calculation, each after what it depends on
  std::vector<int> by_name;  ///< all questions in the byte order of their names; see index_names

  void index_names();  ///< makes lookups by name quick, once the questions stand
  const Question* find(std::string_view name) const;
  int index_of(std::string_view name) const;  ///< -1 when there is none
  const ChoiceList* list(std::string_view name) const;
  /// Names of the repeats around a question, outermost first; empty optional: unknown.
  std::optional<std::vector<std::string>> enclosing(std::string_view name) const;
  std::vector<std::string> question_names() const;
};
using FormPtr = std::shared_ptr<const Form>;

/// A definition as it travels and is hashed: the YAML and the code lists it names, as text.
struct Source {
  std::string file;  ///< for messages
  std::string yaml;
  std::map<std::string, std::string> code_files;  ///< `codes/x.csv` → its text
  Hash hash() const;
};
/// Reads a definition and the code lists beside it (`codes/` under `templates`). Errors: not_found, bad_input, io.
Result<Source> read_source(const std::string& file, const std::string& templates);

struct CompileResult {
  FormPtr form;                  ///< null when there is an error
  std::vector<Error> errors;     ///< all of them at once, in order of place
  std::vector<Error> warnings;
};
/// Compiles a definition: every error with file, line, column and the nearest name.
CompileResult compile(const Source& source);

/// The compiled form as bytes, to keep in a desk under its hash, and back. Errors: bad_input for foreign bytes.
std::string freeze(const Form& form);
Result<FormPtr> thaw(std::string_view bytes);

/// One answer made canonical for its question: NFC, numbers normalised, choices known. Takes text only; the reasons
/// @not_available and @not_applicable are the caller's to read. Errors: bad_input with what is wrong and what is expected.
Result<Cell> canonical(const Form& form, const Question& question, std::string_view typed);
/// The words for people of a cell: the choice's label, the reason, the text.
std::string display(const Form& form, const Question& question, const Cell& cell, Lang lang);

/// What a check says of one record.
struct Finding {
  std::string check;  ///< the check's id, or `required.NAME`, `constraint.NAME`, `choice.NAME`, `type.NAME`
  Severity severity = Severity::hard;
  std::string field;  ///< as people write it: `countries[2].likelihood`
  Text message;
  std::map<std::string, std::string> values;  ///< the answers that made it, none of them sensitive
  bool operator==(const Finding&) const = default;
};

struct CheckContext {
  Instant now{};
  Instances* instances = nullptr;
  std::string seed = {};               ///< names the record, for uuid(): the same record, the same ids
  base::Patterns* patterns = nullptr;  ///< kept by whoever checks many records; null: those of one pass
};
/// Fills calculations in dependency order, and defaults where `with_defaults`. Irrelevant answers are left as they are.
Status calculate(const Form& form, Answers& answers, const CheckContext& context, bool with_defaults);
/// All findings: types, choices, required, constraints and checks, of relevant questions alone, in form order.
Result<std::vector<Finding>> check(const Form& form, const Answers& answers, const CheckContext& context);
/// The answers without the irrelevant ones: what is filed.
Result<Answers> relevant_only(const Form& form, const Answers& answers, const CheckContext& context);
/// An answered form: how many questions are relevant, how many of them are blank, and which are not asked at all with
/// the other answers given (`countries[2].likelihood`; the rows of a repeat that is not asked are not named).
struct Progress { std::size_t relevant = 0; std::size_t blank = 0; std::vector<std::string> not_asked; };
Result<Progress> progress(const Form& form, const Answers& answers, const CheckContext& context);

// ---- paths: cells by path, and the same as a tree ---------------------------------------------------------------

/// The tree of a record's cells, rows in number order (a number taken twice: the lower row id keeps it, the other takes
/// the next free one). Rows marked `#gone` and paths the form does not know are left out.
Answers to_answers(const Form& form, const Cells& cells);
/// The cells of a tree, with the row numbers under `#`. Blanks are left out.
Cells to_cells(const Form& form, const Answers& answers);
/// The path that `countries[2].likelihood` names, given the rows there are. `countries[+]` and `countries[+].x` give a
/// row of `new_row_id` with the next number. Errors: bad_input with the nearest name; not_found for a row.
struct Place {
  std::string path;              ///< `countries/<row>/likelihood`, or `countries/<row>` for a row alone
  const Question* question = nullptr;  ///< the question, or the repeat for a row alone
  std::optional<std::pair<std::string, int>> new_row;  ///< its path and number, when it is to be added
};
Result<Place> locate(const Form& form, const Answers& answers, std::string_view name, std::string_view new_row_id);

}  // namespace scamdesk::form
