// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/form/form.hpp"

namespace scamdesk::cli {

Result<FormDiff> compare_forms(Session& session, const std::string& older, const std::string& newer) {
  if (!needs_desk(older) && !needs_desk(newer)) { return diff_forms(session.settings().templates, older, newer); }
  return session.desk().and_then([&](Desk* desk) { return desk->diff_forms(older, newer); });
}

Run form_diff(Spec& spec) {
  const auto words = std::make_shared<std::vector<std::string>>();
  spec.words("OLD NEW", *words, 2, 2)
      .explain("OLD NEW", N_("files, names, NAME@VERSION or round:ROUND"));
  spec.fail_on({"loss", "fault"}).reads_files().exits({Exit::data, Exit::no_input});
  return [words](Session& session) -> Result<Exit> {
    const auto diff = compare_forms(session, words->front(), words->back());
    if (!diff) { return fail(diff.error()); }
    for (const auto& fault : diff->faults) { session.warn(fault); }
    return show(session, Result<Table>(diff->table)).map([&](Exit exit) {
      const bool found = (session.fails_on("loss") && diff->losses > 0) || (session.fails_on("fault") && !diff->faults.empty());
      return found ? Exit::findings : exit;
    });
  };
}

}  // namespace scamdesk::cli
