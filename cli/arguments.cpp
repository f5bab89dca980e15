// SPDX-License-Identifier: Apache-2.0
#include "arguments.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include <scamdesk/text.hpp>

namespace scamdesk::cli {
namespace {

std::vector<std::string> names_of(const Option& option) { return CLI::detail::split(option.names, ','); }

const Option* find_option(const Spec& spec, std::string_view name) {
  for (const auto& option : spec.all()) {
    const auto names = names_of(option);
    if (std::ranges::find(names, name) != names.end()) { return &option; }
  }
  return nullptr;
}

bool is_option(const std::string& word) { return word.size() > 1 && word.front() == '-'; }

/// CLI11 2.1 lets `--x=` take the next argument: given apart, the empty value stays itself.
void split_empty_value(const Spec& spec, const std::string& word, std::vector<std::string>& into) {
  const auto* option = word.size() > 3 && word.back() == '=' && word.starts_with("--")
                           ? find_option(spec, std::string_view(word).substr(0, word.size() - 1))
                           : nullptr;
  if (option == nullptr || option->metavar.empty()) {
    into.push_back(word);
    return;
  }
  into.push_back(word.substr(0, word.size() - 1));
  into.emplace_back();
}

void declare(CLI::App& app, const Option& option) {
  if (auto* const* flag = std::get_if<bool*>(&option.into)) { app.add_flag(option.names, **flag); }
  if (auto* const* text = std::get_if<std::string*>(&option.into)) {
    app.add_option(option.names, **text)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  }
  if (auto* const* texts = std::get_if<std::vector<std::string>*>(&option.into)) {
    app.add_option(option.names, **texts)->expected(1)->allow_extra_args(false)->multi_option_policy(
        CLI::MultiOptionPolicy::TakeAll);
  }
}

tl::unexpected<Error> unknown_option(const Spec& spec, const Spec& globals, const std::string& word) {
  const auto name = word.substr(0, word.find('='));
  std::vector<std::string> known{"--help"};
  for (const auto* each : {&spec, &globals}) {
    for (const auto& option : each->all()) { std::ranges::copy(names_of(option), std::back_inserter(known)); }
  }
  return fail(Errc::usage, message("{0}: no such option", name),
              suggestion(name, known, message("--help lists the options")));
}

/// Takes the words that are no options; what begins with - before `--` is an option nobody declared.
Status take_words(const Spec& spec, const Spec& globals, const std::vector<std::string>& left) {
  std::vector<std::string> words;
  bool options_end = false;
  for (const auto& word : left) {
    if (!options_end && word == "--") {
      options_end = true;
    } else if (!options_end && is_option(word)) {
      return unknown_option(spec, globals, word);
    } else {
      words.push_back(word);
    }
  }
  if (words.size() > spec.most()) {
    return fail(Errc::usage, message("{0}: one word too many", words[spec.most()]),
                message("--help shows what is expected"));
  }
  if (words.size() < spec.least()) {
    return fail(Errc::usage, message("{0} is missing", spec.usage()), message("--help shows what is expected"));
  }
  if (spec.word_list() != nullptr) { *spec.word_list() = std::move(words); }
  return {};
}

bool is_empty(const Option& option) {
  const auto* const* text = std::get_if<std::string*>(&option.into);
  const auto* const* texts = std::get_if<std::vector<std::string>*>(&option.into);
  return (text != nullptr && (*text)->empty()) || (texts != nullptr && (*texts)->empty());
}

Status check_required(const Spec& spec) {
  for (const auto& option : spec.all()) {
    if (option.required && is_empty(option)) {
      return fail(Errc::usage, message("{0} is missing", names_of(option).back() + " " + option.metavar),
                  message("--help shows what is expected"));
    }
  }
  return {};
}

Status check_fail_on(const Common& common) {
  for (const auto& finding : CLI::detail::split(common.fail_on, ',')) {
    const auto& may = common.may_fail_on;
    if (!common.fail_on.empty() && std::ranges::find(may, finding) == may.end()) {
      return fail(Errc::usage, message("{0}: {1} is none of {2}", "--fail-on", finding, CLI::detail::join(may, ", ")));
    }
  }
  return {};
}

/// An option that stands before its verb may be a verb's own, there too early.
bool is_of_some_verb(std::string_view noun, std::string_view name) {
  for (const auto* command : verbs_of(noun)) {
    Spec spec;
    const auto run = command->declare(spec);
    if (find_option(spec, name) != nullptr) { return true; }
  }
  return false;
}

tl::unexpected<Error> too_early(const Spec& globals, const std::string& noun, const std::string& name) {
  const auto problem = message("{0}: no such option before the verb", name);
  const auto hint = message("a command's own options come after its verb; --help lists the global ones");
  if (!noun.empty() && is_of_some_verb(noun, name)) { return fail(Errc::usage, problem, hint); }
  std::vector<std::string> known{"--help", "--version"};
  for (const auto& each : globals.all()) { std::ranges::copy(names_of(each), std::back_inserter(known)); }
  return fail(Errc::usage, problem, suggestion(name, known, hint));
}

/// Skips a global option in front of the verb, with its value; notes --lang.
Status skip_option(const Spec& globals, const std::vector<std::string>& arguments, std::size_t& at, CommandLine& line) {
  const auto& word = arguments[at];
  const auto sign = word.find('=');
  const auto name = word.substr(0, sign);
  const auto* option = find_option(globals, name);
  if (option == nullptr) { return too_early(globals, line.noun, name); }
  line.rest.push_back(word);
  if (!option->metavar.empty() && sign == std::string::npos && at + 1 < arguments.size()) {
    line.rest.push_back(arguments[++at]);
  }
  if (name == "--lang") { line.lang = sign == std::string::npos ? line.rest.back() : word.substr(sign + 1); }
  return {};
}

/// Whatever follows the verb is parsed later; only --help and --lang matter to every command.
void take_rest(const std::vector<std::string>& arguments, std::size_t at, CommandLine& line) {
  bool options_end = false;
  for (; at < arguments.size(); ++at) {
    const auto& word = arguments[at];
    options_end = options_end || word == "--";
    if (!options_end && (word == "--help" || word == "-h")) { line.help = true; }
    if (!options_end && word == "--lang" && at + 1 < arguments.size()) { line.lang = arguments[at + 1]; }
    if (!options_end && word.starts_with("--lang=")) { line.lang = word.substr(7); }
    line.rest.push_back(word);
  }
}

}  // namespace

Message suggestion(const std::string& word, const std::vector<std::string>& known, Message otherwise) {
  auto near = nearest(word, known);
  for (const auto& each : known) {
    if (!near && word.size() > 1 && each.starts_with(word)) { near = each; }
  }
  return near ? message("did you mean {0}?", *near) : std::move(otherwise);
}

Result<CommandLine> find_words(const std::vector<std::string>& arguments) {
  Typed unused;
  Spec globals;
  declare_globals(globals, unused);
  CommandLine line;
  std::size_t at = 0;
  for (; at < arguments.size(); ++at) {
    const auto& word = arguments[at];
    if (word == "--help" || word == "-h") {
      line.help = true;
    } else if (word == "--version") {
      line.version = true;
    } else if (is_option(word)) {
      if (auto done = skip_option(globals, arguments, at, line); !done) { return fail(done.error()); }
    } else if (line.noun.empty()) {
      line.noun = word;
      if (find_command(word, "") != nullptr) { break; }
    } else {
      line.verb = word;
      break;
    }
  }
  take_rest(arguments, at + 1, line);
  return line;
}

Status parse(const Spec& spec, const Spec& globals, const std::vector<std::string>& arguments) {
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  for (const auto* each : {&globals, &spec}) {
    for (const auto& option : each->all()) { declare(app, option); }
  }
  std::vector<std::string> words;
  for (const auto& argument : arguments) { split_empty_value(spec, argument, words); }
  std::ranges::reverse(words);  // as CLI11 wants them
  try {
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    const std::string what = error.what();
    return fail(Errc::usage, message("{0} needs a value", what.substr(0, what.find(':'))),
                message("--help shows what is expected"));
  }
  if (spec.extras() != nullptr) {
    *spec.extras() = app.remaining();
    return {};
  }
  if (auto done = take_words(spec, globals, app.remaining()); !done) { return done; }
  if (auto done = check_required(spec); !done) { return done; }
  return check_fail_on(spec.common());
}

}  // namespace scamdesk::cli
