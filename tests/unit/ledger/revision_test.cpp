// SPDX-License-Identifier: Apache-2.0
#include "ledger/revision.hpp"

#include <doctest/doctest.h>

#include "ledger/run.hpp"
#include "support/revision_builder.hpp"

using namespace scamdesk;
using namespace scamdesk::ledger;
using scamdesk::test::revision;

namespace {

/// Three revisions of one chain: two records of the same fields, and a change.
std::vector<Revision> chain() {
  const Revision first = revision().sets("status", "Active").sets("area", "시아누크빌");
  const Revision second =
      revision().follows(first).of(test::record("another")).sets("status", "Closed").sets("area", "");
  const Revision third =
      revision().after(first).follows(second).is(Change::retire).sets("#reason", "entered twice").clears("area");
  return {first, second, third};
}

std::string written(const std::vector<Revision>& revisions) {
  RunWriter writer;
  for (const auto& one : revisions) { writer.add(one); }
  return writer.bytes();
}

RunPlace start() { return {test::desk("PNH"), Owner("KH-PNH"), 1, RevisionId()}; }

std::optional<std::vector<Revision>> read(std::string_view bytes) {
  RunReader reader(bytes, start());
  std::vector<Revision> revisions;
  Revision one;
  while (reader.next(one)) { revisions.push_back(one); }
  if (!reader.sound()) { return std::nullopt; }
  return revisions;
}

}  // namespace

TEST_CASE("a revision's id is frozen") {
  const Revision one = revision().sets("status", "Active");
  CHECK(to_string(one.id.value()) == "b4bc2873801a761964775158a5a08a7dede178fef8dda5283f7c8865142b9aa4");
}

TEST_CASE("every part of a revision is in its id") {
  const Revision one = revision().sets("status", "Active");
  auto other = one;
  SUBCASE("desk") { other.desk = test::desk("HQ"); }
  SUBCASE("owner") { other.record.owner = shared_owner; }
  SUBCASE("register") { other.record.form = FormName("site"); }
  SUBCASE("record") { other.record.id.bytes[0] ^= 1; }
  SUBCASE("place") { other.place = 2; }
  SUBCASE("previous") { other.previous = one.id; }
  SUBCASE("parents") { other.parents = {one.id}; }
  SUBCASE("time") { other.time += std::chrono::milliseconds{1}; }
  SUBCASE("actor") { other.actor = "another"; }
  SUBCASE("change") { other.change = Change::resolve; }
  SUBCASE("salt") { other.salt[0] ^= 1; }
  SUBCASE("field") { other.cells = {{"state", Cell::of("Active")}}; }
  SUBCASE("value") { other.cells["status"] = Cell::of("Closed"); }
  SUBCASE("state") { other.cells["status"] = Cell::not_available(); }
  CHECK(identify(other) != one.id);
}

TEST_CASE("a run is read as it was written, ids and all") {
  const auto revisions = chain();
  CHECK(read(written(revisions)) == revisions);
}

TEST_CASE("writing computes the id that reading computes") {
  auto revisions = chain();
  RunWriter writer;
  auto first = revisions.front();
  first.id = RevisionId();
  writer.identify_and_add(first);
  CHECK(first == revisions.front());
  CHECK(writer.bytes() == written({revisions.front()}));
}

TEST_CASE("what was said before is not written again") {
  const auto revisions = chain();
  const auto one = written({revisions[0]}).size();
  const auto two = written({revisions[0], revisions[1]}).size();
  CHECK(two - one < one - 20);
}

TEST_CASE("skimming gives all but the values") {
  const auto revisions = chain();
  const auto bytes = written(revisions);
  RunReader reader(bytes, start());
  Revision one;
  for (const auto& expected : revisions) {
    REQUIRE(reader.skim(one));
    CHECK(one.id == expected.id);
    reader.fill(one);
    CHECK(one == expected);
  }
  CHECK_FALSE(reader.skim(one));
  CHECK(reader.place().first == 4);
  CHECK(reader.place().previous == revisions.back().id);
}

TEST_CASE("a run cut short anywhere is refused or read up to the end of a revision") {
  const auto revisions = chain();
  const auto bytes = written(revisions);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto found = read(std::string_view(bytes).substr(0, size));
    if (found) { CHECK(std::equal(found->begin(), found->end(), revisions.begin())); }
  }
}

TEST_CASE("a run with one bit flipped is refused or has other ids") {
  const auto revisions = chain();
  const auto bytes = written(revisions);
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    auto flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
    const auto found = read(flipped);
    if (found && !found->empty()) { CHECK(found->back().id != revisions.back().id); }
  }
}

TEST_CASE("one set of revisions has one run: other spellings are refused") {
  auto one = chain().front();
  SUBCASE("parents out of order") {
    one.parents = {RevisionId(base::blake2b("b")), RevisionId(base::blake2b("a"))};
    std::sort(one.parents.rbegin(), one.parents.rend());
  }
  SUBCASE("a parent twice") { one.parents = {one.id, one.id}; }
  SUBCASE("an unknown change") { one.change = static_cast<Change>(77); }
  SUBCASE("an unknown state") { one.cells["status"].state = static_cast<CellState>(9); }
  SUBCASE("text beside a reason") { one.cells["status"].state = CellState::not_available; }
  SUBCASE("a value that is not UTF-8") { one.cells["status"].text = "\xc0\xaf"; }
  SUBCASE("a field that is not UTF-8") { one.cells["\xff"] = Cell::of("1"); }
  SUBCASE("a field without a name") { one.cells[""] = Cell::of("1"); }
  SUBCASE("an actor that is not UTF-8") { one.actor = "\xed\xa0\x80"; }
  SUBCASE("a time before 1970") { one.time = Instant{std::chrono::milliseconds{-1}}; }
  CHECK_FALSE(read(written({one})));
}
