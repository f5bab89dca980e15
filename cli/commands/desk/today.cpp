// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/desk/desk.hpp"

namespace scamdesk::cli {
namespace {

std::vector<Task> first_steps() {
  return {{said("There is no desk here yet. A mission makes its own from headquarters' kit"),
           "scamdesk desk init --mission KH-PNH --kit KH-PNH.sdpk"},
          {said("Headquarters makes its desk"), "scamdesk desk init --mission HQ"},
          {said("To try things out, make an exercise desk"), "scamdesk desk init --mission KH-PNH --exercise"}};
}

/// A command to copy names the desk as this one was named.
void name_the_desk(Task& task, const Settings& settings) {
  constexpr std::string_view program = "scamdesk";
  if (task.command.starts_with(program)) { task.command.replace(0, program.size(), settings.call); }
}

std::string as_list(const std::vector<Task>& tasks, Lang lang) {
  if (tasks.empty()) { return said("Nothing is to do today.").in(lang) + "\n"; }
  std::string text;
  for (const auto& task : tasks) { text += "- " + task.what.in(lang) + "\n    " + task.command + "\n"; }
  return text;
}

Data as_data(const std::vector<Task>& tasks, Lang lang) {
  Data::Array list;
  for (const auto& task : tasks) {
    list.emplace_back(Data::Object{{"what", task.what.in(lang)}, {"command", task.command}});
  }
  return Data::Object{{"schema", "scamdesk.today/1"}, {"tasks", list}};
}

}  // namespace

Run today(Spec& spec) {
  spec.formats({"text", "json"}).exits({Exit::busy, Exit::config});
  return [](Session& session) -> Result<Exit> {
    auto tasks = first_steps();
    if (session.has_desk()) {
      auto asked = session.desk().and_then([](Desk* desk) { return desk->today(); });
      if (!asked) { return fail(asked.error()); }
      tasks = std::move(*asked);
      for (auto& task : tasks) { name_the_desk(task, session.settings()); }
    }
    return session.show(as_list(tasks, session.lang()), as_data(tasks, session.lang())).map([] { return Exit::ok; });
  };
}

}  // namespace scamdesk::cli
