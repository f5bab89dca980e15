// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.hpp"
#include "ledger/file_system.hpp"
#include "ledger/ledger.hpp"
#include "support/revision_builder.hpp"
#include "support/temp_ledger.hpp"

using namespace scamdesk;
using namespace scamdesk::ledger;
using test::record;
using test::TempFolder;
using test::TempLedger;

namespace {

constexpr std::chrono::milliseconds no_wait{0};

Errc refusal(const std::string& file, OpenMode mode = OpenMode::write) {
  const auto opened = Ledger::open(file, mode, no_wait);
  REQUIRE_FALSE(opened);
  return opened.error().code;
}

void put(const std::string& file, std::string_view bytes) { REQUIRE(base::write_file(file, bytes)); }

/// Whoever runs the tests may be root, whom no mode stops.
class AsNobody {
public:
  AsNobody() : m_root(::geteuid() == 0 && ::seteuid(65534) == 0) {}
  ~AsNobody() {
    if (m_root) { m_root = ::seteuid(0) != 0; }
  }

private:
  bool m_root;
};

}  // namespace

TEST_CASE("a new desk is read again as it was made, by nobody else") {
  const TempFolder folder;
  const auto file = folder.file("desk.db");
  const auto before = ::umask(0);
  Identity identity;
  identity.mission = MissionCode(std::string("LA-VTE"));
  identity.exercise = true;
  const auto random = base::seeded_random("key");
  {
    auto made = Ledger::create(file, identity, *random);
    REQUIRE(made);
    CHECK_FALSE(made->identity().key.value().is_zero());
    identity.key = made->identity().key;
  }
  ::umask(before);
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  auto opened = Ledger::open(file, OpenMode::write, no_wait);
  REQUIRE(opened);
  CHECK(opened->identity().key == identity.key);
  CHECK(opened->identity().mission == identity.mission);
  CHECK(opened->identity().exercise);
  CHECK(opened->identity().headquarters.value().is_zero());
  CHECK(opened->verify().empty());

  const auto again = Ledger::create(file, identity, *random);
  REQUIRE_FALSE(again);
  CHECK(again.error().code == Errc::cannot_create);
  CHECK(Ledger::open(file, OpenMode::read, no_wait)->identity().mission == identity.mission);
}

TEST_CASE("the pinned key of headquarters is kept") {
  TempLedger desk;
  {
    Transaction transaction(desk->database());
    desk->pin_headquarters(test::desk("HQ"));
    transaction.commit();
  }
  CHECK(Ledger::open(desk.file(), OpenMode::read, no_wait)->identity().headquarters == test::desk("HQ"));
}

TEST_CASE("what is no desk is refused, and says why") {
  const TempFolder folder;
  const auto file = folder.file("x.db");
  SUBCASE("nothing there") { CHECK(refusal(file) == Errc::not_found); }
  SUBCASE("a folder that is not there") { CHECK(refusal(folder.file("no/desk.db")) == Errc::not_found); }
  SUBCASE("an empty file") {
    put(file, "");
    CHECK(refusal(file) == Errc::config);
  }
  SUBCASE("text") {
    put(file, std::string(5000, 'x'));
    CHECK(refusal(file) == Errc::config);
  }
  SUBCASE("a SQLite file of something else") {
    put(file, "");
    Database(file, OpenMode::write, no_wait, false).exec("CREATE TABLE t (x); PRAGMA user_version = 1");
    CHECK(refusal(file) == Errc::config);
  }
  SUBCASE("a folder") { CHECK(refusal(folder.path()) == Errc::config); }
  SUBCASE("a folder that is not there, to create in") {
    const auto made = Ledger::create(folder.file("no/desk.db"), {}, *base::seeded_random("x"));
    REQUIRE_FALSE(made);
    CHECK(made.error().code == Errc::cannot_create);
  }
}

