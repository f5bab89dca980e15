// SPDX-License-Identifier: Apache-2.0
#include "settings.hpp"

#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <pwd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "config_file.hpp"

namespace scamdesk::cli {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

/// The option if it was typed, else the variable.
std::string either(const std::string& typed, const char* variable) {
  return typed.empty() ? environment(variable) : typed;
}

/// Decides each setting and remembers what decided it.
class Decider {
public:
  Decider(const Configuration& configuration, std::string file, std::vector<Origin>& origins)
      : m_configuration(configuration), m_file(std::move(file)), m_origins(origins) {}

  /// `variable` may be null: the setting has none.
  std::string decide(const std::string& key, const std::string& typed, const char* variable) {
    if (!typed.empty()) { return keep({key, typed, Origin::From::option, "--" + key}); }
    if (const auto value = variable == nullptr ? std::string() : environment(variable); !value.empty()) {
      return keep({key, value, Origin::From::environment, variable});
    }
    if (const auto found = m_configuration.find(key); found != m_configuration.end()) {
      const auto where = m_file + ":" + std::to_string(found->second.line);
      return keep({key, found->second.value, Origin::From::configuration, where});
    }
    return keep({key, {}, Origin::From::fallback, {}});
  }
  /// The value that nobody chose.
  void fall_back(const std::string& key, const std::string& value) {
    for (auto& origin : m_origins) {
      if (origin.key == key && origin.from == Origin::From::fallback) { origin.value = value; }
    }
  }

private:
  std::string keep(Origin origin) {
    m_origins.push_back(std::move(origin));
    return m_origins.back().value;
  }

  const Configuration& m_configuration;
  std::string m_file;
  std::vector<Origin>& m_origins;
};

std::string home() {
  auto folder = environment("HOME");
  if (!folder.empty()) { return folder; }
  const passwd* user = getpwuid(geteuid());
  return user == nullptr ? std::string(".") : std::string(user->pw_dir);
}

std::string data_home() {
  const auto folder = environment("XDG_DATA_HOME");
  return folder.empty() ? home() + "/.local/share" : folder;
}

std::string config_home() {
  const auto folder = environment("XDG_CONFIG_HOME");
  return folder.empty() ? home() + "/.config" : folder;
}

std::string login_name() {
  const passwd* user = getpwuid(geteuid());
  if (user != nullptr) { return user->pw_name; }
  return std::to_string(geteuid());
}

Result<std::optional<Instant>> moment(const std::string& text, const char* option) {
  if (text.empty()) { return std::optional<Instant>(); }
  const auto instant = parse_instant(text);
  if (!instant) {
    return fail(Errc::usage, message("{0}: {1} is not a time", option, text),
                message("write it like 2025-10-15T08:00:00Z"));
  }
  return instant;
}

Result<std::chrono::milliseconds> seconds(const std::string& text) {
  if (text.empty()) { return std::chrono::milliseconds(5000); }
  unsigned value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > 86400) {
    return fail(Errc::usage, message("{0}: {1} is not a number of seconds", "--wait", text));
  }
  return std::chrono::milliseconds(std::chrono::seconds(value));
}

std::size_t terminal_width() {
  const auto columns = std::atoi(environment("COLUMNS").c_str());
  if (columns >= 20 && columns <= 1000) { return static_cast<std::size_t>(columns); }
  winsize size{};
  if (isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) {
    return size.ws_col;
  }
  return 100;
}

Result<void> settle_colour(Settings& settings, const std::string& typed) {
  if (!typed.empty() && typed != "auto" && typed != "always" && typed != "never") {
    return fail(Errc::usage, message("{0}: {1} is none of {2}", "--color", typed, "auto, always, never"));
  }
  const bool plain = !environment("NO_COLOR").empty() || environment("TERM") == "dumb" || typed == "never";
  const auto coloured = [&](int stream) { return typed == "always" || (!plain && isatty(stream) == 1); };
  settings.colour_out = coloured(STDOUT_FILENO);
  settings.colour_err = coloured(STDERR_FILENO);
  return {};
}

