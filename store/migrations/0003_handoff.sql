-- Who is at the desk. Times are milliseconds since 1970; asked is when a place with the agent was last reserved.
CREATE TABLE presence (
  agent     TEXT PRIMARY KEY,
  name      TEXT NOT NULL,
  teams     TEXT NOT NULL,
  capacity  BIGINT NOT NULL,
  available BIGINT NOT NULL DEFAULT 1,
  seen      BIGINT NOT NULL,
  asked     BIGINT NOT NULL DEFAULT 0
);

-- A place with an agent that is kept for a conversation until the conversation itself says so: while its epoch has not risen
-- above the reservation's.
CREATE TABLE reservation (
  conversation TEXT PRIMARY KEY,
  epoch        BIGINT NOT NULL,
  agent        TEXT NOT NULL,
  until        BIGINT NOT NULL
);
CREATE INDEX reservation_agent ON reservation (agent);
