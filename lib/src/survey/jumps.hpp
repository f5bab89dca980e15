// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <scamdesk/survey.hpp>

#include "form/form.hpp"
#include "survey/past.hpp"

namespace scamdesk::survey {

/// Info findings on figures that leave the mission's own past; a figure in a repeat is compared with that of the same
/// row, by the row's id.
///
/// `jump.NAME`: it changed since the last filed round by more than the question's `jump` (a share of the former figure,
/// or a number). `outlier.NAME`: over at least five filed rounds, its modified Z-score 0.6745 (x - median) / MAD exceeds
/// 3.5 either way, MAD the median absolute deviation from the median; nothing is said where MAD is 0.
/// Source: B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers (ASQC, 1993), which gives both constants.
std::vector<CheckFinding> jumps(const form::Form& form, const Answers& answers, const std::vector<PastReturn>& past);

}  // namespace scamdesk::survey
