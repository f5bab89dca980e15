-- SPDX-License-Identifier: Apache-2.0
-- Keys of this desk that a passphrase may lock, and what is known of the keys of others.

-- This desk's key pairs. Old sealing keys stay, so that packages sealed to them still open.
CREATE TABLE own_key (
  no INTEGER PRIMARY KEY,         -- the greatest of a kind is the one in use
  kind INTEGER NOT NULL,          -- 1 signing (Ed25519), 2 sealing (X25519)
  public BLOB NOT NULL UNIQUE,
  secret BLOB NOT NULL            -- as it is; where `lock` has a row, locked by its passphrase
) STRICT;

-- How the passphrase makes the key that locks the secrets: argon2id of libsodium.
CREATE TABLE lock (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  salt BLOB NOT NULL,
  operations INTEGER NOT NULL,
  memory INTEGER NOT NULL
) STRICT;

-- The latest card of each desk, signed by itself: which key to seal to. Its mission and role are in `enrolment`.
CREATE TABLE card (
  no INTEGER PRIMARY KEY,
  key BLOB NOT NULL UNIQUE,
  sealing BLOB NOT NULL,
  made INTEGER NOT NULL,          -- milliseconds since 1970
  signature BLOB NOT NULL
) STRICT;

-- How far the chains of a revoked desk are good: derived from register `desk`.
CREATE TABLE last_good (
  no INTEGER PRIMARY KEY,
  key BLOB NOT NULL,
  owner TEXT NOT NULL,
  length INTEGER NOT NULL,
  head BLOB NOT NULL,
  UNIQUE (key, owner)
) STRICT;

INSERT INTO own_key (kind, public, secret) SELECT 1, key, secret FROM identity;
ALTER TABLE identity DROP COLUMN secret;
