// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <scamdesk/cell.hpp>
#include <scamdesk/error.hpp>

#include "form/form.hpp"
#include "ledger/flat.hpp"

namespace scamdesk::exchange {

/// The hard rules of a form over many new records. Rules that look at plain answers alone are asked one by one, and once
/// for answers that come again; where one of them fails or a rule needs more than that, the whole check has the last
/// word, and words the findings.
class RowRules {
public:
  /// `names`: what the cells of a record are the answers to. `rows`: the records may have rows in repeats.
  RowRules(const form::Form& form, const form::CheckContext& context, std::vector<std::string> names, bool rows);

  /// False when the record needs the whole check. Looks at nothing but the cells. `numbers` are equal for equal cells
  /// of a name; 0 where that is not known.
  bool passes(std::span<const ledger::CellView> cells, std::span<const std::uint32_t> numbers);
  /// True when some records need the whole check, which may look at others.
  bool may_look_around() const { return m_whole || !m_unclear.empty(); }
  /// The whole check. Hard findings, each an error that names its field in `field`; empty: the record may be written.
  /// Errors: those of the context's instances.
  struct Finding { std::string field; Error error; };
  Result<std::vector<Finding>> check(const Cells& cells) const;

private:
  /// A rule, the cells that it looks at, and what it said of those that it has seen: of one or two cells by number.
  struct Rule {
    const form::Expression* expression;
    std::vector<std::size_t> cells;
    bool of_self = false;   ///< a constraint: its only cell is `.`, and a cell without a value is not asked about
    std::vector<std::optional<bool>> of_one = {};
    std::unordered_map<std::uint64_t, bool> of_two = {};
  };

  void sort_out(bool rows);
  bool is_plain(const form::Expression& expression) const;
  bool is_always_asked(std::string_view question) const;
  Rule rule_of(const form::Expression& expression, const std::string* self) const;
  bool holds(Rule& rule, std::span<const ledger::CellView> cells, std::span<const std::uint32_t> numbers);
  bool ask(const Rule& rule, std::span<const ledger::CellView> cells);
  std::size_t place_of(std::string_view name) const;

  const form::Form& m_form;
  form::CheckContext m_check;
  base::Patterns m_patterns;  // compiled once for all records
  bool m_whole = false;  // some rule needs the whole check of every record
  std::vector<std::string> m_names;
  std::vector<std::size_t> m_required;
  std::vector<std::size_t> m_unclear;  // an answer here needs the whole check
  std::vector<Rule> m_rules;
  Answers m_answers;
  form::Context m_context;
};

}  // namespace scamdesk::exchange
