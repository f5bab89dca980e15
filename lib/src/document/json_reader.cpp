// SPDX-License-Identifier: Apache-2.0
#include "document/json_reader.hpp"

#include <algorithm>
#include <cctype>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_set>

namespace scamdesk::document {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
/// What an IEEE 754 double keeps of any decimal.
constexpr std::size_t exact_digits = 15;

/// A forward walk over bytes that tells where it has come: the parser itself tells no place for what it accepts.
class Walk {
public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Walk(const char* at, const char** seen) : m_at(at), m_seen(seen) {}
  reference operator*() const { return *m_at; }
  Walk& operator++() {
    *m_seen = ++m_at;
    return *this;
  }
  Walk operator++(int) {
    const Walk before = *this;
    ++*this;
    return before;
  }
  bool operator==(const Walk& other) const { return m_at == other.m_at; }

private:
  const char* m_at;
  const char** m_seen;
};

std::size_t significant_digits(std::string_view number) {
  const auto mantissa = number.substr(0, number.find_first_of("eE"));
  std::size_t digits = 0;
  std::size_t zeros = 0;
  for (const char c : mantissa) {
    if (std::isdigit(static_cast<unsigned char>(c)) == 0 || (digits == 0 && c == '0')) { continue; }
    zeros = c == '0' ? zeros + 1 : 0;
    ++digits;
  }
  return digits - zeros;
}

/// Builds data from the parser's events and refuses what is well formed but not wanted.
class Builder : public nlohmann::json_sax<nlohmann::json> {
public:
  explicit Builder(std::size_t depth) : m_depth(depth) {}

  Data take() { return std::move(m_root); }
  const std::optional<Message>& problem() const { return m_problem; }
  const std::optional<Message>& hint() const { return m_hint; }
  /// Offset of the byte at fault where the parser knows it.
  std::size_t position() const { return m_position; }

  bool null() override { return add(Data()); }
  bool boolean(bool value) override { return add(Data(value)); }
  bool number_integer(number_integer_t value) override { return add(Data(std::int64_t{value})); }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max())) { return refuse_integer(); }
    return add(Data(static_cast<std::int64_t>(value)));
  }
  bool number_float(number_float_t value, const string_t& written) override {
    if (written.find_first_of(".eE") == std::string::npos) { return refuse_integer(); }
    if (significant_digits(written) > exact_digits) {
      return refuse(message("a decimal of more than {0} digits is not kept exactly", exact_digits),
                    message("write it as text, in quotes"));
    }
    return add(Data(value));
  }
  bool string(string_t& value) override { return is_sound(value) && add(Data(std::move(value))); }
  bool binary(binary_t&) override { return refuse(message("not JSON")); }

  bool start_object(std::size_t) override { return open(true); }
  bool key(string_t& name) override {
    if (!is_sound(name)) { return false; }
    auto& frame = m_frames.back();
    if (!frame.names.insert(name).second) {
      return refuse(message("the key stands twice in one object: {0}", shortened(name)), message("keep one of the two"));
    }
    frame.name = std::move(name);
    return true;
  }
  bool end_object() override {
    Data data(std::move(m_frames.back().object));
    m_frames.pop_back();
    return add(std::move(data));
  }
  bool start_array(std::size_t) override { return open(false); }
  bool end_array() override {
    Data data(std::move(m_frames.back().array));
    m_frames.pop_back();
    return add(std::move(data));
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& fault) override {
    m_position = position;
    constexpr int number_out_of_range = 406;
    if (fault.id == number_out_of_range) { return refuse(message("a number too large to keep")); }
    return refuse(message("not JSON"), message("check commas, quotes and brackets just before this place"));
  }

private:
  struct Frame {
    bool is_object = false;
    Data::Object object;
    Data::Array array;
    std::string name;
    std::unordered_set<std::string> names;
  };

  bool open(bool is_object) {
    if (m_frames.size() == m_depth) { return refuse(message("nested more than {0} deep", m_depth)); }
    m_frames.emplace_back().is_object = is_object;
    return true;
  }
  bool add(Data data) {
    if (m_frames.empty()) {
      m_root = std::move(data);
    } else if (auto& frame = m_frames.back(); frame.is_object) {
      frame.object.emplace_back(std::move(frame.name), std::move(data));
    } else {
      frame.array.push_back(std::move(data));
    }
    return true;
  }
  bool is_sound(const std::string& text) {
    return text.find('\0') == std::string::npos || refuse(message("a NUL character in a text"));
  }
  bool refuse_integer() {
    return refuse(message("an integer beyond 64 bits"), message("write it as text, in quotes"));
  }
  bool refuse(Message problem, std::optional<Message> hint = {}) {
    m_problem = std::move(problem);
    m_hint = std::move(hint);
    return false;
  }
  static std::string shortened(const std::string& name) { return name.size() <= 40 ? name : "…"; }

  std::size_t m_depth;
  Data m_root;
  std::vector<Frame> m_frames;
  std::optional<Message> m_problem;
  std::optional<Message> m_hint;
  std::size_t m_position = 0;
};

/// Line and character of an offset, both from 1.
SourcePlace place_of(std::string_view bytes, std::size_t offset, const std::string& file) {
  const auto before = bytes.substr(0, offset);
  const auto newline = before.rfind('\n');
  const auto line = newline == std::string_view::npos ? before : before.substr(newline + 1);
  const auto rows = std::count(before.begin(), before.end(), '\n');
  const auto characters =
      std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
  return {file, static_cast<std::size_t>(rows) + 1, static_cast<std::size_t>(characters) + 1};
}

}  // namespace

Result<Data> read_json(std::string_view bytes, const std::string& file, const JsonLimits& limits) {
  if (bytes.starts_with(byte_order_mark)) { bytes.remove_prefix(byte_order_mark.size()); }
  Builder builder(limits.depth);
  const char* seen = bytes.data();
  const char* end = bytes.data() + bytes.size();
  if (nlohmann::json::sax_parse(Walk(bytes.data(), &seen), Walk(end, &seen), &builder)) { return builder.take(); }
  const auto offset = builder.position() > 0 ? builder.position() : static_cast<std::size_t>(seen - bytes.data());
  const auto fault = std::min(offset, bytes.size());
  return fail(Errc::bad_input, builder.problem().value_or(message("not JSON")), builder.hint(),
              place_of(bytes, fault == 0 ? 0 : fault - 1, file));
}

JsonLinesReader::JsonLinesReader(std::string_view bytes, std::string file, JsonLimits limits)
    : m_rest(bytes), m_file(std::move(file)), m_limits(limits) {
  if (m_rest.starts_with(byte_order_mark)) { m_rest.remove_prefix(byte_order_mark.size()); }
}

Result<bool> JsonLinesReader::next(Data& data) {
  while (!m_rest.empty()) {
    const auto end = std::min(m_rest.find('\n'), m_rest.size());
    auto line = m_rest.substr(0, end);
    m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
    ++m_line;
    if (line.ends_with('\r')) { line.remove_suffix(1); }
    if (line.find_first_not_of(" \t") == std::string_view::npos) { continue; }
    if (line.size() > m_limits.line_bytes) {
      return fail(Errc::bad_input, message("a line of more than {0} bytes", m_limits.line_bytes), {},
                  SourcePlace{m_file, m_line, 1});
    }
    auto read = read_json(line, m_file, m_limits);
    if (!read) {
      auto error = std::move(read.error());
      if (error.place) { error.place->row = m_line; }
      return fail(std::move(error));
    }
    data = std::move(*read);
    return true;
  }
  return false;
}

}  // namespace scamdesk::document
