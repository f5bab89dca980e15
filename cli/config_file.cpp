// SPDX-License-Identifier: Apache-2.0
#include "config_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>

#include <scamdesk/text.hpp>

namespace scamdesk::cli {
namespace {

constexpr std::size_t longest = std::size_t{64} << 10;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) { return {}; }
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// A value without its quotes; empty optional: it is none. A comment may follow.
std::optional<std::string> value_of(std::string_view text) {
  const char quote = text.empty() ? '\0' : text.front();
  if (quote != '"' && quote != '\'') {
    const auto word = trimmed(text.substr(0, text.find('#')));
    const bool bare = !word.empty() && word.find_first_of(" \t\"'[]{}=,\\") == std::string_view::npos;
    return bare ? std::optional(std::string(word)) : std::nullopt;
  }
  std::string value;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == quote) {
      const auto rest = trimmed(text.substr(i + 1));
      return rest.empty() || rest.front() == '#' ? std::optional(value) : std::nullopt;
    }
    const bool escaped = quote == '"' && text[i] == '\\' && i + 1 < text.size();
    if (escaped && text[i + 1] != '"' && text[i + 1] != '\\') { return std::nullopt; }
    value += escaped ? text[++i] : text[i];
  }
  return std::nullopt;
}

tl::unexpected<Error> wrong(const std::string& file, std::size_t line, Message problem, std::optional<Message> hint) {
  return tl::unexpected<Error>(Error{Errc::config, std::move(problem), std::move(hint), SourcePlace{file, line, 0}, {}});
}

Result<void> read_line(std::string_view text, const std::string& file, std::size_t number, Configuration& found) {
  const auto line = trimmed(text);
  if (line.empty() || line.front() == '#') { return {}; }
  const auto equals = line.find('=');
  const auto key = std::string(trimmed(line.substr(0, equals)));
  const auto value = equals == std::string_view::npos ? std::nullopt : value_of(trimmed(line.substr(equals + 1)));
  if (!value) { return wrong(file, number, message("this is no setting"), message("write it as key = \"value\"")); }
  const auto& known = configurable();
  if (std::find(known.begin(), known.end(), key) == known.end()) {
    const auto near = nearest(key, known);
    return wrong(file, number, message("unknown setting {0}", key),
                 near ? message("did you mean {0}?", *near) : message("'scamdesk config' names the settings"));
  }
  if (!found.emplace(key, Configured{*value, number}).second) {
    return wrong(file, number, message("the setting {0} stands here twice", key), message("keep one of them"));
  }
  return {};
}

}  // namespace

const std::vector<std::string>& configurable() {
  static const std::vector<std::string> keys{"store", "templates", "lang", "actor", "wait", "color"};
  return keys;
}

Result<Configuration> parse_configuration(std::string_view text, const std::string& file) {
  Configuration found;
  std::size_t number = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (auto read = read_line(text.substr(0, end), file, ++number, found); !read) { return fail(read.error()); }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

Result<Configuration> read_configuration(const std::string& file) {
  struct Close {
    void operator()(std::FILE* opened) const noexcept { std::fclose(opened); }
  };
  const std::unique_ptr<std::FILE, Close> opened(std::fopen(file.c_str(), "rbe"));
  if (opened == nullptr) {
    if (errno == ENOENT || errno == ENOTDIR) { return Configuration{}; }
    return fail(Errc::config, message("{0}: it cannot be read", file));
  }
  std::string text;
  std::array<char, 4096> part{};
  for (std::size_t read = 0; (read = std::fread(part.data(), 1, part.size(), opened.get())) > 0;) {
    text.append(part.data(), read);
    if (text.size() > longest) { return fail(Errc::config, message("{0}: larger than {1} KiB", file, longest / 1024)); }
  }
  if (std::ferror(opened.get()) != 0) { return fail(Errc::config, message("{0}: it cannot be read", file)); }
  return parse_configuration(text, file);
}

}  // namespace scamdesk::cli
