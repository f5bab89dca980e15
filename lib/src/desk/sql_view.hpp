// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "desk/impl.hpp"
#include "register/query.hpp"
#include "report/run.hpp"

namespace scamdesk::desk {

/// Lays the roster and the rounds beside the documented views, for queries by people and reports.
Status lay_sql_tables(Desk::Impl& desk);

/// What every table of a report says of who has filed.
report::Coverage coverage_of(const RoundStatus& status);

/// The views of an open desk, read only, for the report floor.
class DeskSql final : public report::SqlRunner {
public:
  explicit DeskSql(Desk::Impl& desk) : m_desk(desk) {}
  Result<report::SqlRows> select(std::string_view sql, const std::map<std::string, std::string>& parameters) override;

private:
  Desk::Impl& m_desk;
};

}  // namespace scamdesk::desk
