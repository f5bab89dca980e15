-- SPDX-License-Identifier: Apache-2.0
-- Who saw personal data, whose, when and why. It stays at this desk; no command takes a row away.
CREATE TABLE access (
  no INTEGER PRIMARY KEY,         -- 1, 2, 3 …
  time INTEGER NOT NULL,          -- in milliseconds since 1970
  actor TEXT NOT NULL,
  origin TEXT NOT NULL,           -- account@machine
  action INTEGER NOT NULL,        -- 0 shown, 1 history shown, 2 exported
  register TEXT NOT NULL,
  owner TEXT NOT NULL,            -- of one record; empty for an export
  record BLOB NOT NULL,           -- its id; zeroes for an export
  records INTEGER NOT NULL,       -- how many
  fields TEXT NOT NULL,           -- names of the questions, with a space between them
  reason TEXT NOT NULL,           -- a code of access_reason.csv
  given INTEGER NOT NULL,         -- 1: the officer gave it now; 0: it held still for this record
  note TEXT NOT NULL,
  hash BLOB NOT NULL              -- of the hash before and all of this
) STRICT;
CREATE INDEX access_of ON access (register, record, actor, time);
