// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "document/office/parts.hpp"

namespace scamdesk::document::office_module {
namespace {

std::size_t line_at(std::string_view bytes, std::ptrdiff_t offset) {
  const auto end = std::min(bytes.size(), static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset, 0)));
  return 1 + static_cast<std::size_t>(std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
}

/// Turns pugixml's tree into ours, counting lines as it goes: nodes come in the order they stand.
class Copier {
public:
  Copier(std::string_view original, const XmlLimits& limits) : m_original(original), m_limits(limits) {}

  bool copy(const pugi::xml_node& from, XmlNode& to, std::size_t depth) {
    if (depth > m_limits.depth || ++m_nodes > m_limits.nodes) { return false; }
    to.name = from.name();
    to.line = line_of(from);
    for (const auto& attribute : from.attributes()) { to.attributes.emplace_back(attribute.name(), attribute.value()); }
    for (const auto& inner : from.children()) {
      if (inner.type() == pugi::node_pcdata || inner.type() == pugi::node_cdata) { to.text += inner.value(); }
      if (inner.type() == pugi::node_element && !copy(inner, to.children.emplace_back(), depth + 1)) { return false; }
    }
    return true;
  }

private:
  std::size_t line_of(const pugi::xml_node& node) {
    const auto offset = node.offset_debug();
    if (offset < m_offset) { return m_line; }
    m_line += line_at(m_original.substr(static_cast<std::size_t>(m_offset)), offset - m_offset) - 1;
    m_offset = offset;
    return m_line;
  }

  std::string_view m_original;
  const XmlLimits& m_limits;
  std::ptrdiff_t m_offset = 0;
  std::size_t m_line = 1;
  std::size_t m_nodes = 0;
};

}  // namespace

Result<std::unique_ptr<Xml>> parse(std::string bytes, const SourcePlace& place) {
  auto xml = std::make_unique<Xml>();
  xml->bytes = std::move(bytes);
  const auto parsed = xml->document.load_buffer(xml->bytes.data(), xml->bytes.size(),
                                                pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_doctype,
                                                pugi::encoding_utf8);
  const auto refused = [&](Message problem, std::size_t line) {
    auto at = place;
    if (at.sheet.empty()) { at.row = line; }
    return fail(Errc::bad_input, std::move(problem), {}, std::move(at));
  };
  if (!parsed) { return refused(message("not well-formed XML"), line_at(xml->bytes, parsed.offset)); }
  for (const auto& node : xml->document.children()) {
    if (node.type() == pugi::node_doctype) {
      return refused(message("a document type (DOCTYPE), which is not read"), line_at(xml->bytes, node.offset_debug()));
    }
  }
  if (xml->document.document_element().empty()) { return refused(message("not well-formed XML"), 1); }
  return xml;
}

std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
  for (const auto& node : parent.children()) {
    if (node.type() == pugi::node_element && local_name(node) == name) { return node; }
  }
  return {};
}

Result<XmlNode> to_node(const Xml& xml, const std::string& file, const XmlLimits& limits) {
  XmlNode root;
  if (Copier(xml.bytes, limits).copy(xml.document.document_element(), root, 1)) { return root; }
  return fail(Errc::bad_input, message("deeper than {0} elements, or more than {1} of them", limits.depth, limits.nodes), {},
              SourcePlace{file});
}

}  // namespace scamdesk::document::office_module
