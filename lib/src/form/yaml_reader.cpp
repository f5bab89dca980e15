// SPDX-License-Identifier: Apache-2.0
#include "form/yaml_reader.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "base/text.hpp"

namespace scamdesk::form {
namespace {

/// Stops the parser from inside an event; never leaves this file.
struct Refused {
  Message problem;
  std::optional<Message> hint;
  SourcePlace place;
};

/// The text that yaml-cpp reads, and where its bytes stand for people.
class Lines {
public:
  Lines(std::string_view text, const std::string& file) : m_text(text), m_file(file) {
    m_starts.push_back(0);
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
      m_starts.push_back(at + 1);
    }
  }

  SourcePlace place(std::size_t byte) const {
    const auto after = std::upper_bound(m_starts.begin(), m_starts.end(), byte);
    const auto line = static_cast<std::size_t>(after - m_starts.begin());
    const auto end = std::min(byte, m_text.size());
    if (line != m_counted.line || end < m_counted.byte) { m_counted = {line, *(after - 1), 0}; }
    const auto between = m_text.substr(m_counted.byte, end - m_counted.byte);
    const auto characters = std::count_if(between.begin(), between.end(), [](char c) { return (c & 0xc0) != 0x80; });
    m_counted = {line, end, m_counted.characters + static_cast<std::size_t>(characters)};
    return {m_file, line, m_counted.characters + 1};
  }
  SourcePlace place(const YAML::Mark& mark) const { return place(byte(mark)); }
  static std::size_t byte(const YAML::Mark& mark) { return static_cast<std::size_t>(std::max(mark.pos, 0)); }
  std::string_view from(std::size_t byte) const { return m_text.substr(std::min(byte, m_text.size())); }

private:
  std::string_view m_text;
  const std::string& m_file;
  std::vector<std::size_t> m_starts;
  /// How far the characters of one line are counted: places are asked for in the order they stand, and a whole file may
  /// stand on one line.
  struct Counted { std::size_t line = 0, byte = 0, characters = 0; };
  mutable Counted m_counted;
};

/// True when the quote that opens `text` is closed again. yaml-cpp takes the end of the file for a closing quote.
bool is_closed(std::string_view text) {
  const char quote = text.front();
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (text[at] == quote) {
      const bool doubled = quote == '\'' && at + 1 < text.size() && text[at + 1] == quote;
      if (!doubled) { return true; }
      ++at;
    }
  }
  return false;
}

/// Builds the tree from the parser's events and refuses what definitions do not use.
class Builder final : public YAML::EventHandler {
public:
  explicit Builder(const Lines& lines) : m_lines(lines) {}

  YamlNode take() { return std::move(m_root); }
  bool empty() const { return m_documents == 0; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++m_documents > 1) { refuse(mark, message("a second document in one file")); }
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    guard(mark, "", anchor);
    place_node(node_at(mark, YamlNode::Kind::null));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse(mark, message("aliases (*name) are not read")); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    guard(mark, tag, anchor);
    auto node = node_at(mark, YamlNode::Kind::scalar);
    node.text = base::to_nfc(value).value_or(std::string());
    const auto rest = m_lines.from(Lines::byte(mark));
    const bool quoted = rest.starts_with('"') || rest.starts_with('\'');
    if (quoted && !is_closed(rest)) { refuse(mark, message("a quote is opened and not closed")); }
    node.verbatim = rest.substr(quoted ? 1 : 0).starts_with(node.text);
    if (quoted && node.verbatim) { ++node.column; }
    place_node(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::sequence);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlNode::Kind::map);
  }
  void OnMapEnd() override { close(); }

