// SPDX-License-Identifier: Apache-2.0
#include "completion/completion.hpp"

#include <algorithm>
#include <deque>

#include "commands/common.hpp"
#include "commands/fields.hpp"
#include "commands/registry.hpp"

namespace scamdesk::cli {
namespace {

/// One command as a shell sees it.
struct Entry {
  std::string noun, verb;
  Text summary;
  std::vector<Option> options;
};

std::vector<std::string> long_names(const std::vector<Option>& options) {
  std::vector<std::string> names;
  for (const auto& option : options) {
    for (auto& name : split(option.names, ',')) {
      if (name.starts_with("--")) { names.push_back(std::move(name)); }
    }
  }
  return names;
}

/// The registers are asked of the desk, or of the templates when there is none.
std::vector<FormInfo> registers(Session& session) {
  std::vector<FormInfo> found;
  auto forms = session.forms();
  if (!forms) { return found; }
  std::ranges::copy_if(*forms, std::back_inserter(found), [](const FormInfo& form) { return form.kind == "register" && !is_noun(form.name); });
  return found;
}

Entry entry_of(const Command& command, const std::string& noun, const FormInfo* form) {
  Spec spec(noun);
  const auto run = command.declare(spec);
  if (form != nullptr && spec.extras() != nullptr) { Fields(*form).declare(spec); }
  auto options = spec.all();
  const std::string help = "--help";
  options.push_back({help, {}, message("this page; also after a noun and a verb"), static_cast<bool*>(nullptr)});
  return {noun, std::string(command.verb), said(command.summary), std::move(options)};
}

std::vector<Entry> entries(const std::vector<FormInfo>& forms) {
  std::vector<Entry> all;
  for (const auto& command : commands()) {
    if (command.hidden) { continue; }
    if (command.noun != any_register) {
      all.push_back(entry_of(command, std::string(command.noun), nullptr));
      continue;
    }
    for (const auto& form : forms) { all.push_back(entry_of(command, form.name, &form)); }
  }
  return all;
}

std::vector<Option> global_options() {
  Typed unused;
  Spec spec;
  declare_globals(spec, unused);
  return spec.all();
}

std::vector<std::string> nouns_of(const std::vector<Entry>& all) {
  std::vector<std::string> names;
  for (const auto& entry : all) {
    if (std::ranges::find(names, entry.noun) == names.end()) { names.push_back(entry.noun); }
  }
  return names;
}

std::string verbs_in(const std::vector<Entry>& all, const std::string& noun) {
  std::vector<std::string> verbs;
  for (const auto& entry : all) {
    if (entry.noun == noun && !entry.verb.empty()) { verbs.push_back(entry.verb); }
  }
  return join(verbs, " ");
}

/// Options with a fixed list of values: `--lang) ko en`.
std::string choice_cases(const std::vector<Entry>& all, const std::vector<Option>& globals) {
  std::vector<std::string> lines;
  const auto add = [&](const std::string& where, const Option& option) {
    if (option.choices.empty()) { return; }
    for (const auto& name : long_names({option})) {
      lines.push_back("    '" + where + " " + name + "') COMPREPLY=($(compgen -W '" + join(option.choices, " ") +
                      "' -- \"$cur\")); return;;\n");
    }
  };
  for (const auto& entry : all) {
    for (const auto& option : entry.options) { add(entry.noun + " " + entry.verb, option); }
  }
  for (const auto& option : globals) { add("*", option); }
  std::string text;
  for (auto& line : lines) {
    const auto star = line.find("'* ");
    if (star != std::string::npos) { line.replace(star, 3, "*' "); }
    text += line;
  }
  return text;
}

/// Finds noun and verb on the line, passing over options and the values of global ones.
std::string bash(const std::vector<Entry>& all) {
  const auto globals = global_options();
  std::vector<std::string> valued;
  for (const auto& option : globals) {
    if (!option.metavar.empty()) { valued.push_back(long_names({option}).front()); }
  }
  std::string text = "# bash completion for scamdesk; made by 'scamdesk completion bash'\n_scamdesk() {\n"
                     "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} noun= verb= word i\n"
                     "  for ((i = 1; i < COMP_CWORD; i++)); do\n    word=${COMP_WORDS[i]}\n    case $word in\n      " +
                     join(valued, "|") + ") ((i++));;\n      -*) ;;\n" +
                     "      *) if [[ -z $noun ]]; then noun=$word; elif [[ -z $verb ]]; then verb=$word; fi;;\n"
                     "    esac\n  done\n  case \"$noun $verb $prev\" in\n" +
                     choice_cases(all, globals) + "  esac\n  local words='" + join(long_names(globals), " ") + "'\n" +
                     "  case \"$noun $verb\" in\n";
  text += "    ' ') words+=' --version --help " + join(nouns_of(all), " ") + "';;\n";
  for (const auto& noun : nouns_of(all)) {
    const auto verbs = verbs_in(all, noun);
    if (!verbs.empty()) { text += "    '" + noun + " ') words+=' " + verbs + "';;\n"; }
  }
  for (const auto& entry : all) {
    const auto pattern = entry.verb.empty() ? "'" + entry.noun + " '*" : "'" + entry.noun + " " + entry.verb + "'";
    const auto values = entry.noun == "completion" ? " bash zsh fish" : "";
    text += "    " + pattern + ") words+=' " + join(long_names(entry.options), " ") + values + "';;\n";
  }
  return text + "  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n  [[ $cur == -* ]] || "
                "COMPREPLY+=($(compgen -f -- \"$cur\"))\n}\ncomplete -o filenames -F _scamdesk scamdesk\n";
}

/// zsh reads bash's function through its own compatibility layer.
std::string zsh(const std::vector<Entry>& all) {
  return "#compdef scamdesk\n# made by 'scamdesk completion zsh'\nautoload -Uz bashcompinit && bashcompinit\n" + bash(all);
}

std::string quoted(std::string text) {
  for (std::size_t at = 0; (at = text.find('\'', at)) != std::string::npos; at += 2) { text.replace(at, 1, "\\'"); }
  return "'" + text + "'";
}

std::string fish_option(const Option& option, const std::string& when, Lang lang) {
  std::string line = "complete -c scamdesk" + when;
  for (const auto& name : split(option.names, ',')) {
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (!option.metavar.empty()) { line += " -r"; }
  if (!option.choices.empty()) { line += " -f -a " + quoted(join(option.choices, " ")); }
  return line + " -d " + quoted(word(option.about, lang)) + "\n";
}

std::string fish(const std::vector<Entry>& all, Lang lang) {
  std::string text = "# fish completion for scamdesk; made by 'scamdesk completion fish'\n";
  for (const auto& option : global_options()) { text += fish_option(option, "", lang); }
  const auto names = nouns_of(all);
  text += "complete -c scamdesk -n __fish_use_subcommand -f -a " + quoted(join(names, " ")) + "\n";
  for (const auto& entry : all) {
    const auto seen = " -n '__fish_seen_subcommand_from " + entry.noun;
    if (!entry.verb.empty()) {
      text += "complete -c scamdesk" + seen + "' -f -a " + entry.verb + " -d " + quoted(entry.summary.in(lang)) + "\n";
    }
    const auto when = entry.verb.empty() ? seen + "'" : seen + "; and __fish_seen_subcommand_from " + entry.verb + "'";
    for (const auto& option : entry.options) { text += fish_option(option, when, lang); }
  }
  return text + "complete -c scamdesk -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'\n";
}

std::string list() {
  std::string text;
  for (const auto& command : commands()) {
    if (command.hidden) { continue; }
    text += std::string(command.noun) + (command.verb.empty() ? "" : " ") + std::string(command.verb) + "\n";
  }
  return text;
}

Result<Exit> run(Session& session, const std::string& shell) {
  const auto print = [&](const std::string& text) { return session.show(text).map([] { return Exit::ok; }); };
  if (shell == "commands") { return print(list()); }
  const auto forms = registers(session);
  if (shell == "bash") { return print(bash(entries(forms))); }
  if (shell == "zsh") { return print(zsh(entries(forms))); }
  if (shell == "fish") { return print(fish(entries(forms), session.lang())); }
  return fail(Errc::usage, message("{0}: {1} is none of {2}", "SHELL", shell, "bash, zsh, fish"));
}

}  // namespace

Run completion(Spec& spec) {
  const auto words = std::make_shared<std::vector<std::string>>();
  spec.words("SHELL", *words, 1, 1).explain("SHELL", N_("bash, zsh or fish"));
  spec.formats({"text"});
  return [words](Session& session) { return run(session, words->front()); };
}

}  // namespace scamdesk::cli
