// SPDX-License-Identifier: Apache-2.0
#include "ledger/revision.hpp"

#include "base/hash.hpp"
#include "ledger/canonical.hpp"

namespace scamdesk::ledger {

void write_body(base::Writer& writer, const Revision& revision) {
  writer.fixed(revision.salt);
  for (const auto& [path, cell] : revision.cells) {
    writer.byte(static_cast<std::uint8_t>(cell.state)).text(cell.text);
  }
}

void write_paths(base::Writer& writer, const Cells& cells) {
  writer.integer(cells.size());
  for (const auto& [path, cell] : cells) { writer.text(path); }
}

void write_header(base::Writer& writer, const Revision& revision, std::string_view paths, const Hash& body) {
  writer.byte(header_version).fixed(revision.desk.value().bytes);
  writer.text(revision.record.owner.value()).text(revision.record.form.value()).fixed(revision.record.id.bytes);
  writer.integer(revision.place).fixed(revision.previous.value().bytes);
  writer.integer(revision.parents.size());
  for (const auto& parent : revision.parents) { writer.fixed(parent.value().bytes); }
  writer.integer(static_cast<std::uint64_t>(revision.time.time_since_epoch().count()));
  writer.text(revision.actor).byte(static_cast<std::uint8_t>(revision.change));
  writer.append(paths).fixed(body.bytes);
}

std::string body_bytes(const Revision& revision) {
  base::Writer writer;
  write_body(writer, revision);
  return std::move(writer).bytes();
}

std::string header_bytes(const Revision& revision) {
  base::Writer paths;
  write_paths(paths, revision.cells);
  base::Writer writer;
  write_header(writer, revision, paths.bytes(), revision.destroyed ? *revision.destroyed : base::blake2b(body_bytes(revision)));
  return std::move(writer).bytes();
}

RevisionId identify(const Revision& revision) { return RevisionId(base::blake2b(header_bytes(revision))); }

bool is_note(std::string_view path) {
  if (path.starts_with(erases) || path.starts_with(leaves) || path.starts_with(keeps)) { return true; }
  return path.size() > 1 && path.front() == '#' && path.find('/') == std::string_view::npos;
}

bool is_known(Change change) { return change >= Change::set && change <= Change::resolve; }

}  // namespace scamdesk::ledger
