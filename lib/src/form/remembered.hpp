// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "form/expression.hpp"

namespace scamdesk::form {

/// The records of other registers as they were when each question about them was first asked: an answer once had is had
/// again, even when the store behind has changed or cannot be read any more. Errors are not remembered.
class RememberedInstances final : public Instances {
public:
  /// `source` may be null: then there are no records to ask.
  explicit RememberedInstances(Instances* source) : m_source(source) {}
  /// Null where the source is: the evaluator says so in its own words.
  Instances* get() { return m_source == nullptr ? nullptr : this; }

  Result<std::size_t> count(const InstanceQuery& query) override;
  Result<std::vector<Cell>> values(const InstanceQuery& query) override;

private:
  Instances* m_source;
  std::map<std::string, std::size_t> m_counts;
  std::map<std::string, std::vector<Cell>> m_values;
};

}  // namespace scamdesk::form
