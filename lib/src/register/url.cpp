// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include <scamdesk/text.hpp>

#include "base/text.hpp"
#include "register/registers.hpp"

// Version 1, frozen: the ids of advertisements are made of what stands here. After the URL Standard (WHATWG), for the
// schemes of the web alone: what people copy out of browsers and chats meets itself again.
namespace scamdesk::records {
namespace {

struct Parts {
  std::string scheme, host, port, path, query;
  bool has_query = false;
};

bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

int hex_value(char c) {
  if (is_digit(c)) { return c - '0'; }
  const char small = static_cast<char>(c | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

void add_escaped(std::string& to, unsigned char byte) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  to += '%';
  to += digits[byte >> 4];
  to += digits[byte & 15];
}

bool is_unreserved(char c) { return is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

/// One spelling of each byte: unreserved characters stand for themselves, others that a URL may not hold are escaped,
/// and escapes are upper-case. `kept` stand as they were typed.
std::string respelled(std::string_view text, std::string_view kept) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      const auto byte = static_cast<unsigned char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      if (is_unreserved(static_cast<char>(byte))) { result += static_cast<char>(byte); } else { add_escaped(result, byte); }
      i += 2;
    } else if (is_unreserved(c) || kept.find(c) != std::string_view::npos) {
      result += c;
    } else {
      add_escaped(result, static_cast<unsigned char>(c));
    }
  }
  return result;
}

/// Tabs and newlines are taken out, spaces at both ends too.
std::string cleaned(std::string_view url) {
  std::string result;
  for (const char c : base::trim(url)) {
    if (c != '\t' && c != '\n' && c != '\r') { result += c == '\\' ? '/' : c; }
  }
  return result;
}

/// The scheme, when there is one: `http` of `http://…`. A host with a port (`example.com:8080`) is none.
std::optional<std::string> scheme_of(std::string_view url) {
  const auto colon = url.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_alpha(url.front())) { return std::nullopt; }
  const auto scheme = url.substr(0, colon);
  const bool sound = std::all_of(scheme.begin(), scheme.end(),
                                 [](char c) { return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; });
  const bool port = scheme.find('.') != std::string_view::npos && colon + 1 < url.size() && is_digit(url[colon + 1]);
  if (!sound || port) { return std::nullopt; }
  return lower(scheme);
}

/// Host and port out of `user:password@host:port`; the user is dropped, for it is nobody's address.
bool read_authority(std::string_view authority, Parts& parts) {
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) { authority.remove_prefix(at + 1); }
  if (authority.starts_with('[')) { return false; }  // no advertisement lives at a bare IPv6 address
  const auto colon = authority.find(':');
  if (colon != std::string_view::npos) {
    int port = 0;
    const auto digits = authority.substr(colon + 1);
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (!digits.empty() && (fault != std::errc{} || end != digits.data() + digits.size() || port < 0 || port > 65535)) { return false; }
    const bool usual = digits.empty() || (parts.scheme == "http" && port == 80) || (parts.scheme == "https" && port == 443);
    if (!usual) { parts.port = std::to_string(port); }
  }
  std::string unescaped;
  const auto host = respelled(authority.substr(0, colon), {});
  for (std::size_t i = 0; i < host.size(); ++i) {
    if (host[i] == '%') {
      unescaped += static_cast<char>(hex_value(host[i + 1]) * 16 + hex_value(host[i + 2]));
      i += 2;
    } else {
      unescaped += host[i];
    }
  }
  parts.host = lower(base::host_to_ascii(unescaped));
  if (parts.host.ends_with('.')) { parts.host.pop_back(); }
  const bool sound = std::all_of(parts.host.begin(), parts.host.end(),
                                 [](char c) { return is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_'; });
  return sound && parts.host.find('.') != std::string::npos;
}

std::string without_dots(std::string_view path) {
  std::vector<std::string_view> kept;
  const auto segments = base::split(path, '/');
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const bool last = i + 1 == segments.size();
    const auto segment = segments[i];
    if (segment == "..") {
      if (!kept.empty()) { kept.pop_back(); }
      if (last) { kept.emplace_back(); }
    } else if (segment != ".") {
      kept.push_back(segment);
    } else if (last) {
      kept.emplace_back();
    }
  }
  std::string result;
  for (const auto segment : kept) { result.append("/").append(segment); }
  return result.empty() ? "/" : result;
}

}  // namespace

std::string canonical_url(std::string_view url) {
  auto text = cleaned(url);
  if (!is_utf8(text)) { return {}; }
  Parts parts;
  parts.scheme = scheme_of(text).value_or("");
  if (parts.scheme.empty()) {
    parts.scheme = "https";
  } else {
    text.erase(0, parts.scheme.size() + 1);
  }
  if (parts.scheme != "http" && parts.scheme != "https") { return {}; }
  text.erase(0, std::min(text.find_first_not_of('/'), text.size()));
  text.erase(std::min(text.find('#'), text.size()));
  const auto end = std::min(text.find_first_of("/?"), text.size());
  if (!read_authority(std::string_view(text).substr(0, end), parts)) { return {}; }
  auto rest = std::string_view(text).substr(end);
  const auto mark = rest.find('?');
  if (mark != std::string_view::npos) {
    parts.has_query = true;
    parts.query = respelled(rest.substr(mark + 1), "!$&'()*+,;=:@/?[]");
    rest = rest.substr(0, mark);
  }
  if (rest.starts_with('/')) { rest.remove_prefix(1); }
  parts.path = without_dots(respelled(rest, "!$&'()*+,;=:@/"));
  std::string result = parts.scheme + "://" + parts.host;
  if (!parts.port.empty()) { result += ":" + parts.port; }
  result += parts.path;
  if (parts.has_query && !parts.query.empty()) { result += "?" + parts.query; }
  return result;
}

}  // namespace scamdesk::records
