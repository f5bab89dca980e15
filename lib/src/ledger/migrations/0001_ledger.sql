-- SPDX-License-Identifier: Apache-2.0
-- The ledger at rest. Local numbers never leave a desk; ids are hashes of canonical bytes.

-- Who this desk is. The secret key never leaves this row.
CREATE TABLE identity (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  key BLOB NOT NULL,
  secret BLOB NOT NULL,
  mission TEXT NOT NULL,
  role INTEGER NOT NULL,          -- 0 mission, 1 headquarters
  exercise INTEGER NOT NULL,
  headquarters BLOB               -- the pinned key; NULL when none is
) STRICT;

-- This desk's own settings; they never travel.
CREATE TABLE setting (
  no INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  value BLOB NOT NULL
) STRICT;

-- Owners and registers, so that rows name them by a small number.
CREATE TABLE name (
  no INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- One desk's revisions for one owner. A fork's branch shares the places 1 to `shared` with its parent.
CREATE TABLE chain (
  no INTEGER PRIMARY KEY,
  desk BLOB NOT NULL,
  owner INTEGER NOT NULL REFERENCES name,
  branch INTEGER NOT NULL,
  parent INTEGER REFERENCES chain,
  shared INTEGER NOT NULL,
  length INTEGER NOT NULL,
  head BLOB NOT NULL,
  UNIQUE (desk, owner, branch)
) STRICT;

-- Up to 256 revisions of one chain in a compressed run; written once.
CREATE TABLE block (
  no INTEGER PRIMARY KEY,         -- in the order they came to this desk
  chain INTEGER NOT NULL REFERENCES chain,
  first INTEGER NOT NULL,         -- place of the first revision
  count INTEGER NOT NULL,
  previous BLOB NOT NULL,         -- id before the first
  arrival INTEGER NOT NULL,       -- 0: written here
  time INTEGER NOT NULL,          -- when it came, in milliseconds since 1970
  bytes BLOB NOT NULL,
  UNIQUE (chain, first)
) STRICT;

-- register and owner are rows of `name`; left unchecked by a reference since bulk imports write a million of these.
CREATE TABLE record (
  no INTEGER PRIMARY KEY,
  register INTEGER NOT NULL,
  owner INTEGER NOT NULL,
  uuid BLOB NOT NULL,
  clock INTEGER NOT NULL,         -- time of its latest revision
  revisions INTEGER NOT NULL,
  shape INTEGER NOT NULL,         -- 0: a line of sets; 1: more than that; 2: some revisions are pending
  heads BLOB NOT NULL,            -- ids, sorted
  blocks BLOB NOT NULL,           -- numbers of the blocks that hold its revisions
  UNIQUE (register, owner, uuid)
) STRICT;
CREATE INDEX record_pending ON record (no) WHERE shape = 2;

-- Which packages came, and when: outside the digest.
CREATE TABLE arrival (
  no INTEGER PRIMARY KEY,
  package BLOB NOT NULL,
  desk BLOB NOT NULL,
  time INTEGER NOT NULL
) STRICT;

-- An author's signed word on its chain's head.
CREATE TABLE checkpoint (
  no INTEGER PRIMARY KEY,
  desk BLOB NOT NULL,
  owner TEXT NOT NULL,
  length INTEGER NOT NULL,
  head BLOB NOT NULL,
  signature BLOB NOT NULL,
  UNIQUE (desk, owner, length, head)
) STRICT;

-- What a desk (`teller`, of mission `peer`) said that it holds.
CREATE TABLE acknowledged (
  no INTEGER PRIMARY KEY,
  peer TEXT NOT NULL,
  teller BLOB NOT NULL,
  desk BLOB NOT NULL,
  owner TEXT NOT NULL,
  length INTEGER NOT NULL,
  head BLOB NOT NULL,
  UNIQUE (peer, teller, desk, owner, head)
) STRICT;

-- Which desk is enrolled for which mission: derived from register `desk`.
CREATE TABLE enrolment (
  no INTEGER PRIMARY KEY,
  key BLOB NOT NULL UNIQUE,
  mission TEXT NOT NULL,
  role INTEGER NOT NULL,
  enrolled INTEGER NOT NULL
) STRICT;

-- Sound packages that cannot be merged yet.
CREATE TABLE held (
  no INTEGER PRIMARY KEY,
  package BLOB NOT NULL UNIQUE,
  file TEXT NOT NULL,
  reason TEXT NOT NULL,
  since INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
