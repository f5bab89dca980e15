// SPDX-License-Identifier: Apache-2.0
#include "exchange/row_adder.hpp"

#include <algorithm>

namespace scamdesk::exchange {
namespace {

bool has_default(const form::Question& question) {
  return !question.default_value.empty() && question.calculation.empty() && question.repeat < 0;
}

}  // namespace

RowAdder::RowAdder(records::Registers& registers, const ImportOrder& order, const records::Author& author,
                   const RowMaker& maker)
    : m_registers(registers), m_order(order), m_form(*order.form), m_author(author), m_maker(maker),
      m_instances(registers.instances(order.owner)) {}

Status RowAdder::open() {
  const auto values = defaults();
  if (m_maker.has_rows() || !values) { return {}; }
  auto bulk = m_registers.bulk(m_form, m_order.owner, m_author);
  if (!bulk) { return fail(bulk.error()); }
  m_bulk = std::move(*bulk);
  lay_out(*values);
  return {};
}

// What questions without a column begin with. Empty when a default looks at other answers, so that it differs by row.
std::optional<Cells> RowAdder::defaults() const {
  Cells cells;
  for (const auto& question : m_form.questions) {
    if (!has_default(question) || m_maker.question(question.name) != nullptr) { continue; }
    if (!form::references(question.default_value).empty()) { return std::nullopt; }
    form::Context context;
    context.now = m_author.now;
    context.zone = m_form.zone;
    const auto value = form::evaluate(question.default_value, context);
    if (value && form::to_cell(*value).has_value()) { cells.emplace(question.name, form::to_cell(*value)); }
  }
  return cells;
}

void RowAdder::lay_out(const Cells& defaults) {
  const auto& columns = m_maker.questions();
  for (const auto& column : columns) { m_names.push_back(column.name); }
  for (const auto& [name, cell] : defaults) { m_names.push_back(name); }
  std::ranges::sort(m_names);
  m_cells.resize(m_names.size());
  m_defaults.resize(m_names.size());
  m_numbers.assign(m_names.size(), 1);  // a default is always the same
  for (std::size_t i = 0; i < m_names.size(); ++i) {
    const auto column = std::ranges::find(columns, m_names[i], &RowColumn::name);
    m_columns.push_back(static_cast<std::size_t>(column - columns.begin()));
    if (column != columns.end()) { continue; }
    m_defaults[i] = defaults.find(m_names[i])->second.text;
    m_cells[i] = {CellState::value, m_defaults[i]};
  }
  m_rules.emplace(m_form, form::CheckContext{m_author.now, m_instances.get()}, m_names, false);
}

bool RowAdder::looks_at_records() const {
  return m_maker.id() != nullptr || m_maker.number() != nullptr || (m_rules && m_rules->may_look_around()) ||
         std::ranges::any_of(m_maker.questions(),
                             [](const RowColumn& column) { return column.question->type == form::Type::record; });
}

Result<std::vector<RowRules::Finding>> RowAdder::check(const std::vector<ledger::CellView>& cells) {
  for (std::size_t i = 0; i < m_names.size(); ++i) {
    if (m_columns[i] >= cells.size()) { continue; }
    m_cells[i] = cells[m_columns[i]];
    m_numbers[i] = m_maker.answer_numbers()[m_columns[i]];
  }
  if (m_rules->passes(m_cells, m_numbers)) { return std::vector<RowRules::Finding>(); }
  pause();  // a whole check may look at records
  return m_rules->check(this->cells());
}

Cells RowAdder::cells() const {
  Cells cells;
  for (std::size_t i = 0; i < m_names.size(); ++i) {
    if (m_cells[i].state == CellState::blank) { continue; }
    cells.emplace(m_names[i], Cell{m_cells[i].state, std::string(m_cells[i].text)});
  }
  return cells;
}

const ledger::FieldList& RowAdder::fields() {
  m_set.clear();
  for (const auto& cell : m_cells) { m_set.push_back(cell.state != CellState::blank ? '+' : '-'); }
  if (m_last_list != nullptr && m_set == m_last_set) { return *m_last_list; }
  m_last_set = m_set;
  const auto [at, fresh] = m_lists.try_emplace(m_set, nullptr);
  if (fresh) {
    std::vector<std::string_view> paths{"#"};  // before any letter
    for (std::size_t i = 0; i < m_names.size(); ++i) {
      if (m_set[i] == '+') { paths.push_back(m_names[i]); }
    }
    at->second = &m_bulk->fields(paths);
  }
  return *(m_last_list = at->second);
}

std::int64_t RowAdder::add() {
  const auto& list = fields();
  m_values.assign(1, {});  // the short number
  std::ranges::copy_if(m_cells, std::back_inserter(m_values),
                       [](const ledger::CellView& cell) { return cell.state != CellState::blank; });
  return m_bulk->add(list, m_values);
}

}  // namespace scamdesk::exchange
