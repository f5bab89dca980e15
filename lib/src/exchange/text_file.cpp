// SPDX-License-Identifier: Apache-2.0
#include "exchange/text_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/files.hpp"
#include "base/text.hpp"

namespace scamdesk::exchange {
namespace {

constexpr std::uint64_t workbook_limit = std::uint64_t{64} << 20;
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

Status check_first_line(const std::string& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) { return {}; }
  if (std::filesystem::file_size(file, ignored) <= first_line_limit) { return {}; }
  std::ifstream stream(file, std::ios::binary);
  std::string front(first_line_limit, '\0');
  stream.read(front.data(), static_cast<std::streamsize>(front.size()));
  if (front.find('\n') != std::string::npos) { return {}; }
  return fail(Errc::bad_input, message("the first line is longer than {0} MiB", first_line_limit >> 20),
              message("check that this is the file you mean"), SourcePlace{file, 1});
}

// Where the first line that is not UTF-8 stands.
std::size_t bad_line(std::string_view bytes) {
  std::size_t line = 1;
  for (std::size_t at = 0; at < bytes.size(); ++line) {
    const auto end = std::min(bytes.find('\n', at), bytes.size() - 1);
    if (!is_utf8(bytes.substr(at, end - at + 1))) { break; }
    at = end + 1;
  }
  return line;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool is_utf8_name(std::string_view encoding) {
  const auto name = lower(encoding);
  return name.empty() || name == "utf-8" || name == "utf8";
}

Status check_encoding(std::string_view encoding) {
  const auto name = lower(encoding);
  if (is_utf8_name(encoding) || name == "cp949" || name == "euc-kr") { return {}; }
  return fail(Errc::usage, message("{0}: not an encoding that can be read", encoding),
              message("give --encoding utf-8 or --encoding cp949"));
}

}  // namespace

Result<std::string> read_text_file(const std::string& file, std::string_view encoding) {
  if (const auto kind = kind_of(file); kind && *kind == TextKind::workbook) { return base::read_file(file, workbook_limit); }
  if (const auto known = check_encoding(encoding); !known) { return fail(known.error()); }
  if (auto status = check_first_line(file); !status) { return fail(status.error()); }
  return base::read_file(file, text_file_limit).and_then([&](std::string bytes) {
    return text_in(std::move(bytes), encoding, file);
  });
}

Result<std::string> text_in(std::string bytes, std::string_view encoding, const std::string& file) {
  if (const auto known = check_encoding(encoding); !known) { return fail(known.error()); }
  if (!is_utf8_name(encoding)) {
    auto text = base::from_cp949(bytes);
    if (text) { return text; }
    auto error = text.error();
    error.place = SourcePlace{file};
    return fail(std::move(error));
  }
  if (bytes.starts_with(byte_order_mark)) { bytes.erase(0, byte_order_mark.size()); }
  if (is_utf8(bytes)) { return bytes; }
  return fail(Errc::bad_input, message("not UTF-8 text"),
              message("save the file as UTF-8, or name its encoding with --encoding"), SourcePlace{file, bad_line(bytes)});
}

Result<TextKind> kind_of(const std::string& file) {
  const auto end = lower(std::filesystem::path(file).extension().string());
  if (end == ".csv") { return TextKind::csv; }
  if (end == ".json") { return TextKind::json; }
  if (end == ".jsonl" || end == ".ndjson") { return TextKind::json_lines; }
  if (end == ".yaml" || end == ".yml") { return TextKind::yaml; }
  if (end == ".xlsx") { return TextKind::workbook; }
  return fail(Errc::bad_input, message("{0}: the kind of file is not known by its name", file),
              message("name it .csv, .json, .jsonl, .yaml or .xlsx"));
}

}  // namespace scamdesk::exchange
