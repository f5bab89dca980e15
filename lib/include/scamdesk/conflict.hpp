// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <scamdesk/assignment.hpp>
#include <scamdesk/document.hpp>
#include <scamdesk/error.hpp>
#include <scamdesk/ids.hpp>
#include <scamdesk/time.hpp>

namespace scamdesk {

/// One of the values that stand for a field, and who gave it.
struct ConflictValue {
  Text words;            ///< masked where the question is sensitive
  Data data;             ///< for machines: the words in English; null for a blank, {"na": …} for a reason
  Instant time{};
  std::string actor;
  MissionCode mission;   ///< whose desk wrote it; empty when that desk is not known here
  std::string desk;      ///< its fingerprint
  std::string revision;  ///< hexadecimal
};

/// A field that people changed apart to different values.
struct OpenConflict {
  std::string id;  ///< 12 hexadecimal digits of what it is about: the same on every desk
  FormName form;
  Text form_title;
  Owner owner;
  Uuid record;
  std::string number;  ///< short number; empty when the form's key makes the id
  std::string field;   ///< as it is set: `countries[2].likelihood`; `#retired` and `#filed` are the record's own
  Text label;
  bool sensitive = false;
  bool takes_value = true;  ///< false: only one of the values may be taken
  std::vector<std::string> differing;  ///< of filings: the fields they do not agree in, as they are set
  std::vector<ConflictValue> values;  ///< numbered from 1; the first is current
};

/// How a conflict is settled: by one of its values, or by another.
struct Resolution {
  std::size_t take = 0;             ///< the value's number; 0: `value` is given
  std::optional<Assignment> value;  ///< read as the form reads it
  std::string reason;               ///< kept with the revision
};
struct ConflictResolved {
  OpenConflict conflict;  ///< as it stood
  Text words;             ///< what stands now
  std::size_t left = 0;   ///< conflicts that are still open in the desk
};

}  // namespace scamdesk
