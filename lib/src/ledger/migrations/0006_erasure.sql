-- SPDX-License-Identifier: Apache-2.0
-- Records of which an erasure is held: what comes to them later may lose its values on arrival. Derived from the blocks.
CREATE TABLE erased_record (
  record INTEGER PRIMARY KEY
) STRICT;
