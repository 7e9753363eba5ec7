-- People who work here. body is the account as JSON without its password.
CREATE TABLE account (
  id       TEXT PRIMARY KEY,
  login    TEXT NOT NULL UNIQUE,
  password TEXT NOT NULL,
  disabled BIGINT NOT NULL DEFAULT 0,
  body     TEXT NOT NULL
);

-- Links with which someone becomes an account. Only the hash of the token is here.
CREATE TABLE invitation (
  hash TEXT PRIMARY KEY,
  body TEXT NOT NULL
);

-- Who is signed in, by the hash of what the browser holds.
CREATE TABLE login (
  hash    TEXT PRIMARY KEY,
  expires BIGINT NOT NULL,
  data    {{blob}} NOT NULL
);
CREATE INDEX login_expires ON login (expires);

-- Who did what.
CREATE TABLE audit (
  id    {{serial}},
  at    BIGINT NOT NULL,
  who   TEXT NOT NULL,
  what  TEXT NOT NULL,
  about TEXT NOT NULL
);
