-- SPDX-License-Identifier: Apache-2.0
-- Which pairs of characters stand in the texts of 256 rows of a register, as bits: rows that cannot hold a word are not
-- read to look for it. Derived from the register's tables; rows of a block that has none here are read.
CREATE TABLE text_signature (
  form TEXT NOT NULL,
  block INTEGER NOT NULL,         -- of the records 256 * block and after
  columns INTEGER NOT NULL,       -- by which columns it was made
  bits BLOB NOT NULL,
  PRIMARY KEY (form, block)
) STRICT, WITHOUT ROWID;
