// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <scamdesk/document.hpp>
#include <scamdesk/error.hpp>
#include <scamdesk/time.hpp>

namespace scamdesk::cli {

/// The global options as they were typed; what is empty was not.
struct Typed {
  std::string store, templates, format, lang, actor, now, as_of, wait, color;
  bool json = false, quiet = false, verbose = false, no_input = false;
};

/// A setting and what decided it.
struct Origin {
  enum class From : unsigned char { fallback, configuration, environment, option };
  std::string key, value;
  From from = From::fallback;
  std::string where;  ///< the option, the variable, or the configuration's file and line
};

/// What holds for this run: options beat SCAMDESK_* variables, which beat the configuration, which beats the defaults.
struct Settings {
  std::string store;
  std::string templates;
  std::string actor;
  std::string format;        ///< empty: not asked for
  bool usual_store = false;  ///< nobody named a store
  std::string call;          ///< how this desk is called in a command to copy: `scamdesk`, or with --store as typed
  Lang lang = Lang::ko;
  std::optional<Instant> fixed_now;  ///< --now
  std::optional<Instant> as_of;
  std::optional<std::string> seed;
  std::chrono::milliseconds wait{5000};
  bool quiet = false;
  bool verbose = false;
  bool may_ask = false;  ///< there is someone at a terminal to ask
  bool colour_out = false;
  bool colour_err = false;
  std::size_t width = 100;
  std::vector<Origin> origins;  ///< of what a configuration may name

  Instant now() const;
};

/// The language alone, for what must be said before anything else is known.
Lang language(const std::string& typed);

/// `$XDG_CONFIG_HOME/scamdesk/config.toml`, else below ~/.config.
std::string configuration_file();

/// Errors: usage, naming the option or the variable; config, naming the configuration's line.
Result<Settings> settle(const Typed& typed);

/// `account@machine`: from where something was asked, whoever the officer says to be.
std::string account_and_machine();

/// Where the templates lie: beside the program, else in the user's and the system's data folders.
std::string find_templates();

}  // namespace scamdesk::cli