Result<void> settle_words(Settings& settings, const Typed& typed, Decider& decider) {
  const auto lang = decider.decide("lang", typed.lang, "SCAMDESK_LANG");
  decider.fall_back("lang", "ko");
  if (!lang.empty() && lang != "ko" && lang != "en") {
    return fail(Errc::usage, message("{0}: {1} is none of {2}", "--lang", lang, "ko, en"));
  }
  settings.lang = lang == "en" ? Lang::en : Lang::ko;
  if (typed.json && !typed.format.empty() && typed.format != "json") {
    return fail(Errc::usage, message("--json and --format {0} exclude each other", typed.format));
  }
  settings.format = typed.json ? "json" : typed.format;
  return {};
}

}  // namespace

Instant Settings::now() const {
  return fixed_now.value_or(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
}

Lang language(const std::string& typed) {
  auto lang = either(typed, "SCAMDESK_LANG");
  if (lang.empty()) {
    const auto configuration = read_configuration(configuration_file());
    if (configuration && configuration->contains("lang")) { lang = configuration->at("lang").value; }
  }
  return lang == "en" ? Lang::en : Lang::ko;
}

std::string configuration_file() { return config_home() + "/scamdesk/config.toml"; }

Result<Settings> settle(const Typed& typed) {
  Settings settings;
  const auto configuration = read_configuration(configuration_file());
  if (!configuration) { return fail(configuration.error()); }
  Decider decider(*configuration, configuration_file(), settings.origins);
  settings.store = decider.decide("store", typed.store, "SCAMDESK_STORE");
  settings.usual_store = settings.store.empty();
  if (settings.usual_store) { settings.store = data_home() + "/scamdesk/desk.db"; }
  decider.fall_back("store", settings.store);
  settings.call = typed.store.empty() ? "scamdesk" : "scamdesk --store " + typed.store;
  settings.templates = decider.decide("templates", typed.templates, "SCAMDESK_TEMPLATES");
  if (settings.templates.empty()) { settings.templates = find_templates(); }
  decider.fall_back("templates", settings.templates);
  settings.actor = decider.decide("actor", typed.actor, "SCAMDESK_ACTOR");
  if (settings.actor.empty()) { settings.actor = login_name(); }
  decider.fall_back("actor", settings.actor);
  const auto seed = environment("SCAMDESK_SEED");
  if (!seed.empty()) { settings.seed = seed; }
  settings.quiet = typed.quiet;
  settings.verbose = typed.verbose;
  settings.may_ask = !typed.no_input && isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1;
  settings.width = terminal_width();
  if (auto done = settle_words(settings, typed, decider); !done) { return fail(done.error()); }
  const auto color = decider.decide("color", typed.color, nullptr);
  decider.fall_back("color", "auto");
  if (auto done = settle_colour(settings, color); !done) { return fail(done.error()); }
  const auto now = moment(either(typed.now, "SCAMDESK_NOW"), "--now");
  if (!now) { return fail(now.error()); }
  settings.fixed_now = *now;
  const auto as_of = moment(typed.as_of, "--as-of");
  if (!as_of) { return fail(as_of.error()); }
  settings.as_of = *as_of;
  const auto wait = seconds(decider.decide("wait", typed.wait, nullptr));
  decider.fall_back("wait", "5");
  if (!wait) { return fail(wait.error()); }
  settings.wait = *wait;
  return settings;
}

std::string account_and_machine() {
  std::array<char, 256> name{};
  gethostname(name.data(), name.size() - 1);
  return login_name() + "@" + name.data();
}

std::string find_templates() {
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error);
  const auto beside = program.parent_path().parent_path() / "share/scamdesk/templates";
  if (!error && fs::is_directory(beside, error)) { return beside.string(); }
  auto folders = environment("XDG_DATA_DIRS");
  if (folders.empty()) { folders = "/usr/local/share:/usr/share"; }
  folders = data_home() + ":" + folders;
  for (std::size_t at = 0; at <= folders.size();) {
    const auto end = std::min(folders.find(':', at), folders.size());
    const auto templates = fs::path(folders.substr(at, end - at)) / "scamdesk/templates";
    if (templates.is_absolute() && fs::is_directory(templates, error)) { return templates.string(); }
    at = end + 1;
  }
  return beside.string();
}

}  // namespace scamdesk::cli
