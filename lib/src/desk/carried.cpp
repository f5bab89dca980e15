// SPDX-License-Identifier: Apache-2.0
#include "desk/survey.hpp"

namespace scamdesk {

using desk::reading;
using desk::with_return;
using desk::writing;

Result<Return> Desk::start_return_from_last(const std::string& round, const std::string& mission) {
  return writing(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission& of) {
      return returns.start_from_last(of, m_impl->author());
    });
  });
}

Result<Return> Desk::confirm_return(const std::string& round, const std::string& mission, const std::vector<std::string>& fields) {
  return writing(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission&) {
      return returns.confirm(fields, m_impl->author());
    });
  });
}

Result<Table> Desk::diff_return(const std::string& round, const std::string& mission, const std::string& against) {
  return reading(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission&) -> Result<Table> {
      if (against.empty()) { return returns.diff(std::nullopt, m_impl->options.now); }
      return survey::Rounds(m_impl->registers).find(against).and_then([&](const Round& other) {
        return returns.diff(other, m_impl->options.now);
      });
    });
  });
}

}  // namespace scamdesk
