// SPDX-License-Identifier: Apache-2.0
#include "exchange/xform/itext.hpp"

namespace scamdesk::exchange::xform {

using document::XmlNode;

namespace {

XmlNode piece_of_text(std::string_view text) { return {{}, {}, {}, std::string(text), 0}; }

/// The words with an `<output>` for each `${name}`.
XmlNode value_of(std::string_view words, const Itext::Shown& shown) {
  XmlNode value{"value", {}, {}, {}, 0};
  for (auto at = words.find("${"); shown && at != std::string_view::npos; at = words.find("${")) {
    const auto end = words.find('}', at);
    if (end == std::string_view::npos) { break; }
    if (at > 0) { value.children.push_back(piece_of_text(words.substr(0, at))); }
    const auto path = shown(words.substr(at + 2, end - at - 2));
    value.children.push_back(path.empty() ? piece_of_text("…") : XmlNode{"output", {{"value", path}}, {}, {}, 0});
    words.remove_prefix(end + 1);
  }
  if (value.children.empty()) {
    value.text = words;
  } else if (!words.empty()) {
    value.children.push_back(piece_of_text(words));
  }
  return value;
}

}  // namespace

std::string Itext::add(const std::string& id, const Text& words, const Shown& shown) {
  m_ko.children.push_back({"text", {{"id", id}}, {value_of(words.ko, shown)}, {}, 0});
  m_en.children.push_back({"text", {{"id", id}}, {value_of(words.en, shown)}, {}, 0});
  return "jr:itext('" + id + "')";
}

XmlNode Itext::node() && { return {"itext", {}, {std::move(m_ko), std::move(m_en)}, {}, 0}; }

}  // namespace scamdesk::exchange::xform
