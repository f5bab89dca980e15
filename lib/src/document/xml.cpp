// SPDX-License-Identifier: Apache-2.0
#include "document/xml.hpp"

#include <algorithm>

#include <scamdesk/text.hpp>

#include "document/office.hpp"

namespace scamdesk::document {
namespace {

void escape(std::string& out, std::string_view text, bool attribute) {
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += attribute ? "&quot;" : "\""; break;
      case '\n': out += attribute ? "&#10;" : "\n"; break;
      case '\t': out += attribute ? "&#9;" : "\t"; break;
      case '\r': out += "&#13;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) { out += c; }
    }
  }
}

void add_tag(std::string& out, const XmlNode& node) {
  out.append("<").append(node.name);
  for (const auto& [name, value] : node.attributes) {
    out.append(" ").append(name).append("=\"");
    escape(out, value, true);
    out += '"';
  }
  out += node.children.empty() && node.text.empty() ? "/>" : ">";
}

bool is_mixed(const XmlNode& node) {
  return std::ranges::any_of(node.children, [](const XmlNode& child) { return child.name.empty(); });
}

/// An element without white space of ours in it: its texts are read as they stand.
void add_inline(std::string& out, const XmlNode& node) {
  if (node.name.empty()) { return escape(out, node.text, false); }
  add_tag(out, node);
  if (node.children.empty() && node.text.empty()) { return; }
  escape(out, node.text, false);
  for (const auto& child : node.children) { add_inline(out, child); }
  out.append("</").append(node.name).append(">");
}

void add_node(std::string& out, const XmlNode& node, std::size_t depth) {
  out.append(2 * depth, ' ');
  if (node.children.empty() || is_mixed(node)) {
    add_inline(out, node);
    out += '\n';
    return;
  }
  add_tag(out, node);
  escape(out, node.text, false);
  out += '\n';
  for (const auto& child : node.children) { add_node(out, child, depth + 1); }
  out.append(2 * depth, ' ').append("</").append(node.name).append(">\n");
}

}  // namespace

const XmlNode* XmlNode::child(std::string_view of_name) const {
  const auto found = std::ranges::find(children, of_name, &XmlNode::name);
  return found == children.end() ? nullptr : &*found;
}

std::string_view XmlNode::attribute(std::string_view of_name) const {
  for (const auto& [key, value] : attributes) {
    if (key == of_name) { return value; }
  }
  return {};
}

Result<XmlNode> read_xml(std::string_view bytes, const std::string& file, const XmlLimits& limits) {
  const SourcePlace place{file};
  if (bytes.size() > limits.bytes) {
    return fail(Errc::bad_input, message("larger than {0} MiB", limits.bytes >> 20), {}, place);
  }
  if (!is_utf8(bytes)) {
    return fail(Errc::bad_input, message("not UTF-8 text"), message("save the XML as UTF-8"), place);
  }
  return office().and_then([&](const Office* loaded) { return loaded->read_xml(bytes, file, limits); });
}

std::string to_xml(const XmlNode& root) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  add_node(out, root, 0);
  return out;
}

}  // namespace scamdesk::document
