// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/error.hpp>

namespace scamdesk::exchange {

struct AnswerEntry;

/// Answers as a file nests them, whether it was YAML or JSON.
struct AnswerNode {
  enum class Kind : std::uint8_t { null, scalar, list, map };
  Kind kind = Kind::null;
  std::string text;
  std::vector<AnswerNode> items;
  std::vector<AnswerEntry> entries;
  SourcePlace place;

  const AnswerNode* find(std::string_view key) const;
};
struct AnswerEntry {
  std::string key;
  AnswerNode value;
};

Result<AnswerNode> read_yaml_answers(std::string_view text, const std::string& file);
Result<AnswerNode> read_json_answers(std::string_view text, const std::string& file);

}  // namespace scamdesk::exchange
