/**
 * The archive: what a document is filed under, its sources and editions, how documents bear on one another.
 * Filings stand apart from `documents`, whose long texts would have to be read past to reach them.
 */
export const archive = `
CREATE TABLE filings (
  document_id TEXT PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE,
  digest TEXT NOT NULL DEFAULT '',
  words_digest TEXT NOT NULL DEFAULT '',
  title_key TEXT NOT NULL DEFAULT '',
  series TEXT NOT NULL DEFAULT '',
  year_from INTEGER,
  year_to INTEGER,
  theme TEXT,
  region TEXT,
  level TEXT,
  printed_on TEXT,
  published_on TEXT,
  repealed_on TEXT,
  superseded_on TEXT,
  extended_until TEXT,
  first_passage INTEGER NOT NULL DEFAULT 0,
  passage_count INTEGER NOT NULL DEFAULT 0,
  lead TEXT NOT NULL DEFAULT ''
);
CREATE INDEX filings_title ON filings(title_key);
CREATE INDEX filings_series ON filings(series) WHERE series <> '';
CREATE INDEX filings_region ON filings(region);
CREATE INDEX documents_internal ON documents(visibility) WHERE visibility = 'internal';
INSERT INTO filings (document_id, lead, first_passage, passage_count)
  SELECT id, substr(text, 1, 300),
    coalesce((SELECT min(p.id) FROM passages p WHERE p.document_id = documents.id), 0),
    (SELECT count(*) FROM passages p WHERE p.document_id = documents.id)
  FROM documents;
UPDATE files SET sha256 = '';
ALTER TABLE files ADD COLUMN folder TEXT;
CREATE TABLE document_sources (
  document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  words_digest TEXT NOT NULL,
  PRIMARY KEY (document_id, file_id)
);
CREATE INDEX document_sources_file ON document_sources(file_id);
INSERT INTO document_sources SELECT id, file_id, ordinal, '' FROM documents;
CREATE TABLE document_editions (
  document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  words_digest TEXT NOT NULL,
  source TEXT NOT NULL,
  visibility TEXT NOT NULL,
  content TEXT NOT NULL,
  replaced_at TEXT NOT NULL,
  PRIMARY KEY (document_id, number)
);
CREATE TABLE relations (
  id INTEGER PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  target_number TEXT,
  target_title TEXT,
  target_key TEXT,
  target_id TEXT,
  from_day TEXT,
  until_day TEXT,
  quote TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL
);
CREATE INDEX relations_document ON relations(document_id);
CREATE INDEX relations_number ON relations(target_number) WHERE target_number IS NOT NULL;
CREATE INDEX relations_key ON relations(target_key) WHERE target_key IS NOT NULL;
CREATE INDEX relations_target ON relations(target_id) WHERE target_id IS NOT NULL;
`;
