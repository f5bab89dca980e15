// SPDX-License-Identifier: Apache-2.0
#include "ledger/flat.hpp"

#include "base/codec.hpp"

namespace scamdesk::ledger {

const FieldList& FieldLists::of(const std::vector<std::string_view>& paths) {
  base::Writer writer;
  writer.integer(paths.size());
  for (const auto path : paths) { writer.text(path); }
  return of(writer.bytes());
}

const FieldList& FieldLists::of(std::string_view bytes) {
  if (const auto found = m_lists.find(bytes); found != m_lists.end()) { return *found->second; }
  auto list = std::make_unique<FieldList>();
  list->bytes = bytes;
  base::Reader reader(list->bytes);
  for (auto count = reader.integer(); count > 0 && reader.sound(); --count) { list->paths.emplace_back(reader.text()); }
  const std::string_view key = list->bytes;
  return *m_lists.emplace(key, std::move(list)).first->second;
}

}  // namespace scamdesk::ledger
