// SPDX-License-Identifier: Apache-2.0
#include "desk/reasons.hpp"

#include <algorithm>

#include <scamdesk/text.hpp>

#include "base/csv.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace scamdesk::desk {

Result<std::vector<ReasonCode>> reason_codes(const std::string& templates, const std::string& list) {
  const std::string file = templates + "/codes/" + list + ".csv";
  return base::read_file(file)
      .and_then([&](const std::string& bytes) { return base::read_table(bytes, file); })
      .map([](const auto& rows) {
        std::vector<ReasonCode> codes;
        for (const auto& row : rows) { codes.push_back({row.at("code"), {row.at("label_ko"), row.at("label_en")}}); }
        return codes;
      });
}

Reason split_reason(const std::string& text) {
  const auto colon = std::min(text.find(':'), text.size());
  Reason reason{std::string(base::trim(std::string_view(text).substr(0, colon))), {}};
  if (colon < text.size()) { reason.note = base::trim(std::string_view(text).substr(colon + 1)); }
  return reason;
}

Message reason_hint(const std::vector<ReasonCode>& codes) {
  std::vector<std::string> names;
  for (const auto& code : codes) { names.push_back(code.code); }
  return message("give --reason CODE or \"CODE: your words\"; the codes are {0}", base::join(names, ", "));
}

Status check_code(const Reason& reason, const std::vector<ReasonCode>& codes) {
  if (std::ranges::find(codes, reason.code, &ReasonCode::code) != codes.end()) { return {}; }
  return fail(Errc::usage, message("{0} is no code of a reason", reason.code), reason_hint(codes));
}

}  // namespace scamdesk::desk
