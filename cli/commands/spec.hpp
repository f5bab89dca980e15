// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include <scamdesk/error.hpp>

#include "exit.hpp"
#include "session.hpp"

namespace scamdesk::cli {

/// What a command does once its options are known.
using Run = std::function<Result<Exit>(Session&)>;

/// Marks an English text that help words later, so that its Korean can be looked for.
constexpr const char* N_(const char* id) { return id; }

/// One option as it is declared: for the parser, help and completion alike.
struct Option {
  std::string names;    ///< "-n,--dry-run"
  std::string metavar;  ///< empty: a flag
  Message about;
  std::variant<bool*, std::string*, std::vector<std::string>*> into;
  std::vector<std::string> choices = {};
  bool required = false;
};

/// What a command takes. Declaring opens no file.
class Spec {
public:
  explicit Spec(std::string noun = {}) : m_noun(std::move(noun)) {}
  /// The noun it was called by: a register's name.
  const std::string& noun() const { return m_noun; }

  static constexpr std::size_t any_number = static_cast<std::size_t>(-1);
  /// The words that are not options, e.g. "[ROUND] NAME=VALUE...".
  Spec& words(std::string usage, std::vector<std::string>& into, std::size_t least, std::size_t most);
  Spec& explain(std::string word, const char* about);
  Spec& option(std::string names, std::string metavar, std::string& into, const char* about,
               std::vector<std::string> choices = {});
  Spec& options(std::string names, std::string metavar, std::vector<std::string>& into, const char* about);
  Spec& flag(std::string names, bool& into, const char* about);
  Spec& add(Option option);
  /// The option declared last must be given.
  Spec& required();

  /// Optional round as the first word; returns its explanation only.
  Spec& round();
  /// It changes a desk: --dry-run; --as-of is refused and --now needs an exercise.
  Spec& writes();
  /// It makes a desk or files and leaves no revision in an open desk.
  Spec& makes();
  /// -o FILE and --force.
  Spec& output();
  Spec& yes();
  /// It signs or opens packages: the secret keys may lie under a passphrase.
  Spec& passphrase();
  Spec& fail_on(std::vector<std::string> findings);
  /// It reads outside files.
  Spec& reads_files();
  /// It may end with 1, and with these beside.
  Spec& exits(std::initializer_list<Exit> codes);
  Spec& formats(std::vector<std::string> formats);
  /// Options named after the questions of the noun's form are taken too: they are left in `extras`.
  Spec& fields(std::vector<std::string>& extras);

  /// What the parser, help and completion read.
  struct Explanation { std::string word; Message about; };
  const std::string& usage() const { return m_usage; }
  const std::vector<Explanation>& explanations() const { return m_explanations; }
  const std::vector<Option>& all() const { return m_options; }
  const std::set<Exit>& exit_codes() const { return m_exits; }
  std::vector<std::string>* word_list() const { return m_words; }
  std::size_t least() const { return m_least; }
  std::size_t most() const { return m_most; }
  std::vector<std::string>* extras() const { return m_extras; }
  Common& common() { return m_common; }
  const Common& common() const { return m_common; }

private:
  std::string m_noun;
  std::string m_usage;
  std::vector<Explanation> m_explanations;
  std::vector<Option> m_options;
  std::set<Exit> m_exits{Exit::ok, Exit::usage};
  std::vector<std::string>* m_words = nullptr;
  std::size_t m_least = 0;
  std::size_t m_most = 0;
  std::vector<std::string>* m_extras = nullptr;
  Common m_common;
};

/// The global options, taken before and after the noun.
void declare_globals(Spec& spec, Typed& typed);

}  // namespace scamdesk::cli
