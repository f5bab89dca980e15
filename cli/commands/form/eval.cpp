// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstdio>
#include <memory>
#include <random>
#include <string>

#include "commands/common.hpp"
#include "commands/form/form.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::string expr, vars, cases;
};

/// Lines of a stream, one at a time, so that a long file never stands in memory.
class Lines {
public:
  explicit Lines(const std::string& file) : m_file(file == "-" ? stdin : std::fopen(file.c_str(), "rb")) {}
  bool is_open() const { return m_file != nullptr; }
  bool too_long() const { return m_too_long; }
  bool next(std::string& line) {
    constexpr std::size_t longest = std::size_t{16} << 20;
    line.clear();
    std::array<char, 16384> part{};
    while (std::fgets(part.data(), static_cast<int>(part.size()), m_file.get()) != nullptr) {
      line += part.data();
      m_too_long = line.size() > longest;
      if (m_too_long) { return false; }
      if (line.back() == '\n') {
        line.pop_back();
        return true;
      }
    }
    return !line.empty();
  }

private:
  struct Close {
    void operator()(std::FILE* file) const noexcept {
      if (file != stdin) { std::fclose(file); }
    }
  };
  std::unique_ptr<std::FILE, Close> m_file;
  bool m_too_long = false;
};

const Data* member(const Data& data, std::string_view key) {
  const auto* object = std::get_if<Data::Object>(&data.value());
  if (object == nullptr) { return nullptr; }
  for (const auto& [name, value] : *object) {
    if (name == key) { return &value; }
  }
  return nullptr;
}

/// Text as it is; a number that JSON has none for, {"num": "NaN"}, by its name; all else as JSON.
std::string as_line(const Data& data) {
  const auto* named = member(data, "num");
  const auto* text = std::get_if<std::string>(&(named == nullptr ? data : *named).value());
  auto line = text != nullptr ? *text : to_json(data, false);
  if (!line.ends_with('\n')) { line += '\n'; }
  return line;
}

/// What uuid() is made of: another at each run, unless SCAMDESK_SEED holds it still.
std::string seed_of(const Session& session) {
  if (session.settings().seed) { return *session.settings().seed; }
  std::random_device random;
  return std::to_string(random()) + '-' + std::to_string(random());
}

Result<Exit> evaluate_cases(Session& session, const std::string& file) {
  Lines lines(file);
  if (!lines.is_open()) { return fail(Errc::not_found, message("{0}: no such file or folder", file)); }
  const auto seed = seed_of(session);
  Surroundings surroundings{session.settings().now(), Lang::en, {}};
  Exit exit = Exit::ok;
  std::string line;
  for (std::size_t row = 1; lines.next(line); ++row) {
    if (line.empty()) { continue; }
    surroundings.seed = seed + '/' + std::to_string(row);
    auto value = evaluate_case(line, surroundings);
    if (value) {
      if (auto shown = session.show(as_line(*value)); !shown) { return fail(shown.error()); }
      continue;
    }
    auto error = value.error();
    if (!error.place) { error.place = SourcePlace{file, row, 0}; }
    session.report(error);
    exit = Exit::data;
  }
  if (lines.too_long()) { return fail(Errc::bad_input, message("{0}: a line is longer than {1} MiB", file, 16)); }
  return exit;
}

Result<Exit> evaluate_one(Session& session, const Options& options) {
  const auto vars = options.vars.empty() ? std::string("{}") : options.vars;
  const Surroundings surroundings{session.settings().now(), session.settings().lang, seed_of(session)};
  const auto value = evaluate_expression(options.expr, vars, surroundings);
  if (!value) {
    auto error = value.error();
    if (error.place && error.place->file.empty()) { error.place = SourcePlace{"--expr", 1, error.place->column}; }
    return fail(std::move(error));
  }
  const auto* type = member(*value, "type");
  const auto* result = member(*value, "value");
  const auto data = result == nullptr ? Data() : *result;
  const Data json = Data::Object{{"schema", "scamdesk.value/1"}, {"type", type == nullptr ? Data() : *type}, {"value", data}};
  return session.show(as_line(data), json).map([] { return Exit::ok; });
}

}  // namespace

Run form_eval(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.option("--expr", "E", opt->expr, N_("the expression"));
  spec.option("--vars", "JSON", opt->vars, N_("its variables, a JSON object: {\"a\": \"2\"}"));
  spec.option("--cases", "FILE", opt->cases, N_("many of them in JSON Lines, {\"id\",\"expr\",\"vars\"}; - is standard input"));
  spec.formats({"text", "json"}).reads_files();
  return [opt](Session& session) -> Result<Exit> {
    if (opt->expr.empty() == opt->cases.empty()) {
      return fail(Errc::usage, message("give either --expr or --cases"));
    }
    return opt->expr.empty() ? evaluate_cases(session, opt->cases) : evaluate_one(session, *opt);
  };
}

}  // namespace scamdesk::cli
