-- What was asked: questions that were not answered well (kind gap), and those that a person answered (kind pair). Their words
-- are masked, and end with their conversation. body is the occurrence as JSON; vector is float32, little endian.
CREATE TABLE occurrence (
  kind         TEXT NOT NULL,
  id           TEXT NOT NULL,
  conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  at           BIGINT NOT NULL,
  body         TEXT NOT NULL,
  embedder     TEXT NOT NULL,
  vector       {{blob}} NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX occurrence_conversation ON occurrence (conversation);
CREATE INDEX occurrence_at ON occurrence (kind, at, id);

-- How groups of them stand. body is the standing as JSON, without words.
CREATE TABLE standing (
  kind TEXT NOT NULL,
  id   TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, id)
);
