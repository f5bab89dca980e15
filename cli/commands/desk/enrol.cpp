// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>

#include "commands/common.hpp"
#include "commands/desk/desk.hpp"
#include "commands/package/package.hpp"

namespace scamdesk::cli {
namespace {

Table as_table(const Desk::EnrolReport& report) {
  Table table;
  table.schema = "scamdesk.enrolled/1";
  table.rows_key = "desks";
  table.columns = {{"mission", said("Mission")}, {"fingerprint", said("Fingerprint")}, {"outcome", said("Outcome")}, {"file", said("Card")}};
  for (const auto& desk : report.desks) {
    const auto outcome = desk.changed ? said("enrolled") : said("enrolled already");
    table.rows.push_back({desk.mission.value(), desk.fingerprint, {outcome, Data(desk.changed ? "enrolled" : "known")}, desk.file});
  }
  return table;
}

Result<Exit> enrol(Session& session, const std::vector<std::string>& cards) {
  const auto report = session.desk().and_then([&](Desk* desk) { return desk->enrol(cards); });
  if (!report) { return fail(report.error()); }
  if (auto shown = session.show(as_table(*report)); !shown) { return fail(shown.error()); }
  const auto fresh = std::ranges::count(report->desks, true, &Desk::Enrolled::changed);
  session.say(message("desks enrolled: {0}; enrolled already: {1}", fresh,
                      static_cast<std::ptrdiff_t>(report->desks.size()) - fresh));
  if (!report->merged.packages.empty()) {
    session.say(message("packages that waited for them and came in: {0}; records changed: {1}",
                        report->merged.packages.size(), report->merged.records_changed));
  }
  return Exit::ok;
}

}  // namespace

Run desk_enrol(Spec& spec) {
  const auto cards = std::make_shared<std::vector<std::string>>();
  spec.words("CARD...", *cards, 1, Spec::any_number).explain("CARD", N_("a desk's card, made by 'scamdesk desk card'"));
  spec.writes();
  return [cards](Session& session) { return enrol(session, *cards); };
}

}  // namespace scamdesk::cli
