// SPDX-License-Identifier: Apache-2.0
#include "exchange/room.hpp"

#include <doctest/doctest.h>

#include <future>

#include "desks.hpp"
#include "exchange/runs.hpp"

using namespace scamdesk;
using exchange::Room;

namespace {

/// Whoever enters in another thread, and whether it is in already.
class Entering {
public:
  Entering(Room& room, std::uint64_t bytes) : m_stay(std::async(std::launch::async, [&room, bytes] { return room.enter(bytes); })) {}
  bool waits() { return m_stay.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout; }
  Room::Stay stay() { return m_stay.get(); }

private:
  std::future<Room::Stay> m_stay;
};

}  // namespace

TEST_CASE("who comes in waits until enough is given back") {
  Room room(100);
  auto first = room.enter(60);
  auto second = room.enter(40);
  Entering third(room, 50);
  CHECK(third.waits());
  second.give_back(30);
  CHECK(third.waits());
  first.give_back(20);
  const auto in = third.stay();
  Entering fourth(room, 1);
  CHECK(fourth.waits());
  { const auto gone = std::move(second); }
  const auto last = fourth.stay();
}

TEST_CASE("what is larger than the room comes in alone, and a closed room keeps nobody waiting") {
  Room room(100);
  auto small = room.enter(1);
  Entering large(room, 1000);
  CHECK(large.waits());
  small.give_back(5);  // more than it has
  auto alone = large.stay();
  Entering next(room, 1);
  CHECK(next.waits());
  room.close();
  const auto in = next.stay();
}

TEST_CASE("a package gives its room back as it is read") {
  test::StoreDesk mission("KH-PNH");
  std::string note;
  for (int i = 0; i < 50'000; ++i) { note += "가나다"; }
  for (int i = 0; i < 10; ++i) { mission.add("case", test::cells({{"file_no", std::to_string(i)}, {"note", note}})); }
  const auto file = mission.pack("HQ");
  const auto bytes = base::read_file(file).value();
  const auto package = exchange::parse(bytes);
  REQUIRE(package);
  auto runs = exchange::Runs::open(*package);
  REQUIRE(runs);
  const auto size = package->unpacked_size();
  Room room(size);
  runs->keep(room.enter(size));
  Entering half(room, size / 2);
  CHECK(half.waits());
  auto reader = runs->all().back().reader();
  std::size_t read = 0;
  for (ledger::Revision revision; reader.next(revision); ++read) {
    CHECK(revision.cells.at("note").text == note);
    runs->let_go(reader.body());
  }
  CHECK(reader.sound());
  CHECK(read == 10);
  const auto in = half.stay();
}
