/** The first layout: files, their documents, the passages with their vectors. */
export const initial = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('published', 'quarantined')),
  report TEXT NOT NULL,
  ingested_at TEXT NOT NULL
);
CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('document', 'front matter')),
  document_number TEXT,
  title TEXT NOT NULL,
  contents_title TEXT,
  issuers TEXT NOT NULL,
  addressees TEXT NOT NULL,
  issued_on TEXT,
  disclosure TEXT,
  visibility TEXT NOT NULL CHECK (visibility IN ('public', 'internal')),
  valid_from TEXT,
  valid_until TEXT,
  attachments TEXT NOT NULL,
  publication TEXT,
  source TEXT NOT NULL,
  text TEXT NOT NULL,
  outline TEXT NOT NULL
);
CREATE INDEX documents_file ON documents(file_id);
CREATE INDEX documents_number ON documents(document_number);
CREATE TABLE passages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  locator TEXT NOT NULL,
  path TEXT NOT NULL,
  text TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  cells TEXT NOT NULL,
  vector BLOB
);
CREATE INDEX passages_document ON passages(document_id, ordinal);
`;
