// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

/// Invented words for an exercise. Places are real so that figures can be mapped; nobody and nothing else is.
namespace scamdesk::survey::exercise::words {

/// Places of a country; empty for one that has none here.
std::span<const std::string_view> places(std::string_view country);

// A case's summary: what happened, how it became known, what was taken, what was done.
std::span<const std::string_view> happened(std::string_view kind);
extern const std::span<const std::string_view> told;
extern const std::span<const std::string_view> taken;
extern const std::span<const std::string_view> done;

// A return's texts.
extern const std::span<const std::string_view> reasons_high;
extern const std::span<const std::string_view> reasons_medium;
extern const std::span<const std::string_view> reasons_low;
extern const std::span<const std::string_view> gaps;
extern const std::span<const std::string_view> lures;

}  // namespace scamdesk::survey::exercise::words