TEST_CASE("a store of an older layout is brought up to date, and a copy as it was stays beside it") {
  const TempFolder folder;
  const auto file = folder.file("desk.db");
  put(file, "");
  {
    Database old(file, OpenMode::write, no_wait, false);
    old.exec(base::read_file(LEDGER_MIGRATIONS "/0001_ledger.sql").value());
    old.exec("INSERT INTO identity VALUES (1, zeroblob(32), zeroblob(64), 'KH-PNH', 0, 1, NULL)");
    old.exec("PRAGMA application_id = 1935892845; PRAGMA user_version = 1");
  }
  put(file + ".v0", "kept by somebody");
  const auto mask = ::umask(0);
  const bool reads = Ledger::open(file, OpenMode::read, no_wait).has_value();
  ::umask(mask);
  CHECK(reads);
  struct stat status {};
  REQUIRE(::stat((file + ".v1").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  Database copy(file + ".v1", OpenMode::read, no_wait, false);
  Statement version(copy, "SELECT user_version, (SELECT count(*) FROM pragma_table_info('identity') WHERE name = 'secret') FROM pragma_user_version");
  REQUIRE(version.step());
  CHECK(version.integer(0) == 1);
  CHECK(version.integer(1) == 1);
  CHECK(base::read_file(file + ".v0").value() == "kept by somebody");
  CHECK(std::filesystem::remove(file + ".v1"));
  {
    Database newer(file, OpenMode::read, no_wait, false);
    Statement signatures(newer, "SELECT count(*) FROM text_signature");  // the newest table
    REQUIRE(signatures.step());
    CHECK(signatures.integer(0) == 0);
  }
  CHECK(Ledger::open(file, OpenMode::write, no_wait));
  CHECK_FALSE(std::filesystem::exists(file + ".v1"));
}

TEST_CASE("a newer store is refused politely") {
  TempLedger desk;
  desk->database().exec("PRAGMA user_version = 99");
  const auto opened = Ledger::open(desk.file(), OpenMode::read, no_wait);
  REQUIRE_FALSE(opened);
  CHECK(opened.error().code == Errc::config);
  CHECK(word(opened.error().problem, Lang::en).find("newer") != std::string::npos);
  CHECK(opened.error().hint);
}

TEST_CASE("a store cut short is an error, not a crash") {
  TempLedger desk;
  std::vector<NewRevision> changes;
  for (int i = 0; i < 2000; ++i) {
    changes.push_back({record(std::to_string(i)), Change::set, {{"n", Cell::of(std::to_string(i))}}, "officer"});
  }
  desk.write_all(changes);
  const auto whole = base::read_file(desk.file()).value();
  const TempFolder folder;
  for (std::size_t size = 0; size < whole.size(); size += 8192 + 77) {
    const auto file = folder.file("cut.db");
    put(file, std::string_view(whole).substr(0, size));
    try {
      auto opened = Ledger::open(file, OpenMode::read, no_wait);
      if (opened) { CHECK_FALSE(opened->verify().empty()); }
    } catch (const StoreFault& fault) { CHECK(fault.code() == Errc::io); }
  }
}

TEST_CASE("a read-only store is read, and not written") {
  TempLedger desk;
  desk.write(record("a"), {{"n", Cell::of("1")}});
  auto reader = Ledger::open(desk.file(), OpenMode::read, no_wait);
  REQUIRE(reader);
  CHECK(reader->size().records == 1);
  try {
    reader->database().exec("DELETE FROM record");
    FAIL("a write through a reader");
  } catch (const StoreFault& fault) { CHECK(fault.code() == Errc::not_permitted); }

  const auto folder = std::filesystem::path(desk.file()).parent_path();
  ::chmod(folder.c_str(), 0755);
  ::chmod(desk.file().c_str(), 0444);
  {
    const AsNobody nobody;
    CHECK(refusal(desk.file()) == Errc::not_permitted);
    CHECK(Ledger::open(desk.file(), OpenMode::read, no_wait)->size().records == 1);
  }
  ::chmod(desk.file().c_str(), 0600);
  {
    const AsNobody nobody;
    if (::access(desk.file().c_str(), R_OK) == 0 && ::geteuid() != 65534) { return; }
    CHECK(refusal(desk.file(), OpenMode::read) == Errc::not_permitted);
  }
}

TEST_CASE("a desk whose writer was killed is read as it was before") {
  TempLedger desk;
  desk.write(record("a"), {{"n", Cell::of("1")}});
  const TempFolder folder;
  const auto file = folder.file("killed.db");
  {
    auto& db = desk->database();
    Transaction transaction(db);
    db.exec("PRAGMA cache_size = 1");  // so that pages are written before the commit
    for (int i = 0; i < 200; ++i) { desk->keep_setting(std::to_string(i), std::string(4000, 'x')); }
    for (const char* part : {"", "-journal"}) { std::filesystem::copy_file(desk.file() + part, file + part); }
  }
  std::string name = file;
  SUBCASE("by its name") {}
  SUBCASE("by a link") {
    name = folder.file("link.db");
    std::filesystem::create_symlink(file, name);
  }
  auto reader = Ledger::open(name, OpenMode::read, no_wait);
  if (!reader) { FAIL(word(reader.error().problem, Lang::en)); }
  CHECK(reader->size().records == 1);
  CHECK_FALSE(reader->setting("0"));
  CHECK(reader->verify().empty());
  CHECK_FALSE(std::filesystem::exists(file + "-journal"));
}

TEST_CASE("a folder in which nothing can be written gives an error when writing, and reads") {
  TempLedger desk;
  desk.write(record("a"), {{"n", Cell::of("1")}});
  const auto folder = std::filesystem::path(desk.file()).parent_path();
  ::chmod(desk.file().c_str(), 0666);
  ::chmod(folder.c_str(), 0555);
  {
    const AsNobody nobody;
    auto opened = Ledger::open(desk.file(), OpenMode::write, no_wait);
    REQUIRE(opened);
    const auto write = [&] {
      Transaction transaction(opened->database());
      opened->keep_setting("x", "1");
      transaction.commit();
    };
    CHECK_THROWS_AS(write(), StoreFault);
    CHECK(opened->size().records == 1);
  }
  ::chmod(folder.c_str(), 0755);
}

TEST_CASE("a second writer is told that the desk is busy, and readers go on") {
  TempLedger desk;
  auto second = Ledger::open(desk.file(), OpenMode::write, std::chrono::milliseconds{10});
  REQUIRE(second);
  {
    Transaction transaction(desk->database());
    desk->keep_setting("x", "1");
    try {
      Transaction other(second->database());
      FAIL("two writers at once");
    } catch (const StoreFault& fault) { CHECK(fault.code() == Errc::busy); }
    CHECK_FALSE(second->setting("x"));
    transaction.commit();
  }
  CHECK(second->setting("x") == "1");
  Transaction other(second->database());
  second->keep_setting("x", "2");
  other.commit();
  CHECK(desk->setting("x") == "2");
}

TEST_CASE("kinds of file systems that lie across a network are known") {
  CHECK(network_kind(0x6969) == "NFS");
  CHECK(network_kind(0xff534d42) == "SMB/CIFS");
  CHECK(network_kind(0xffffffffff534d42) == "SMB/CIFS");  // as a signed number widens
  CHECK(network_kind(0xef53).empty());
  CHECK(is_network_mount("fuse.sshfs"));
  CHECK_FALSE(is_network_mount("fuse.gocryptfs"));
  const TempFolder folder;
  CHECK(require_local(folder.path()));
  CHECK_FALSE(require_local(folder.file("none")));
}

TEST_CASE("nothing that was changed behind its back passes verify") {
  TempLedger desk;
  for (int i = 0; i < 3; ++i) { desk.write(record(std::to_string(i)), {{"n", Cell::of("value")}}); }
  desk.write(record("0"), {{"n", Cell::of("other")}});
  REQUIRE(desk->verify().empty());
  auto& db = desk->database();
  SUBCASE("a chain's head") { db.exec("UPDATE chain SET head = zeroblob(32)"); }
  SUBCASE("a block taken away") { db.exec("DELETE FROM block WHERE no = 2"); }
  SUBCASE("bytes of a block") {
    db.exec("UPDATE block SET bytes = CAST(replace(bytes, 'value', 'VALUE') AS BLOB) WHERE no = 2");
  }
  SUBCASE("a block emptied") { db.exec("UPDATE block SET bytes = x'' WHERE no = 2"); }
  SUBCASE("heads of a record") { db.exec("UPDATE record SET heads = zeroblob(32) WHERE no = 2"); }
  SUBCASE("heads of a record with a history") { db.exec("UPDATE record SET heads = zeroblob(32) WHERE no = 1"); }
  SUBCASE("blocks of a record") { db.exec("UPDATE record SET blocks = x'03' WHERE no = 2"); }
  SUBCASE("a record taken away") { db.exec("DELETE FROM record WHERE no = 2"); }
  SUBCASE("a record out of nothing") {
    db.exec(
        "INSERT INTO record SELECT 99, register, owner, zeroblob(16), clock, revisions, shape, heads, blocks"
        " FROM record WHERE no = 2");
  }
  CHECK_FALSE(desk->verify().empty());
}
