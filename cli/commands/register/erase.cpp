// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/register/register.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  ErasureOrder order;
};

Data as_data(const std::vector<Erasure::Package>& packages) {
  Data::Array all;
  for (const auto& package : packages) {
    all.push_back(Data::Object{{"file", package.file.empty() ? Data() : Data(package.file)}, {"mission", package.mission},
                               {"time", to_string(package.time)}, {"receipt", package.receipt}});
  }
  return all;
}

Data as_data(const Erasure& erasure, bool dry_run) {
  Data::Array fields(erasure.fields.begin(), erasure.fields.end()), holders, exports, dropped;
  for (const auto& holder : erasure.holders) {
    holders.push_back(Data::Object{{"mission", holder.mission}, {"desk", holder.fingerprint}});
  }
  for (const auto& copy : erasure.exports) {
    exports.push_back(Data::Object{{"time", to_string(copy.time)}, {"actor", copy.actor}});
  }
  for (const auto& package : erasure.dropped) {
    dropped.push_back(Data::Object{{"file", package.file}, {"mission", package.mission}});
  }
  return Data::Object{{"schema", "scamdesk.erasure/1"}, {"register", erasure.form}, {"id", erasure.id}, {"number", erasure.number},
                      {"owner", erasure.owner}, {"dry_run", dry_run}, {"changed", erasure.changed}, {"fields", fields},
                      {"revisions", erasure.revisions}, {"holders", holders}, {"sent", as_data(erasure.sent)},
                      {"sent_since", erasure.sent_since ? Data(to_string(*erasure.sent_since)) : Data()},
                      {"received", as_data(erasure.received)}, {"exports", exports}, {"dropped", dropped}};
}

/// `first.sdpk (KH-PNH, 2025-10-20T00:00:00.000Z)`; a package whose name is not noted by its receipt.
Text told(const Erasure::Package& package) {
  return plain((package.file.empty() ? package.receipt : package.file) + " (" + package.mission + ", " + to_string(package.time) + ")");
}

Document as_page(const Erasure& erasure, const std::string& name, bool dry_run) {
  std::vector<Line> lines{{said("Erased fields"), plain(join(erasure.fields, ", "))},
                          {said("Changes that lost their values"), plain(erasure.revisions)}};
  for (const auto& holder : erasure.holders) {
    lines.push_back({said("Sent before to"), plain(holder.mission + " (" + holder.fingerprint + ")")});
  }
  for (const auto& package : erasure.sent) { lines.push_back({said("Package sent before"), told(package)}); }
  if (erasure.sent_since) { lines.push_back({said("Packages sent are noted from"), plain(to_string(*erasure.sent_since))}); }
  for (const auto& package : erasure.received) { lines.push_back({said("Package it came in"), told(package)}); }
  for (const auto& copy : erasure.exports) {
    lines.push_back({said("Exported before"), plain(to_string(copy.time) + " " + copy.actor)});
  }
  for (const auto& package : erasure.dropped) {
    lines.push_back({said("No longer held"), plain(package.file + " (" + package.mission + ")")});
  }
  return page("scamdesk.erasure/1", plain(erasure.form + " " + name), lines, as_data(erasure, dry_run));
}

Result<Exit> erase(Session& session, const Options& options) {
  const auto& order = options.order;
  const bool dry_run = session.common().dry_run;
  if (!dry_run) {
    const auto question = order.fields.empty()
                              ? message("Erase {0} {1} for good, at every desk?", order.form, order.id)
                              : message("Erase {0} of {1} {2} for good, at every desk?", join(order.fields, ", "), order.form, order.id);
    if (auto sure = session.confirm(question); !sure) { return fail(sure.error()); }
  }
  const auto erasure = session.desk().and_then([&](Desk* desk) { return desk->erase_record(order); });
  if (!erasure) { return fail(erasure.error()); }
  const auto name = erasure->number.empty() ? erasure->id : erasure->number;
  if (auto shown = session.show(as_page(*erasure, name, dry_run)); !shown) { return fail(shown.error()); }
  if (!erasure->changed) {
    session.say(message("{0} {1}: nothing of it is left to erase", order.form, name));
    return Exit::ok;
  }
  session.say(message("{0} {1}: erased", order.form, name));
  warn_of_reason(session, order.reason);
  if (!erasure->holders.empty()) { session.say(message("the next package to each of these desks erases it there; pack it now")); }
  if (!erasure->dropped.empty()) { session.warn(message("ask for the packages that are no longer held again")); }
  if (!erasure->sent.empty() || !erasure->received.empty()) {
    session.warn(message("the files of these packages hold it still: have them destroyed where they were made, sent and kept, copies too"));
  }
  session.warn(message("exports, printed pages and backups made before hold it still: destroy them, and make a new backup"));
  return Exit::ok;
}

}  // namespace

Run register_erase(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  opt->order.form = spec.noun();
  spec.words("ID", opt->words, 1, 1).explain("ID", N_("the record: its number, e.g. PNH-25-0012, or the beginning of its id"));
  spec.options("--field", "NAME", opt->order.fields, N_("only this question; may be given again. Without it all of the record but its number"));
  spec.option("--reason", "CODE: BASIS", opt->order.reason,
              N_("why, a code of erasure_reason.csv, and the legal basis: \"retention: 개인정보 보호법 제21조\"")).required();
  spec.writes().yes().formats({"text", "csv", "json"});
  return [opt](Session& session) {
    opt->order.id = opt->words.front();
    return erase(session, *opt);
  };
}

}  // namespace scamdesk::cli
