-- Of a delivery: by which channel it goes, which entry it delivers, whether it is only for those who have not read it elsewhere,
-- whether sending it was begun and not yet settled, and when it becomes worthless.
ALTER TABLE outbox ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN unread BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN begun BIGINT NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN expires BIGINT NOT NULL DEFAULT 0;
CREATE INDEX outbox_conversation ON outbox (conversation, seq);
CREATE INDEX outbox_due ON outbox (channel, due, id) WHERE state = 'waiting';

-- Up to which entry the customer has read, on channels that tell.
CREATE TABLE reading (
  conversation TEXT PRIMARY KEY,
  seq          BIGINT NOT NULL,
  at           BIGINT NOT NULL
);

-- Small things that channels must not forget.
CREATE TABLE drawer (
  space TEXT NOT NULL,
  key   TEXT NOT NULL,
  value {{blob}} NOT NULL,
  PRIMARY KEY (space, key)
);

-- What customers, agents and authors attached. body is what is known about it, as JSON.
CREATE TABLE file (
  id           TEXT PRIMARY KEY,
  conversation TEXT NOT NULL,
  at           BIGINT NOT NULL,
  body         TEXT NOT NULL,
  content      {{blob}} NOT NULL
);
CREATE INDEX file_conversation ON file (conversation);
