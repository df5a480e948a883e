/** The ledger of deadlines, its history, and the audit trail; histories only grow. */
export const ledger = `
CREATE TABLE deadlines (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL,
  document_number TEXT,
  title TEXT NOT NULL,
  visibility TEXT NOT NULL CHECK (visibility IN ('public', 'internal')),
  source TEXT NOT NULL,
  issued_on TEXT,
  document_valid_until TEXT,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  locator TEXT NOT NULL,
  quote TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  phrase TEXT NOT NULL,
  task TEXT NOT NULL,
  start TEXT,
  due TEXT,
  rrule TEXT,
  trigger TEXT,
  trace TEXT NOT NULL,
  precision TEXT NOT NULL,
  ambiguity TEXT,
  unresolved TEXT,
  past INTEGER NOT NULL,
  responsible TEXT NOT NULL,
  confidence REAL NOT NULL,
  extracted TEXT NOT NULL,
  corrections TEXT NOT NULL,
  state TEXT NOT NULL,
  resume_state TEXT,
  extended_from TEXT,
  note TEXT,
  evidence TEXT,
  revision INTEGER NOT NULL,
  active_since TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);
CREATE INDEX deadlines_document ON deadlines(document_id, ordinal);
CREATE INDEX deadlines_due ON deadlines(due);
CREATE TABLE deadline_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  deadline_id TEXT NOT NULL REFERENCES deadlines(id),
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  from_state TEXT,
  to_state TEXT NOT NULL,
  occurrence TEXT,
  detail TEXT NOT NULL
);
CREATE INDEX deadline_events_deadline ON deadline_events(deadline_id, id);
CREATE TABLE deadline_occurrences (
  deadline_id TEXT NOT NULL REFERENCES deadlines(id),
  occurrence TEXT NOT NULL,
  note TEXT NOT NULL,
  evidence TEXT,
  actor TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (deadline_id, occurrence)
);
CREATE TABLE IF NOT EXISTS audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  act TEXT NOT NULL,
  object TEXT NOT NULL,
  result TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit table is append-only');
END;
CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit BEGIN
  SELECT RAISE(ABORT, 'the audit table is append-only');
END;
CREATE TRIGGER deadline_events_no_update BEFORE UPDATE ON deadline_events
  BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER deadline_events_no_delete BEFORE DELETE ON deadline_events
  BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
`;
