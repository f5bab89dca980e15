// SPDX-License-Identifier: Apache-2.0
#include "exchange/xlsform_words.hpp"

#include <scamdesk/document.hpp>

#include "base/text.hpp"

namespace scamdesk::exchange::xlsform {

std::string yaml_text(std::string_view text) {  // JSON's quotes are YAML's
  auto json = to_json(Data(text), false);
  while (json.ends_with('\n')) { json.pop_back(); }
  return json;
}

std::string both_quoted(const Text& text) { return "{ko: " + yaml_text(text.ko) + ", en: " + yaml_text(text.en) + "}"; }

std::string yaml_list(std::string_view words) {
  const auto parts = base::split(words, ' ');
  return "[" + base::join(std::vector<std::string>(parts.begin(), parts.end()), ", ") + "]";
}

bool is_yes(const std::string& text) {
  const auto folded = base::fold(text);
  return folded == "yes" || folded == "true" || folded == "true()" || folded == "1";
}

std::string our_name(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool upper = c >= 'A' && c <= 'Z';
    const bool after_lower = i > 0 && ((name[i - 1] >= 'a' && name[i - 1] <= 'z') || (name[i - 1] >= '0' && name[i - 1] <= '9'));
    if (upper && after_lower) { out += '_'; }
    out += upper ? static_cast<char>(c + 32) : (c == '-' || c == '.' || c == ' ') ? '_' : c;
  }
  return out;
}

}  // namespace scamdesk::exchange::xlsform
