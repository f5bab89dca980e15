// SPDX-License-Identifier: Apache-2.0
#include "document/letter.hpp"

#include <kainjow/mustache.hpp>

namespace scamdesk::document {

Result<std::string> fill_letter(const std::string& text, const std::map<std::string, std::string>& values) {
  namespace mustache = kainjow::mustache;
  mustache::mustache letter(text);
  letter.set_custom_escape([](const std::string& value) { return value; });
  mustache::data data{mustache::data::type::object};
  for (const auto& [name, value] : values) {
    if (!value.empty()) { data.set(name, value); }
  }
  auto filled = letter.is_valid() ? letter.render(data) : std::string();
  if (!letter.is_valid()) { return fail(Errc::config, message("the template is none: {0}", letter.error_message())); }
  return filled;
}

}  // namespace scamdesk::document
