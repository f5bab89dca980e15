// SPDX-License-Identifier: Apache-2.0
#include "commands/config/config.hpp"

#include "commands/common.hpp"

namespace scamdesk::cli {
namespace {

const char* key_of(Origin::From from) {
  switch (from) {
    case Origin::From::fallback: return "default";
    case Origin::From::configuration: return "config";
    case Origin::From::environment: return "environment";
    case Origin::From::option: return "option";
  }
  return "";
}

Text words_of(Origin::From from) {
  switch (from) {
    case Origin::From::fallback: return said("default");
    case Origin::From::configuration: return said("configuration");
    case Origin::From::environment: return said("environment");
    case Origin::From::option: return said("option");
  }
  return {};
}

Table settings_table(const Settings& settings, bool with_origin) {
  Table table;
  table.schema = "scamdesk.config/1";
  table.rows_key = "settings";
  table.head = {{"file", configuration_file()}};
  table.columns = {{"setting", said("Setting")}, {"value", said("Value")},
                   {"origin", said("Decided by"), Align::left, !with_origin}, {"where", said("Where"), Align::left, !with_origin}};
  for (const auto& origin : settings.origins) {
    table.rows.push_back({origin.key, origin.value, {words_of(origin.from), Data(key_of(origin.from))}, origin.where});
  }
  return table;
}

}  // namespace

Run config(Spec& spec) {
  const auto with_origin = std::make_shared<bool>(false);
  spec.flag("--show-origin", *with_origin, N_("also what decided each: an option, a variable, the configuration, nobody"));
  spec.exits({Exit::config});
  return [with_origin](Session& session) { return show(session, Result<Table>(settings_table(session.settings(), *with_origin))); };
}

}  // namespace scamdesk::cli
