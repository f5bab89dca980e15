// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/form/form.hpp"

namespace scamdesk::cli {

Run form_import(Spec& spec) {
  const auto words = std::make_shared<std::vector<std::string>>();
  spec.words("FILE", *words, 1, 1).explain("FILE", N_("an XLSForm: a workbook with the sheets survey, choices and settings"));
  spec.makes().output().formats({"text"}).reads_files();
  return [words](Session& session) -> Result<Exit> {
    const auto made = import_xlsform(words->front());
    if (!made) { return fail(made.error()); }
    for (const auto& warning : made->warnings) { session.warn(warning); }
    return session.show(made->yaml).map([] { return Exit::ok; });
  };
}

}  // namespace scamdesk::cli
