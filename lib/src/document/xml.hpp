// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <scamdesk/error.hpp>

namespace scamdesk::document {

/// An element of XML as read: names as written (`h:body`), entities resolved, comments and instructions left out.
struct XmlNode {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<XmlNode> children;
  std::string text;      ///< its own text and CDATA, joined
  std::size_t line = 0;  ///< where it begins, from 1

  const XmlNode* child(std::string_view of_name) const;
  /// Empty when it is missing.
  std::string_view attribute(std::string_view of_name) const;
};

struct XmlLimits {
  std::size_t bytes = std::size_t{16} << 20;
  std::size_t depth = 64;
  std::size_t nodes = 1'000'000;
};

/// The root element of an XML 1.0 text in UTF-8. Nothing outside the bytes is ever read; a document type is refused.
/// Errors: bad_input with file and line; io when the reader's library cannot be loaded.
Result<XmlNode> read_xml(std::string_view bytes, const std::string& file = {}, const XmlLimits& limits = {});

/// Writes an element and what it holds; attributes and text are escaped, control characters left out. A child without a
/// name is a piece of text among the others.
std::string to_xml(const XmlNode& root);

}  // namespace scamdesk::document
