// SPDX-License-Identifier: Apache-2.0
#include "commands/conflict/conflict.hpp"

#include "commands/common.hpp"
#include "commands/fields.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string take, reason;
  std::vector<std::string> value;  ///< given or not: an empty one is a blank
};

Table values_of(const OpenConflict& conflict) {
  const std::string record = conflict.number.empty() ? to_string(conflict.record).substr(0, 8) : conflict.number;
  Table table{"scamdesk.conflict/1", "values",
              {{"id", conflict.id}, {"register", conflict.form.value()}, {"owner", conflict.owner.value()},
               {"record", to_string(conflict.record)}, {"number", conflict.number.empty() ? Data() : Data(conflict.number)},
               {"field", conflict.field}, {"sensitive", conflict.sensitive}, {"takes_value", conflict.takes_value}},
              word(message("{0} {1}: {2} ({3})", conflict.form_title, record, conflict.label, conflict.field)),
              {{"number", said("No."), Align::right}, {"value", said("Value")}, {"actor", said("Officer")},
               {"mission", said("Mission")}, {"time", said("When (Seoul)"), Align::left, false, true},
               {"desk", said("Desk"), Align::left, true}, {"revision", said("Revision"), Align::left, true}},
              {}, {}};
  std::size_t number = 0;
  for (const auto& value : conflict.values) {
    table.rows.push_back({++number, {value.words, value.data}, value.actor, value.mission.value(),
                          {seoul_time(value.time), Data(to_string(value.time))}, value.desk, value.revision});
  }
  if (!conflict.differing.empty()) {
    Data::Array names;
    for (const auto& name : conflict.differing) { names.emplace_back(name); }
    table.head.emplace_back("differing", std::move(names));
  }
  const auto apart = conflict.differing.empty() ? Text{} : word(message("They differ in: {0}\n", join(conflict.differing, ", ")));
  const auto current = word(message("Value 1 is current until the conflict is settled: 'scamdesk conflict resolve {0} --take N --reason \"…\"'",
                            conflict.id.substr(0, 8)));
  table.note = {apart.ko + current.ko, apart.en + current.en};
  return table;
}

/// The value typed, read as `NAME=VALUE` is: a personal one comes from a file, standard input or a prompt alone.
Result<Assignment> typed_value(Session& session, const OpenConflict& conflict, const std::string& value) {
  const auto form = session.desk().and_then([&](Desk* desk) { return desk->form(conflict.form.value()); });
  const auto answers = parse_assignments(session, form ? &*form : nullptr, {conflict.field + "=" + value});
  if (!answers) { return fail(answers.error()); }
  return answers->front();
}

Result<Resolution> resolution_of(Session& session, const Options& options) {
  const bool has_value = !options.value.empty();
  if (options.take.empty() == !has_value || options.value.size() > 1) {
    return fail(Errc::usage, message("exactly one of --take and --value is needed"),
                message("'scamdesk conflict show {0}' shows the values", options.words.front()));
  }
  Resolution resolution;
  resolution.reason = options.reason;
  if (!has_value) {
    const auto number = count("--take", options.take);
    if (!number) { return fail(number.error()); }
    if (*number == 0) { return fail(Errc::usage, message("--take: values are numbered from 1")); }
    resolution.take = *number;
    return resolution;
  }
  const auto conflict = session.desk().and_then([&](Desk* desk) { return desk->conflict(options.words.front()); });
  if (!conflict) { return fail(conflict.error()); }
  const auto value = typed_value(session, *conflict, options.value.front());
  if (!value) { return fail(value.error()); }
  resolution.value = *value;
  return resolution;
}

Result<Exit> resolve(Session& session, const Options& options) {
  const auto resolution = resolution_of(session, options);
  if (!resolution) { return fail(resolution.error()); }
  const auto resolved =
      session.desk().and_then([&](Desk* desk) { return desk->resolve_conflict(options.words.front(), *resolution); });
  if (!resolved) { return fail(resolved.error()); }
  const auto& conflict = resolved->conflict;
  return done(session,
              message("{0} {1}: settled: {2}; conflicts still open: {3}", conflict.owner.value(), conflict.field,
                      resolved->words, resolved->left),
              Data::Object{{"schema", "scamdesk.conflict-resolved/1"}, {"id", conflict.id},
                           {"register", conflict.form.value()}, {"owner", conflict.owner.value()},
                           {"record", to_string(conflict.record)}, {"field", conflict.field},
                           {"value", resolved->words.en}, {"reason", resolution->reason}, {"open", resolved->left}});
}

}  // namespace

Run conflict_list(Spec& spec) {
  spec.fail_on({"conflict"}).exits({Exit::no_input, Exit::config});
  return [](Session& session) {
    const auto conflicts = session.desk().and_then([](Desk* desk) { return desk->conflicts(); });
    return show(session, conflicts).map([&](Exit exit) {
      return session.fails_on("conflict") && !conflicts->rows.empty() ? Exit::findings : exit;
    });
  };
}

Run conflict_show(Spec& spec) {
  const auto words = std::make_shared<std::vector<std::string>>();
  spec.words("ID", *words, 1, 1).explain("ID", N_("the conflict's id in 'scamdesk conflict list', or its beginning"));
  spec.exits({Exit::data, Exit::no_input, Exit::config});
  return [words](Session& session) {
    const auto conflict = session.desk().and_then([&](Desk* desk) { return desk->conflict(words->front()); });
    return show(session, conflict.map(values_of));
  };
}

Run conflict_resolve(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("ID", opt->words, 1, 1).explain("ID", N_("the conflict's id in 'scamdesk conflict list', or its beginning"));
  spec.option("--take", "N", opt->take, N_("the number of the value that stands, as 'conflict show' gives it"));
  spec.options("--value", "VALUE", opt->value, N_("another value, as for set; personal data by @FILE or -"));
  spec.option("--reason", "TEXT", opt->reason, N_("why; kept with the change")).required();
  spec.writes().formats({"text", "json"});
  return [opt](Session& session) { return resolve(session, *opt); };
}

}  // namespace scamdesk::cli
