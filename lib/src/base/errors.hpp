// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include <scamdesk/error.hpp>

namespace scamdesk::base {

/// What is wrong with one file, told at once. A file that somebody made to be wrong in a million places is told of in its
/// first thousand: more would fill the memory, and nobody reads on.
class Errors {
public:
  static constexpr std::size_t most = 1000;

  bool empty() const { return m_errors.empty(); }
  /// Nothing more is kept, so nothing more need be looked for.
  bool full() const { return m_errors.size() > most; }
  void add(Error error) {
    if (full()) { return; }
    if (m_errors.size() < most) { return m_errors.push_back(std::move(error)); }
    m_errors.push_back(beyond(error.place));
  }
  /// What stands in the place of all further ones.
  static Error beyond(std::optional<SourcePlace> place) {
    return {Errc::bad_input, message("more than {0} errors: the others are not told", most), {}, std::move(place), {}};
  }
  /// The first, with the others in `more`; at least one was added.
  Error take() {
    Error first = std::move(m_errors.front());
    first.more.insert(first.more.end(), std::make_move_iterator(m_errors.begin() + 1), std::make_move_iterator(m_errors.end()));
    m_errors.clear();
    return first;
  }

private:
  std::vector<Error> m_errors;
};

}  // namespace scamdesk::base
