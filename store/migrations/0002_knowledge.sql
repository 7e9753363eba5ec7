-- The documents that are answered from, with the passages they were cut into, as JSON.
CREATE TABLE document (
  id       TEXT PRIMARY KEY,
  body     TEXT NOT NULL,
  passages TEXT NOT NULL
);

-- What was embedded once. key is a hash of the text; vector is float32, little endian.
CREATE TABLE embedding (
  embedder TEXT NOT NULL,
  key      TEXT NOT NULL,
  vector   {{blob}} NOT NULL,
  PRIMARY KEY (embedder, key)
);
