// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/document.hpp>

#include "form/form.hpp"
#include "report/coverage.hpp"
#include "report/definition.hpp"
#include "report/open_figures.hpp"

namespace scamdesk::report {

struct SqlRows {
  std::vector<std::string> columns;
  std::vector<std::vector<Data>> rows;  ///< null, integer, real or text
  Reads reads = {};
};

/// Runs read-only queries over the documented views. Parameters are bound by name (`:round`), as text.
class SqlRunner {
public:
  virtual ~SqlRunner() = default;
  virtual Result<SqlRows> select(std::string_view sql, const std::map<std::string, std::string>& parameters) = 0;
};

struct RunInput {
  std::map<std::string, std::string> parameters;  ///< round, mission
  std::map<std::string, Text> words;              ///< for `{name}` in titles and points, besides the parameters
  Coverage coverage;
  form::FormPtr form;  ///< the definition's form: labels of questions, words of choices
  std::vector<OpenFigure> open_conflicts = {};
};

/// The report as a document; every table carries the note on who has filed. Document::data has the coverage and all rows.
/// Errors: usage when a parameter is missing; config when the definition asks what a query or the form does not have;
/// what the runner says.
Result<Document> run(const Definition& definition, SqlRunner& sql, const RunInput& input);

}  // namespace scamdesk::report
