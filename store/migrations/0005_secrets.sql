-- Keys that the program made for itself, the same on every node.
CREATE TABLE secret (
  name  TEXT PRIMARY KEY,
  value {{blob}} NOT NULL
);
