-- SPDX-License-Identifier: Apache-2.0
-- Notes of the packages that were made here and that came: of this desk alone, outside every digest.

CREATE TABLE packed (
  no INTEGER PRIMARY KEY,
  package BLOB NOT NULL UNIQUE,   -- hash of all that is signed
  addressee TEXT NOT NULL,
  file TEXT NOT NULL,
  made INTEGER NOT NULL,          -- milliseconds since 1970
  revisions INTEGER NOT NULL,
  heads BLOB NOT NULL,            -- of the chains in it: desk, owner, length, head
  acknowledged INTEGER            -- when the addressee's word came that it holds all of it; NULL: not yet
) STRICT;

CREATE TABLE came (
  no INTEGER PRIMARY KEY,
  package BLOB NOT NULL UNIQUE,
  mission TEXT NOT NULL,          -- that it claims
  file TEXT NOT NULL,
  time INTEGER NOT NULL,          -- when it got this outcome
  outcome INTEGER NOT NULL,       -- 0 merged, 1 known, 2 held, 3 refused
  reason TEXT NOT NULL,
  revisions INTEGER NOT NULL
) STRICT;
