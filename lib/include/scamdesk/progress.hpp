// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include <scamdesk/error.hpp>

namespace scamdesk {

/// Told how far long work has come. The library tells; the program draws.
class Progress {
public:
  virtual ~Progress() = default;
  /// `done` of `of` units (files, rows); `of` is 0 when it is not known.
  virtual void at(const Message& what, std::size_t done, std::size_t of) = 0;
  /// True once work that has steps should end after the one at hand: asked between them.
  virtual bool stopped() const { return false; }
};

}  // namespace scamdesk
