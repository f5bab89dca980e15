// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/error.hpp>

/// YAML as definitions need it, and no more: maps, lists and text. Anchors, aliases, tags, duplicate keys, further
/// documents and deep nesting are refused, so that a file from outside can only ever be as large as it looks.
namespace scamdesk::form {

struct YamlEntry;

/// A value and where it stands. Scalars are text whatever they look like: `010`, `no` and `1.0` stay as written.
struct YamlNode {
  enum class Kind : std::uint8_t { null, scalar, sequence, map };

  Kind kind = Kind::null;
  std::string text;          ///< of a scalar, NFC
  std::size_t line = 0;      ///< from 1
  std::size_t column = 0;    ///< from 1, in characters
  bool verbatim = false;     ///< the text stands in the file as it is, so that an offset in it is a column
  std::vector<YamlNode> items;
  std::vector<YamlEntry> entries;  ///< in the order of the file, each key once

  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_sequence() const { return kind == Kind::sequence; }
  bool is_map() const { return kind == Kind::map; }
  /// The value of a key; null when the map has none.
  const YamlNode* find(std::string_view key) const;
};
struct YamlEntry {
  YamlNode key;
  YamlNode value;
};

constexpr std::size_t yaml_size_limit = std::size_t{4} << 20;  ///< bytes
constexpr std::size_t yaml_depth_limit = 32;

/// Reads one document. `file` is for messages. Errors: bad_input with line and column for every guard above, for
/// bytes that are not UTF-8, for control characters and for more than 4 MiB.
Result<YamlNode> read_yaml(std::string_view bytes, const std::string& file);

}  // namespace scamdesk::form
