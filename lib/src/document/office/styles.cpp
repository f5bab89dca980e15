// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "document/office/parts.hpp"

namespace scamdesk::document::office_module {
namespace {

/// The number formats that every spreadsheet knows by number (ECMA-376 18.8.30), the East Asian dates among them.
bool is_built_in_date(int id) {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/// A format shows a day or a time when y, m, d, h or s stand outside quotes, brackets and escapes.
bool is_date_code(std::string_view code) {
  bool quoted = false, bracket = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (quoted) {
      quoted = c != '"';
    } else if (bracket) {
      bracket = c != ']';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[') {
      bracket = true;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (std::string_view("ymdhsYMDHS").find(c) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

Result<std::vector<bool>> read_date_styles(std::string bytes, const CellContext& context) {
  const auto xml = parse(std::move(bytes), SourcePlace{context.file});
  if (!xml) { return fail(xml.error()); }
  const auto root = (*xml)->document.document_element();
  std::set<int> dates;
  std::set<int> others;
  for (const auto& format : child(root, "numFmts").children()) {
    const int id = format.attribute("numFmtId").as_int(-1);
    (is_date_code(format.attribute("formatCode").value()) ? dates : others).insert(id);
  }
  std::vector<bool> styles;
  for (const auto& style : child(root, "cellXfs").children()) {
    if (local_name(style) != "xf") { continue; }
    const int id = style.attribute("numFmtId").as_int(0);
    styles.push_back(dates.contains(id) || (is_built_in_date(id) && !others.contains(id)));
  }
  return styles;
}

Result<std::vector<std::string>> read_shared(std::string bytes, const CellContext& context) {
  const auto xml = parse(std::move(bytes), SourcePlace{context.file});
  if (!xml) { return fail(xml.error()); }
  std::vector<std::string> shared;
  for (const auto& item : (*xml)->document.document_element().children()) {
    if (local_name(item) == "si") { shared.push_back(rich_text(item)); }
  }
  return shared;
}

}  // namespace scamdesk::document::office_module
