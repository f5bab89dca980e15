// SPDX-License-Identifier: Apache-2.0
#include "exchange/answer_tree.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "document/json_reader.hpp"
#include "form/yaml_reader.hpp"

namespace scamdesk::exchange {
namespace {

AnswerNode from_yaml(const form::YamlNode& node, const std::string& file) {
  AnswerNode out;
  out.place = {file, node.line, node.column};
  switch (node.kind) {
    case form::YamlNode::Kind::null: break;
    case form::YamlNode::Kind::scalar:
      out.kind = AnswerNode::Kind::scalar;
      out.text = node.text;
      break;
    case form::YamlNode::Kind::sequence:
      out.kind = AnswerNode::Kind::list;
      for (const auto& item : node.items) { out.items.push_back(from_yaml(item, file)); }
      break;
    case form::YamlNode::Kind::map:
      out.kind = AnswerNode::Kind::map;
      for (const auto& entry : node.entries) { out.entries.push_back({entry.key.text, from_yaml(entry.value, file)}); }
      break;
  }
  return out;
}

AnswerNode scalar(std::string text, const SourcePlace& place) {
  return {AnswerNode::Kind::scalar, std::move(text), {}, {}, place};
}

AnswerNode from_json(const Data& data, const SourcePlace& place) {
  AnswerNode out;
  out.place = place;
  if (const auto* flag = std::get_if<bool>(&data.value())) { return scalar(*flag ? "true" : "false", place); }
  if (const auto* number = std::get_if<std::int64_t>(&data.value())) { return scalar(std::to_string(*number), place); }
  if (const auto* real = std::get_if<double>(&data.value())) { return scalar(fmt::format("{}", *real), place); }
  if (const auto* text = std::get_if<std::string>(&data.value())) { return scalar(*text, place); }
  if (const auto* list = std::get_if<Data::Array>(&data.value())) {
    out.kind = AnswerNode::Kind::list;
    for (const auto& item : *list) { out.items.push_back(from_json(item, place)); }
  } else if (const auto* map = std::get_if<Data::Object>(&data.value())) {
    out.kind = AnswerNode::Kind::map;
    for (const auto& [key, value] : *map) { out.entries.push_back({key, from_json(value, place)}); }
  }
  return out;
}

}  // namespace

const AnswerNode* AnswerNode::find(std::string_view key) const {
  const auto found = std::ranges::find_if(entries, [&](const auto& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &found->value;
}

Result<AnswerNode> read_yaml_answers(std::string_view text, const std::string& file) {
  return form::read_yaml(text, file).map([&](const form::YamlNode& node) { return from_yaml(node, file); });
}

Result<AnswerNode> read_json_answers(std::string_view text, const std::string& file) {
  return document::read_json(text, file).map([&](const Data& data) { return from_json(data, SourcePlace{file}); });
}

}  // namespace scamdesk::exchange
