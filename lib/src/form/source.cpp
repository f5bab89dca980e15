// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "base/codec.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "form/form.hpp"
#include "form/yaml_reader.hpp"

namespace scamdesk::form {
namespace {

constexpr std::string_view folder = "codes/";
constexpr std::string_view ending = ".csv";

/// The code file that a text names at `at`; empty when it names none. Only `codes/NAME.csv` is ever opened.
std::string_view file_at(std::string_view text, std::size_t at) {
  std::size_t end = at + folder.size();
  const auto in_name = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  while (end < text.size() && in_name(text[end])) { ++end; }
  if (end == at + folder.size() || !text.substr(end).starts_with(ending)) { return {}; }
  return text.substr(at, end + ending.size() - at);
}

}  // namespace

Hash Source::hash() const {
  base::Writer writer;
  writer.text("scamdesk.form/1").text(yaml).integer(code_files.size());
  for (const auto& [name, text] : code_files) { writer.text(name).text(text); }
  return base::blake2b(writer.bytes());
}

Result<Source> read_source(const std::string& file, const std::string& templates) {
  auto yaml = base::read_file(file, yaml_size_limit);
  if (!yaml) { return fail(yaml.error()); }
  Source source{file, std::move(*yaml), {}};
  // Found by their look alone: a definition known by its hash is never parsed again. A name that stands in a comment
  // costs a longer hash and nothing more; a name that leads nowhere is the compiler's to report, with its place.
  const std::string_view text = source.yaml;
  for (auto at = text.find(folder); at != std::string_view::npos; at = text.find(folder, at + 1)) {
    const std::string name(file_at(text, at));
    if (name.empty() || source.code_files.contains(name)) { continue; }
    auto codes = base::read_file(std::filesystem::path(templates) / name, yaml_size_limit);
    if (codes) {
      source.code_files.emplace(name, std::move(*codes));
    } else if (codes.error().code != Errc::not_found) {
      return fail(codes.error());
    }
  }
  return source;
}

}  // namespace scamdesk::form
