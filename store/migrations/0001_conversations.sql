-- What channels received. seq is the last entry of the turn that answered it; NULL while none has.
CREATE TABLE inbox (
  id           {{serial}},
  channel      TEXT NOT NULL,
  key          TEXT NOT NULL,
  conversation TEXT NOT NULL,
  ready        BIGINT NOT NULL,
  attempts     BIGINT NOT NULL DEFAULT 0,
  seq          BIGINT,
  body         TEXT NOT NULL,
  UNIQUE (channel, key)
);
CREATE INDEX inbox_pending ON inbox (conversation, id) WHERE seq IS NULL;

-- The state between two turns. body is the whole conversation as JSON; the columns are what is searched by.
CREATE TABLE conversation (
  id       TEXT PRIMARY KEY,
  version  BIGINT NOT NULL,
  owner    TEXT NOT NULL,
  agent    TEXT NOT NULL,
  team     TEXT NOT NULL,
  customer TEXT NOT NULL,
  epoch    BIGINT NOT NULL,
  updated  BIGINT NOT NULL,
  body     TEXT NOT NULL
){{clustered}};
CREATE INDEX conversation_people ON conversation (owner, agent, updated) WHERE owner <> 'bot';

-- One row a turn: what it added to the transcript, and why.
CREATE TABLE turn (
  row          {{serial}},
  conversation TEXT NOT NULL,
  seq          BIGINT NOT NULL,
  version      BIGINT NOT NULL,
  id           TEXT NOT NULL,
  at           BIGINT NOT NULL,
  entries      TEXT NOT NULL,
  trace        TEXT NOT NULL
);
CREATE UNIQUE INDEX turn_order ON turn (conversation, seq, version);

-- What is still to be sent on channels that push.
CREATE TABLE outbox (
  id           {{serial}},
  key          TEXT NOT NULL UNIQUE,
  conversation TEXT NOT NULL,
  author       TEXT NOT NULL,
  epoch        BIGINT NOT NULL,
  state        TEXT NOT NULL,
  due          BIGINT NOT NULL,
  attempts     BIGINT NOT NULL DEFAULT 0,
  receipt      TEXT NOT NULL DEFAULT '',
  problem      TEXT NOT NULL DEFAULT '',
  body         TEXT NOT NULL
);
CREATE INDEX outbox_waiting ON outbox (conversation, id) WHERE state = 'waiting';

-- When a conversation wants a turn without having heard anything.
CREATE TABLE wake (
  conversation TEXT NOT NULL,
  name         TEXT NOT NULL,
  due          BIGINT NOT NULL,
  attempts     BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (conversation, name)
){{clustered}};
CREATE INDEX wake_due ON wake (due);

-- Who works on a conversation. Used where several programs share the store; tries counts leases that ran out.
CREATE TABLE lease (
  conversation TEXT PRIMARY KEY,
  holder       TEXT NOT NULL,
  until        BIGINT NOT NULL,
  tries        BIGINT NOT NULL DEFAULT 0
);
