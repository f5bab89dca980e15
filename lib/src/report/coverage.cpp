// SPDX-License-Identifier: Apache-2.0
#include "report/coverage.hpp"

#include <fmt/format.h>

namespace scamdesk::report {

Text note(const Coverage& coverage) {
  const std::size_t filed = coverage.filed + coverage.nil + coverage.late;
  return word(message("{0} of {1} missions filed (nil {2}, late {3}, exempt {4}, missing {5}), as of {6}", filed,
                      coverage.expected, coverage.nil, coverage.late, coverage.exempt, coverage.missing,
                      korean_time(coverage.as_of)));
}

Data to_data(const Coverage& coverage) {
  return Data(Data::Object{{"expected", coverage.expected},
                           {"filed", coverage.filed},
                           {"nil", coverage.nil},
                           {"late", coverage.late},
                           {"exempt", coverage.exempt},
                           {"missing", coverage.missing},
                           {"as_of", to_string(coverage.as_of)}});
}

Text korean_time(Instant instant) {
  const Date day = seoul_date(instant);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(instant - seoul_midnight(day)).count();
  const auto clock = fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
  return {fmt::format("{}. {}. {}. {}(한국시간)", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                      static_cast<unsigned>(day.day()), clock),
          fmt::format("{} {} KST", to_string(day), clock)};
}

}  // namespace scamdesk::report