private:
  /// A list or map whose end has not come yet.
  struct Open {
    YamlNode node;
    std::optional<YamlNode> key;
    std::set<std::string, std::less<>> keys;
  };

  [[noreturn]] void refuse(const YAML::Mark& mark, Message problem, std::optional<Message> hint = {}) const {
    throw Refused{std::move(problem), std::move(hint), m_lines.place(mark)};
  }

  void guard(const YAML::Mark& mark, std::string_view tag, YAML::anchor_t anchor) const {
    if (anchor != YAML::NullAnchor) { refuse(mark, message("anchors (&name) are not read")); }
    // yaml-cpp names a plain value "?" and a quoted one "!"; a written `!` it does not tell from a quote.
    const bool written = m_lines.from(Lines::byte(mark)).starts_with('!');
    if (written || (!tag.empty() && tag != "?" && tag != "!")) { refuse(mark, message("tags (!name) are not read")); }
  }

  YamlNode node_at(const YAML::Mark& mark, YamlNode::Kind kind) const {
    const auto place = m_lines.place(mark);
    YamlNode node;
    node.kind = kind;
    node.line = place.row;
    node.column = place.column;
    return node;
  }

  void open(const YAML::Mark& mark, std::string_view tag, YAML::anchor_t anchor, YamlNode::Kind kind) {
    guard(mark, tag, anchor);
    if (m_open.size() == yaml_depth_limit) {
      refuse(mark, message("nested more than {0} levels deep", yaml_depth_limit));
    }
    if (!m_open.empty() && m_open.back().node.is_map() && !m_open.back().key) {
      refuse(mark, message("a key must be a word, not a list or a map"));
    }
    m_open.push_back({node_at(mark, kind), std::nullopt, {}});
  }

  void close() {
    auto node = std::move(m_open.back().node);
    m_open.pop_back();
    place_node(std::move(node));
  }

  void place_node(YamlNode node) {
    if (m_open.empty()) {
      m_root = std::move(node);
      return;
    }
    auto& around = m_open.back();
    if (around.node.is_sequence()) {
      around.node.items.push_back(std::move(node));
    } else if (around.key) {
      around.node.entries.push_back({std::move(*around.key), std::move(node)});
      around.key.reset();
    } else {
      take_key(around, std::move(node));
    }
  }

  void take_key(Open& map, YamlNode key) const {
    const SourcePlace place{m_lines.place(std::size_t{0}).file, key.line, key.column};
    if (!key.is_scalar()) { throw Refused{message("a key must be a word, not a list or a map"), {}, place}; }
    if (!map.keys.insert(key.text).second) {
      throw Refused{message("the key {0} stands here twice", key.text), message("keep one of them"), place};
    }
    map.key = std::move(key);
  }

  const Lines& m_lines;
  std::size_t m_documents = 0;
  std::vector<Open> m_open;
  YamlNode m_root;
};

/// CRLF is LF; other control characters are refused, since yaml-cpp takes one of them (0x04) for the end of the file.
Result<std::string> clean(std::string_view bytes, const std::string& file) {
  if (bytes.starts_with("\xef\xbb\xbf")) { bytes.remove_prefix(3); }
  if (bytes.size() > yaml_size_limit) {
    return fail(Errc::bad_input, message("larger than {0} MiB", yaml_size_limit >> 20), {}, SourcePlace{file});
  }
  std::string text;
  text.reserve(bytes.size());
  std::size_t row = 1;
  for (const auto line : base::split(bytes, '\n')) {
    const auto body = line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
    if (!is_utf8(body)) {
      return fail(Errc::bad_input, message("not UTF-8 text"), message("save the file as UTF-8"), SourcePlace{file, row});
    }
    const auto control = std::find_if(body.begin(), body.end(), [](unsigned char c) { return c == 0x7f || (c < 0x20 && c != '\t'); });
    if (control != body.end()) {
      return fail(Errc::bad_input, message("a control character that text does not have"), {}, SourcePlace{file, row});
    }
    if (row++ > 1) { text += '\n'; }
    text += body;
  }
  return text;
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  const auto found =
      std::find_if(entries.begin(), entries.end(), [&](const YamlEntry& entry) { return entry.key.text == key; });
  return found == entries.end() ? nullptr : &found->value;
}

Result<YamlNode> read_yaml(std::string_view bytes, const std::string& file) {
  const auto text = clean(bytes, file);
  if (!text) { return fail(text.error()); }
  const Lines lines(*text, file);
  Builder builder(lines);
  try {
    std::istringstream stream(*text);
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {}
  } catch (const Refused& refused) {
    return fail(Errc::bad_input, refused.problem, refused.hint, refused.place);
  } catch (const YAML::Exception& fault) {
    return fail(Errc::bad_input, message("not YAML: {0}", fault.msg), {}, lines.place(fault.mark));
  }
  if (builder.empty()) { return fail(Errc::bad_input, message("the file is empty"), {}, SourcePlace{file}); }
  return builder.take();
}

}  // namespace scamdesk::form
