-- Codes with which a customer proves on one channel who she is on another. Only their hashes are here. shown is the route
-- that showed it last; used is 1 once it has proved something, or was refused.
CREATE TABLE link_code (
  hash         TEXT PRIMARY KEY,
  conversation TEXT NOT NULL,
  channel      TEXT NOT NULL,
  expires      BIGINT NOT NULL,
  shown        TEXT NOT NULL DEFAULT '',
  used         BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX link_code_conversation ON link_code (conversation);
CREATE INDEX link_code_expires ON link_code (expires);

-- Wrong codes, so that nobody guesses. id is the turn's, so that a turn that is run again counts once.
CREATE TABLE link_try (
  id    TEXT PRIMARY KEY,
  route TEXT NOT NULL,
  at    BIGINT NOT NULL
);
CREATE INDEX link_try_at ON link_try (at);

-- Who was proved to be whom, how, and until when. A link by code is of a route, one by token of a customer.
CREATE TABLE link (
  number       {{serial}},
  id           TEXT NOT NULL UNIQUE,
  conversation TEXT NOT NULL,
  channel      TEXT NOT NULL,
  address      TEXT NOT NULL,
  origin       TEXT NOT NULL,
  customer     TEXT NOT NULL,
  proof        TEXT NOT NULL,
  at           BIGINT NOT NULL,
  ended        BIGINT NOT NULL DEFAULT 0,
  ended_by     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX link_route ON link (channel, address) WHERE ended = 0 AND proof = 'code';
CREATE INDEX link_conversation ON link (conversation);
CREATE UNIQUE INDEX link_customer ON link (customer) WHERE ended = 0 AND proof = 'token';
CREATE UNIQUE INDEX link_own ON link (conversation) WHERE ended = 0 AND proof = 'token';
