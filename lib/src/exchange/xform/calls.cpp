// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "exchange/xform/translator.hpp"
#include "exchange/xform/xpath.hpp"

/// Function calls. Those that every engine takes as we do are passed on, their values made what each needs; the others
/// are written in terms of those.
namespace scamdesk::exchange::xform {
namespace {

/// b a condition, t a text, n a number; a star: any number of the one before.
struct Passed {
  std::string_view name;
  std::string_view takes;
};
constexpr std::array<Passed, 25> passed_on{{
    {"true", ""},
    {"false", ""},
    {"not", "b"},
    {"boolean-from-string", "t"},
    {"contains", "tt"},
    {"starts-with", "tt"},
    {"ends-with", "tt"},
    {"selected", "tt"},
    {"selected-at", "tn"},
    {"count-selected", "t"},
    {"string-length", "t"},
    {"translate", "ttt"},
    {"substring", "tnn"},
    {"substr", "tnn"},
    {"substring-before", "tt"},
    {"today", ""},
    {"now", ""},
    {"last", ""},
    {"int", "n"},
    {"abs", "n"},
    {"floor", "n"},
    {"ceiling", "n"},
    {"sqrt", "n"},
    {"pow", "nn"},
    {"once", "v"},
}};

const std::string* literal_text(const form::NodePtr& node) {
  const auto* literal = std::get_if<form::Literal>(&node->is);
  return literal == nullptr ? nullptr : std::get_if<std::string>(&literal->value);
}

const double* literal_number(const form::NodePtr& node) {
  const auto* literal = std::get_if<form::Literal>(&node->is);
  return literal == nullptr ? nullptr : std::get_if<double>(&literal->value);
}

}  // namespace

std::string Translator::passed(const form::Call& is, std::string_view takes) {
  std::string text = is.name + "(";
  if (is.arguments.empty() && !takes.empty()) { text += "."; }  // the answer itself
  for (std::size_t i = 0; i < is.arguments.size(); ++i) {
    const char kind = takes[std::min(i, takes.size() - 1)];
    if (i > 0) { text += ", "; }
    const auto& each = is.arguments[i];
    text += kind == 'b' ? condition(each) : kind == 'n' ? number(each) : kind == 'v' ? value(each) : this->text(each);
  }
  return text + ")";
}

std::string Translator::call(const form::NodePtr& node, const form::Call& is) {
  const auto simple = std::find_if(passed_on.begin(), passed_on.end(), [&](const auto& each) { return each.name == is.name; });
  if (simple != passed_on.end()) { return passed(is, simple->takes); }
  const auto& in = is.arguments;
  if (is.name == "boolean") { return condition(in[0]); }
  if (is.name == "if") { return "if(" + condition(in[0]) + ", " + value(in[1]) + ", " + value(in[2]) + ")"; }
  if (is.name == "coalesce") {
    const auto text = coalesce(is, 0);
    return is_number(kinds().of(node)) ? "number(" + text + ")" : text;
  }
  if (is.name == "checklist" || is.name == "weighted-checklist") { return checklist(is); }
  if (is.name == "number") { return "number(" + (in.empty() ? std::string(".") : number(in[0])) + ")"; }
  if (is.name == "round") { return rounded(is); }
  if (is.name == "count") { return "count(" + rows_and_blanks(in[0]) + ")"; }
  if (is.name == "count-non-empty") { return is.name + "(" + nodes(in[0]) + ")"; }
  if (is.name == "sum") { return total(is); }
  if (is.name == "max" || is.name == "min") { return extreme(is); }
  if (is.name == "position") { return place(is); }
  if (is.name == "string") { return in.empty() ? "string(.)" : text(in[0]); }
  if (is.name == "concat" || is.name == "join") {
    std::string all = is.name + "(";
    for (std::size_t i = 0; i < in.size(); ++i) {
      const bool set = is_path(in[i]) && !is_single(in[i]) && (is.name == "concat" || i > 0);
      all += (i > 0 ? ", " : "") + (!set ? text(in[i]) : is.name == "join" ? rows_and_blanks(in[i]) : nodes(in[i]));
    }
    return all + ")";
  }
  if (is.name == "normalize-space") {  // a single tab is a gap too
    return "normalize-space(translate(" + (in.empty() ? std::string(".") : text(in[0])) + ", '\t\n\r', '   '))";
  }
  if (is.name == "substring-after") {
    const auto whole = text(in[0]);
    const auto mark = text(in[1]);
    return "if(contains(" + whole + ", " + mark + "), substring(" + whole + ", string-length(substring-before(" + whole +
           ", " + mark + ")) + string-length(" + mark + ") + 1), '')";
  }
  if (is.name == "regex") { return pattern(is); }
  if (is.name == "date" || is.name == "date-time" || is.name == "format-date" || is.name == "format-date-time") {
    return date(is);
  }
  if (is.name == "jr:choice-name") { return label(is); }
  if (is.name == "instance") { throw NotCarried{message("another register's records are not in the file")}; }
  throw NotCarried{message("{0}() is not taken by every engine as it is here", is.name)};
}

std::string Translator::coalesce(const form::Call& is, std::size_t from) {
  const auto first = value(is.arguments[from]);
  if (from + 1 == is.arguments.size()) { return first; }
  return "coalesce(" + first + ", " + coalesce(is, from + 1) + ")";  // engines take two values
}

std::string Translator::checklist(const form::Call& is) {
  const bool weighted = is.name == "weighted-checklist";
  std::string text = is.name + "(" + number(is.arguments[0]) + ", " + number(is.arguments[1]);
  for (std::size_t i = 2; i < is.arguments.size(); ++i) {
    const bool weight = weighted && i % 2 == 1;
    text += ", " + (weight ? number(is.arguments[i]) : condition(is.arguments[i]));
  }
  return text + ")";
}

/// Half away from zero of the digits people see: 1.005 is 1.01 although the nearest double lies below it.
std::string Translator::rounded(const form::Call& is) {
  const auto x = number(is.arguments[0]);
  const auto* places = is.arguments.size() > 1 ? literal_number(is.arguments[1]) : nullptr;
  if (is.arguments.size() > 1 && (places == nullptr || *places < 0 || *places > 15)) {
    throw NotCarried{message("round() to a number of places that is not written out")};
  }
  std::string unit = "1";
  for (int i = 0; places != nullptr && i < static_cast<int>(*places); ++i) { unit += '0'; }
  const auto shifted = unit == "1" ? "abs(" + x + ")" : "abs(" + x + ") * " + unit;
  const auto whole = "int(" + shifted + " + 0.500000001)";
  return "(if(" + x + " < 0, -1, 1) * " + whole + (unit == "1" ? ")" : " div " + unit + ")");
}

bool Translator::is_around_us(int section) const {
  for (int at = m_self; at >= 0; at = m_layout.question(at).parent) {
    if (at == section) { return true; }
  }
  return false;
}

/// Rows that are not relevant are none here; an engine keeps them as blank ones, which what counts blanks would count.
std::string Translator::rows_and_blanks(const form::NodePtr& node) {
  const auto path = nodes(node);
  const auto* filter = std::get_if<form::Filter>(&node->is);
  const auto* named = std::get_if<form::Reference>(filter != nullptr ? &filter->base->is : &node->is);
  int at = named == nullptr ? -1 : index_of(*named);
  const int shared = at < 0 ? -1 : m_layout.common_scope(m_standing.scope, at);
  bool rows = false;
  for (; at >= 0 && at != shared && !is_around_us(at); at = m_layout.question(at).parent) {
    rows = rows || m_layout.question(at).type == form::Type::repeat;
    if (rows && !m_layout.question(at).relevant.empty()) { throw NotCarried{message("rows that may not be relevant, counted with their blanks")}; }
  }
  return path;
}

/// Blanks are skipped, and of nothing the sum is 0.
std::string Translator::total(const form::Call& is) {
  const auto& only = is.arguments[0];
  if (!is_path(only)) { return "number(coalesce(" + value(only) + ", 0))"; }
  const auto set = answered(only);
  return "if(count(" + set + ") = 0, 0, sum(" + set + "))";
}

std::string Translator::extreme(const form::Call& is) {
  std::string all = is.name + "(";
  for (std::size_t i = 0; i < is.arguments.size(); ++i) {
    const auto& each = is.arguments[i];
    if (!is_path(each) && !blank(each).empty()) {
      throw NotCarried{message("{0}() of a calculation that may be blank", is.name)};
    }
    all += (i > 0 ? ", " : "") + (is_path(each) ? answered(each) : number(each));
  }
  return all + ")";
}

/// The whole answer must match. What the patterns of the engines understand differently is not carried.
std::string Translator::pattern(const form::Call& is) {
  const auto* literal = literal_text(is.arguments[1]);
  if (literal == nullptr) { throw NotCarried{message("a pattern that is not written out")}; }
  constexpr std::array<std::string_view, 24> ours_alone{
      "\\w", "\\W", "\\b", "\\B", "\\p", "\\P", "\\Q", "\\A", "\\Z", "\\z", "\\h", "\\H",
      "\\R", "\\X", "\\N", "\\G", "(?>", "(?#", "(?i", "(?m", "(?s", "(?x", "[[",  "&&"};
  for (const auto sign : ours_alone) {
    if (literal->find(sign) != std::string::npos) { throw NotCarried{message("a pattern with {0}, which engines read apart", sign)}; }
  }
  for (const auto* possessive : {"++", "*+", "?+", "}+"}) {
    if (literal->find(possessive) != std::string::npos) {
      throw NotCarried{message("a pattern with {0}, which engines read apart", possessive)};
    }
  }
  const auto whole = "^(?:" + *literal + ")$";
  return "regex(" + text(is.arguments[0]) + ", " + quoted(whole) + ")";
}

std::string Translator::date(const form::Call& is) {
  const auto& first = is.arguments[0];
  const auto kind = kinds().of(first);
  const bool shown = is.name.starts_with("format-date");
  if (kind == Kind::moment) { throw NotCarried{message("a day out of a moment depends on the zone of the device")}; }
  if (shown) {
    if (kind != Kind::day) { throw NotCarried{message("{0}() of what is not a date", is.name)}; }
    const auto* pattern = literal_text(is.arguments[1]);
    if (pattern == nullptr || pattern->find("%a") != std::string::npos || pattern->find("%b") != std::string::npos) {
      throw NotCarried{message("the name of a month or a day, which engines give in another language")};
    }
    return "format-date(" + (is_path(first) ? nodes(first) : value(first)) + ", " + text(is.arguments[1]) + ")";
  }
  if (kind == Kind::day) { return is_path(first) ? nodes(first) : value(first); }
  if (!is_number(kind)) { return "date(" + text(first) + ")"; }
  const auto none = blank(first);  // noon in UTC is the same civil day in nearly every zone
  const auto day = "format-date(date(" + number(first) + " + 0.5), '%Y-%m-%d')";
  return none.empty() ? day : "if(" + none + ", '', " + day + ")";
}

/// Of a node, or where we stand, the number of its row.
std::string Translator::place(const form::Call& is) {
  if (is.arguments.empty() && m_predicate) { return "position()"; }
  const auto* path = is.arguments.empty() ? nullptr : std::get_if<form::Path>(&is.arguments[0]->is);
  const bool around = path != nullptr && path->start == nullptr && path->steps.size() == 1 &&
                      path->steps[0].axis == form::Axis::parent && path->steps[0].predicates.empty();
  if (m_predicate || (!is.arguments.empty() && !around)) { throw NotCarried{message("position() of a path")}; }
  return m_standing.scope < 0 ? "1" : "position(" + m_layout.up_to(m_standing, m_standing.scope) + ")";
}

/// The Korean label: a calculated answer is the same whatever language its officer reads.
std::string Translator::label(const form::Call& is) {
  const auto* named = std::get_if<form::Reference>(&is.arguments[1]->is);
  const auto* written = literal_text(is.arguments[1]);
  std::string name = named != nullptr ? named->name : written != nullptr ? *written : std::string();
  if (name.starts_with("${") && name.ends_with("}")) { name = name.substr(2, name.size() - 3); }
  const auto* question = form().find(name);
  if (question == nullptr || form().list(question->list) == nullptr) { throw NotCarried{message("jr:choice-name() of no question with choices")}; }
  return "string(instance(" + quoted(question->list) + ")/root/item[name = " +
         (is_path(is.arguments[0]) && !m_predicate && !m_items && !nodes(is.arguments[0]).starts_with('/')
              ? "current()/" + nodes(is.arguments[0])
              : text(is.arguments[0])) +
         "]/label_ko)";
}

/// The row of each repeat that is named; the others as we stand in them.
std::string Translator::indexed(const form::Call& is) {
  const auto* named = std::get_if<form::Reference>(&is.arguments[0]->is);
  if (named == nullptr || is.arguments.size() != 3) { throw NotCarried{message("indexed-repeat() of more than one repeat")}; }
  const int index = index_of(*named);
  const auto* around = std::get_if<form::Reference>(&is.arguments[1]->is);
  const int repeat = around == nullptr ? -1 : index_of(*around);
  if (repeat < 0 || m_layout.question(index).repeat != repeat) { throw NotCarried{message("indexed-repeat() of more than one repeat")}; }
  const auto rows = reference(repeat);
  const auto number_of_row = m_predicate || m_items ? std::string() : number(is.arguments[2]);
  const auto* literal = literal_number(is.arguments[2]);
  if (literal == nullptr && !number_of_row.starts_with('/')) {
    throw NotCarried{message("indexed-repeat() with a row number that is not written out")};
  }
  return rows + "[position() = " + number_of_row + "]/" + m_layout.below(repeat, index);
}

}  // namespace scamdesk::exchange::xform

namespace scamdesk::exchange::xform {
namespace {

template <class Use>
Result<std::string> translated(const Layout& layout, const Standing& standing, int self, Use use) {
  try {
    Translator translator(layout, standing, self);
    return use(translator);
  } catch (NotCarried& not_carried) { return fail(Errc::bad_input, std::move(not_carried.why)); }
}

}  // namespace

Result<std::string> condition(const Layout& layout, const Standing& standing, int self, const form::Expression& expression) {
  return translated(layout, standing, self, [&](Translator& to) { return to.condition(expression.root_ptr()); });
}

Result<std::string> value(const Layout& layout, const Standing& standing, int self, const form::Expression& expression) {
  return translated(layout, standing, self, [&](Translator& to) { return to.value(expression.root_ptr()); });
}

Result<std::string> choice_filter(const Layout& layout, const Standing& standing, int self, const form::Expression& expression) {
  return translated(layout, standing, self, [&](Translator& to) {
    to.over_items();
    return to.condition(expression.root_ptr());
  });
}

}  // namespace scamdesk::exchange::xform
