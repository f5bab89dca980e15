// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <scamdesk/cell.hpp>
#include <scamdesk/error.hpp>
#include <scamdesk/time.hpp>

#include "base/regex.hpp"

/// The expression language: ODK XForms XPath as XLSForm writers know it, with the choices of the manual
/// where engines differ. Nothing here depends on the machine's zone or clock.
namespace scamdesk::form {

// ---- the syntax tree -------------------------------------------------------------------------------------------

namespace expression { struct Function; }

struct Node;
using NodePtr = std::shared_ptr<const Node>;

enum class Operator : std::uint8_t {
  or_, and_, equal, not_equal, less, less_equal, greater, greater_equal, add, subtract, multiply, divide, modulo,
  negate, unite
};
enum class Axis : std::uint8_t {
  child, parent, self, descendant, descendant_or_self, ancestor, ancestor_or_self, following_sibling,
  preceding_sibling, following, preceding, attribute
};

struct Literal { std::variant<double, std::string> value; };
struct Reference { std::string name; int slot = -1; };  ///< ${name}, and where its answer stands; see Context::slots
struct Step { Axis axis = Axis::child; std::string test; std::vector<NodePtr> predicates; };  ///< test: a name, "*", "node()", "text()"
/// `/data/a`, `../b`, `.`, or `start/step/step` where start is a call, reference or parenthesis (instance('x')/root/item[…]).
struct Path { bool absolute = false; NodePtr start; std::vector<Step> steps; };
struct Filter { NodePtr base; std::vector<NodePtr> predicates; };  ///< (expression)[predicate]
struct Unary { Operator op = Operator::negate; NodePtr operand; };
struct Binary { Operator op = Operator::add; NodePtr left; NodePtr right; };
struct Call {
  std::string name;
  std::vector<NodePtr> arguments;
  const expression::Function* function = nullptr;  ///< found by the parser; a call made by hand is looked up when it runs
};

struct Node {
  std::variant<Literal, Reference, Path, Filter, Unary, Binary, Call> is;
  std::size_t at = 0;  ///< offset of its first byte in the text
};

/// A parsed expression. Cheap to copy.
class Expression {
public:
  Expression() = default;
  /// Errors: bad_input; `place.column` is the 1-based column in `text` where it went wrong; over 32 KiB there is none.
  static Result<Expression> parse(std::string_view text);
  bool empty() const { return m_root == nullptr; }
  const std::string& text() const { return m_text; }
  const Node& root() const { return *m_root; }
  const NodePtr& root_ptr() const { return m_root; }
  /// The same, its references tied to their slots: -1 leaves one to be looked up by name.
  Expression bound(const std::function<int(std::string_view name)>& slot_of) const;

private:
  std::string m_text;
  NodePtr m_root;
};

/// Names of all ${references} in it, each once, in order of appearance (inside predicates too).
std::vector<std::string> references(const Expression& expression);

// ---- values ----------------------------------------------------------------------------------------------------

struct Blank { bool operator==(const Blank&) const = default; };
/// One item of a nodeset: the answer as typed, and what `position()` and `..` need.
struct NodeItem {
  Cell cell;
  std::string name;
  std::vector<std::pair<std::string, std::size_t>> rows;  ///< the repeats around it and the row in each, from 0
  bool operator==(const NodeItem&) const = default;
};
using NodeSet = std::vector<NodeItem>;
/// What an expression yields. Arithmetic on a blank is blank. A blank equals the empty text and nothing else, and is
/// neither less nor more than anything; `!=` says exactly when `=` does not hold.
using Value = std::variant<Blank, bool, double, std::string, Date, Instant, NodeSet>;

bool to_boolean(const Value& value);
double to_number(const Value& value);
std::string to_text(const Value& value);
/// The canonical cell of a value: 12, not 12.0; true/false; YYYY-MM-DD; blank stays blank; a nodeset gives its first item.
Cell to_cell(const Value& value);

// ---- evaluating ------------------------------------------------------------------------------------------------

/// A question to another register: instance('case')/root/item[predicate]/field. The predicate's outer values
/// (${x}, current()/…) are already replaced by literals, so it speaks of the item's own fields alone.
struct InstanceQuery {
  std::string instance;
  NodePtr predicate;  ///< null: every item
  std::string field;  ///< empty: the items themselves (count)
};
class Instances {
public:
  virtual ~Instances() = default;
  virtual Result<std::size_t> count(const InstanceQuery& query) = 0;
  virtual Result<std::vector<Cell>> values(const InstanceQuery& query) = 0;
};

/// One frame of where we stand: inside row `row` (from 0) of the repeat `repeat`.
struct Frame { std::string repeat; std::size_t row = 0; };

/// What an expression sees. Everything is borrowed and must outlive the evaluation.
struct Context {
  const Answers* answers = nullptr;
  /// The answers that bound references name, one after the other; null: all are looked up in `answers`.
  const CellView* slots = nullptr;
  std::vector<Frame> frames;         ///< from the outermost repeat inwards; empty at the top
  std::optional<CellView> self;      ///< `.`: the value being checked
  Instant now{};                     ///< today() and now()
  Lang lang = Lang::ko;              ///< in which format-date() names months and days
  /// What uuid() is made of: the same seed, question and row give the same id. Empty: uuid() is an error.
  std::string_view seed;
  std::string_view question;         ///< the one whose answer is worked out, so that two questions' ids differ
  std::string zone = "Asia/Seoul";   ///< in which a dateTime without offset is read
  Instances* instances = nullptr;
  /// Which repeats enclose a question, outermost first; empty optional: unknown name. Null: every name is at the top,
  /// and a name found in `answers.repeats` lies in that repeat.
  std::function<std::optional<std::vector<std::string>>(std::string_view)> enclosing;
  /// Whether a name is a repeat's. Null: when there are rows of it, so that a repeat without rows counts as one blank.
  std::function<bool(std::string_view)> is_repeat;
  /// What bare names speak of where they are not answers: the columns of a choice, in its choice_filter. May be null.
  const Answers* item = nullptr;
  /// The label of a choice, for jr:choice-name(value, question, …). May be null.
  std::function<std::optional<std::string>(std::string_view question, std::string_view value)> choice_label;
  /// Where regex() keeps what it compiled, for whoever evaluates many times. May be null.
  base::Patterns* patterns = nullptr;
};

/// Errors: bad_input for what cannot be evaluated (an unknown function, a date that does not exist, a nodeset where
/// one node is needed). Never throws, never recurses deeper than the parser allows (256).
Result<Value> evaluate(const Expression& expression, const Context& context);
/// Whether it is true, as to_boolean() has it: for rules.
Result<bool> holds(const Expression& expression, const Context& context);
/// The same as evaluate() of a part of a tree, such as an InstanceQuery's predicate over one item; its errors have no place.
Result<Value> evaluate(const NodePtr& node, const Context& context);

/// A function of the language: for the compiler's messages and the manual.
struct FunctionInfo {
  std::string_view name;
  int least_arguments;
  int most_arguments;  ///< -1: any number
  int step = 1;        ///< arguments after the least come in groups of so many
};
/// Null when the language has no such function.
const FunctionInfo* find_function(std::string_view name);
inline bool accepts(const FunctionInfo& function, std::size_t given) {
  const auto least = static_cast<std::size_t>(function.least_arguments);
  return given >= least && (function.most_arguments < 0 || given <= static_cast<std::size_t>(function.most_arguments)) &&
         (function.step == 1 || (given - least) % static_cast<std::size_t>(function.step) == 0);
}
/// What is wrong with a call of `given` arguments, in words that say what the function takes; empty when nothing is.
std::optional<Message> wrong_arguments(const FunctionInfo& function, std::size_t given);
std::vector<std::string> function_names();

}  // namespace scamdesk::form
