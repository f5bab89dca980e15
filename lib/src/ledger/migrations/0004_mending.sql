-- SPDX-License-Identifier: Apache-2.0
-- Forks that are mended, and what others hold now.

-- How far the chains of a revoked desk are good: derived from register `desk`. Both branches of a fork may be.
CREATE TABLE good_head (
  no INTEGER PRIMARY KEY,
  key BLOB NOT NULL,
  owner TEXT NOT NULL,
  length INTEGER NOT NULL,
  head BLOB NOT NULL,
  UNIQUE (key, owner, head)
) STRICT;
INSERT INTO good_head (key, owner, length, head) SELECT key, owner, length, head FROM last_good;
DROP TABLE last_good;

-- When the package was made by which a desk told last what it holds: an older one has nothing to say.
CREATE TABLE teller (
  no INTEGER PRIMARY KEY,
  key BLOB NOT NULL UNIQUE,
  made INTEGER NOT NULL           -- milliseconds since 1970
) STRICT;
