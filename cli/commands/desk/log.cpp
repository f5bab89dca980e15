// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/desk/desk.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::string limit = "50";
  bool access = false, verify = false, packages = false;
};

}  // namespace

Run desk_log(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.option("--limit", "NUMBER", opt->limit, N_("the newest so many; 0 for all (50)"));
  spec.flag("--access", opt->access, N_("who was shown personal data instead: whose, what, when and why"));
  spec.flag("--packages", opt->packages, N_("the packages made here and those that came instead, and what became of them"));
  spec.flag("--verify", opt->verify, N_("recheck the chain of the access log's entries"));
  spec.exits({Exit::findings, Exit::no_input, Exit::config});
  return [opt](Session& session) -> Result<Exit> {
    if (opt->verify) {
      return show_faults(session, session.desk().and_then([](Desk* desk) { return desk->verify_access_log(); }),
                         message("every entry of the access log is as it was written"));
    }
    const auto most = count("--limit", opt->limit);
    if (!most) { return fail(most.error()); }
    return show(session, session.desk().and_then([&](Desk* desk) {
      if (opt->packages) { return desk->package_log(*most); }
      return opt->access ? desk->access_log(*most) : desk->log(*most);
    }));
  };
}

}  // namespace scamdesk::cli
