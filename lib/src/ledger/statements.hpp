// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ledger/database.hpp"

namespace scamdesk::ledger {

/// Statements prepared when first asked for, and kept. Taking one out of the pool lets a query run inside another of
/// the same words; giving it back resets it, so that no lock outlives its use.
class Statements {
public:
  explicit Statements(Database& db) : m_db(db) {}

  class Query {
  public:
    Query(Statements& pool, std::string_view sql, Statement statement)
        : m_pool(pool), m_sql(sql), m_statement(std::move(statement)) {}
    ~Query() {
      m_statement.reset();
      m_pool.m_idle[m_sql].push_back(std::move(m_statement));
    }
    Query(Query&&) = delete;
    Statement* operator->() { return &m_statement; }
    Statement& operator*() { return m_statement; }

  private:
    Statements& m_pool;
    std::string_view m_sql;
    Statement m_statement;
  };

  /// `sql` is a literal: it outlives the pool.
  template <class... Args>
  Query operator()(std::string_view sql, const Args&... args) {
    return {*this, sql, std::move(take(sql).bind(args...))};
  }
  /// For a loop: a statement to bind again and again.
  void take_out(std::optional<Query>& query, std::string_view sql) { query.emplace(*this, sql, take(sql)); }
  /// Runs what gives no rows.
  template <class... Args>
  void run(std::string_view sql, const Args&... args) {
    Query query = (*this)(sql, args...);
    query->run();
  }

private:
  Statement take(std::string_view sql) {
    auto& idle = m_idle[sql];
    if (idle.empty()) { return {m_db, sql}; }
    auto statement = std::move(idle.back());
    idle.pop_back();
    return statement;
  }

  Database& m_db;
  std::unordered_map<std::string_view, std::vector<Statement>> m_idle;
};

}  // namespace scamdesk::ledger
